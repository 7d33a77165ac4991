"""A certified vote as the engine of audits reads it: paper tables as published, the rest as proven."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from toparquia.engines.auditing import Contest, Kind, Reported, Table
from toparquia.foundation.shares import WHOLE_BP, Threshold
from toparquia.voting.models import Certificate, Option, Vote
from toparquia.voting.rules import NO, YES


def reported_of(vote: Vote, options: list[Option], certificate: Certificate) -> Reported | None:
    """Return what was announced, or None where no draw of paper can test it.

    Tables are those that are published: small ones are drawn together, as one box. None where another
    rule than the marks decides, where channels are too small to be told apart, or without paper.
    """
    result, rule = certificate.result, certificate.rule
    codes = [option.code for option in sorted(options, key=lambda option: option.number)]
    contest = _contest(vote, codes, options, rule)
    boxes = [box for box in result["tables"] if box["ballots"]]
    if contest is None or not boxes:
        return None
    if rule.get("rule") == "referendum":
        codes = [YES, NO]
    tables = tuple(
        Table("+".join(map(str, box["tables"])), box["ballots"], tuple(box["votes"][code] for code in codes))
        for box in boxes
    )
    proven = tuple(
        result["votes"][code] - sum(table.votes[place] for table in tables)
        for place, code in enumerate(codes)
    )
    return Reported(contest, tables, proven)


def _contest(vote: Vote, codes: list[str], options: list[Option], rule: dict[str, Any]) -> Contest | None:
    labels = {option.code: option.label for option in options}
    if rule.get("rule") == "referendum":
        majority = Threshold.parse(rule["majority"])
        share = Fraction(majority.share.basis_points, WHOLE_BP)
        return Contest((labels[YES], labels[NO]), Kind.YES_NO, share=share) if 0 < share < 1 else None
    if rule.get("rule") == "plurality" and 0 < rule["winners"] < len(codes):
        named = tuple(f"{labels[code]} ({code})" for code in codes)
        return Contest(named, seats=rule["winners"], most=vote.max_choices)
    return None
