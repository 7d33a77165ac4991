"""Challenge a check or a result, and answer with reasons."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import CandidacyCheckedAfterRuling, ChallengeAnswered, ChallengeLodged
from toparquia.elections.models import Answer, Challenge, Check, Election
from toparquia.elections.services.locking import check_phase, hashed, locked_election
from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.territory import queries as territory

COMMISSION = "commissioner"


@transaction.atomic
def challenge(
    *, election_id: UUID, text: str, by: Authority, at: datetime, candidacy_id: UUID | None = None
) -> Challenge:
    """Say that a candidacy's check, or the result, is wrong. Any resident may; no name is kept.

    :raises NoSuchCandidacy: :raises ListIsClosed: :raises NothingDecided: :raises OutOfPhase:
    Source: the rule set's election.challenge_days, election.answer_days.
    """
    found = locked_election(election_id, by)
    said = clean_text(text, rules.CHALLENGE, rules.TEXT_LIMIT)
    if candidacy_id is not None:
        row = queries.candidacy(candidacy_id)
        if row.election_id != found.id or not row.checks.exists():
            raise errors.NoSuchCandidacy()
        if queries.has(found, "closed_list"):
            raise errors.ListIsClosed()
        day = check_phase(found, at, starts=found.nominations_until, ends=found.challenges_until)
    else:
        if not queries.has(found, "result"):
            raise errors.NothingDecided()
        starts, ends = found.result.decided_on, found.result.challenges_until
        day = check_phase(found, at, starts=starts, ends=ends)
    answer_by = day + timedelta(days=queries.rules_of(found).days("election.answer_days"))
    lodged = Challenge.objects.create(
        election=found, candidacy_id=candidacy_id, text=said, answer_by=answer_by, lodged_at=at
    )
    act = ChallengeLodged(
        subject=lodged.id,
        election=found.id,
        candidacy=candidacy_id,
        answer_by=answer_by.isoformat(),
        evidence=(hashed("impugnacion.txt", said),),
    )
    enact(act, by=by, at=at)
    return lodged


@transaction.atomic
def answer_challenge(
    *, challenge_id: UUID, is_upheld: bool, text: str, by: Authority, at: datetime
) -> Answer:
    """Answer a challenge with reasons; one that is upheld turns the check, or makes the result void.

    The commission answers; when its deadline has passed the social audit unit may, so that silence
    stops no election. :raises AnsweredAlready: :raises NotYoursToAnswer: :raises ListIsClosed:
    """
    lodged = queries.challenge(challenge_id)
    found = locked_election(lodged.election_id, by)
    check_power("elections.answer", kind="elections.answered", by=by, at=at)
    if Answer.objects.filter(challenge=lodged).exists():
        raise errors.AnsweredAlready()
    assert by.mandate is not None, "a power comes with its mandate"
    if by.mandate.office != COMMISSION and territory.local_day(found.place, at) <= lodged.answer_by:
        raise errors.NotYoursToAnswer(day=lodged.answer_by)
    said = clean_text(text, rules.ANSWER, rules.TEXT_LIMIT)
    answer = Answer.objects.create(
        challenge=lodged, is_upheld=is_upheld, text=said, office=by.mandate.office, answered_at=at
    )
    act = ChallengeAnswered(
        subject=lodged.id,
        election=found.id,
        is_upheld=is_upheld,
        evidence=(hashed("respuesta.txt", said),),
    )
    enact(act, by=by, at=at)
    if is_upheld and lodged.candidacy_id is not None:
        _turn(found, lodged, answer, by, at)
    return answer


def _turn(found: Election, lodged: Challenge, answer: Answer, by: Authority, at: datetime) -> None:
    """Admit who was refused, or refuse who was admitted, because a challenge was upheld."""
    if queries.has(found, "closed_list"):
        raise errors.ListIsClosed()
    last = Check.objects.filter(candidacy_id=lodged.candidacy_id).order_by("-number").first()
    assert last is not None, "only what was checked is challenged"
    check = Check.objects.create(
        candidacy_id=lodged.candidacy_id,
        number=last.number + 1,
        is_admitted=not last.is_admitted,
        findings=[] if not last.is_admitted else ["ruling"],
        article="" if not last.is_admitted else "election.challenge_days",
        answer=answer,
        checked_at=at,
    )
    act = CandidacyCheckedAfterRuling(
        subject=check.candidacy_id,
        election=found.id,
        is_admitted=check.is_admitted,
        refused_by=check.article,
        number=check.number,
    )
    enact(act, by=by, at=at)
