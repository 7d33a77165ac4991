"""Reads of what keeps a bank sound: groups, agents, reports, the communal currency, funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from toparquia.bank import errors
from toparquia.bank.models import (
    Agent,
    Application,
    Bank,
    BankReport,
    CommunalAccount,
    CommunalCurrency,
    CommunalFund,
    FundIncome,
    FundPayment,
    FundRequest,
    Group,
    Member,
    Pledge,
)
from toparquia.foundation.money import Money
from toparquia.ledger import queries as ledger
from toparquia.ledger.models import Account
from toparquia.territory.models import Place

SHOWN: Final = 50
_SUMS: Final = ("members", "loans", "saved", "lent")


def group(group_id: UUID) -> Group:
    """Return a group. :raises NoSuchGroup:"""
    found = Group.objects.select_related("bank__place").filter(id=group_id).first()
    if found is None:
        raise errors.NoSuchGroup()
    return found


def pledges_of(application: Application) -> list[Pledge]:
    """Return what still stands for a loan, the earliest first."""
    found = Pledge.objects.select_related("savings__member", "application__product")
    return list(found.filter(application=application, end__isnull=True))


def agent(agent_id: UUID) -> Agent:
    """Return an agent who has not stopped. :raises NoSuchAgent:"""
    found = agents().filter(id=agent_id).first()
    if found is None:
        raise errors.NoSuchAgent()
    return found


def agents() -> QuerySet[Agent]:
    """Return the agents who have not stopped."""
    return Agent.objects.select_related("bank__place", "member", "account").filter(end__isnull=True)


def agent_of(member: Member) -> Agent | None:
    """Return the agent that a member is."""
    return agents().filter(member=member).first()


def report(report_id: UUID) -> BankReport:
    """Return a report. :raises NoSuchReport:"""
    found = BankReport.objects.select_related("bank__place", "decision").filter(id=report_id).first()
    if found is None:
        raise errors.NoSuchReport()
    return found


@dataclass(frozen=True)
class Network:
    """What all banks that report add up to, and how many do."""

    banks: int
    reporting: int
    oldest: date | None
    members: int
    loans: int
    saved: Money
    lent: Money
    at_risk: tuple[int, int]


def network(currency: str) -> Network:
    """Return the sum of the last report of each bank in one currency: frozen figures."""
    last = BankReport.objects.filter(bank=OuterRef("id")).order_by("-number")
    mine = Bank.objects.filter(currency=currency).annotate(last=Subquery(last.values("id")[:1]))
    ids = [one.last for one in mine]
    found = list(BankReport.objects.filter(id__in=[one for one in ids if one]))
    sums = {name: sum(one.figures[name] for one in found) for name in _SUMS}
    risky = [one.figures["at_risk"] for one in found]
    return Network(
        banks=len(ids),
        reporting=len(found),
        oldest=min((one.through for one in found), default=None),
        members=sums["members"],
        loans=sums["loans"],
        saved=Money(sums["saved"], currency),
        lent=Money(sums["lent"], currency),
        at_risk=(sum(part for part, _ in risky), sum(whole for _, whole in risky)),
    )


def communal_currency(currency_id: UUID) -> CommunalCurrency:
    """Return a communal currency. :raises NoSuchCurrency:"""
    found = (
        CommunalCurrency.objects.select_related("bank__place", "adoption__resolution__session__place")
        .filter(id=currency_id)
        .first()
    )
    if found is None:
        raise errors.NoSuchCurrency()
    return found


def is_currency_adopted(currency: CommunalCurrency) -> bool:
    """Return whether the assembly adopted a communal currency, and no later assembly undid it."""
    return hasattr(currency, "adoption") and currency.adoption.resolution.is_binding


def communal_account_of(member: Member) -> CommunalAccount | None:
    """Return a member's account in the communal currency."""
    return CommunalAccount.objects.select_related("account", "currency").filter(member=member).first()


def communal_balance(account: CommunalAccount, on: date) -> Money:
    """Return what a member has in the communal currency: below zero is credit that the others give."""
    held = ledger.balance(account.account, on)
    return held - Money(account.limit_minor, held.currency)


def fund(fund_id: UUID) -> CommunalFund:
    """Return a fund. :raises NoSuchFund:"""
    found = CommunalFund.objects.select_related("place", "account").filter(id=fund_id).first()
    if found is None:
        raise errors.NoSuchFund()
    return found


def funds_of(place: Place) -> list[CommunalFund]:
    """Return the funds of a place, in the order in which they were opened."""
    return list(CommunalFund.objects.select_related("account").filter(place=place))


def fund_request(request_id: UUID) -> FundRequest:
    """Return what was asked of a fund. :raises NoSuchFundRequest:"""
    found = FundRequest.objects.select_related("fund__place", "fund__account").filter(id=request_id).first()
    if found is None:
        raise errors.NoSuchFundRequest()
    return found


def fund_requests_of(place: Place) -> list[FundRequest]:
    """Return what was asked of a place's funds, the latest first, each with `is_paid`."""
    paid = Exists(FundPayment.objects.filter(request=OuterRef("id")))
    return list(FundRequest.objects.filter(fund__place=place).annotate(is_paid=paid)[:SHOWN])


def fund_incomes_of(place: Place) -> list[FundIncome]:
    """Return what came into a place's funds, the latest first."""
    found = FundIncome.objects.select_related("fund__account").filter(fund__place=place)
    return list(found.order_by("-received_at")[:SHOWN])


def group_applications(group: Group, *, without: Member | None) -> list[Application]:
    """Return what is asked for in a group and not yet paid out, but for one's own."""
    waiting = Application.objects.select_related("product", "member").filter(group=group, loan__isnull=True)
    return [one for one in waiting.order_by("-applied_at") if without is None or one.member_id != without.id]


def reports_of(bank: Bank) -> list[BankReport]:
    """Return the bank's reports, the latest first."""
    return list(bank.reports.select_related("decision")[:SHOWN])


def held_in(accounts: list[Account], on: date) -> dict[UUID, Money]:
    """Return what accounts hold at the end of a day, in one query."""
    return ledger.balances(accounts, on)
