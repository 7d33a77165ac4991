"""What the bank brings to an assembly: products to adopt, and late loans to write off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toparquia.assemblies.subjects import Subject
from toparquia.bank import queries
from toparquia.bank.models import BankReport, CommunalCurrency, FundRequest, Loan, LoanProduct
from toparquia.foundation.clock import now
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

OFFERED: Final = 50


class Products:
    """Conditions of loans that the assembly adopts; the thing is the product."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the products of a territory's bank that its assembly has not decided on."""
        undecided = LoanProduct.objects.filter(bank__place=place, adoption__isnull=True)
        return [self._subject(product) for product in undecided[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return products by their ids."""
        return {product.id: self._subject(product) for product in LoanProduct.objects.filter(id__in=ids)}

    def _subject(self, product: LoanProduct) -> Subject:
        name = {"name": product.name}
        return Subject(
            kind=queries.PRODUCT,
            id=product.id,
            title=_("Crédito «%(name)s»") % name,
            url=product.get_absolute_url(),
            text=_("Que el banco ofrezca el crédito «%(name)s» con sus condiciones.") % name,
        )


class Losses:
    """Late loans that the assembly may write off; the thing is the loan, and nobody is named."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the late loans of a territory's bank, the latest last."""
        day = territory.local_day(place, now())
        standing = queries.loans().filter(application__member__bank__place=place, write_off__isnull=True)
        late = [loan for loan in standing if queries.standing(loan, day).late.days]
        return [self._subject(loan) for loan in late[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return loans by the ids of their applications."""
        found = queries.loans().filter(application_id__in=ids)
        return {loan.application_id: self._subject(loan) for loan in found}

    def _subject(self, loan: Loan) -> Subject:
        number = {"number": loan.application_id.hex[-6:]}
        return Subject(
            kind=queries.LOAN,
            id=loan.application_id,
            title=_("Préstamo %(number)s, atrasado") % number,
            text=_("Que el banco castigue el préstamo %(number)s. La deuda sigue.") % number,
        )


class Currencies:
    """Communal currencies that the assembly adopts; the thing is the currency."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the currency of a territory's bank, if its assembly has not decided on it."""
        undecided = CommunalCurrency.objects.filter(bank__place=place, adoption__isnull=True)
        return [self._subject(one) for one in undecided]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return currencies by their ids."""
        return {one.id: self._subject(one) for one in CommunalCurrency.objects.filter(id__in=ids)}

    def _subject(self, currency: CommunalCurrency) -> Subject:
        name = {"name": currency.name}
        return Subject(
            kind=queries.CURRENCY,
            id=currency.id,
            title=_("Moneda comunal «%(name)s»") % name,
            url=currency.get_absolute_url(),
            text=_("Que se use la moneda comunal «%(name)s» con su límite de crédito.") % name,
        )


class Reports:
    """Reports of the bank that the assembly approves; the thing is the report."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the reports that the assembly has not decided on, the latest first."""
        undecided = BankReport.objects.filter(bank__place=place, decision__isnull=True).order_by("-number")
        return [self._subject(one) for one in undecided[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return reports by their ids."""
        return {one.id: self._subject(one) for one in BankReport.objects.filter(id__in=ids)}

    def _subject(self, report: BankReport) -> Subject:
        number = {"number": report.number}
        return Subject(
            kind=queries.REPORT,
            id=report.id,
            title=_("Informe del banco n.º %(number)s") % number,
            url=report.get_absolute_url(),
            text=_("Que se apruebe el informe del banco n.º %(number)s.") % number,
        )


class Funds:
    """What is asked of a place's internal funds; the thing is the request."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the requests that are not paid."""
        unpaid = FundRequest.objects.select_related("fund__place").filter(
            fund__place=place, payment__isnull=True
        )
        return [self._subject(one) for one in unpaid[:OFFERED]]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return requests by their ids."""
        found = FundRequest.objects.select_related("fund__place").filter(id__in=ids)
        return {one.id: self._subject(one) for one in found}

    def _subject(self, asked: FundRequest) -> Subject:
        facts = {"purpose": asked.purpose, "amount": asked.amount.in_language(get_language() or "es")}
        return Subject(
            kind=queries.FUND,
            id=asked.id,
            title=_("Del fondo: %(purpose)s") % facts,
            url=f"/lugares/{asked.fund.place.code}/fondos/",
            text=_("Que el fondo pague %(amount)s para: %(purpose)s") % facts,
        )


PRODUCTS: Final = Products()
LOSSES: Final = Losses()
CURRENCIES: Final = Currencies()
REPORTS: Final = Reports()
FUNDS: Final = Funds()
