"""Put someone forward, accept, withdraw, and check: admitted, or refused by an article."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import (
    CandidacyAccepted,
    CandidacyChecked,
    CandidacyNominated,
    CandidacyWithdrawn,
)
from toparquia.elections.models import Acceptance, Candidacy, Check, Election, Withdrawal
from toparquia.elections.services.locking import check_lives_here, check_phase, hashed, locked_election
from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.territory import queries as territory


@transaction.atomic
def nominate(*, election_id: UUID, resident_id: UUID, by: Authority, at: datetime) -> Candidacy:
    """Put a resident forward: oneself or a neighbour. Who did it is not kept; they have to accept.

    :raises OutOfPhase: :raises NotOfThePlace: :raises NominatedAlready:
    """
    found = locked_election(election_id, by)
    _check_open(found)
    called_on = territory.local_day(found.place, found.called_at)
    check_phase(found, at, starts=called_on, ends=found.nominations_until)
    check_lives_here(resident_id, found.electorate, found.votes_on)
    if Candidacy.objects.filter(election=found, resident_id=resident_id).exists():
        raise errors.NominatedAlready()
    row = Candidacy.objects.create(election=found, resident_id=resident_id, nominated_at=at)
    enact(CandidacyNominated(subject=row.id, election=found.id), by=by, at=at)
    return row


@transaction.atomic
def accept_candidacy(
    *,
    candidacy_id: UUID,
    person: UUID | None,
    statement: str,
    has_kin: bool,
    by: Authority,
    at: datetime,
) -> Candidacy:
    """Accept: by the person put forward, or on paper before the commission, which then acts.

    :raises NotYourCandidacy: :raises OutOfPhase: :raises AcceptedAlready: :raises TextTooLong:
    Source: the rule set's election.statement_length, election.kinship_barred.
    """
    row = _locked(candidacy_id, by)
    _check_own(row, person, by, at)
    called_on = territory.local_day(row.election.place, row.election.called_at)
    check_phase(row.election, at, starts=called_on, ends=row.election.nominations_until)
    if queries.has(row, "acceptance"):
        raise errors.AcceptedAlready()
    if queries.has(row, "withdrawal"):
        raise errors.WithdrawnAlready()
    text = clean_text(statement, rules.STATEMENT, row.election.statement_length, is_optional=True)
    Acceptance.objects.create(candidacy=row, statement=text, has_kin=has_kin, accepted_at=at)
    evidence = (hashed("candidatura.txt", text),)
    enact(CandidacyAccepted(subject=row.id, election=row.election_id, evidence=evidence), by=by, at=at)
    return row


@transaction.atomic
def withdraw_candidacy(*, candidacy_id: UUID, person: UUID | None, by: Authority, at: datetime) -> Candidacy:
    """Stand no longer, until the list is closed.

    :raises NotYourCandidacy: :raises ListIsClosed: :raises WithdrawnAlready:
    """
    row = _locked(candidacy_id, by)
    _check_own(row, person, by, at)
    if queries.has(row, "withdrawal"):
        raise errors.WithdrawnAlready()
    Withdrawal.objects.create(candidacy=row, withdrawn_at=at)
    enact(CandidacyWithdrawn(subject=row.id, election=row.election_id), by=by, at=at)
    return row


@transaction.atomic
def check_candidacy(*, candidacy_id: UUID, by: Authority, at: datetime) -> Check:
    """Admit a candidacy, or refuse it by the first article that it does not meet.

    What is found follows from the register and the rules; the commission adds nothing and lets nothing pass.
    :raises OutOfPhase: before nominations end. :raises NotAccepted: :raises CheckedAlready:
    """
    row = _locked(candidacy_id, by)
    starts = row.election.nominations_until
    check_phase(row.election, at, starts=starts, ends=row.election.votes_on)
    if not queries.has(row, "acceptance") or queries.has(row, "withdrawal"):
        raise errors.NotAccepted()
    if row.checks.exists():
        raise errors.CheckedAlready()
    unmet = [finding for finding in queries.findings(row) if not finding.is_met]
    check = Check.objects.create(
        candidacy=row,
        number=1,
        is_admitted=not unmet,
        findings=[finding.code for finding in unmet],
        article=unmet[0].article if unmet else "",
        checked_at=at,
    )
    act = CandidacyChecked(
        subject=row.id,
        election=row.election_id,
        is_admitted=check.is_admitted,
        refused_by=check.article,
        number=check.number,
    )
    enact(act, by=by, at=at)
    return check


def _locked(candidacy_id: UUID, by: Authority) -> Candidacy:
    row = queries.candidacy(candidacy_id)
    found = locked_election(row.election_id, by)
    _check_open(found)
    # Read again under the lock, and with the same election.
    row = queries.candidacy(candidacy_id)
    row.election = found
    return row


def _check_open(found: Election) -> None:
    if queries.has(found, "closed_list"):
        raise errors.ListIsClosed()


def _check_own(row: Candidacy, person: UUID | None, by: Authority, at: datetime) -> None:
    if person == row.resident_id:
        return
    if by.mandate is None:
        raise errors.NotYourCandidacy()
    check_power("elections.check", kind="elections.accepted", by=by, at=at)
