"""Agents: members who take in savings in their own street, up to a limit, and hand the box over counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.bank import errors, queries
from toparquia.bank.models import Agent, AgentCount, AgentEnd, AgentReceipt
from toparquia.bank.services.accounts import (
    CASH,
    DIFFERENCE,
    Moved,
    move,
    next_receipt,
    own_account,
    private_account,
)
from toparquia.bank.services.serving import SERVE, check_positive, locked, open_day
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.locks import hold
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory


@transaction.atomic
def name_agent(*, bank_id: UUID, number: int, limit: Money, by: Authority, at: datetime) -> Agent:
    """Let a member take in money for the bank, up to a limit. :raises AgentAlready: :raises NoSuchMember:"""
    bank = locked(bank_id, SERVE, by, at)
    check_positive(limit)
    member = queries.member_numbered(bank, number)
    if queries.agent_of(member) is not None:
        raise errors.AgentAlready(number=number)
    return Agent.objects.create(
        bank=bank,
        member=member,
        limit_minor=limit.minor,
        account=private_account(bank, "agents", bank.currency, territory.local_day(bank.place, at)),
        mandate=mandates.shown_by(by, bank.place, at),
        named_at=at,
    )


@transaction.atomic
def take_in(
    *, bank_id: UUID, resident_id: UUID | None, number: int, amount: Money, at: datetime
) -> AgentReceipt:
    """Take in a deposit as an agent, for the savings of the member with a number.

    :raises NotAnAgent: :raises NoSuchMember: :raises AgentLimit: once the box would hold more than its limit.
    """
    hold(bank_id)
    bank = queries.bank(bank_id)
    agent = queries.agent_of(queries.member_of(bank, resident_id))
    if agent is None:
        raise errors.NotAnAgent()
    check_positive(amount)
    savings = queries.demand_savings(queries.member_numbered(bank, number))
    if savings.member_id == agent.member_id:
        raise errors.PaymentToOneself()
    box = queries.held(agent.account, territory.local_day(bank.place, at))
    if box + amount > agent.limit:
        raise errors.AgentLimit(limit=agent.limit)
    receipt = AgentReceipt.objects.create(
        entry_id=new_id(),
        agent=agent,
        number=next_receipt(bank),
        savings=savings,
        amount_minor=amount.minor,
        given_at=at,
    )
    move(bank, receipt.entry_id, "bank.agent_deposit", at, (agent.account, savings.account, amount))
    return receipt


@transaction.atomic
def empty_box(*, agent_id: UUID, counted: Money, by: Authority, at: datetime) -> AgentCount:
    """Count an agent's box at the desk and take it over; what is missing or over is written down.

    :raises NoSuchAgent: :raises BoxEmpty: :raises CountedToday:
    """
    agent = queries.agent(agent_id)
    bank = locked(agent.bank_id, SERVE, by, at)
    day = open_day(bank, at)
    expected = queries.held(agent.account, day)
    if expected.is_zero:
        raise errors.BoxEmpty()
    count = AgentCount.objects.create(
        entry_id=new_id(),
        agent=agent,
        expected_minor=expected.minor,
        counted_minor=counted.minor,
        mandate=mandates.shown_by(by, bank.place, at),
        counted_at=at,
    )
    cash = own_account(bank, CASH, bank.currency, day)
    odd = own_account(bank, DIFFERENCE, bank.currency, day)
    over = counted - expected
    moved: list[Moved] = [(cash, agent.account, min(counted, expected))]
    if over.is_negative:
        moved.append((odd, agent.account, -over))
    else:
        moved.append((cash, odd, over))
    move(bank, count.entry_id, "bank.agent_box", at, *moved)
    return count


@transaction.atomic
def end_agent(*, agent_id: UUID, by: Authority, at: datetime) -> AgentEnd:
    """Let an agent stop, with an empty box. :raises NoSuchAgent: :raises BoxNotEmpty:"""
    agent = queries.agent(agent_id)
    bank = locked(agent.bank_id, SERVE, by, at)
    held = queries.held(agent.account, territory.local_day(bank.place, at))
    if not held.is_zero:
        raise errors.BoxNotEmpty(held=held)
    return AgentEnd.objects.create(agent=agent, mandate=mandates.shown_by(by, bank.place, at), ended_at=at)
