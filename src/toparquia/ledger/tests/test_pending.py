"""Pending transfers: set aside, then posted, posted in part, given back, or over; persons' own accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.ledger import errors, queries, services
from toparquia.ledger.exports import beancount, csv_lines
from toparquia.ledger.models import Outcome, PendingTransfer, Settlement
from toparquia.ledger.rules import NewAccount, NewPending
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, funded, ves

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


@pytest.fixture
def actors():
    found = cast()
    funded(found, 10_000)
    return found


def waiting(actors, minor=4_000, **changed):
    """Return that so much of the bank is to be set aside for the works."""
    asked = NewPending(new_id(), actors.place, DAY, actors.works.id, actors.bank.id, ves(minor), LATER)
    return replace(asked, **changed)


def held(actors):
    """Return what the bank has, and what the works got."""
    end = DAY + timedelta(days=30)
    return queries.balance(actors.bank, end).minor, queries.balance(actors.works, end).minor


def sound():
    """Return whether every invariant holds."""
    return all(finding.holds for finding in queries.check())


def test_what_is_set_aside_cannot_be_spent_twice(actors):
    services.hold(waiting(actors, 8_000), at=NOON)

    with pytest.raises(errors.NotEnoughThere):
        services.hold(waiting(actors, 2_001), at=NOON)
    assert held(actors) == (2_000, 0)
    assert sound()


@pytest.mark.parametrize(
    ("amount", "outcome", "left"),
    [
        (None, Outcome.POSTED, (6_000, 4_000)),
        (ves(4_000), Outcome.POSTED, (6_000, 4_000)),
        (ves(1), Outcome.PARTLY, (9_999, 1)),
    ],
)
def test_a_pending_transfer_is_posted_whole_or_in_part(actors, amount, outcome, left):
    pending = services.hold(waiting(actors), at=NOON)

    settled = services.settle(pending.pk, new_id(), at=NOON, amount=amount)

    assert (settled.outcome, held(actors)) == (outcome, left)
    assert sound()


def test_a_pending_transfer_is_given_back_whole(actors):
    pending = services.hold(waiting(actors), at=NOON)

    assert services.void(pending.pk, new_id(), at=NOON).outcome == Outcome.VOIDED
    assert held(actors) == (10_000, 0)


def test_what_is_over_goes_back_by_itself_once(actors):
    pending = services.hold(waiting(actors), at=NOON)

    assert services.release_expired(at=LATER - timedelta(seconds=1)) == 0
    assert services.release_expired(at=LATER) == 1
    assert services.release_expired(at=LATER) == 0
    assert Settlement.objects.get(pending=pending).outcome == Outcome.EXPIRED
    assert held(actors) == (10_000, 0)
    assert sound()


def test_what_a_member_owes_is_set_aside_on_its_own_side(actors):
    savings = services.open_account(
        NewAccount("altos.savings.m1", actors.place, "liability", "VES", DAY, False)
    )
    services.post(entry(actors.place, (actors.bank, savings, ves(500))), at=NOON)

    pending = services.hold(waiting(actors, 500, debit_id=savings.id, credit_id=actors.state.id), at=NOON)

    assert queries.balance(savings, DAY).minor == 0
    services.void(pending.pk, new_id(), at=NOON)
    assert queries.balance(savings, DAY).minor == 500


def test_the_same_hold_again_returns_the_first(actors):
    asked = waiting(actors)
    first = services.hold(asked, at=NOON)

    assert services.hold(asked, at=NOON) == first
    assert held(actors)[0] == 6_000
    with pytest.raises(errors.KeyUsedForOtherEntry):
        services.hold(replace(asked, debit_id=actors.state.id), at=NOON)


def test_each_refusal_of_a_pending_transfer_changes_nothing(actors):
    pending = services.hold(waiting(actors), at=NOON)
    before = held(actors)
    refused = [
        (errors.NoSuchPending, lambda: services.settle(new_id(), new_id(), at=NOON)),
        (errors.PendingExpired, lambda: services.settle(pending.pk, new_id(), at=LATER)),
        (errors.PendingExpired, lambda: services.hold(waiting(actors, expires_at=NOON), at=NOON)),
        (
            errors.PendingAmountOutOfBounds,
            lambda: services.settle(pending.pk, new_id(), at=NOON, amount=ves(4_001)),
        ),
        (
            errors.PendingAmountOutOfBounds,
            lambda: services.settle(pending.pk, new_id(), at=NOON, amount=ves(0)),
        ),
        (errors.NothingToHold, lambda: services.hold(waiting(actors, credit_id=actors.state.id), at=NOON)),
        (errors.CurrencyDiffers, lambda: services.hold(waiting(actors, debit_id=actors.dollars.id), at=NOON)),
        (errors.NoSuchAccount, lambda: services.hold(waiting(actors, debit_id=new_id()), at=NOON)),
    ]

    for refusal, do in refused:
        with pytest.raises(refusal) as caught:
            do()
        assert caught.value.message("es") != caught.value.message("en")

    assert held(actors) == before
    services.settle(pending.pk, new_id(), at=NOON)
    for again in (services.settle, services.void):
        with pytest.raises(errors.PendingSettled):
            again(pending.pk, new_id(), at=NOON)


def test_sql_cannot_tell_another_story_than_the_entries(actors):
    pending = services.hold(waiting(actors), at=NOON)
    other = entry(actors.place, (actors.works, actors.bank, ves(1)))
    services.post(other, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.create(
            pending=pending, entry_id=other.key, outcome="posted", posted_minor=4_000, settled_at=NOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingTransfer.objects.create(
            entry_id=other.key, source=actors.bank, holding=pending.holding, target=actors.works,
            amount_minor=1, currency="VES", expires_at=LATER,
        )  # fmt: skip
    for change in (
        PendingTransfer.objects.all().delete,
        lambda: PendingTransfer.objects.update(amount_minor=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_check_sees_what_was_taken_from_an_amount_set_aside(actors):
    pending = services.hold(waiting(actors), at=NOON)

    services.post(entry(actors.place, (actors.works, pending.holding, ves(1))), at=NOON)

    broken = [finding.invariant for finding in queries.check() if not finding.holds]
    assert broken == ["held_amounts_are_what_is_pending"]


def test_a_persons_own_account_is_published_as_its_group(actors):
    own = [
        services.open_account(
            NewAccount(f"altos.savings.m{n}", actors.place, "liability", "VES", DAY, False, is_private=True)
        )
        for n in (1, 2)
    ]
    services.post(entry(actors.place, (actors.bank, own[0], ves(5)), (actors.bank, own[1], ves(7))), at=NOON)
    services.post(entry(actors.place, (own[1], own[0], ves(2))), at=NOON)

    written = "".join(beancount()) + "".join(csv_lines())
    group = [line for line in queries.grouped(queries.trial_balance(DAY)) if line.code == "altos.savings"]

    assert "altos.savings," in written
    assert "altos.savings.m1" not in written
    assert "Savings:M" not in written
    assert [line.balance.minor for line in group] == [-12]


def test_a_persons_own_account_needs_a_group():
    with pytest.raises(errors.AccountMalformed):
        services.open_account(NewAccount("mine", new_id(), "liability", "VES", DAY, False, is_private=True))


def test_kilos_parcels_and_money_never_mix(actors):
    def opened(code, unit, kind="asset"):
        return services.open_account(NewAccount(code, actors.place, kind, unit, DAY))

    seed, given = opened("altos.seed", "KGM"), opened("altos.seed-given", "KGM", "income")
    parcels = opened("altos.parcels", "XPC")
    ten_kilos = Money.parse("10,500", "KGM")
    services.post(entry(actors.place, (seed, given, ten_kilos)), at=NOON)

    assert queries.balance(seed, DAY).in_language("es") == "10,500\u00a0kg"
    assert Money(3, "XPC").in_language("en") == "3\u00a0parcels"
    with pytest.raises(errors.CurrencyDiffers):
        services.post(entry(actors.place, (parcels, given, Money(3, "XPC"))), at=NOON)
