"""The bank's report to the assembly: liquidity, reserves, surplus and arrears, frozen on a day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.bank import errors, queries
from toparquia.bank.acts import BankReportDecided, BankReportPresented
from toparquia.bank.models import BankReport, BankReportDecision
from toparquia.bank.services.serving import SERVE, locked, resolved
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory


@transaction.atomic
def present_report(*, bank_id: UUID, by: Authority, at: datetime) -> BankReport:
    """Freeze the bank's figures of today for the assembly. :raises ReportedToday:"""
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    if BankReport.objects.filter(bank=bank, through=day).exists():
        raise errors.ReportedToday()
    last = BankReport.objects.filter(bank=bank).aggregate(last=Max("number"))["last"] or 0
    report = BankReport.objects.create(
        bank=bank,
        number=last + 1,
        through=day,
        currency=bank.currency,
        figures=queries.figures(bank, day).as_minor(),
        mandate=mandates.shown_by(by, bank.place, at),
        presented_at=at,
    )
    said = BankReportPresented(subject=report.id, bank=bank.id, number=report.number, day=day)
    enact(said, by=by, at=at)
    return report


@transaction.atomic
def record_report_decision(
    *, bank_report_id: UUID, resolution_id: UUID, by: Authority, at: datetime
) -> BankReportDecision:
    """Record what the assembly said of a report. :raises ReportDecided: :raises ResolutionElsewhere:"""
    report = queries.report(bank_report_id)
    bank = locked(report.bank_id, SERVE, by, at)
    if BankReportDecision.objects.filter(report=report).exists():
        raise errors.ReportDecided()
    taken = resolved(bank.place, queries.REPORT, report.id, resolution_id)
    decision = BankReportDecision.objects.create(
        report=report,
        resolution=taken,
        is_approved=taken.is_carried,
        mandate=mandates.shown_by(by, bank.place, at),
        decided_at=taken.taken_at,
    )
    said = BankReportDecided(
        subject=report.id, bank=bank.id, resolution=taken.id, is_approved=decision.is_approved
    )
    enact(said, by=by, at=at)
    return decision
