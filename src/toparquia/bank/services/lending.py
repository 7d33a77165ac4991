"""Loans: conditions, application, the committee's reviews, paying out, repayment, writing off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.bank import errors, queries, rules
from toparquia.bank.acts import ProductDecided, ProductProposed
from toparquia.bank.models import Adoption, Application, Bank, Loan, LoanProduct, Review
from toparquia.bank.models.credit import NAME_LIMIT, PURPOSE_LIMIT, REASON_LIMIT
from toparquia.bank.rules import GuaranteeOrder, ProductTerms
from toparquia.bank.services.accounts import CASH, FEES, entry_of, own_account, private_accounts
from toparquia.bank.services.serving import SERVE, locked, open_day, resolved
from toparquia.engines.lending import LendingError
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.gazette.services import enact
from toparquia.ledger import services as ledger
from toparquia.ledger.errors import NotEnoughThere
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES
from toparquia.territory import queries as territory

DECIDE: Final = "bank.decide"
DISBURSE: Final = "bank.disburse"
NAME = Sentence("el nombre del crédito", "the product's name")
PURPOSE = Sentence("para qué es", "what it is for")
REASON = Sentence("la razón", "the reason")


@transaction.atomic
def propose_product(
    *, bank_id: UUID, name: str, currency: str, terms: ProductTerms, arrears_grace_days: int,
    guarantee_bp: int = 0, guarantee_order: GuaranteeOrder = GuaranteeOrder.EQUAL,
    by: Authority, at: datetime,
) -> LoanProduct:  # fmt: skip
    """Write down the conditions of a kind of loan; it lends nothing before the assembly adopts it.

    :raises RateAboveRules: :raises GraceAboveRules: :raises ConditionsImpossible:
    """
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    in_force = territory.rules(bank.place, day)
    most = in_force.share_or_none("loan.rate_year")
    if most is not None and most.is_exceeded_by(terms.rate.numerator, terms.rate.denominator):
        raise errors.RateAboveRules(most=most)
    grace = in_force.days("loan.arrears_grace_max")
    if arrears_grace_days > grace:
        raise errors.GraceAboveRules(most=grace)
    try:
        rules.offer(terms.of(terms.principal_max, terms.instalments_max, day))
    except (LendingError, errors.LoanOutOfBounds) as refusal:
        raise errors.ConditionsImpossible() from refusal
    product = LoanProduct.objects.create(
        bank=bank,
        name=clean_line(name, NAME, NAME_LIMIT),
        currency=currency,
        **terms.as_columns(),
        guarantee_bp=guarantee_bp,
        guarantee_order=guarantee_order,
        arrears_grace_days=arrears_grace_days,
        mandate=mandates.shown_by(by, bank.place, at),
        proposed_at=at,
    )
    enact(_proposed(product), by=by, at=at)
    return product


@transaction.atomic
def record_adoption(*, product_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> Adoption:
    """Record what the assembly decided on a product. :raises ProductDecided: :raises ResolutionElsewhere:"""
    product = queries.product(product_id)
    bank = locked(product.bank_id, SERVE, by, at)
    if Adoption.objects.filter(product=product).exists():
        raise errors.ProductDecided()
    taken = resolved(bank.place, queries.PRODUCT, product.id, resolution_id)
    adoption = Adoption.objects.create(
        product=product,
        resolution=taken,
        is_adopted=taken.is_carried,
        mandate=mandates.shown_by(by, bank.place, at),
        decided_at=taken.taken_at,
    )
    act = ProductDecided(
        subject=product.id, bank=bank.id, resolution=taken.id, is_adopted=adoption.is_adopted
    )
    enact(act, by=by, at=at)
    return adoption


@transaction.atomic
def apply(
    *,
    product_id: UUID,
    resident_id: UUID | None,
    principal: Money,
    instalments: int,
    purpose: str,
    at: datetime,
) -> Application:
    """Ask for a loan, for oneself.

    :raises ProductNotAdopted: :raises NotAMember: :raises LoanOutOfBounds: :raises HasOpenApplication:
    :raises InArrears: :raises NoGroup: where the group is to stand for it.
    """
    product = queries.product(product_id)
    if not queries.is_adopted(product):
        raise errors.ProductNotAdopted()
    member = queries.member_of(product.bank, resident_id)
    hold(member.id)
    day = territory.local_day(product.bank.place, at)
    if principal.currency != product.currency:
        raise errors.LoanOutOfBounds(most=product.instalments_max)
    product.terms.of(principal.minor, instalments, day)
    if any(queries.is_open(one) for one in queries.applications_of(member)):
        raise errors.HasOpenApplication()
    if product.guarantee_bp and queries.group_of(member) is None:
        raise errors.NoGroup()
    if any(queries.standing(loan, day).late.days for loan in queries.loans_of(member)):
        raise errors.InArrears()
    return Application.objects.create(
        member=member,
        product=product,
        principal_minor=principal.minor,
        instalments=instalments,
        purpose=clean_line(purpose, PURPOSE, PURPOSE_LIMIT),
        group=queries.group_of(member) if product.guarantee_bp else None,
        reviews_needed=_reviews_needed(product.bank, day),
        applied_at=at,
    )


@transaction.atomic
def ask_rescheduling(
    *, application_id: UUID, resident_id: UUID | None, instalments: int, purpose: str, at: datetime
) -> Application:
    """Ask for new instalments for what is left of one's own loan; the committee decides.

    :raises NoSuchLoan: :raises NotAMember: :raises LoanPaid: :raises HasOpenApplication:
    """
    loan = queries.loan(queries.application(application_id))
    product = loan.application.product
    member = queries.member_of(queries.bank(product.bank_id), resident_id)
    if member.id != loan.application.member_id:
        raise errors.NoSuchLoan()
    hold(member.id)
    day = territory.local_day(member.bank.place, at)
    left = queries.standing(loan, day).principal_left
    if not left or queries.is_written_off(loan):
        raise errors.LoanPaid()
    product.terms.of(left, instalments, day)
    if any(queries.is_open(one) for one in queries.applications_of(member)):
        raise errors.HasOpenApplication()
    return Application.objects.create(
        member=member,
        product=product,
        principal_minor=left,
        instalments=instalments,
        purpose=clean_line(purpose, PURPOSE, PURPOSE_LIMIT),
        reschedules=loan,
        reviews_needed=_reviews_needed(member.bank, day),
        applied_at=at,
    )


@transaction.atomic
def give_review(
    *, application_id: UUID, is_in_favour: bool, reason: str, by: Authority, at: datetime
) -> Review:
    """Say yes or no to an application, with the reason for the minutes.

    :raises ApplicationDecided: :raises OwnApplication: :raises ReviewGiven:
    """
    bank = located(application_id, DECIDE, by, at).member.bank
    opinion = Opinion(application_id, is_in_favour, reason)
    (given,) = reviewed(bank, [opinion], mandates.shown_by(by, bank.place, at), at)
    given.save(force_insert=True)
    return given


@dataclass(frozen=True)
class Opinion:
    """What one of the committee says on one application, with the reason for the minutes."""

    application_id: UUID
    is_in_favour: bool
    reason: str


def reviewed(bank: Bank, opinions: Sequence[Opinion], mandate: Mandate, at: datetime) -> list[Review]:
    """Return what the holder of a mandate says, checked, not yet written. For refusals see `give_review`."""
    found = queries.applications_listed(bank, [one.application_id for one in opinions])
    given = []
    for opinion in opinions:
        application = found[opinion.application_id]
        if queries.decision(application) != rules.OPEN:
            raise errors.ApplicationDecided()
        # The person, not the mandate: who holds two offices is still one person.
        if mandate.holder_id == application.member.resident_id:
            raise errors.OwnApplication()
        if any(one.judge_id == mandate.holder_id for one in application.reviews.all()):
            raise errors.ReviewGiven()
        given.append(
            Review(
                application=application,
                judge_id=mandate.holder_id,
                mandate=mandate,
                is_in_favour=opinion.is_in_favour,
                reason=clean_line(opinion.reason, REASON, REASON_LIMIT),
                given_at=at,
            )
        )
    return given


@transaction.atomic
def disburse(*, application_id: UUID, by: Authority, at: datetime) -> Loan:
    """Pay out an approved application from the cash box, less its fee.

    :raises DisbursedAlready: :raises NotApproved: :raises GuaranteeMissing: :raises DisbursedByBorrower:
    :raises CountedToday: :raises NotEnoughCash:
    """
    bank = located(application_id, DISBURSE, by, at).member.bank
    return paid_out(bank, [application_id], mandates.shown_by(by, bank.place, at), at)[0]


def paid_out(bank: Bank, application_ids: Sequence[UUID], mandate: Mandate, at: datetime) -> list[Loan]:
    """Write and post the loans of approved applications. For refusals see `disburse`."""
    found = queries.applications_listed(bank, application_ids)
    asked = [found[one] for one in application_ids]
    for application in asked:
        _check_payable(application, mandate)
    day = open_day(bank, at)
    loans: list[Loan] = []
    for currency in sorted({one.product.currency for one in asked}):
        mine = [one for one in asked if one.product.currency == currency]
        accounts = private_accounts(bank, "loans", currency, day, len(mine))
        made = Loan.objects.bulk_create(
            Loan(application=one, account=account, disbursed_on=day, mandate=mandate, disbursed_at=at)
            for one, account in zip(mine, accounts, strict=True)
        )
        _post_loans(bank, made, currency, at)
        loans += made
    return loans


def _check_payable(application: Application, mandate: Mandate) -> None:
    if hasattr(application, "loan"):
        raise errors.DisbursedAlready()
    if application.reschedules_id or queries.decision(application) != rules.APPROVED:
        raise errors.NotApproved()
    if queries.guarantee_missing(application):
        raise errors.GuaranteeMissing(missing=queries.guarantee_missing(application))
    if mandate.holder_id == application.member.resident_id:
        raise errors.DisbursedByBorrower()


def _post_loans(bank: Bank, loans: Sequence[Loan], currency: str, at: datetime) -> None:
    day = loans[0].disbursed_on
    cash, fees = (own_account(bank, role, currency, day) for role in (CASH, FEES))
    entries = []
    for loan in loans:
        asked = loan.application
        fee = Money(queries.terms_of(loan).fee_at_start, currency)
        given = (loan.account, cash, asked.principal - fee)
        entries.append(entry_of(bank, asked.id, "bank.loan_disbursed", at, given, (loan.account, fees, fee)))
    try:
        ledger.post_all(entries, at=at)
    except NotEnoughThere as refusal:
        raise errors.NotEnoughCash() from refusal


def located(application_id: UUID, power: str, by: Authority, at: datetime) -> Application:
    """Return an application of a bank where nobody else works now. For refusals see `locked`."""
    application = queries.application(application_id)
    locked(application.member.bank_id, power, by, at)
    # Read again under the lock, so that what another decided meanwhile is seen.
    return queries.application(application_id)


def _reviews_needed(bank: Bank, day: date) -> int:
    in_force = territory.rules(bank.place, day)
    return in_force.threshold("loan.approval").needed_of(OFFICES["loan_approver"].seats_under(in_force))


def _proposed(product: LoanProduct) -> ProductProposed:
    return ProductProposed(
        subject=product.id,
        bank=product.bank_id,
        rate_bp=product.rate_bp,
        interest_method=product.interest_method,
        amortization=product.amortization,
        period=product.period,
        principal_max=product.principal_max,
        instalments_max=product.instalments_max,
        principal_grace=product.principal_grace,
        fee_bp=product.fee_bp,
    )
