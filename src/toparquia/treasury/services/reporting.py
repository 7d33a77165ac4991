"""Accounts to the assembly: a frozen report, and what the assembly decided on it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.treasury import errors, queries
from toparquia.treasury.acts import ReportDecided, ReportPresented
from toparquia.treasury.models import AccountabilityReport, Obligation, ReportDecision
from toparquia.treasury.queries.snapshots import snapshot
from toparquia.treasury.services.locking import acting_mandate, locked


@transaction.atomic
def present_report(*, obligation_id: UUID, by: Authority, at: datetime) -> AccountabilityReport:
    """Freeze what became of an obligation's money so far, for the assembly to decide on.

    :raises NothingReceived: before any money came in.
    :raises ProgressMissing: of a work with a schedule, if nobody saw how far it is since the last report.
    :raises ReportUndecided: while the last report waits for its decision.
    """
    obligation = locked(obligation_id, by)
    waiting = AccountabilityReport.objects.filter(obligation=obligation, decision__isnull=True).first()
    if waiting is not None:
        raise errors.ReportUndecided(number=waiting.number)
    spending = queries.spending(obligation, at)
    if spending.received.is_zero:
        raise errors.NothingReceived()
    last = queries.last_report(obligation)
    if queries.schedule_of(obligation) and not queries.has_progress_since(
        obligation, last.presented_at if last else None
    ):
        raise errors.ProgressMissing()
    number = last.number + 1 if last else 1
    report_id = new_id()
    body = snapshot(obligation, spending, report_id=report_id, number=number, at=at)
    report = AccountabilityReport.objects.create(
        id=report_id,
        obligation=obligation,
        number=number,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        mandate=acting_mandate(by, obligation, at),
        presented_at=at,
    )
    act = ReportPresented(
        subject=report.id,
        obligation=obligation.id,
        number=report.number,
        received=spending.received,
        spent=spending.spent,
        left=spending.left,
        evidence=(Evidence("report.json", report.sha256),),
    )
    enact(act, by=by, at=at)
    return report


@transaction.atomic
def record_decision(*, report_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> ReportDecision:
    """Record what the assembly decided on a report: carried means approved, anything else queried.

    The resolution is read from the assembly's own rows, and the first one taken about the report counts: a
    second assembly is not asked until one says yes.
    :raises ReportDecidedBefore: :raises NoSuchReport:
    :raises NoSuchResolution, ResolutionOfSomethingElse, ResolutionElsewhere, ReportAfterSession,
        ResolutionNotTheFirst: by the resolution.
    """
    report = queries.report(report_id)
    obligation = locked(report.obligation_id, by)
    if ReportDecision.objects.filter(report=report).exists():
        raise errors.ReportDecidedBefore()
    resolution = deciding((queries.REPORT, report.id), report.obligation, report.presented_at, resolution_id)
    decision = ReportDecision.objects.create(
        report=report,
        resolution=resolution,
        is_approved=resolution.is_carried,
        mandate=acting_mandate(by, obligation, at),
        decided_at=resolution.taken_at,
    )
    act = ReportDecided(
        subject=report.id,
        obligation=obligation.id,
        resolution=resolution.id,
        is_approved=decision.is_approved,
    )
    enact(act, by=by, at=at)
    return decision


def deciding(
    about: tuple[str, UUID], obligation: Obligation, since: datetime, resolution_id: UUID
) -> Resolution:
    """Return the resolution that decides about a thing of an obligation: the first of sessions after `since`.

    :raises NoSuchResolution, ResolutionOfSomethingElse, ResolutionElsewhere, ReportAfterSession,
        ResolutionNotTheFirst:
    """
    resolution = assemblies.resolution(resolution_id)
    motion = resolution.motion
    if (motion.about_kind, motion.about_id) != about:
        raise errors.ResolutionOfSomethingElse()
    project, owed = obligation.project, obligation.place
    if not is_between(resolution.session.place_id, project.place.path, owed.id):
        raise errors.ResolutionElsewhere(place=project.place.name)
    if resolution.session.starts_at <= since:
        raise errors.ReportAfterSession()
    first = next(
        (
            taken
            for taken in assemblies.resolutions_about(*about)
            if is_between(taken.session.place_id, project.place.path, owed.id)
            and taken.session.starts_at > since
        ),
        None,
    )
    if first is None or first.id != resolution.id:
        raise errors.ResolutionNotTheFirst()
    return resolution


def is_between(met: UUID, path: list[UUID], owed: UUID) -> bool:
    """Return whether an assembly's territory is the project's, the one it is owed to, or one between."""
    return met in path and owed in path and path.index(met) >= path.index(owed)
