"""The communal currency: propose it, record what the assembly decided, join it, pay with it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.bank import errors, queries
from toparquia.bank.acts import CurrencyDecided, CurrencyProposed
from toparquia.bank.models import (
    CommunalAccount,
    CommunalAdoption,
    CommunalCurrency,
    CommunalPayment,
    Member,
)
from toparquia.bank.models.communal import UNIT_NAME_LIMIT
from toparquia.bank.services.accounts import ISSUE, move, own_account, private_account
from toparquia.bank.services.serving import SERVE, check_positive, locked, resolved
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.gazette.services import enact
from toparquia.ledger.errors import NotEnoughThere
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory

NAME: Final = Sentence("el nombre de la moneda", "the currency's name")


@transaction.atomic
def propose_currency(
    *, bank_id: UUID, name: str, credit_limit: Money, by: Authority, at: datetime
) -> CommunalCurrency:
    """Write down a communal currency for the assembly to decide on. :raises CurrencyAlready:"""
    bank = locked(bank_id, SERVE, by, at)
    check_positive(credit_limit)
    if CommunalCurrency.objects.filter(bank=bank).exists():
        raise errors.CurrencyAlready()
    made = CommunalCurrency.objects.create(
        bank=bank,
        name=clean_line(name, NAME, UNIT_NAME_LIMIT),
        credit_limit_minor=credit_limit.minor,
        mandate=mandates.shown_by(by, bank.place, at),
        proposed_at=at,
    )
    enact(CurrencyProposed(subject=made.id, bank=bank.id, credit_limit=made.credit_limit), by=by, at=at)
    return made


@transaction.atomic
def record_currency(
    *, currency_id: UUID, resolution_id: UUID, by: Authority, at: datetime
) -> CommunalAdoption:
    """Record what the assembly decided on the communal currency. :raises ProductDecided:"""
    currency = queries.communal_currency(currency_id)
    bank = locked(currency.bank_id, SERVE, by, at)
    if CommunalAdoption.objects.filter(currency=currency).exists():
        raise errors.ProductDecided()
    taken = resolved(bank.place, queries.CURRENCY, currency.id, resolution_id)
    adoption = CommunalAdoption.objects.create(
        currency=currency,
        resolution=taken,
        is_adopted=taken.is_carried,
        mandate=mandates.shown_by(by, bank.place, at),
        decided_at=taken.taken_at,
    )
    said = CurrencyDecided(
        subject=currency.id, bank=bank.id, resolution=taken.id, is_adopted=adoption.is_adopted
    )
    enact(said, by=by, at=at)
    return adoption


@transaction.atomic
def join_currency(*, currency_id: UUID, resident_id: UUID | None, at: datetime) -> CommunalAccount:
    """Open one's own account in the communal currency, with the credit limit that the assembly adopted.

    :raises CurrencyNotAdopted: :raises NotAMember: :raises CurrencyJoined:
    """
    currency = queries.communal_currency(currency_id)
    if not queries.is_currency_adopted(currency):
        raise errors.CurrencyNotAdopted()
    member = queries.member_of(currency.bank, resident_id)
    hold(member.id)
    if CommunalAccount.objects.filter(member=member).exists():
        raise errors.CurrencyJoined()
    day = territory.local_day(currency.bank.place, at)
    limit = currency.credit_limit
    account = private_account(currency.bank, "communal", limit.currency, day)
    opened = CommunalAccount.objects.create(
        member=member, currency=currency, account=account, limit_minor=limit.minor, opened_at=at
    )
    issue = own_account(currency.bank, ISSUE, limit.currency, day)
    move(currency.bank, member.id, "bank.credit_limit", at, (issue, account, limit))
    return opened


@transaction.atomic
def pay_in_currency(
    *, currency_id: UUID, resident_id: UUID | None, number: int, amount: Money, key: UUID, at: datetime
) -> CommunalPayment:
    """Pay another member in the communal currency, down to one's own credit limit and no further.

    :raises NotAMember: :raises NoSuchMember: :raises CurrencyNotJoined: :raises PaymentToOneself:
    :raises CreditLimitReached:
    """
    currency = queries.communal_currency(currency_id)
    bank = currency.bank
    giver = _account(queries.member_of(bank, resident_id))
    taker = _account(queries.member_numbered(bank, number))
    check_positive(amount)
    if giver.member_id == taker.member_id:
        raise errors.PaymentToOneself()
    paid = CommunalPayment.objects.create(
        entry_id=key, giver=giver, taker=taker, amount_minor=amount.minor, paid_at=at
    )
    try:
        move(bank, key, "bank.communal_payment", at, (giver.account, taker.account, amount))
    except NotEnoughThere as refusal:
        raise errors.CreditLimitReached(limit=Money(giver.limit_minor, amount.currency)) from refusal
    return paid


def _account(member: Member) -> CommunalAccount:
    found = CommunalAccount.objects.select_related("account").filter(member=member).first()
    if found is None:
        raise errors.CurrencyNotJoined(number=member.number)
    return found
