"""Internal funds of a place: open them as its rules name them, take in, ask, pay as the assembly said."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.bank import errors, queries
from toparquia.bank.acts import FundIncomeReceived, FundPaid, FundRequested, FundsOpened
from toparquia.bank.models import CommunalFund, FundIncome, FundPayment, FundRequest
from toparquia.bank.models.funds import FUND_PURPOSE_LIMIT, SOURCE_LIMIT
from toparquia.bank.services.serving import check_positive, resolved
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.gazette.services import check_power, enact
from toparquia.ledger import services as ledger
from toparquia.ledger.errors import NotEnoughThere
from toparquia.ledger.models import Account, AccountKind
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

KEEP: Final = "funds.keep"
SOURCE: Final = Sentence("de dónde viene", "where it comes from")
PURPOSE: Final = Sentence("para qué es", "what it is for")


@transaction.atomic
def open_funds(*, place: Place, by: Authority, at: datetime) -> list[CommunalFund]:
    """Open each fund that a place's rules name and that it does not have yet. :raises FundsOpen:"""
    _check(place, by, at)
    day = territory.local_day(place, at)
    in_force = territory.rules(place, day)
    there = set(CommunalFund.objects.filter(place=place).values_list("kind", flat=True))
    missing = [kind for kind in in_force.text_list("fund.kinds") if kind not in there]
    if not missing:
        raise errors.FundsOpen()
    mandate = mandates.shown_by(by, place, at)
    accounts = ledger.open_accounts(
        [
            NewAccount(
                f"{_prefix(place)}.{_part(kind)}", place.id, AccountKind.ASSET, in_force.currency, day,
                may_go_negative=False,
            )
            for kind in missing
        ]
    )  # fmt: skip
    opened = CommunalFund.objects.bulk_create(
        CommunalFund(place=place, kind=kind, account=account, mandate=mandate, opened_at=at)
        for kind, account in zip(missing, accounts, strict=True)
    )
    enact(FundsOpened(subject=place.id, funds=tuple(missing)), by=by, at=at)
    return opened


@transaction.atomic
def receive_into_fund(
    *, fund_id: UUID, amount: Money, source: str, by: Authority, at: datetime
) -> FundIncome:
    """Take money into a fund: from there on it is for that purpose alone. :raises AmountNotPositive:"""
    fund = _kept(fund_id, by, at)
    _check_currency(fund, amount)
    income = FundIncome.objects.create(
        entry_id=new_id(),
        fund=fund,
        amount_minor=amount.minor,
        source=clean_line(source, SOURCE, SOURCE_LIMIT),
        mandate=mandates.shown_by(by, fund.place, at),
        received_at=at,
    )
    _post(fund, income.entry_id, "bank.fund_income", amount, at, is_in=True)
    said = FundIncomeReceived(subject=fund.place_id, fund=fund.kind, amount=amount, source=income.source)
    enact(said, by=by, at=at)
    return income


@transaction.atomic
def ask_fund(*, fund_id: UUID, amount: Money, purpose: str, by: Authority, at: datetime) -> FundRequest:
    """Ask the assembly for money of a fund. :raises AmountNotPositive:"""
    fund = _kept(fund_id, by, at)
    _check_currency(fund, amount)
    asked = FundRequest.objects.create(
        fund=fund,
        amount_minor=amount.minor,
        currency=amount.currency,
        purpose=clean_line(purpose, PURPOSE, FUND_PURPOSE_LIMIT),
        mandate=mandates.shown_by(by, fund.place, at),
        asked_at=at,
    )
    said = FundRequested(subject=fund.place_id, fund=fund.kind, amount=amount, purpose=asked.purpose)
    enact(said, by=by, at=at)
    return asked


@transaction.atomic
def pay_request(*, fund_request_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> FundPayment:
    """Pay a request out of its fund, as the assembly of that place resolved.

    :raises RequestPaid: :raises ResolutionElsewhere: also where the motion was not carried.
    :raises NotEnoughInFund:
    """
    asked = queries.fund_request(fund_request_id)
    fund = _kept(asked.fund_id, by, at)
    if FundPayment.objects.filter(request=asked).exists():
        raise errors.RequestPaid()
    taken = resolved(fund.place, queries.FUND, asked.id, resolution_id)
    if not taken.is_carried:
        raise errors.ResolutionElsewhere(place=fund.place.name)
    payment = FundPayment.objects.create(
        request=asked, resolution=taken, mandate=mandates.shown_by(by, fund.place, at), paid_at=at
    )
    said = FundPaid(subject=fund.place_id, fund=fund.kind, amount=asked.amount, resolution=taken.id)
    enact(said, by=by, at=at)
    try:
        _post(fund, asked.id, "bank.fund_payment", asked.amount, at, is_in=False)
    except NotEnoughThere as refusal:
        raise errors.NotEnoughInFund() from refusal
    return payment


def _check(place: Place, by: Authority, at: datetime) -> None:
    by.check_is_for(place.id)
    check_power(KEEP, kind=KEEP, by=by, at=at)
    hold(place.id)


def _kept(fund_id: UUID, by: Authority, at: datetime) -> CommunalFund:
    fund = queries.fund(fund_id)
    _check(fund.place, by, at)
    return fund


def _check_currency(fund: CommunalFund, amount: Money) -> None:
    check_positive(amount)
    if amount.currency != fund.account.currency:
        raise errors.AmountNotPositive()


def _post(fund: CommunalFund, key: UUID, kind: str, amount: Money, at: datetime, *, is_in: bool) -> None:
    day = territory.local_day(fund.place, at)
    other = _other(fund, is_in=is_in)
    debit, credit = (fund.account, other) if is_in else (other, fund.account)
    moved = (NewTransfer(debit.id, credit.id, amount),)
    ledger.post(NewEntry(key, kind, fund.place_id, day, moved), at=at)


def _other(fund: CommunalFund, *, is_in: bool) -> Account:
    side, kind = ("in", AccountKind.INCOME) if is_in else ("out", AccountKind.EXPENSE)
    new = NewAccount(
        f"{_prefix(fund.place)}.{_part(fund.kind)}-{side}", fund.place_id, kind, fund.account.currency,
        fund.account.opened_on, may_go_negative=False,
    )  # fmt: skip
    return ledger.open_account(new)


def _prefix(place: Place) -> str:
    return f"fund.p{place.id.hex}"


def _part(kind: str) -> str:
    return kind.replace("_", "-")
