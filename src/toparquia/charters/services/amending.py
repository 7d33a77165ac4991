"""Propose a change of a commune's charter or rules, put it to the people, and put it in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.charters import amendments, errors, rules
from toparquia.charters.acts import AmendmentCalled, AmendmentDecided, AmendmentProposed
from toparquia.charters.models import Amendment, AmendmentDecision, AmendmentVote
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet, as_toml, parse
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import enact
from toparquia.people.services import freeze_roll
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import adopt_decided
from toparquia.voting import queries as voting
from toparquia.voting.models import Vote
from toparquia.voting.services import open_vote, yes_or_no

REASON = Sentence("por qué se propone", "why it is proposed")
REASON_LIMIT = 2_000


def propose_charter(
    *, place: Place, sections: Mapping[str, str], reason: str, by: Authority, at: datetime
) -> Amendment:
    """Propose new words for sections of the charter in force; what is not named stays.

    :raises NotFoundedYet: :raises NothingChanges: :raises AmendmentReasonMissing:
    """
    day = territory.local_day(place, at)
    before = amendments.charter_on(place, day)
    after = before | {code: clean_text(body, REASON, 100_000) for code, body in sections.items()}
    texts = (amendments.written(before), amendments.written(after))
    return _propose(place, Amendment.What.CHARTER, texts, reason, by, at)


def propose_rules(*, place: Place, changed: RuleSet, reason: str, by: Authority, at: datetime) -> Amendment:
    """Propose other rules than those in force.

    :raises NotFoundedYet: :raises NothingChanges: :raises AmendmentReasonMissing:
    """
    standing = territory.rules(place, territory.local_day(place, at))
    return _propose(place, Amendment.What.RULES, (as_toml(standing), as_toml(changed)), reason, by, at)


@transaction.atomic
def _propose(
    place: Place, what: str, texts: tuple[str, str], reason: str, by: Authority, at: datetime
) -> Amendment:
    by.check_is_for(place.id)
    if place.founded_on is None:
        raise errors.NotFoundedYet(place=place.name)
    said = clean_text(reason, REASON, REASON_LIMIT, is_optional=True)
    if not said:
        raise errors.AmendmentReasonMissing()
    if texts[0] == texts[1]:
        raise errors.NothingChanges()
    # The place is locked, so that two proposals do not get one number.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    number = Amendment.objects.filter(place=place).count() + 1
    amendment = Amendment.objects.create(
        place=place,
        number=number,
        what=what,
        reason=said,
        before=texts[0],
        after=texts[1],
        proposed_at=at,
    )
    act = AmendmentProposed(
        subject=amendment.id, what=what, number=number, evidence=amendments.evidence(amendment)
    )
    enact(act, by=by, at=at)
    return amendment


@transaction.atomic
def call_on_amendment(
    *, amendment_id: UUID, opens_at: datetime, closes_at: datetime, seed: str, by: Authority, at: datetime
) -> AmendmentVote:
    """Put an amendment to the people of the commune: freeze the roll, open the vote.

    :raises AmendmentDecidedAlready: :raises AmendmentInAnotherWay: :raises AmendmentOutdated:
    Source: the rule set's charter.amend_approval.
    """
    amendment = _locked(amendment_id, by, at)
    place = amendment.place
    in_force = territory.rules(place, territory.local_day(place, at))
    if in_force.choice("charter.amend_approval") != rules.BY_REFERENDUM:
        raise errors.AmendmentInAnotherWay()
    roll = freeze_roll(place=place, day=territory.local_day(place, opens_at), by=by, at=at)
    vote = open_vote(
        place=place,
        purpose=rules.AMENDMENT,
        subject_id=amendment.id,
        title=f"Reforma {amendment.number} de {place.name}",
        question=Vote.Question.YES_NO,
        options=yes_or_no(),
        roll=roll,
        opens_at=opens_at,
        closes_at=closes_at,
        seed=seed,
        by=by,
        at=at,
    )
    called = AmendmentVote.objects.create(amendment=amendment, vote=vote, called_at=at)
    act = AmendmentCalled(subject=amendment.id, vote=vote.id, evidence=amendments.evidence(amendment))
    enact(act, by=by, at=at)
    return called


@transaction.atomic
def decide_amendment(*, amendment_id: UUID, by: Authority, at: datetime) -> AmendmentDecision:
    """Write down what was decided on an amendment; an approved one is in force some days later.

    What was done before that day stays under the rules and the charter of its own day.
    :raises AmendmentDecidedAlready: :raises AmendmentUndecided: :raises AmendmentOutdated:
    Source: the rule set's charter.amend_approval and charter.amend_notice_days.
    """
    amendment = _locked(amendment_id, by, at)
    place = amendment.place
    day = territory.local_day(place, at)
    called = AmendmentVote.objects.select_related("vote").filter(amendment=amendment).first()
    outcome, resolution = _outcome(amendment, called)
    starts_on = None
    if outcome == rules.APPROVED:
        starts_on = day + timedelta(days=territory.rules(place, day).days("charter.amend_notice_days"))
    decided = AmendmentDecision.objects.create(
        amendment=amendment, outcome=outcome, resolution=resolution, in_force_on=starts_on, decided_at=at
    )
    if starts_on is not None and amendment.what == Amendment.What.RULES:
        changed = parse(amendment.after.encode(), "reforma.toml")
        adopt_decided(place=place, rules=changed, starts_on=starts_on, by=by, at=at)
    act = AmendmentDecided(
        subject=amendment.id,
        what=amendment.what,
        outcome=outcome,
        in_force_on=starts_on.isoformat() if starts_on else "",
        vote=called.vote_id if called else None,
        resolution=resolution.id if resolution else None,
        evidence=amendments.evidence(amendment),
    )
    enact(act, by=by, at=at)
    return decided


def _outcome(amendment: Amendment, called: AmendmentVote | None) -> tuple[str, Resolution | None]:
    if called is not None:
        certificate = voting.certificate(called.vote)
        if certificate is None:
            raise errors.AmendmentUndecided(number=amendment.number)
        return str(certificate.result["decided"]["outcome"]), None
    place = amendment.place
    in_force = territory.rules(place, territory.local_day(place, amendment.proposed_at))
    by_assembly = in_force.choice("charter.amend_approval") != rules.BY_REFERENDUM
    yes = assemblies.binding_about(rules.AMENDMENT, amendment.id).filter(session__place=place).first()
    if yes is None or not by_assembly:
        raise errors.AmendmentUndecided(number=amendment.number)
    return rules.APPROVED, yes


def _locked(amendment_id: UUID, by: Authority, at: datetime) -> Amendment:
    """Return an amendment without a decision, under lock, of what still stands.

    :raises NoSuchAmendment: :raises AmendmentDecidedAlready: :raises AmendmentOutdated:
    """
    found = amendments.amendment(amendment_id)
    by.check_is_for(found.place_id)
    Place.objects.select_for_update(no_key=True).get(id=found.place_id)
    if AmendmentDecision.objects.filter(amendment=found).exists():
        raise errors.AmendmentDecidedAlready(number=found.number)
    if amendments.standing(found, territory.local_day(found.place, at)) != found.before:
        raise errors.AmendmentOutdated(number=found.number)
    return found
