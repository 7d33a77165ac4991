"""A debt ages in public: every bucket's edges, its sums, who waits longest, and the letters about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.rules.ageing import Age, age_of
from toparquia.treasury.tests.factories import ves

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("late", "age"),
    [
        (-10, Age.CURRENT),
        (0, Age.CURRENT),
        (1, Age.TO_30),
        (30, Age.TO_30),
        (31, Age.TO_60),
        (60, Age.TO_60),
        (61, Age.TO_90),
        (90, Age.TO_90),
        (91, Age.LATER),
        (4_000, Age.LATER),
    ],
)
def test_the_edges_of_each_bucket(late, age):
    assert age_of(TODAY - timedelta(days=late), TODAY) == age


def test_what_waits_for_a_report_is_not_due():
    assert age_of(None, TODAY) == Age.WAITING


@pytest.mark.parametrize("late", [-5, 0, 1, 30, 31, 60, 61, 90, 91])
def test_the_database_cuts_the_buckets_at_the_same_days(treasury, late):
    owed = treasury.obligation
    today = owed.due_on + timedelta(days=late)

    (sums,) = [one for one in queries.aged(today, place=treasury.place) if one.currency == owed.currency]

    assert sums.amounts[age_of(owed.due_on, today)] == owed.amount
    assert sums.outstanding == owed.amount
    assert sums.late == (owed.amount if late > 0 else ves(0))


def test_what_came_in_is_no_debt_any_more(treasury):
    treasury.receive(1)

    (sums,) = queries.aged(treasury.obligation.due_on + timedelta(days=5), place=treasury.place)

    spending = queries.spending(treasury.obligation, treasury.at)
    assert sums.outstanding == spending.outstanding < treasury.obligation.amount
    assert sums.amounts[Age.WAITING] == spending.outstanding, "the second tranche waits for a report"


def test_groups_add_up_to_the_whole(treasury):
    today = treasury.obligation.due_on + timedelta(days=45)
    for by in ("payer__name", "consultation__held_on", "place__code"):
        rows = queries.aged(today, by)
        assert Money.total((one.outstanding for one in rows), "VES") == queries.aged(today)[0].outstanding


def test_who_waits_longest_is_told_with_the_days_so_far(treasury):
    owed = treasury.obligation
    since = territory.local_day(treasury.place, owed.obliged_at)

    (waiting,) = queries.treatment(since + timedelta(days=40))

    assert (waiting.count, waiting.still_waiting) == (1, 1)
    assert abs(waiting.median_days - 40) <= 1, "a day begins elsewhere in the database's zone"
    assert waiting.on_time == 0


def test_the_page_the_table_and_the_letters(treasury, client, django_assert_max_num_queries):
    owed = treasury.obligation
    assert now().date() > owed.due_on, "the sample's vote lies in the past: its debt is late today"
    with django_assert_max_num_queries(12):
        page = client.get("/obligaciones/antiguedad/").content.decode()
    assert treasury.place.name in page
    assert owed.amount.in_language("es").replace("\u00a0", " ") in page.replace("\u00a0", " ")
    lines = client.get("/obligaciones/antiguedad.csv").content.decode().splitlines()
    assert lines[0].startswith("code,name,currency,obligations,waiting,current")
    assert len(lines) == 2
    for paper in ("solicitud", "reclamo"):
        answer = client.get(f"/obligaciones/{owed.id}/{paper}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_a_report_prints_on_one_sheet(treasury, client):
    treasury.receive(1)
    treasury.pay(100_00)
    report = treasury.report()

    printed = client.get(f"/rendiciones/{report.id}/rendicion.pdf").content

    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") <= 1 or b"/Count 1" in printed
