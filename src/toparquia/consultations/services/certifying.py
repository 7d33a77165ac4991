"""Certifying a consultation: what won is written down, and from that moment the State owes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from toparquia.consultations import queries
from toparquia.consultations.acts import ConsultationCertified, Winner
from toparquia.consultations.models import Consultation, PriorityProject
from toparquia.consultations.services.explaining import explain_soon
from toparquia.consultations.services.locking import locked_consultation, vote_of
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.gazette.services import enact
from toparquia.voting import services as voting

# The act names every winner, and holds 64 kB.
_ACT_BYTES = 58_000
_AROUND_A_TITLE = 140


@transaction.atomic
def certify_consultation(
    *, consultation_id: UUID, by: Authority, at: datetime, explain: bool = True
) -> Consultation:
    """Count a closed consultation by the rule that its call published, and certify what won, once.

    In the same transaction the winners are written down and `ConsultationCertified` is heard: what the
    State owes begins there. The reasons of the count are worked out afterwards, when the result stands.

    :raises NoSuchConsultation: :raises AuthorityOfAnotherPlace: :raises NotOpenedYet:
    :raises TieNeedsRunOff: :raises ChannelsMixed: or as `voting.certify`.
    """
    # The lock makes of two certifications at once a first and a second.
    consultation = locked_consultation(consultation_id, by)
    vote = vote_of(consultation)
    rule = queries.budget_rule(consultation)
    certificate = voting.certify(vote_id=vote.id, by=by, at=at, rule=rule)
    vote.refresh_from_db()
    decided = certificate.result["decided"]
    won = _write_winners(consultation, decided["winners"])
    act = ConsultationCertified(
        subject=consultation.id,
        vote=vote.id,
        title=consultation.title,
        rule=certificate.rule,
        winners=_named(won),
        roll=certificate.result["roll"],
        turnout=decided["turnout"],
        is_valid=decided["is_valid"],
        budget=consultation.budget,
        spent=Money.total((each.amount for each in won), consultation.currency),
        input_digest=certificate.input_digest,
    )
    enact(act, by=by, at=at)
    if explain:
        # Nothing slow inside: readers of the log do not wait for sentences.
        explaining = partial(explain_soon, consultation_id=consultation.id)
        transaction.on_commit(explaining, robust=True)
    return consultation


def _write_winners(consultation: Consultation, codes: Sequence[str]) -> list[PriorityProject]:
    options = {
        option.code: option
        for option in consultation.options.filter(code__in=codes).select_related("project")
    }
    return PriorityProject.objects.bulk_create(
        PriorityProject(
            consultation=consultation,
            option=options[code],
            project=options[code].project,
            rank=rank,
            amount_minor=options[code].cost_minor,
            currency=consultation.currency,
        )
        for rank, code in enumerate(codes, start=1)
    )


def _named(won: Sequence[PriorityProject]) -> tuple[Winner, ...]:
    room = _ACT_BYTES // max(len(won), 1) - _AROUND_A_TITLE
    return tuple(
        Winner(each.project_id, _cut(each.project.title, room), each.amount, each.rank) for each in won
    )


def _cut(title: str, room: int) -> str:
    if len(title.encode()) <= room:
        return title
    return title.encode()[: max(room, 12) - 3].decode(errors="ignore").rstrip() + "…"
