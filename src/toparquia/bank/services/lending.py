"""Loans: conditions, application, the committee's reviews, paying out, repayment, writing off."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.bank import errors, queries, rules
from toparquia.bank.acts import LoanWrittenOff, ProductDecided, ProductProposed
from toparquia.bank.models import (
    Adoption,
    Application,
    Bank,
    Loan,
    LoanProduct,
    Repayment,
    Review,
    WriteOff,
)
from toparquia.bank.models.credit import NAME_LIMIT, PURPOSE_LIMIT, REASON_LIMIT
from toparquia.bank.rules import ProductTerms
from toparquia.bank.services.accounts import (
    CASH,
    FEES,
    INTEREST,
    LOSSES,
    move,
    next_receipt,
    own_account,
    private_account,
)
from toparquia.bank.services.serving import SERVE, locked, open_day
from toparquia.engines.lending import LendingError
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.gazette.services import enact
from toparquia.ledger.errors import NotEnoughThere
from toparquia.mandates import queries as mandates
from toparquia.mandates.offices import OFFICES
from toparquia.territory import queries as territory

NAME = Sentence("el nombre del crédito", "the product's name")
PURPOSE = Sentence("para qué es", "what it is for")
REASON = Sentence("la razón", "the reason")


@transaction.atomic
def propose_product(
    *, bank_id: UUID, name: str, currency: str, terms: ProductTerms, arrears_grace_days: int,
    by: Authority, at: datetime,
) -> LoanProduct:  # fmt: skip
    """Write down the conditions of a kind of loan; it lends nothing before the assembly adopts it.

    :raises RateAboveRules: :raises ConditionsImpossible:
    """
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    most = territory.rules(bank.place, day).get("loan.rate_year")
    if isinstance(most, Share) and terms.rate > Fraction(most.basis_points, 10_000):
        raise errors.RateAboveRules(most=most)
    try:
        rules.offer(terms.of(terms.principal_max, terms.instalments_max, day))
    except (LendingError, errors.LoanOutOfBounds) as refusal:
        raise errors.ConditionsImpossible() from refusal
    product = LoanProduct.objects.create(
        bank=bank,
        name=clean_line(name, NAME, NAME_LIMIT),
        currency=currency,
        rate_bp=int(terms.rate * 10_000),
        interest_method=terms.interest_method.value,
        amortization=terms.amortization.value,
        period=terms.period.value,
        principal_max_minor=terms.principal_max,
        instalments_max=terms.instalments_max,
        principal_grace=terms.principal_grace,
        fee_bp=terms.fee_bp,
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
    taken = _resolution(bank, queries.PRODUCT, product.id, resolution_id)
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
    :raises InArrears:
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
    if any(queries.decision(one) == rules.OPEN for one in queries.applications_of(member)):
        raise errors.HasOpenApplication()
    if any(queries.standing(loan, day).late.days for loan in queries.loans_of(member)):
        raise errors.InArrears()
    in_force = territory.rules(product.bank.place, day)
    return Application.objects.create(
        member=member,
        product=product,
        principal_minor=principal.minor,
        instalments=instalments,
        purpose=clean_line(purpose, PURPOSE, PURPOSE_LIMIT),
        reviews_needed=OFFICES["loan_approver"].seats_under(in_force) // 2 + 1,
        applied_at=at,
    )


@transaction.atomic
def give_review(
    *, application_id: UUID, is_in_favour: bool, reason: str, by: Authority, at: datetime
) -> Review:
    """Say yes or no to an application, with the reason for the minutes.

    :raises ApplicationDecided: :raises OwnApplication: :raises ReviewGiven:
    """
    application = _application(application_id, "bank.decide", by, at)
    if queries.decision(application) != rules.OPEN:
        raise errors.ApplicationDecided()
    mandate = mandates.shown_by(by, application.member.bank.place, at)
    # The person, not the mandate: who holds two offices is still one person.
    if mandate.holder_id == application.member.resident_id:
        raise errors.OwnApplication()
    if Review.objects.filter(application=application, judge_id=mandate.holder_id).exists():
        raise errors.ReviewGiven()
    return Review.objects.create(
        application=application,
        judge_id=mandate.holder_id,
        mandate=mandate,
        is_in_favour=is_in_favour,
        reason=clean_line(reason, REASON, REASON_LIMIT),
        given_at=at,
    )


@transaction.atomic
def disburse(*, application_id: UUID, by: Authority, at: datetime) -> Loan:
    """Pay out an approved application from the cash box, less its fee.

    :raises DisbursedAlready: :raises NotApproved: :raises DisbursedByBorrower: :raises CountedToday:
    :raises NotEnoughCash:
    """
    application = _application(application_id, "bank.disburse", by, at)
    bank, product = application.member.bank, application.product
    if Loan.objects.filter(application=application).exists():
        raise errors.DisbursedAlready()
    if queries.decision(application) != rules.APPROVED:
        raise errors.NotApproved()
    mandate = mandates.shown_by(by, bank.place, at)
    if mandate.holder_id == application.member.resident_id:
        raise errors.DisbursedByBorrower()
    day = open_day(bank, at)
    account = private_account(bank, "loans", product.currency, day)
    loan = Loan.objects.create(
        application=application, account=account, disbursed_on=day, mandate=mandate, disbursed_at=at
    )
    fee = Money(queries.terms_of(loan).fee_at_start, product.currency)
    cash = own_account(bank, CASH, product.currency, day)
    fees = own_account(bank, FEES, product.currency, day)
    given = (account, cash, application.principal - fee)
    try:
        move(bank, application.id, "bank.loan_disbursed", at, given, (account, fees, fee))
    except NotEnoughThere as refusal:
        raise errors.NotEnoughCash() from refusal
    return loan


@transaction.atomic
def repay(*, application_id: UUID, amount: Money, by: Authority, at: datetime) -> Repayment:
    """Take in a payment on a loan, whoever brings it: the oldest instalment first.

    :raises NoSuchLoan: :raises PaymentTooLarge: :raises CountedToday:
    """
    application = _application(application_id, SERVE, by, at)
    bank = application.member.bank
    loan = queries.loan(application)
    day = open_day(bank, at)
    if amount.currency != application.product.currency:
        raise errors.PaymentTooLarge()
    went = rules.next_payment(queries.terms_of(loan), queries.paid_minor(loan), amount.minor)
    interest, principal = (Money(went.paid(part), amount.currency) for part in ("interest", "principal"))
    made = Repayment.objects.create(
        entry_id=new_id(),
        loan=loan,
        number=next_receipt(bank),
        interest_minor=interest.minor,
        principal_minor=principal.minor,
        mandate=mandates.shown_by(by, bank.place, at),
        paid_on=day,
        paid_at=at,
    )
    cash = own_account(bank, CASH, amount.currency, day)
    earned = own_account(bank, INTEREST, amount.currency, day)
    # What comes back of a loan that was written off makes the loss smaller.
    owed = own_account(bank, LOSSES, amount.currency, day) if queries.is_written_off(loan) else loan.account
    move(bank, made.entry_id, "bank.repayment", at, (cash, owed, principal), (cash, earned, interest))
    return made


@transaction.atomic
def write_off(*, application_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> WriteOff:
    """Stop counting on a late loan, by a resolution of the assembly. What is owed is still owed.

    :raises NoSuchLoan: :raises NotLateEnough: :raises ResolutionElsewhere:
    """
    application = _application(application_id, SERVE, by, at)
    bank = application.member.bank
    loan = queries.loan(application)
    day = territory.local_day(bank.place, at)
    stands = queries.standing(loan, day)
    if queries.is_written_off(loan) or not stands.late.days or not stands.principal_left:
        raise errors.NotLateEnough()
    taken = _resolution(bank, queries.LOAN, application.id, resolution_id)
    if not taken.is_carried:
        raise errors.ResolutionElsewhere(place=bank.place.name)
    lost = Money(stands.principal_left, application.product.currency)
    off = WriteOff.objects.create(
        loan=loan,
        resolution=taken,
        amount_minor=lost.minor,
        mandate=mandates.shown_by(by, bank.place, at),
        written_off_on=day,
    )
    enact(LoanWrittenOff(subject=bank.id, resolution=taken.id, amount=lost), by=by, at=at)
    losses = own_account(bank, LOSSES, lost.currency, day)
    move(bank, taken.id, "bank.loan_written_off", at, (losses, loan.account, lost))
    return off


def _application(application_id: UUID, power: str, by: Authority, at: datetime) -> Application:
    found = queries.application(application_id)
    locked(found.member.bank_id, power, by, at)
    return found


def _resolution(bank: Bank, kind: str, thing: UUID, resolution_id: UUID) -> Resolution:
    taken = assemblies.resolution(resolution_id)
    about = (taken.motion.about_kind, taken.motion.about_id, taken.session.place_id)
    if about != (kind, thing, bank.place_id):
        raise errors.ResolutionElsewhere(place=bank.place.name)
    return taken


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
