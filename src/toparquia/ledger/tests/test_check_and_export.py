"""The self-check finds each kind of damage; exports are read by other people's tools."""

import csv
import io
import json
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connections

from toparquia.cli import ledger as command
from toparquia.foundation.ids import new_id
from toparquia.ledger import exports, queries, services
from toparquia.ledger.errors import CheckFailed
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, funded, ves
from toparquia.ledger.tests.test_attacks import (
    ACCOUNTS,
    BANK,
    DOLLARS,
    OLD,
    STATE,
    WORKS,
    written,
)

REVERSAL = new_id()

# What an owner who switched the guards off could do, and the invariant that tells.
DAMAGE = {
    "transfer_amounts_are_positive": "UPDATE ledger_transfer SET amount_minor = -100",
    "transfers_join_two_accounts": f"UPDATE ledger_transfer SET credit_id = '{BANK}'",
    "both_sides_keep_the_currency": f"UPDATE ledger_transfer SET credit_id = '{DOLLARS}'",
    "entries_have_all_their_transfers": "DELETE FROM ledger_transfer",
    "transfers_have_their_entrys_day": f"UPDATE ledger_transfer SET effective_on = '{DAY + timedelta(9)}'",
    "entries_are_reversed_once_at_most": "DROP INDEX ledger_entry_reversed_once;"
    + written(STATE, BANK, reverses=OLD)
    + ";"
    + written(STATE, BANK, reverses=OLD),
    "no_reversal_is_reversed": written(STATE, BANK, key=REVERSAL, reverses=OLD)
    + ";"
    + written(BANK, STATE, reverses=REVERSAL),
    "reversals_are_mirror_images": written(STATE, BANK, amount=50, reverses=OLD),
    "sealed_balances_are_what_moved": "UPDATE ledger_sealedbalance SET debit_minor = debit_minor + 1",
    "no_movement_is_missing_from_a_seal": f"DELETE FROM ledger_sealedbalance WHERE account_id = '{STATE}'",
    "balances_sum_to_zero": "UPDATE ledger_sealedbalance SET credit_minor = 7",
    "limited_accounts_are_not_below_zero": written(
        WORKS, BANK, amount=101, on=DAY + timedelta(9), day=DAY + timedelta(9)
    ),
    "held_amounts_are_what_is_pending": f"UPDATE ledger_account SET code = 'held.altos' WHERE id = '{BANK}'",
    "content_matches_its_hash": "UPDATE ledger_journalentry SET kind = 'tests.changed'",
}


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(("invariant", "sql"), DAMAGE.items(), ids=DAMAGE.keys())
def test_the_check_finds_damage_behind_the_guards(invariant, sql, monkeypatch):
    for name in ("self_check", "journal"):
        module = import_module(f"toparquia.ledger.queries.{name}")
        monkeypatch.setattr(module, "connection", connections["owner"])
    with connections["owner"].cursor() as cursor:
        cursor.execute(ACCOUNTS + ";" + written(key=OLD))
        cursor.execute(f"SELECT ledger_seal_through('{DAY}', now())")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in queries.self_check.GUARDED:
            cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
                [f"ledger_{table}"],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE ledger_{table} DROP CONSTRAINT {name}")
        cursor.execute(sql)

    found = {finding.invariant: finding for finding in queries.check()}

    assert not found[invariant].holds
    assert found[invariant].example
    assert not found["guards_are_in_place"].holds


@pytest.mark.django_db
def test_a_sound_ledger_passes_every_check():
    actors = cast()
    sent = funded(actors)
    services.reverse(sent.key, new_id(), NOON, "Doble")
    services.seal(DAY, at=NOON)

    assert [finding.invariant for finding in queries.check() if not finding.holds] == []
    assert {finding.invariant for finding in queries.check()} == {*DAMAGE, "guards_are_in_place"}


@pytest.fixture
def sample():
    """A ledger in two currencies, with a reversal, over two days."""
    actors = cast()
    sent = funded(actors, 1_000_050)
    services.post(entry(actors.place, (actors.works, actors.bank, ves(333)), on=DAY + timedelta(1)), at=NOON)
    services.reverse(funded(actors, 7).key, new_id(), NOON, "María Pérez firmó dos veces")
    return sent


@pytest.mark.django_db
def test_beancount_accepts_the_export(sample, tmp_path):
    written = "".join(exports.beancount())
    file = tmp_path / "ledger.beancount"
    file.write_text(written)

    done = subprocess.run([Path(sys.executable).parent / "bean-check", file], capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "Assets:Altos:Bank  10000.50 VES" in written
    assert "balance Assets:Altos:Bank  9997.17 ~ 0 VES" in written
    assert "Pérez" not in written


@pytest.mark.django_db
def test_beancount_refuses_an_export_that_was_changed(sample, tmp_path):
    file = tmp_path / "ledger.beancount"
    file.write_text(
        "".join(exports.beancount()).replace("Assets:Altos:Bank  10000.50", "Assets:Altos:Bank  10000.49")
    )

    done = subprocess.run([Path(sys.executable).parent / "bean-check", file], capture_output=True, text=True)

    assert done.returncode == 1


@pytest.mark.django_db
def test_csv_has_a_line_a_transfer(sample):
    rows = list(csv.DictReader(io.StringIO("".join(exports.csv_lines()))))

    assert len(rows) == 4
    assert rows[0]["entry"] == str(sample.key)
    assert (rows[0]["debit"], rows[0]["credit"], rows[0]["amount"]) == (
        "altos.bank",
        "altos.state",
        "10000.50",
    )
    assert "Pérez" not in str(rows)


@pytest.mark.django_db
def test_the_command_checks_and_exports(sample, capsys):
    assert command.check(as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert command.check(as_json=False) == 0
    assert command.export("csv") == 0

    assert told["good"] is True
    assert told["first_broken"] is None
    assert "guards_are_in_place" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_names_the_first_broken_invariant(sample, monkeypatch, capsys):
    monkeypatch.setitem(queries.self_check.QUERIES, "balances_sum_to_zero", "SELECT 'VES 1'")

    with pytest.raises(CheckFailed, match="balances_sum_to_zero") as told:
        command.check(as_json=False)
    assert command.check(as_json=True) == 1

    assert told.value.exit_status == 1
    assert '"first_broken": "balances_sum_to_zero"' in capsys.readouterr().out
