"""The draw is the published one, and anyone draws the same."""

from __future__ import annotations

import hashlib

import pytest

from toparquia.engines.auditing import sheets_drawn, tables_drawn
from toparquia.engines.auditing.errors import SampleTooLarge, SeedTooShort
from toparquia.engines.auditing.sampling import counter_number, ticket

from .elections import SEED, a_result


def test_a_ticket_is_that_of_rivests_program():
    # From the examples of consistent_sampler.
    assert ticket("01382438112797316654", "AB-130") == (
        "0.26299714122838008416507544297546663599715395525154425586041245287750224561854"
    )


@pytest.mark.parametrize(
    ("identities", "seed", "order"),
    [
        ("abcd", "31", "badc"),
        ("abcd", "77", "bdca"),
        ([str(n) for n in range(100)], "41", ["73", "51", "17", "58", "38", "42", "39", "20", "11", "67"]),
        (["ab-1", "ab-2", "cd-1", "ef-3"], "314159", ["cd-1", "ef-3", "ab-1", "ab-2"]),
    ],
)
def test_the_order_is_that_of_rivests_program(identities, seed, order):
    drawn = sorted(identities, key=lambda identity: ticket(seed, identity))

    assert drawn[: len(order)] == list(order)


def test_sheets_come_in_the_order_of_their_tickets():
    reported = a_result((30, 20), (5, 5))

    drawn = sheets_drawn(reported, SEED, 60)

    assert drawn == sorted(drawn, key=lambda sheet: ticket(SEED, f"{sheet.table}/{sheet.number}"))
    assert len(set(drawn)) == 60


def test_a_larger_sample_only_adds():
    reported = a_result((300, 200), (50, 50))

    assert sheets_drawn(reported, SEED, 40)[:25] == sheets_drawn(reported, SEED, 25)


def test_the_counter_can_be_redone_with_sha256sum():
    number = int(hashlib.sha256(f"{SEED},3".encode()).hexdigest(), 16)

    assert counter_number(SEED, 3, 1000) == number % 1000 + 1


def test_tables_are_drawn_by_weight():
    drawn = tables_drawn(["big", "small", "none"], [900, 100, 0], SEED, 250)

    assert 200 < drawn.count("big") < 245
    assert "none" not in drawn


def test_bad_draws_are_refused():
    reported = a_result((30, 20))
    with pytest.raises(SeedTooShort):
        sheets_drawn(reported, "1234567890", 5)
    for count in (0, 51, -1):
        with pytest.raises(SampleTooLarge):
            sheets_drawn(reported, SEED, count)
    with pytest.raises(SampleTooLarge):
        tables_drawn(["a"], [1], SEED, 0)
