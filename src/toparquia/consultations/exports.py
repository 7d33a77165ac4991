"""A consultation as a `.pb` file that other people's programs read and count."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final
from uuid import UUID

import numpy as np

from toparquia.consultations import queries
from toparquia.consultations.errors import NothingToExport
from toparquia.consultations.models import Consultation
from toparquia.consultations.rules import BudgetRule
from toparquia.engines.budgeting.election import APPROVAL, Ballots, Election
from toparquia.engines.budgeting.pabulib.writer import write_text
from toparquia.engines.budgeting.publish import with_outcome
from toparquia.engines.budgeting.rules import options
from toparquia.territory import queries as territory

ONE_MARK: Final = (
    "counted from paper tally sheets (contado de actas de papel): one row a vote; no ballot was stored"
)
NO_BUDGET: Final = "no budget was set (no había monto fijado); the one here keeps the winners"
SUMS_ALONE: Final = (
    "counted from paper tally sheets (contado de actas de papel): only the sums of the rows are true;"
    " who marked what together is not known"
)
LAST: Final = ("edition", "language", "currency", "fully_funded", "comment")
PLURALITY: Final = "counted by plurality (más votos): the {winners} most voted win"


def pabulib(consultation: Consultation) -> str:
    """Return a certified consultation as the text of a `.pb` file, the same each time.

    Imported ballots are written fully, without anything about a person. Tally sheets are no ballots:
    the file's comment says what its rows are, and the sums are those of the sheets.
    There is none before the certificate: two with one table between them would tell of that table alone.
    :raises NothingToExport: until then.
    """
    if not consultation.is_certified:
        raise NothingToExport(title=consultation.title)
    return _written(consultation.id, queries.result(consultation).certificate.input_digest)


@lru_cache(maxsize=4)
def _written(consultation_id: UUID, digest: str) -> str:
    # A certified result never changes, so that its largest files are written once a process.
    consultation = queries.consultation(consultation_id)
    rule = queries.budget_rule(consultation)
    counted = queries.recount(consultation)
    election = with_outcome(counted)
    election = replace(election, meta={**election.meta, **_word(rule, counted.rule.name)})
    if consultation.budget_minor is None:
        # The most voted win in either case; a budget for all of them would say that all could win.
        election = replace(election, budget=max(counted.spent, *counted.election.costs))
    blank = election.ballots.blank
    election = replace(election, ballots=_without_blank(election.ballots))
    election = replace(election, meta={**_head(consultation, election, blank), **_limits(election)})
    # Ballots are stored by content, so nobody can know the order in which they were cast from this.
    return write_text(election, seed=digest, territory=False)


def _word(rule: BudgetRule, name: str) -> dict[str, str]:
    # The format has no word for plurality.
    if name != options.PLURALITY:
        return {}
    return {"rule": "unknown", "comment": PLURALITY.format(winners=rule.terms.counting.seats)}


def _head(consultation: Consultation, election: Election, blank: int) -> dict[str, str]:
    place = consultation.place
    country = territory.ancestors_in_order(place)[0]
    remarks = [election.meta["comment"]] if "comment" in election.meta else []
    if consultation.budget_minor is None:
        remarks.append(NO_BUDGET)
    if consultation.channel == Consultation.Channel.PAPER:
        remarks.append(ONE_MARK if consultation.max_choices == 1 else SUMS_ALONE)
    if blank:
        remarks.append(f"{blank} blank ballots (en blanco) are not among the rows")
    begins, ends = (
        territory.local_day(place, moment) for moment in (consultation.opens_at, consultation.closes_at)
    )
    if consultation.channel == Consultation.Channel.IMPORTED:
        begins = ends = consultation.held_on
    own = {
        "description": consultation.title,
        "country": country.name,
        "unit": place.name,
        "instance": str(consultation.year),
        "rule": "unknown",
        "date_begin": f"{begins:%d.%m.%Y}",
        "date_end": f"{ends:%d.%m.%Y}",
        "currency": consultation.currency,
        "language": place.language,
    }
    if remarks:
        own["comment"] = " ".join(f"#{number}: {text}" for number, text in enumerate(remarks, start=1))
    kept = {key: value for key, value in election.meta.items() if key != "comment"}
    head = {**own, **kept}
    # The writer knows the order of the first ones.
    return {key: head[key] for key in sorted(head, key=_place)}


def _limits(election: Election) -> dict[str, str]:
    if election.vote_type != APPROVAL or "max_length" in election.meta:
        return {}
    longest = int(election.ballots.lengths.max()) if len(election.ballots.lengths) else 1
    return {"min_length": "1", "max_length": str(longest)}


def _without_blank(ballots: Ballots) -> Ballots:
    """Return the ballots that name something: readers of the format take no empty row."""
    kept = ballots.lengths > 0
    if kept.all():
        return ballots
    offsets = np.zeros(int(kept.sum()) + 1, dtype=np.int64)
    np.cumsum(ballots.lengths[kept], out=offsets[1:])
    return replace(ballots, offsets=offsets, weights=ballots.weights[kept])


def _place(key: str) -> int:
    return LAST.index(key) + 1 if key in LAST else 0
