"""The desk: open the bank, enrol members, take in and give out, pay one another, count the box."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.bank import errors, queries
from toparquia.bank.acts import BankOpened, CapitalReceived, CashCounted
from toparquia.bank.models import Bank, CashCount, Member, MemberPayment, Receipt, Savings, SavingsKind
from toparquia.bank.services.accounts import (
    CAPITAL,
    CASH,
    DIFFERENCE,
    move,
    next_receipt,
    own_account,
    private_account,
    savings_group,
)
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.locks import hold
from toparquia.gazette.services import check_power, enact
from toparquia.ledger.errors import NotEnoughThere
from toparquia.mandates import queries as mandates
from toparquia.people import queries as people
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

SERVE: Final = "bank.serve"
TERM_KINDS: Final = (SavingsKind.FIXED, SavingsKind.RECURRING)


@transaction.atomic
def open_bank(*, place: Place, currency: str, by: Authority, at: datetime) -> Bank:
    """Open a commune's bank, once. :raises BankOpenAlready: :raises CurrencyMalformed:"""
    by.check_is_for(place.id)
    check_power("bank.open", kind="bank.opened", by=by, at=at)
    hold(place.id)
    Money.zero(currency)
    if Bank.objects.filter(place=place).exists():
        raise errors.BankOpenAlready(place=place.name)
    bank = Bank.objects.create(
        place=place, currency=currency, mandate=mandates.shown_by(by, place, at), opened_at=at
    )
    enact(BankOpened(subject=bank.id, currency=currency), by=by, at=at)
    return bank


@transaction.atomic
def receive_capital(*, bank_id: UUID, amount: Money, by: Authority, at: datetime) -> None:
    """Take in what the bank owes to nobody: a seed fund, a donation, seed in kind."""
    bank = locked(bank_id, SERVE, by, at)
    check_positive(amount)
    day = open_day(bank, at)
    key = new_id()
    enact(CapitalReceived(subject=bank.id, amount=amount), by=by, at=at)
    cash = own_account(bank, CASH, amount.currency, day)
    move(
        bank,
        key,
        "bank.capital_received",
        at,
        (cash, own_account(bank, CAPITAL, amount.currency, day), amount),
    )


@transaction.atomic
def enrol(
    *, bank_id: UUID, given_names: str, surnames: str, birth_date: date, by: Authority, at: datetime
) -> Member:
    """Make a resident of the commune a member with demand savings; the desk knows them by their papers.

    :raises NoSuchResidentHere: :raises MemberAlready:
    """
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    found = people.find_in(bank.place, day, given_names=given_names, surnames=surnames, birth_date=birth_date)
    if len(found) != 1:
        raise errors.NoSuchResidentHere(place=bank.place.name)
    if before := Member.objects.filter(bank=bank, resident=found[0]).first():
        raise errors.MemberAlready(number=before.number)
    last = Member.objects.filter(bank=bank).aggregate(last=Max("number"))["last"] or 0
    member = Member.objects.create(
        bank=bank,
        resident=found[0],
        number=last + 1,
        mandate=mandates.shown_by(by, bank.place, at),
        joined_at=at,
    )
    _open_savings(bank, member, SavingsKind.DEMAND, None, at)
    return member


@transaction.atomic
def open_savings(
    *, member_id: UUID, kind: str, matures_on: date | None, by: Authority, at: datetime
) -> Savings:
    """Open savings for a term, month by month, or a share. :raises SavingsOpenAlready, MaturityMissing:"""
    member = queries.member(member_id)
    bank = locked(member.bank_id, SERVE, by, at)
    is_term = kind in TERM_KINDS
    if is_term and (matures_on is None or matures_on <= territory.local_day(bank.place, at)):
        raise errors.MaturityMissing()
    if not is_term and Savings.objects.filter(member=member, kind=kind).exists():
        raise errors.SavingsOpenAlready()
    return _open_savings(bank, member, kind, matures_on if is_term else None, at)


@transaction.atomic
def deposit(*, savings_id: UUID, amount: Money, by: Authority, at: datetime) -> Receipt:
    """Take in what a member brings, against a numbered receipt. :raises AmountNotPositive, CountedToday:"""
    savings = queries.savings(savings_id)
    bank = locked(savings.member.bank_id, SERVE, by, at)
    check_positive(amount)
    cash = own_account(bank, CASH, bank.currency, open_day(bank, at))
    return _receipt(bank, savings, (cash, savings.account), amount, by, at, is_in=True)


@transaction.atomic
def withdraw(*, savings_id: UUID, amount: Money, by: Authority, at: datetime) -> Receipt:
    """Give out what a member asks for of their savings.

    :raises SharesStay: :raises SavingsNotMature: :raises AmountNotPositive, CountedToday:
    :raises NotEnoughSaved: :raises NotEnoughCash:
    """
    savings = queries.savings(savings_id)
    bank = locked(savings.member.bank_id, SERVE, by, at)
    check_positive(amount)
    day = open_day(bank, at)
    if savings.kind == SavingsKind.SHARE:
        raise errors.SharesStay()
    if savings.matures_on is not None and day < savings.matures_on:
        raise errors.SavingsNotMature(day=savings.matures_on.isoformat())
    cash = own_account(bank, CASH, bank.currency, day)
    try:
        return _receipt(bank, savings, (savings.account, cash), amount, by, at, is_in=False)
    except NotEnoughThere as refusal:
        is_box = refusal.facts["account"] == cash.code
        raise (errors.NotEnoughCash() if is_box else errors.NotEnoughSaved()) from refusal


@transaction.atomic
def pay_member(
    *, bank_id: UUID, resident_id: UUID | None, number: int, amount: Money, key: UUID, at: datetime
) -> MemberPayment:
    """Pay another member out of one's own demand savings: nobody else can do it for who pays.

    :raises NotAMember: :raises NoSuchMember: :raises PaymentToOneself: :raises NotEnoughSaved:
    """
    bank = queries.bank(bank_id)
    giver = queries.member_of(bank, resident_id)
    taker = queries.member_numbered(bank, number)
    check_positive(amount)
    if giver.id == taker.id:
        raise errors.PaymentToOneself()
    source, target = (queries.demand_savings(one) for one in (giver, taker))
    paid = MemberPayment.objects.create(
        entry_id=key, giver=source, taker=target, amount_minor=amount.minor, paid_at=at
    )
    try:
        move(bank, key, "bank.member_payment", at, (source.account, target.account, amount))
    except NotEnoughThere as refusal:
        raise errors.NotEnoughSaved() from refusal
    return paid


@transaction.atomic
def count_cash(*, bank_id: UUID, counted: Money, by: Authority, at: datetime) -> CashCount:
    """Close the day's box: what is there is what the books go on with, and the difference is public.

    :raises CountedToday:
    """
    bank = locked(bank_id, SERVE, by, at)
    day = open_day(bank, at)
    cash = own_account(bank, CASH, bank.currency, day)
    expected = queries.held(cash, day)
    count = CashCount.objects.create(
        bank=bank,
        day=day,
        expected_minor=expected.minor,
        counted_minor=counted.minor,
        currency=bank.currency,
        mandate=mandates.shown_by(by, bank.place, at),
        counted_at=at,
    )
    enact(CashCounted(subject=bank.id, day=day, expected=expected, counted=counted), by=by, at=at)
    over = count.difference
    odd = own_account(bank, DIFFERENCE, bank.currency, day)
    if over.is_negative:
        move(bank, count.id, "bank.cash_counted", at, (odd, cash, -over))
    elif not over.is_zero:
        move(bank, count.id, "bank.cash_counted", at, (cash, odd, over))
    return count


def locked(bank_id: UUID, power: str, by: Authority, at: datetime) -> Bank:
    """Return a bank where nobody else works until the transaction ends, if `by` gives `power` there now.

    Most of what a bank does is between it and a member, so no act asks for the power again.
    :raises NoSuchBank: :raises AuthorityOfAnotherPlace: :raises MandateNotInForce:
    """
    hold(bank_id)
    found = queries.bank(bank_id)
    by.check_is_for(found.place_id)
    check_power(power, kind=power, by=by, at=at)
    return found


def open_day(bank: Bank, at: datetime) -> date:
    """Return the day of the desk. :raises CountedToday: once its box is closed."""
    day = territory.local_day(bank.place, at)
    if CashCount.objects.filter(bank=bank, day__gte=day).exists():
        raise errors.CountedToday()
    return day


def resolved(place: Place, kind: str, thing: UUID, resolution_id: UUID) -> Resolution:
    """Return what a place's assembly decided about a thing. :raises ResolutionElsewhere:"""
    taken = assemblies.resolution(resolution_id)
    about = (taken.motion.about_kind, taken.motion.about_id, taken.session.place_id)
    if about != (kind, thing, place.id):
        raise errors.ResolutionElsewhere(place=place.name)
    return taken


def check_positive(amount: Money) -> None:
    """Refuse nothing and less. :raises AmountNotPositive:"""
    if amount.minor <= 0:
        raise errors.AmountNotPositive()


def _open_savings(bank: Bank, member: Member, kind: str, matures_on: date | None, at: datetime) -> Savings:
    day = territory.local_day(bank.place, at)
    account = private_account(bank, savings_group(kind), bank.currency, day)
    return Savings.objects.create(
        member=member, kind=kind, matures_on=matures_on, account=account, opened_at=at
    )


def _receipt(bank, savings, sides, amount, by, at, *, is_in) -> Receipt:  # type: ignore[no-untyped-def]
    made = Receipt.objects.create(
        entry_id=new_id(),
        bank=bank,
        number=next_receipt(bank),
        savings=savings,
        is_in=is_in,
        amount_minor=amount.minor,
        currency=amount.currency,
        mandate=mandates.shown_by(by, bank.place, at),
        given_at=at,
    )
    move(bank, made.entry_id, "bank.deposit" if is_in else "bank.withdrawal", at, (*sides, amount))
    return made
