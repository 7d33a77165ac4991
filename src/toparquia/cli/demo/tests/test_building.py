"""A whole country from two small elections: everything is there, and twice the same."""

from __future__ import annotations

from datetime import date

from toparquia.cli.demo.accounts import open_accounts
from toparquia.cli.demo.building import build
from toparquia.cli.demo.document import document
from toparquia.cli.demo.elections import read_one
from toparquia.cli.demo.looking import pages
from toparquia.cli.demo.telling import told_of
from toparquia.cli.demo.tests.elections import small_election

TODAY = date(2026, 3, 8)


def built(folder, client):
    """Build the country; return its document and its pages, each with its status."""
    told = told_of([read_one(small_election(folder, name)) for name in ("Arriba", "Abajo")], aged=True)
    country = build(told, seed=3, today=TODAY, aged=True, progress=lambda _: None)
    opened = open_accounts(country, "una clave de la muestra")
    report = document(seed=3, today=TODAY, is_sample=False, left_out=[])
    look = pages(country, told[-1].code)
    return report, {name: client.get(path).status_code for name, path in look.items()}, opened


# Two builds with their databases take seconds: it is the whole house, from the register to the report.
def test_a_country_is_whole_and_repeats(live_db, tmp_path, client, another_db):
    first, statuses, accounts = built(tmp_path, client)
    with another_db():
        again, _, _ = built(tmp_path, client)

    assert again == first
    assert set(statuses.values()) == {200}
    assert (first["communes"], first["communes_in_promotion"], first["councils"]) == (2, 1, 10)
    assert first["ballots"] == 8
    assert [one["winners"] for one in first["consultations"]] == [["1", "2"], ["1", "2"]]
    assert {one["rule"] for one in first["consultations"]} == {"greedy"}
    assert first["consultations_open"] == 1
    assert first["invoices"] == 12
    assert first["reports_approved"] == 6
    paid = [one for one in first["obligations"] if one["status"] == "paid"]
    assert [one["paid_minor"] for one in paid] == [one["amount_minor"] for one in paid] == [50_000, 50_000]
    assert "overdue" in {one["status"] for one in first["obligations"]}
    assert len({one.email for one in accounts}) == 13
