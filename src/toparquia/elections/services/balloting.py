"""Close the list by lot, open the secret vote, and certify what it gave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import ListClosed
from toparquia.elections.models import Ballot, CandidateList, Election, Result
from toparquia.elections.services.deciding import decide
from toparquia.elections.services.locking import locked_election
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.people.services import freeze_roll
from toparquia.territory import queries as territory
from toparquia.voting.models import Vote
from toparquia.voting.rules import draw_order
from toparquia.voting.services import NewOption, certify, open_vote
from toparquia.voting.services.locking import checked_seed


@transaction.atomic
def close_list(*, election_id: UUID, seed: str, by: Authority, at: datetime) -> CandidateList:
    """Close the list: every admitted candidacy, in the order that a public seed draws, with equal space.

    :raises OutOfPhase: while a phase before it runs. :raises Unanswered: :raises NoCandidacies:
    """
    found = locked_election(election_id, by)
    if queries.has(found, "closed_list"):
        raise errors.ListIsClosed()
    day = territory.local_day(found.place, at)
    waiting = queries.open_challenges(found)
    if waiting or day <= found.challenges_until:
        raise errors.Unanswered(open=len(waiting), day=found.challenges_until)
    rows = queries.admitted(found)
    if not rows:
        raise errors.NoCandidacies()
    seed = checked_seed(seed)
    order = tuple(UUID(code) for code in draw_order(seed, [str(row.id) for row in rows]))
    closed = CandidateList.objects.create(election=found, seed=seed, order=list(order), closed_at=at)
    enact(ListClosed(subject=found.id, seed=seed, order=order), by=by, at=at)
    return closed


@transaction.atomic
def open_ballot(
    *, election_id: UUID, opens_at: datetime, closes_at: datetime, by: Authority, at: datetime
) -> Ballot:
    """Open the secret vote, person by person: each ballot names up to as many as there are seats.

    The roll is of the day of the vote. A single candidacy stands beside "nobody".
    :raises ListNotClosed: :raises OpenedAlready: :raises OutOfPhase: :raises SecretBallotRequired:
    """
    found = locked_election(election_id, by)
    if not queries.has(found, "closed_list"):
        raise errors.ListNotClosed()
    if queries.has(found, "ballot"):
        raise errors.OpenedAlready()
    days = {territory.local_day(found.place, moment) for moment in (opens_at, closes_at)}
    if min(days) < found.votes_on or found.procedure != Election.Procedure.BALLOT:
        raise errors.OutOfPhase(starts=found.votes_on, ends=max(days))
    within = [found.council] if found.council else []
    roll = freeze_roll(place=found.place, day=found.votes_on, by=by, at=at, within=within)
    options = _options(found)
    vote = open_vote(
        place=found.place,
        purpose=rules.OFFICE_VOTE,
        subject_id=found.id,
        title=_title(found),
        question=Vote.Question.CHOOSE,
        options=options,
        roll=roll,
        opens_at=opens_at,
        closes_at=closes_at,
        seed=found.closed_list.seed,
        max_choices=min(found.seats.count(), len(options)),
        names_people=True,
        by=by,
        at=at,
    )
    return Ballot.objects.create(election=found, vote=vote)


@transaction.atomic
def certify_ballot(*, election_id: UUID, by: Authority, at: datetime) -> Result:
    """Certify the vote: principals by their votes, then alternates; equals in the order of the drawn seed.

    :raises NothingDecided: :raises DecidedAlready: :raises NobodyElected: and the refusals of voting.certify.
    """
    found = locked_election(election_id, by)
    if queries.has(found, "result"):
        raise errors.DecidedAlready()
    if not queries.has(found, "ballot"):
        raise errors.NothingDecided()
    rule = rules.PersonByPerson(found.seats.count(), found.alternates)
    certificate = certify(vote_id=found.ballot.vote_id, by=by, at=at, rule=rule)
    decided, votes = certificate.result["decided"], certificate.result["votes"]
    seed = certificate.result["tie_seed"] or ""
    return decide(found, decided, votes, decided_by=found.ballot.vote_id, seed=seed, by=by, at=at)


def _title(found: Election) -> str:
    title = f"{ORGANS[found.organ.kind].title.es.capitalize()}: {OFFICES[found.office].title.es}"
    return f"{title}, {found.council.name}" if found.council else title


def _options(found: Election) -> list[NewOption]:
    rows = {row.id: row for row in queries.candidacies(found)}
    options = [NewOption(str(one), rows[one].resident.full_name) for one in found.closed_list.order]
    if len(options) == 1:
        options.append(NewOption(rules.NOBODY, "Ninguna candidatura"))
    return options
