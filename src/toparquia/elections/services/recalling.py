"""Report, defend, decide: and with a yes, the mandate ends in the same moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.assemblies.acts import MotionPut, ResolutionTaken
from toparquia.assemblies.rules import MATTER_TITLES
from toparquia.elections import errors, queries, rules
from toparquia.elections.acts import (
    AlternateEnteredByAssembly,
    AlternateEnteredByVote,
    RecallDefended,
    RecalledByAssembly,
    RecalledByVote,
    RecallReported,
)
from toparquia.elections.models import AuditReport, Defence, Recall, RecallDecision, RecallVote
from toparquia.elections.services.locking import hashed, locked_recall
from toparquia.elections.services.proclaiming import seat_alternate
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets.codes import WORDS
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.mandates.acts import MandateProclaimed
from toparquia.mandates.services import end_by_recall
from toparquia.people.services import freeze_roll
from toparquia.territory import queries as territory
from toparquia.voting.models import Vote
from toparquia.voting.rules import Outcome, Referendum
from toparquia.voting.services import certify, open_vote, yes_or_no


@transaction.atomic
def report_on_recall(*, recall_id: UUID, text: str, by: Authority, at: datetime) -> AuditReport:
    """Publish what the social audit unit found. Late is possible until it is decided.

    :raises RecallNotAdmitted: :raises ReportedAlready: :raises NotYourOwnCase:
    """
    found = locked_recall(recall_id, by)
    check_power("elections.audit", kind="elections.recall_reported", by=by, at=at)
    _check_not_own(found, by)
    if queries.ripeness(found, at) is None:
        raise errors.RecallNotAdmitted()
    if queries.has(found, "report"):
        raise errors.ReportedAlready()
    said = clean_text(text, rules.REPORT, rules.TEXT_LIMIT)
    report = AuditReport.objects.create(recall=found, text=said, reported_at=at)
    enact(RecallReported(subject=found.id, evidence=(hashed("informe.txt", said),)), by=by, at=at)
    return report


@transaction.atomic
def defend(*, recall_id: UUID, person: UUID | None, text: str, by: Authority, at: datetime) -> Defence:
    """Publish what the holder says, beside what they are accused of.

    :raises NotTheHolder: :raises RecallNotAdmitted: once it is decided. :raises DefendedAlready:
    """
    found = locked_recall(recall_id, by)
    if person != found.mandate.holder_id:
        raise errors.NotTheHolder()
    if queries.has(found, "decision"):
        raise errors.RecallNotAdmitted()
    if queries.has(found, "defence"):
        raise errors.DefendedAlready()
    said = clean_text(text, rules.DEFENCE, rules.TEXT_LIMIT)
    defence = Defence.objects.create(recall=found, text=said, defended_at=at)
    enact(RecallDefended(subject=found.id, evidence=(hashed("defensa.txt", said),)), by=by, at=at)
    return defence


@transaction.atomic
def open_recall_vote(
    *, recall_id: UUID, opens_at: datetime, closes_at: datetime, seed: str, by: Authority, at: datetime
) -> RecallVote:
    """Open the referendum on a recall, where the rules decide it so or nobody brought it to the assembly.

    :raises RecallNotAdmitted: :raises RecallNotRipe: :raises NotDecidedThatWay: :raises OpenedAlready:
    Source: the rule set's recall.decided_by, recall.collective_days.
    """
    found = locked_recall(recall_id, by)
    check_power("voting.open", kind="voting.opened", by=by, at=at)
    _check_not_own(found, by)
    _check_decidable(found, "referendum", at)
    if queries.has(found, "ballot"):
        raise errors.OpenedAlready()
    roll = freeze_roll(place=found.place, day=territory.local_day(found.place, opens_at), by=by, at=at)
    vote = open_vote(
        place=found.place,
        purpose=rules.RECALL_VOTE,
        subject_id=found.id,
        title=f"Revocatoria en {found.place.name}",
        question=Vote.Question.YES_NO,
        options=yes_or_no(),
        roll=roll,
        opens_at=opens_at,
        closes_at=closes_at,
        seed=seed,
        by=by,
        at=at,
    )
    return RecallVote.objects.create(recall=found, vote=vote)


@transaction.atomic
def certify_recall_vote(*, recall_id: UUID, by: Authority, at: datetime) -> RecallDecision:
    """Certify the referendum; a yes ends the mandate at once. :raises RecallNotAdmitted:

    Source: the rule set's recall.majority, here of the valid votes.
    """
    found = locked_recall(recall_id, by)
    check_power("voting.certify", kind="voting.certified", by=by, at=at)
    _check_not_own(found, by)
    if not queries.has(found, "ballot") or queries.has(found, "decision"):
        raise errors.RecallNotAdmitted()
    rule = Referendum(majority=queries.recall_rules(found).threshold("recall.majority"))
    certificate = certify(vote_id=found.ballot.vote_id, by=by, at=at, rule=rule)
    is_yes = certificate.result["decided"]["outcome"] == Outcome.APPROVED.value
    decision = RecallDecision.objects.create(
        recall=found, vote_id=found.ballot.vote_id, is_recalled=is_yes, decided_at=at
    )
    if is_yes:
        _end(found, RecalledByVote, AlternateEnteredByVote, found.ballot.vote_id, by, at)
    return decision


def hear_motion(act: MotionPut, *, by: Authority, at: datetime) -> None:
    """Refuse a motion on a recall or a candidacy that its assembly may not decide now, before it is voted.

    :raises WrongMatter: :raises RecallNotAdmitted: :raises RecallNotRipe: :raises NotDecidedThatWay:
    """
    if act.about is None:
        return
    if act.about_kind == rules.RECALL:
        found = queries.recall(act.about)
        _check_matter(act.matter, "recall", found.place_id, found.place.name, by)
        _check_decidable(found, rules.BY_ASSEMBLY, at)
    elif act.about_kind == rules.CANDIDACY:
        row = queries.candidacy(act.about)
        people = row.election.electorate
        _check_matter(act.matter, "offices", people.id, people.name, by)


def hear_resolution(act: ResolutionTaken, *, by: Authority, at: datetime) -> None:
    """Carry out at once what an assembly decided on a recall. :raises: as `hear_motion`."""
    if act.about_kind != rules.RECALL or act.about is None:
        return
    found = locked_recall(act.about, by)
    _check_matter(act.matter, "recall", found.place_id, found.place.name, by)
    _check_decidable(found, rules.BY_ASSEMBLY, at)
    RecallDecision.objects.create(
        recall=found, resolution_id=act.subject, is_recalled=act.is_carried, decided_at=at
    )
    if act.is_carried:
        _end(found, RecalledByAssembly, AlternateEnteredByAssembly, act.subject, by, at)


def _end(
    found: Recall,
    said: type[RecalledByAssembly],
    enters: type[MandateProclaimed],
    decided_by: UUID,
    by: Authority,
    at: datetime,
) -> None:
    """End the mandate, after the alternate, if one waits, is ready to enter."""
    ends = found.mandate.ends_on.isoformat()
    act = said(subject=found.mandate_id, recall=found.id, decided_by=decided_by, last_day_before=ends)
    own = by.mandate is not None and by.mandate.id == found.mandate_id
    end_by_recall(mandate_id=found.mandate_id, said=act, by=by, at=at)
    # Whoever is recalled seats nobody any more: then the commission lets the alternate in.
    if own or not queries.waiting_alternates(found.mandate.seat):
        return
    try:
        seat_alternate(seat_id=found.mandate.seat_id, by=by, at=at, act=enters)
    except errors.NoAlternateLeft:
        return


def _check_decidable(found: Recall, way: str, at: datetime) -> None:
    ripe = queries.ripeness(found, at)
    if ripe is None:
        raise errors.RecallNotAdmitted()
    if way not in ripe.ways:
        other = next(iter(ripe.ways))
        raise errors.NotDecidedThatWay(way=WORDS[other], day=ripe.days.collective_until)
    if not ripe.is_ripe:
        raise errors.RecallNotRipe(day=ripe.days.report_until)


def _check_matter(matter: str, asked: str, place_id: UUID, name: str, by: Authority) -> None:
    if matter != asked or by.place.id != place_id:
        raise errors.WrongMatter(place=name, matter=MATTER_TITLES[asked])


def _check_not_own(found: Recall, by: Authority) -> None:
    if by.mandate is not None and by.mandate.id == found.mandate_id:
        raise errors.NotYourOwnCase()
