"""Reads of the bank: totals for everyone, a member's own for that member, applications for the committee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.bank import errors, rules
from toparquia.bank.models import (
    Application,
    Bank,
    BankAccount,
    Group,
    GroupMember,
    Loan,
    LoanProduct,
    Member,
    Savings,
    SavingsKind,
)
from toparquia.engines.lending import LoanStanding, Quality, Terms
from toparquia.foundation.money import Money
from toparquia.ledger import queries as ledger
from toparquia.ledger.models import Account
from toparquia.territory import queries as territory

PRODUCT: Final = "bank.product"
LOAN: Final = "bank.loan"
CURRENCY: Final = "bank.currency"
REPORT: Final = "bank.report"
FUND: Final = "bank.fund_request"
YEAR: Final = timedelta(days=365)


def banks() -> QuerySet[Bank]:
    """Return every bank, the oldest first."""
    return Bank.objects.select_related("place", "communal_currency")


def bank(bank_id: UUID) -> Bank:
    """Return a bank. :raises NoSuchBank:"""
    found = banks().filter(id=bank_id).first()
    if found is None:
        raise errors.NoSuchBank()
    return found


def bank_of(place_id: UUID) -> Bank | None:
    """Return the bank of a place, if it has one."""
    return banks().filter(place_id=place_id).first()


def member(member_id: UUID) -> Member:
    """Return a member. :raises NoSuchMember:"""
    found = Member.objects.select_related("bank__place").filter(id=member_id).first()
    if found is None:
        raise errors.NoSuchMember(number="")
    return found


def member_of(bank: Bank, resident_id: UUID | None) -> Member:
    """Return the member that a resident is. :raises NotAMember:"""
    found = Member.objects.select_related("bank__place").filter(bank=bank, resident_id=resident_id)
    if resident_id is None or (standing := found.first()) is None:
        raise errors.NotAMember()
    return standing


def member_if_any(bank: Bank, resident_id: UUID | None) -> Member | None:
    """Return the member that a resident is, None for everyone else."""
    if resident_id is None:
        return None
    return Member.objects.filter(bank=bank, resident_id=resident_id).first()


def member_numbered(bank: Bank, number: int) -> Member:
    """Return the member with a number. :raises NoSuchMember:"""
    found = Member.objects.select_related("bank__place").filter(bank=bank, number=number).first()
    if found is None:
        raise errors.NoSuchMember(number=number)
    return found


def savings(savings_id: UUID) -> Savings:
    """Return savings. :raises NoSuchSavings:"""
    found = Savings.objects.select_related("member__bank__place", "account").filter(id=savings_id).first()
    if found is None:
        raise errors.NoSuchSavings()
    return found


def savings_of(member: Member) -> list[Savings]:
    """Return what a member saves."""
    return list(member.savings.select_related("account"))


def demand_savings(member: Member) -> Savings:
    """Return the savings that every member has from the first day on."""
    return member.savings.select_related("account").get(kind=SavingsKind.DEMAND)


def demand_savings_of(bank: Bank) -> list[Savings]:
    """Return the demand savings of all members, by their numbers."""
    found = Savings.objects.select_related("account").filter(member__bank=bank, kind=SavingsKind.DEMAND)
    return list(found.order_by("member__number"))


def cash_of(bank: Bank, on: date) -> Money:
    """Return what the books say is in the box at the end of a day, in the bank's currency."""
    found = BankAccount.objects.select_related("account").filter(
        bank=bank, role="cash", currency=bank.currency
    )
    box = found.first()
    return held(box.account, on) if box else Money.zero(bank.currency)


def savings_of_kind(member: Member, kind: str) -> Savings:
    """Return a member's newest savings of a kind. :raises NoSuchSavings: if there are none."""
    found = member.savings.select_related("member__bank__place", "account").filter(kind=kind)
    if (newest := found.order_by("-opened_at").first()) is None:
        raise errors.NoSuchSavings()
    return newest


def held(account: Account, on: date) -> Money:
    """Return what an account holds at the end of a day."""
    return ledger.balance(account, on)


def product(product_id: UUID) -> LoanProduct:
    """Return a product. :raises NoSuchProduct:"""
    found = (
        LoanProduct.objects.select_related("bank__place", "adoption__resolution__session__place")
        .filter(id=product_id)
        .first()
    )
    if found is None:
        raise errors.NoSuchProduct()
    return found


def products(bank: Bank) -> list[LoanProduct]:
    """Return a bank's products, those of the assembly first."""
    return list(bank.products.select_related("adoption").order_by("adoption__decided_at", "proposed_at"))


def is_adopted(product: LoanProduct) -> bool:
    """Return whether the assembly adopted a product, and no later assembly undid it."""
    return hasattr(product, "adoption") and product.adoption.resolution.is_binding


def resolutions_on(kind: str, thing: UUID, place_id: UUID) -> list[Resolution]:
    """Return what the assembly of a place decided about a product or a loan."""
    return list(assemblies.resolutions_about(kind, thing).filter(session__place_id=place_id))


def application(application_id: UUID) -> Application:
    """Return an application. :raises NoSuchApplication:"""
    found = _applications().filter(id=application_id).first()
    if found is None:
        raise errors.NoSuchApplication()
    return found


def applications_listed(bank: Bank, ids: Sequence[UUID]) -> dict[UUID, Application]:
    """Return applications of a bank by id. :raises NoSuchApplication: if one is missing."""
    found = {one.id: one for one in _applications().filter(member__bank=bank, id__in=ids)}
    if found.keys() != set(ids):
        raise errors.NoSuchApplication()
    return found


def applications_of(member: Member) -> list[Application]:
    """Return a member's applications."""
    return list(_applications().filter(member=member))


def to_decide(bank: Bank) -> list[Application]:
    """Return the applications that wait for the committee or for paying out."""
    waiting = _applications().filter(member__bank=bank, loan__isnull=True, rescheduling__isnull=True)
    return [one for one in waiting if decision(one) != rules.REJECTED]


def decision(application: Application) -> str:
    """Return what the committee's reviews on an application come to."""
    given = [one.is_in_favour for one in application.reviews.all()]
    return rules.decided(given.count(True), given.count(False), application.reviews_needed)


def is_open(application: Application) -> bool:
    """Return whether an application still waits: for the committee, or for being carried out."""
    return decision(application) == rules.OPEN


def group_of(member: Member) -> Group | None:
    """Return the solidarity group that a member is in."""
    found = GroupMember.objects.select_related("group").filter(member=member).first()
    return found.group if found else None


def guarantee_missing(application: Application) -> Money | None:
    """Return what the group has still to set aside before an application is paid out, None if nothing."""
    product = application.product
    asked = rules.pledged_in_all(application.principal_minor, product.guarantee_bp)
    found = sum(one.amount_minor for one in application.pledges.all()) if asked else 0
    return Money(asked - found, product.currency) if found < asked else None


def loan(application: Application) -> Loan:
    """Return the loan that an application became. :raises NoSuchLoan:"""
    found = loans().filter(application=application).first()
    if found is None:
        raise errors.NoSuchLoan()
    return found


def loans() -> QuerySet[Loan]:
    """Return loans with what was paid on each and their new terms, in two queries."""
    paid = Coalesce(Sum(F("repayments__interest_minor") + F("repayments__principal_minor")), 0)
    return (
        Loan.objects.select_related("application__product", "application__member", "account", "write_off")
        .prefetch_related("reschedulings__application")
        .annotate(paid_so_far=paid)
        # Said again: a sum leaves the model's own order out.
        .order_by("disbursed_at", "application_id")
    )


def loans_listed(bank: Bank, application_ids: Sequence[UUID]) -> dict[UUID, Loan]:
    """Return loans of a bank by the ids of their applications. :raises NoSuchLoan: if one is missing."""
    if not application_ids:
        return {}
    mine = loans().filter(application__member__bank=bank, application_id__in=application_ids)
    found = {one.application_id: one for one in mine}
    if found.keys() != set(application_ids):
        raise errors.NoSuchLoan()
    return found


def savings_listed(bank: Bank, ids: Sequence[UUID]) -> dict[UUID, Savings]:
    """Return savings of a bank by id. :raises NoSuchSavings: if one is missing."""
    if not ids:
        return {}
    mine = Savings.objects.select_related("account", "member").filter(member__bank=bank, id__in=ids)
    found = {one.id: one for one in mine}
    if found.keys() != set(ids):
        raise errors.NoSuchSavings()
    return found


def loans_of(member: Member) -> list[Loan]:
    """Return a member's loans that stand."""
    return list(loans().filter(application__member=member))


def terms_of(loan: Loan) -> Terms:
    """Return the terms that a loan was paid out under."""
    asked = loan.application
    return asked.product.terms.of(asked.principal_minor, asked.instalments, loan.disbursed_on)


def debt(loan: Loan) -> rules.Debt:
    """Return what a loan owes under the terms in force: the last new ones, or those it was paid out under."""
    paid, newer = paid_minor(loan), list(loan.reschedulings.all())
    if not newer:
        return rules.Debt(terms_of(loan), paid)
    last = newer[-1]
    terms = loan.application.product.terms.of(
        last.principal_minor, last.application.instalments, last.starts_on
    )
    # The fee was paid once, at the start.
    return rules.Debt(replace(terms, fee_at_start=0), paid - last.paid_minor, last.interest_minor)


def paid_minor(loan: Loan) -> int:
    """Return how much was paid on a loan in all."""
    if hasattr(loan, "paid_so_far"):
        return int(loan.paid_so_far)
    return sum(one.amount_minor for one in loan.repayments.all())


def is_written_off(loan: Loan) -> bool:
    """Return whether the bank no longer counts on a loan."""
    return hasattr(loan, "write_off")


def standing(loan: Loan, on: date) -> rules.Standing:
    """Return how a loan stands on a day."""
    grace = loan.application.product.arrears_grace_days
    return rules.standing(debt(loan), on, grace)


@dataclass(frozen=True)
class Figures:
    """What everyone may read of a bank on a day: totals, and how its loans stand."""

    members: int
    cash: Money
    saved: Money
    shares: Money
    capital: Money
    lent: Money
    earned: Money
    lost: Money
    provision: Money
    loans: int
    quality: Quality

    def as_minor(self) -> dict[str, Any]:
        """Return all of it in minor units, as a report freezes it."""
        names = ("cash", "saved", "shares", "capital", "lent", "earned", "lost", "provision")
        found = self.quality
        ratios = ("at_risk", "rescheduled", "written_off", "growth")
        return {
            "members": self.members,
            "loans": self.loans,
            **{name: getattr(self, name).minor for name in names},
            **{name: list(getattr(found, name)) for name in ratios},
            "by_bucket": [[end, minor] for end, minor in found.by_bucket.items()],
        }

    @property
    def liquidity(self) -> tuple[int, int]:
        """Return cash over what members may ask for."""
        return self.cash.minor, self.saved.minor

    @property
    def surplus(self) -> Money:
        """Return what was earned less what was lost and what was missing."""
        return self.earned - self.lost


def figures(bank: Bank, on: date) -> Figures:
    """Return a bank's totals in its own currency, in few queries whatever its size."""
    codes = {line.code: line for line in _trial(bank, on)}
    own = {one.role: one.account_id for one in BankAccount.objects.filter(bank=bank, currency=bank.currency)}
    by_id = {line.account_id: line for line in codes.values() if not line.is_private}

    def of_role(role: str, sign: int = 1) -> Money:
        line = by_id.get(own.get(role))  # type: ignore[arg-type]
        return Money(sign * line.balance.minor if line else 0, bank.currency)

    def of_group(*groups: str) -> Money:
        ends = tuple(f".{group}-{bank.currency.lower()}" for group in groups)
        found = [line.balance.minor for code, line in codes.items() if code.endswith(ends)]
        return Money(-sum(found), bank.currency)

    unit = bank.currency
    mine = list(loans().filter(application__member__bank=bank, application__product__currency=unit))
    book = _book((one for one in mine if not is_written_off(one)), on)
    off = sum(
        one.write_off.amount_minor
        for one in mine
        if is_written_off(one) and one.write_off.written_off_on > on - YEAR
    )
    return Figures(
        members=Member.objects.filter(bank=bank).count(),
        cash=of_role("cash"),
        saved=of_group("savings-demand", "savings-fixed", "savings-recurring"),
        shares=of_group("savings-share"),
        capital=of_role("capital", -1),
        lent=-of_group("loans"),
        earned=of_role("interest", -1) + of_role("fees", -1),
        lost=of_role("losses") + of_role("difference") + of_role("provisioned"),
        provision=of_role("provision", -1),
        loans=len(book),
        quality=rules.book_of(on, book, off, _lent_on(bank, on - YEAR)),
    )


def provision_needed(bank: Bank, on: date) -> Money:
    """Return what the rule set's classes ask to be set against a bank's loans on a day."""
    in_force = territory.rules(bank.place, on)
    mine = loans().filter(
        application__member__bank=bank, write_off__isnull=True, application__product__currency=bank.currency
    )
    days, percents = in_force.counts("loan.provision_days"), in_force.counts("loan.provision_percents")
    return Money(rules.provision_needed(_book(mine, on), days, percents), bank.currency)


def _book(found: Iterable[Loan], on: date) -> list[LoanStanding]:
    """Return how each loan stands that still owes something."""
    stand = [(standing(one, on), bool(one.reschedulings.all())) for one in found]
    return [
        LoanStanding(one.principal_left, one.late.days, is_new) for one, is_new in stand if one.principal_left
    ]


def _trial(bank: Bank, on: date) -> Iterable[ledger.TrialLine]:
    prefix = f"bank.b{bank.id.hex}."
    lines = ledger.grouped(ledger.trial_balance(on, [bank.place_id]))
    return [line for line in lines if line.code.startswith(prefix)]


def _lent_on(bank: Bank, on: date) -> int:
    if territory.local_day(bank.place, bank.opened_at) > on:
        return 0
    ends = f".loans-{bank.currency.lower()}"
    return sum(line.balance.minor for line in _trial(bank, on) if line.code.endswith(ends))


def _applications() -> QuerySet[Application]:
    return Application.objects.select_related(
        "member__bank__place", "product", "loan", "rescheduling", "group"
    ).prefetch_related("reviews", "pledges")
