"""Solidarity groups: form one, set savings aside for another's loan, call or give back what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from toparquia.bank import errors, queries, rules
from toparquia.bank.models import Application, Group, GroupMember, Pledge, PledgeEnd, Repayment
from toparquia.bank.models.groups import GROUP_NAME_LIMIT
from toparquia.bank.services.accounts import GUARANTEES, own_account
from toparquia.bank.services.lending import located
from toparquia.bank.services.repaying import pay_from
from toparquia.bank.services.serving import SERVE, check_positive, locked
from toparquia.engines.lending import schedule
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line
from toparquia.gazette.locks import hold
from toparquia.ledger import services as ledger
from toparquia.ledger.errors import NotEnoughThere
from toparquia.ledger.rules import NewPending
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory

NAME: Final = Sentence("el nombre del grupo", "the group's name")
# One alone has nobody who stands for them.
LEAST: Final = 2


@transaction.atomic
def form_group(*, bank_id: UUID, name: str, numbers: Sequence[int], by: Authority, at: datetime) -> Group:
    """Write down who stands for one another. :raises GroupTooSmall: :raises InAnotherGroup:"""
    bank = locked(bank_id, SERVE, by, at)
    if len(set(numbers)) < LEAST:
        raise errors.GroupTooSmall()
    members = [queries.member_numbered(bank, number) for number in sorted(set(numbers))]
    if taken := GroupMember.objects.select_related("member").filter(member__in=members).first():
        raise errors.InAnotherGroup(number=taken.member.number)
    group = Group.objects.create(
        bank=bank,
        name=clean_line(name, NAME, GROUP_NAME_LIMIT),
        mandate=mandates.shown_by(by, bank.place, at),
        formed_at=at,
    )
    GroupMember.objects.bulk_create(GroupMember(group=group, member=member) for member in members)
    return group


@transaction.atomic
def pledge(*, application_id: UUID, resident_id: UUID | None, amount: Money, at: datetime) -> Pledge:
    """Set one's own savings aside for a loan of another of one's group, until it is paid or called.

    :raises NotInThatGroup: also for one's own loan. :raises NothingToPledge: :raises NotEnoughSaved:
    """
    application = queries.application(application_id)
    hold(application.member.bank_id)
    bank = application.member.bank
    member = queries.member_of(bank, resident_id)
    group = queries.group_of(member)
    if group is None or group.id != application.group_id or member.id == application.member_id:
        raise errors.NotInThatGroup()
    check_positive(amount)
    missing = queries.guarantee_missing(application)
    if missing is None or amount.currency != bank.currency or hasattr(application, "loan"):
        raise errors.NothingToPledge()
    savings = queries.demand_savings(member)
    if Pledge.objects.filter(application=application, savings=savings).exists():
        raise errors.NothingToPledge()
    day = territory.local_day(bank.place, at)
    amount = min(amount, missing)
    pending = NewPending(
        new_id(),
        bank.place_id,
        day,
        savings.account_id,
        own_account(bank, GUARANTEES, bank.currency, day).id,
        amount,
        _until(application, at),
    )
    try:
        ledger.hold(pending, at=at)
    except NotEnoughThere as refusal:
        raise errors.NotEnoughSaved() from refusal
    return Pledge.objects.create(
        entry_id=pending.key,
        application=application,
        savings=savings,
        amount_minor=amount.minor,
        pledged_at=at,
    )


@transaction.atomic
def call_guarantee(*, application_id: UUID, by: Authority, at: datetime) -> Repayment:
    """Let the group pay what one of it is late with, in the order that the assembly adopted with the product.

    :raises NoSuchLoan: :raises NotLateEnough: :raises NothingPledged:
    """
    application = located(application_id, SERVE, by, at)
    bank, loan = application.member.bank, queries.loan(application)
    gap = queries.standing(loan, territory.local_day(bank.place, at)).late.total
    if not gap:
        raise errors.NotLateEnough()
    pledges = queries.pledges_of(application)
    shares = rules.cover(
        gap, [one.amount_minor for one in pledges], rules.GuaranteeOrder(application.product.guarantee_order)
    )
    if not sum(shares):
        raise errors.NothingPledged()
    mandate = mandates.shown_by(by, bank.place, at)
    currency = application.product.currency
    for one, share in zip(pledges, shares, strict=True):
        if share:
            ledger.settle(one.entry_id, new_id(), at=at, amount=Money(share, currency))
    source = own_account(bank, GUARANTEES, currency, territory.local_day(bank.place, at))
    made = pay_from(bank, loan, Money(sum(shares), currency), source, mandate, at)
    PledgeEnd.objects.bulk_create(
        PledgeEnd(pledge=one, repayment=made, called_minor=share, mandate=mandate, ended_at=at)
        for one, share in zip(pledges, shares, strict=True)
        if share
    )
    return made


@transaction.atomic
def release_pledges(*, application_id: UUID, by: Authority, at: datetime) -> int:
    """Give back what stands for a loan that is paid, or for an application that was not approved.

    :raises StillOwed: while there is something to stand for.
    """
    application = located(application_id, SERVE, by, at)
    if hasattr(application, "loan"):
        loan = queries.loan(application)
        is_over = queries.standing(loan, territory.local_day(application.member.bank.place, at)).is_paid
    else:
        is_over = queries.decision(application) == rules.REJECTED
    if not is_over:
        raise errors.StillOwed()
    pledges = queries.pledges_of(application)
    for one in pledges:
        ledger.void(one.entry_id, new_id(), at=at)
    mandate = mandates.shown_by(by, application.member.bank.place, at)
    PledgeEnd.objects.bulk_create(
        PledgeEnd(pledge=one, called_minor=0, mandate=mandate, ended_at=at) for one in pledges
    )
    return len(pledges)


def _until(application: Application, at: datetime) -> datetime:
    """Return when a pledge is over by itself: some time after the last instalment, as the rules say."""
    place = application.member.bank.place
    day = territory.local_day(place, at)
    asked = application.product.terms.of(application.principal_minor, application.instalments, day)
    last = schedule(asked).instalments[-1].due_on
    more = timedelta(days=territory.rules(place, day).days("loan.guarantee_days"))
    return datetime.combine(last + more, time(0), tzinfo=ZoneInfo(place.timezone))
