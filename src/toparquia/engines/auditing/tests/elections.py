"""Small results to audit."""

from __future__ import annotations

from fractions import Fraction

from toparquia.engines.auditing import Contest, Kind, Reported, Table

SEED = "46293015872913345561"


def a_result(*votes: tuple[int, ...], online=None, sheets=None, **contest) -> Reported:
    """Return a result of tables with these votes; each box holds its votes' sheets unless said."""
    options = tuple("ABCDEFG"[: len(votes[0])])
    tables = tuple(Table(str(number), sheets or sum(each), each) for number, each in enumerate(votes, 1))
    return Reported(Contest(options, **contest), tables, online or (0,) * len(options))


def a_yes_no(yes: int, no: int, online=(0, 0), share=Fraction(1, 2)) -> Reported:
    """Return a referendum with one table."""
    contest = Contest(("sí", "no"), Kind.YES_NO, share=share)
    return Reported(contest, (Table("1", yes + no, (yes, no)),), online)
