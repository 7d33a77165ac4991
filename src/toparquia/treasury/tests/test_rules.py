"""The pure rules: shares of a cost, tranches to the last cent, what is the same, when a debt is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share
from toparquia.treasury import rules
from toparquia.treasury.errors import ReferenceMalformed
from toparquia.treasury.rules import Status

DAY = date(2026, 3, 8)
MINOR = st.integers(1, 10**15)
PARTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


def ves(minor):
    return Money(minor, "VES")


@given(amount=MINOR, parts=PARTS)
def test_tranches_are_the_amount_and_none_is_empty(amount, parts):
    found = rules.tranche_amounts(ves(amount), [Share(part) for part in parts])

    assert sum(part.minor for part in found) == amount
    assert all(part.minor > 0 for part in found)
    assert 1 <= len(found) <= len(parts)


@given(amount=MINOR, parts=PARTS)
def test_a_tranche_is_less_than_a_cent_from_its_share(amount, parts):
    whole = sum(parts)

    found = ves(amount).split(parts)

    assert all(
        abs(part.minor * whole - amount * share) < whole for part, share in zip(found, parts, strict=True)
    )


@given(cost=MINOR, share=st.integers(1, 10_000), ceiling=st.none() | MINOR)
def test_what_is_owed_is_of_the_cost_and_never_nothing(cost, share, ceiling):
    limit = None if ceiling is None else ves(ceiling)

    owed = rules.obliged(ves(cost), share=Share(share), ceiling=limit)

    assert 0 < owed.minor <= cost
    assert limit is None or owed <= limit
    # A doubt of less than a cent is decided for those who voted.
    assert limit == owed or owed.minor * 10_000 >= cost * share


def test_a_ceiling_of_another_currency_takes_nothing_away():
    owed = rules.obliged(ves(5_000_000_00), share=Share(10_000), ceiling=Money(10_000_00, "USD"))

    assert owed == ves(5_000_000_00)


@given(received=st.integers(0, 1_000), late=st.integers(-50, 50))
def test_a_debt_is_late_from_the_day_after_it_was_due_until_all_of_it_came_in(received, late):
    found = rules.status(ves(1_000), ves(received), due=DAY, today=DAY + timedelta(days=late))

    assert (found == Status.PAID) == (received == 1_000)
    assert (found == Status.OVERDUE) == (received < 1_000 and late > 0)


def test_a_later_tranche_is_due_with_the_first_or_after_its_report():
    due, approved = DAY, DAY + timedelta(days=10)

    assert rules.next_due(due, 30, tranche=1, approved_on=None) == due
    assert rules.next_due(due, 30, tranche=2, approved_on=None) is None
    assert rules.next_due(due, 30, tranche=2, approved_on=approved) == approved + timedelta(days=30)
    assert rules.next_due(approved, 5, tranche=2, approved_on=due) == approved
    assert rules.next_due(due, 30, tranche=None, approved_on=approved) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FERRETERÍA  «El Sol», C.A.", "ferreteria el sol ca"),
        ("N.º 00-12", "nº 0012"),
        ("Straße", "STRASSE"),
        ("\u0041\u030angström", "Ångström"),
    ],
)
def test_names_are_the_same_without_case_accents_and_signs(one, other):
    assert rules.key_of(one, 200) == rules.key_of(other, 200) != ""


@given(st.text(max_size=300))
def test_a_key_fits_its_column_and_a_key_of_a_key_is_itself(text):
    key = rules.key_of(text, 60)

    assert len(key) <= 60
    assert rules.key_of(key, 60)[:1] == key[:1]


@given(st.text(max_size=80))
def test_a_reference_is_kept_in_one_spelling_or_refused(text):
    try:
        kept = rules.reference_of(text)
    except ReferenceMalformed:
        return
    assert rules.reference_of(kept.lower()) == kept
