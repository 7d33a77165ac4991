"""All that is known of the money of one project, read from the treasury with four queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from toparquia.treasury import queries as treasury
from toparquia.treasury.models import AccountabilityReport, Invoice, Obligation, ReportDecision, Tranche
from toparquia.treasury.rules import Spending


@dataclass(frozen=True)
class Debt:
    """What the State owes for a project, and what became of it."""

    obligation: Obligation
    spending: Spending
    tranches: list[Tranche]
    invoices: list[Invoice]
    reports: list[AccountabilityReport]

    @property
    def report(self) -> AccountabilityReport | None:
        """Return the newest report."""
        return self.reports[-1] if self.reports else None

    @property
    def decision(self) -> ReportDecision | None:
        """Return what the assembly decided on it."""
        return getattr(self.report, "decision", None)

    @property
    def subjects(self) -> Iterator[UUID]:
        """Yield the id of each thing that an act about the money is about."""
        yield self.obligation.id
        yield from (invoice.id for invoice in self.invoices)
        yield from (report.id for report in self.reports)
        if self.decision:
            yield self.decision.resolution_id


def debt_of(project_id: UUID, today: date) -> Debt | None:
    """Return the money of a project on a day; None while the State owes nothing for it."""
    found = treasury.standing(Obligation.objects.filter(project_id=project_id)).first()
    if found is None:
        return None
    return Debt(
        obligation=found,
        spending=treasury.spending_of(found, today),
        tranches=list(found.tranches.select_related("disbursement__receipt").order_by("number")),
        invoices=list(found.invoices.select_related("payment", "reversal")),
        # A report is up to five megabytes of snapshot, which only its own page reads.
        reports=list(found.reports.select_related("decision__resolution").defer("body").order_by("number")),
    )
