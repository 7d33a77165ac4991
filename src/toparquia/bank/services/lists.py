"""Whole lists at once, all or none: founding members, a sitting of the committee, a day of paying out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.bank import errors
from toparquia.bank.models import Bank, Loan, Member, Review, Savings, SavingsKind
from toparquia.bank.services.accounts import private_accounts, savings_group
from toparquia.bank.services.lending import DECIDE, DISBURSE, Opinion, paid_out, reviewed
from toparquia.bank.services.serving import SERVE, locked
from toparquia.foundation.authority import Authority
from toparquia.mandates import queries as mandates
from toparquia.people import queries as people
from toparquia.territory import queries as territory


@transaction.atomic
def enrol_listed(*, bank_id: UUID, resident_ids: Sequence[UUID], by: Authority, at: datetime) -> list[Member]:
    """Make all residents of a list members, of voting age each: those who founded the bank.

    :raises NoSuchResidentHere: if one of them does not live there. :raises MemberAlready:
    """
    bank = locked(bank_id, SERVE, by, at)
    day = territory.local_day(bank.place, at)
    here = set(people.of_voting_age(bank.place, day).filter(id__in=resident_ids).values_list("id", flat=True))
    if here != set(resident_ids):
        raise errors.NoSuchResidentHere(place=bank.place.name)
    if before := Member.objects.filter(bank=bank, resident_id__in=here).first():
        raise errors.MemberAlready(number=before.number)
    last = Member.objects.filter(bank=bank).aggregate(last=Max("number"))["last"] or 0
    mandate = mandates.shown_by(by, bank.place, at)
    members = Member.objects.bulk_create(
        Member(bank=bank, resident_id=resident, number=number, mandate=mandate, joined_at=at)
        for number, resident in enumerate(resident_ids, start=last + 1)
    )
    _open_demand(bank, members, at)
    return members


@transaction.atomic
def give_reviews(*, bank_id: UUID, opinions: Sequence[Opinion], by: Authority, at: datetime) -> list[Review]:
    """Say yes or no to each application of a sitting. For refusals see `give_review`."""
    bank = locked(bank_id, DECIDE, by, at)
    given = reviewed(bank, opinions, mandates.shown_by(by, bank.place, at), at)
    return Review.objects.bulk_create(given)


@transaction.atomic
def disburse_listed(
    *, bank_id: UUID, application_ids: Sequence[UUID], by: Authority, at: datetime
) -> list[Loan]:
    """Pay out each approved application of a list. For refusals see `disburse`."""
    bank = locked(bank_id, DISBURSE, by, at)
    return paid_out(bank, application_ids, mandates.shown_by(by, bank.place, at), at)


def _open_demand(bank: Bank, members: Sequence[Member], at: datetime) -> None:
    day = territory.local_day(bank.place, at)
    kind = SavingsKind.DEMAND
    accounts = private_accounts(bank, savings_group(kind), bank.currency, day, len(members))
    Savings.objects.bulk_create(
        Savings(member=member, kind=kind, account=account, opened_at=at)
        for member, account in zip(members, accounts, strict=True)
    )
