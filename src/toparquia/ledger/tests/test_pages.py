"""The books for everyone: what accounts hold and what moved; persons' own accounts only as sums."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.ledger import services
from toparquia.ledger.rules import NewAccount, NewEntry, NewTransfer
from toparquia.ledger.tests.factories import DAY, ves
from toparquia.mandates.tests.factories import make_country

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
QUERIES = 12


@pytest.fixture
def commune():
    """A commune with cash of 70.00, of which two neighbours own 30.00 and 40.00."""
    place = make_country(NOON).commune

    def opened(code, kind, **more):
        return services.open_account(NewAccount(code, place.id, kind, "VES", DAY, **more))

    cash = opened("casa.cash", "asset")
    for name, minor in (("m1", 3_000), ("m2", 4_000)):
        own = opened(f"casa.savings.{name}", "liability", is_private=True)
        moved = (NewTransfer(cash.id, own.id, ves(minor)),)
        services.post(NewEntry(new_id(), "tests.moved", place.id, DAY, moved), at=NOON)
    with frozen_at(NOON):
        yield place


def text_of(answer):
    """Return a page's words without its marks, spaces made plain."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_book_shows_sums_of_persons_and_balances(commune, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        page = text_of(client.get(f"/lugares/{commune.code}/libro/"))

    assert page.count("Bs. 70,00") == 2
    assert "casa.savings" in page
    assert "m1" not in page
    assert "Bs. 70,00" not in text_of(client.get(f"/lugares/{commune.code}/libro/?dia=2026-03-07"))


def test_a_statement_is_public_unless_it_is_a_persons(commune, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        page = text_of(client.get(f"/lugares/{commune.code}/libro/casa.cash/"))

    assert "Bs. 70,00" in page
    assert "casa.savings" in page
    assert "m1" not in page, "whose money it was is told by its group alone"
    for hidden in ("casa.savings.m1", "no.such"):
        assert client.get(f"/lugares/{commune.code}/libro/{hidden}/").status_code in (404, 409, 422)


@pytest.mark.parametrize("day", ["2026-02-30", "9999-12-31", "x", "0001-01-01"])
def test_a_day_that_cannot_be_is_today(commune, client, day):
    assert "Bs. 70,00" in text_of(client.get(f"/lugares/{commune.code}/libro/?dia={day}"))
