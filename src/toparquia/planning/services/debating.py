"""The debate of a project: speak on one side, and take down only on a listed ground, with another's look."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.mandates import queries as mandates
from toparquia.people import queries as people
from toparquia.planning import errors, queries, rules
from toparquia.planning.acts import (
    ArgumentAppealAnswered,
    ArgumentAppealed,
    ArgumentMade,
    ArgumentTakenBack,
    ArgumentWithdrawn,
    WithdrawnErased,
)
from toparquia.planning.models import Appeal, AppealAnswer, Argument, Project, Withdrawal
from toparquia.planning.services.locking import check_acts_for, check_not_merged
from toparquia.territory import queries as territory


@transaction.atomic
def argue(
    *, project_id: UUID, resident_id: UUID, side: str, text: str, by: Authority, at: datetime
) -> Argument:
    """Say something for or against a project: everyone has the same space, and nobody is named.

    :raises NoSuchProject, ActsElsewhere, ProjectMerged: of the project.
    :raises ArguesElsewhere: :raises SaidAlready: :raises TextMissing, TextTooLong, TextUnreadable:
    Source: the rule set's planning.argument_length and planning.arguments_each.
    """
    project = queries.project(project_id)
    check_acts_for(project, by)
    check_not_merged([project_id])
    assert side in Argument.Side.values, "one of the two columns"
    day = territory.local_day(project.place, at)
    if people.lives_here_since(project.place, resident_id, day) is None:
        raise errors.ArguesElsewhere(place=project.place.name)
    in_force = territory.rules(project.place, day)
    said = clean_text(text, rules.ARGUMENT, in_force.count("planning.argument_length"))
    # The same person's two tabs would meet at the seal, which the table holds once.
    seals = queries.seals_of(project_id, resident_id, side, in_force)
    used = set(Argument.objects.filter(seal__in=seals).values_list("seal", flat=True))
    free = [seal for seal in seals if seal not in used]
    if not free:
        raise errors.SaidAlready(limit=len(seals))
    found = Argument.objects.create(
        project=project, side=side, seal=free[0], text=said, text_sha256=rules.digest(said), said_on=day
    )
    act = ArgumentMade(subject=found.id, project=project.id, side=side, text_sha256=found.text_sha256)
    enact(act, by=by, at=at)
    return found


@transaction.atomic
def withdraw_argument(*, argument_id: UUID, ground: str, by: Authority, at: datetime) -> Withdrawal:
    """Take an argument down on a ground of the closed list; its author may ask another organ to look again.

    :raises NoSuchArgument, ActsElsewhere: :raises GroundOfModerationUnknown: :raises WithdrawnBefore:
    Source: the rule set's planning.moderation_grounds and planning.appeal_days.
    """
    found = _locked(argument_id, by)
    check_power("planning.moderate", kind=ArgumentWithdrawn.kind, by=by, at=at)
    day = territory.local_day(found.project.place, at)
    in_force = territory.rules(found.project.place, day)
    rules.check_ground(ground, in_force.text_list("planning.moderation_grounds"))
    _check_stands(found)
    assert by.mandate is not None, "the power was asked for"
    until = day + timedelta(days=in_force.days("planning.appeal_days"))
    made = Withdrawal.objects.create(
        argument=found, ground=ground, mandate_id=by.mandate.id, appeal_until=until, withdrawn_at=at
    )
    act = ArgumentWithdrawn(
        subject=found.id,
        project=found.project_id,
        ground=ground,
        text_sha256=found.text_sha256,
        appeal_until=until,
    )
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def take_back_argument(*, argument_id: UUID, resident_id: UUID, by: Authority, at: datetime) -> Withdrawal:
    """Let whoever wrote an argument take it back: its text is erased at once, its place stays used.

    :raises NoSuchArgument, ActsElsewhere: :raises NotTheAuthor: :raises WithdrawnBefore:
    """
    found = _locked(argument_id, by)
    _check_author(found, resident_id, at)
    _check_stands(found)
    made = Withdrawal.objects.create(argument=found, ground=Withdrawal.BY_AUTHOR, withdrawn_at=at)
    _erase([found])
    enact(ArgumentTakenBack(subject=found.id, project=found.project_id), by=by, at=at)
    return made


@transaction.atomic
def appeal_withdrawal(*, argument_id: UUID, resident_id: UUID, by: Authority, at: datetime) -> Appeal:
    """Ask another organ to look again at what was taken down; only its author may, and within the time.

    :raises NoSuchArgument, ActsElsewhere: :raises NotTheAuthor: :raises NothingToAppeal, AppealTooLate:
    """
    found = _locked(argument_id, by)
    _check_author(found, resident_id, at)
    taken = getattr(found, "withdrawal", None)
    if taken is None or taken.appeal_until is None or hasattr(taken, "appeal"):
        raise errors.NothingToAppeal()
    if territory.local_day(found.project.place, at) > taken.appeal_until:
        raise errors.AppealTooLate(day=taken.appeal_until)
    made = Appeal.objects.create(withdrawal=taken, appealed_at=at)
    enact(ArgumentAppealed(subject=found.id, project=found.project_id), by=by, at=at)
    return made


@transaction.atomic
def answer_appeal(
    *, argument_id: UUID, is_restored: bool, reason: str, by: Authority, at: datetime
) -> AppealAnswer:
    """Look again as another organ than the one that took it down: the argument stands again, or is erased.

    :raises NoSuchArgument, ActsElsewhere: :raises NothingToAnswer: :raises MayNotAnswerOwn:
    :raises TextMissing, TextTooLong, TextUnreadable: of the reason.
    """
    found = _locked(argument_id, by)
    check_power("planning.answer_appeal", kind=ArgumentAppealAnswered.kind, by=by, at=at)
    taken = getattr(found, "withdrawal", None)
    appeal = getattr(taken, "appeal", None)
    if taken is None or appeal is None or hasattr(appeal, "answer"):
        raise errors.NothingToAnswer()
    assert by.mandate is not None, "the power was asked for"
    rules.check_answers_another(
        withdrew=taken.mandate.holder_id, answers=mandates.mandate(by.mandate.id).holder_id
    )
    told = clean_text(reason, rules.REASON, rules.TEXT_LIMIT)
    made = AppealAnswer.objects.create(
        appeal=appeal, is_restored=is_restored, reason=told, mandate_id=by.mandate.id, answered_at=at
    )
    if not is_restored:
        _erase([found])
    act = ArgumentAppealAnswered(
        subject=found.id,
        project=found.project_id,
        is_restored=is_restored,
        reason_sha256=rules.digest(told),
    )
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def erase_withdrawn(*, project_id: UUID, by: Authority, at: datetime) -> int:
    """Erase the withdrawn texts of a debate whose time to appeal is over; their hashes stay.

    Anyone may, so that nobody keeps them by doing nothing. :raises NoSuchProject, ActsElsewhere:
    :raises NothingToErase: Source: the rule set's planning.appeal_days.
    """
    project = queries.project(project_id)
    check_acts_for(project, by)
    due = queries.erasable(project_id, territory.local_day(project.place, at))
    if not due:
        raise errors.NothingToErase()
    _erase(due)
    enact(WithdrawnErased(subject=project.id, texts=len(due)), by=by, at=at)
    return len(due)


def _locked(argument_id: UUID, by: Authority) -> Argument:
    """Return an argument locked, so that taking down, appealing and answering never pass each other."""
    known = Argument.objects.select_for_update(no_key=True).filter(id=argument_id).exists()
    if not known:
        raise errors.NoSuchArgument()
    found = queries.argument(argument_id)
    check_acts_for(found.project, by)
    return found


def _check_stands(found: Argument) -> None:
    # One that another organ restored stays: nobody takes it down a second time.
    if hasattr(found, "withdrawal"):
        raise errors.WithdrawnBefore()


def _check_author(found: Argument, resident_id: UUID, at: datetime) -> None:
    project: Project = found.project
    in_force = territory.rules(project.place, territory.local_day(project.place, at))
    if found.seal not in queries.seals_of(project.id, resident_id, found.side, in_force):
        raise errors.NotTheAuthor()


def _erase(arguments: list[Argument] | tuple[Argument, ...]) -> None:
    for one in arguments:
        one.text = ""
        one.save(update_fields=["text"])
