"""Law 2: a decision binds. What a certified consultation chose is owed, and nothing takes that back."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from toparquia.config import wiring
from toparquia.consultations.acts import ConsultationCertified
from toparquia.consultations.models import PriorityProject
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.rulesets import SCHEMA
from toparquia.gazette.acts import Act
from toparquia.gazette.models import Entry
from toparquia.ledger import services as ledger
from toparquia.ledger.models import JournalEntry
from toparquia.ledger.rules import NewEntry, NewTransfer
from toparquia.treasury import errors, services
from toparquia.treasury.models import BudgetAllocation, Conflict, FollowUp, Obligation
from toparquia.treasury.rules import Status
from toparquia.treasury.tests.factories import DAY, make_treasury
from toparquia.voting.models import Certificate
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)

# Words of a verb or a state that would end an obligation.
ENDINGS = (
    "cancel",
    "refus",
    "reject",
    "forgiv",
    "waive",
    "annul",
    "write_off",
    "writeoff",
    "suspend",
    "revok",
)


class TreasuryAway(DomainError):
    """The treasury cannot do its part."""

    code = "tests.treasury_away"
    says = Sentence("No.", "No, it is away.")
    next_step = Sentence("Espera.", "Wait.")


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    """Certify a consultation once: every test then works on it inside a savepoint."""
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path_factory.mktemp("files")}}
    with (
        override_settings(STORAGES={**settings.STORAGES, "default": store}),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_treasury(NOON)
        transaction.set_rollback(True)


@pytest.fixture
def treasury(standing, db):
    """Return a commune to which the State owes 1,000.00 for a project that won."""
    return replace(standing)


@pytest.fixture
def counted(treasury):
    """Return the commune's next consultation, counted and closed, and who certifies it."""
    house = treasury.house
    consultation = house.opened(100, 200)
    house.count_table(consultation, sheet(20, 3))
    house.close(consultation)
    return house, consultation


def execute(sql, *parameters):
    """Run SQL as the application's role, then ask what waits for the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_what_won_is_owed_from_the_certificate_on(treasury):
    certified = Entry.objects.get(kind="consultations.certified")
    created = Entry.objects.filter(kind="treasury.obligation_created")

    winners = {winner["project"] for winner in certified.document["facts"]["winners"]}
    assert {entry.document["facts"]["project"] for entry in created} == winners
    assert {str(owed.project_id) for owed in Obligation.objects.all()} == winners
    # The same hand, the same moment, right after it.
    assert created.first().index == certified.index + 1
    assert {entry.enacted_at for entry in created} == {certified.enacted_at}
    assert created.first().document["mandate"] == certified.document["mandate"]


def rows():
    """Return how much is certified, owed, posted and published."""
    tables = (Certificate, PriorityProject, Obligation, JournalEntry, Entry)
    return [table.objects.count() for table in tables]


def test_if_the_treasury_cannot_there_is_no_certificate(counted, monkeypatch):
    house, consultation = counted
    before = rows()

    def away(act, *, by, at):
        raise TreasuryAway()

    monkeypatch.setitem(wiring.HANDLERS, ConsultationCertified, [services.oblige, away])
    with pytest.raises(TreasuryAway), transaction.atomic():
        house.certify(consultation)

    assert rows() == before


def test_the_database_has_no_certificate_without_its_obligations(counted, monkeypatch):
    house, consultation = counted
    # Whoever unplugs the treasury certifies nothing.
    monkeypatch.setitem(wiring.HANDLERS, ConsultationCertified, [])

    def certify():
        house.certify(consultation)
        execute("SELECT 1")

    with pytest.raises(DatabaseError, match="no certificate without the obligation"), transaction.atomic():
        certify()


ATTACKS = (
    "DELETE FROM treasury_obligation",
    "TRUNCATE treasury_obligation CASCADE",
    "UPDATE treasury_obligation SET amount_minor = 1",
    "UPDATE treasury_obligation SET due_on = due_on + 3650",
    "UPDATE treasury_obligation SET project_id = project_id",
    "UPDATE treasury_obligation SET payer_id = place_id",
    "DELETE FROM treasury_tranche",
    "UPDATE treasury_tranche SET amount_minor = amount_minor - 1",
    "DELETE FROM treasury_obligationaccount",
    "UPDATE treasury_obligationaccount SET role = 'other'",
    # Neither what it says of itself.
    "UPDATE treasury_obligationstanding SET received_minor = received_minor + 1",
    "UPDATE treasury_obligationstanding SET next_due_on = NULL",
    "DELETE FROM treasury_obligationstanding",
    "SELECT treasury_work_out_standing(id) FROM treasury_obligation",
    "DELETE FROM consultations_priorityproject",
    "DELETE FROM ledger_transfer",
    "UPDATE ledger_journalentry SET effective_on = effective_on",
    "ALTER TABLE treasury_obligation DISABLE TRIGGER ALL",
    "DROP TRIGGER treasury_obligation_append_only ON treasury_obligation",
    "ALTER TABLE treasury_obligation ADD COLUMN cancelled boolean",
    "SET session_replication_role = replica",
    "INSERT INTO treasury_tranche (obligation_id, number, amount_minor)"
    " SELECT id, tranche_count + 1, 1 FROM treasury_obligation",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_sql_of_the_applications_role_takes_it_back(treasury, attack):
    before = list(Obligation.objects.values())

    with pytest.raises(DatabaseError):
        execute(attack)

    assert list(Obligation.objects.values()) == before


@pytest.mark.parametrize(
    "change",
    [
        "amount_minor - 1, due_on, tranche_count",
        "amount_minor, due_on, tranche_count + 1",
        "amount_minor, due_on, tranche_count",
    ],
)
def test_no_second_obligation_stands_in_for_the_first(treasury, change):
    with pytest.raises(DatabaseError):
        execute(
            "INSERT INTO treasury_obligation (id, consultation_id, project_id, place_id, payer_id,"
            " cost_minor, currency, due_days, obliged_at, amount_minor, due_on, tranche_count)"
            " SELECT %s, consultation_id, project_id, place_id, payer_id, cost_minor, currency, due_days,"
            f" obliged_at, {change} FROM treasury_obligation LIMIT 1",
            new_id(),
        )


def test_no_entry_of_the_ledger_takes_it_back(treasury):
    owed = treasury.obligation
    accounts = {row.role: row.account_id for row in owed.accounts.all()}
    taken = NewEntry(
        key=new_id(),
        kind="tests.forgiven",
        place_id=owed.place_id,
        effective_on=owed.due_on,
        transfers=(NewTransfer(accounts["committed"], accounts["receivable"], owed.amount),),
    )

    with pytest.raises(DatabaseError, match="without the act that may"), transaction.atomic():
        ledger.post(taken, at=treasury.at)
    with pytest.raises(DatabaseError, match="without the act that may"), transaction.atomic():
        ledger.reverse(owed.id, new_id(), treasury.at, "Ya no se paga")


def test_money_under_way_or_at_hand_leaves_by_its_own_act_alone(treasury):
    owed = treasury.obligation
    accounts = {row.role: row.account_id for row in owed.accounts.all()}
    sent = treasury.send(1)
    with pytest.raises(DatabaseError, match="without the act that may"), transaction.atomic():
        ledger.reverse(sent.id, new_id(), treasury.at, "Se devuelve")
    came = services.confirm_receipt(disbursement_id=sent.id, by=treasury.member(), at=treasury.at)
    with pytest.raises(DatabaseError, match="without the act that may"), transaction.atomic():
        ledger.reverse(came.id, new_id(), treasury.at, "Se devuelve")
    out = NewEntry(
        key=new_id(),
        kind="tests.taken",
        place_id=owed.place_id,
        effective_on=owed.due_on,
        transfers=(NewTransfer(accounts["committed"], accounts["bank"], owed.amount.split([1, 1])[0]),),
    )
    with pytest.raises(DatabaseError, match="without the act that may"), transaction.atomic():
        ledger.post(out, at=treasury.at)


def test_nobody_says_by_sql_that_it_was_paid(treasury):
    part = treasury.obligation.tranches.get(number=1)
    sending = (
        "INSERT INTO treasury_disbursement"
        " (id, tranche_id, amount_minor, bank_reference, mandate_id, sent_at)"
        " VALUES (%s, %s, %s, 'X-1', %s, now())"
    )
    for mandate in (treasury.treasurer, treasury.committee[0]):
        with pytest.raises(DatabaseError):
            execute(sending, new_id(), part.id, part.amount_minor, mandate.id)
    sent = treasury.send(1)
    with pytest.raises(DatabaseError):
        execute(
            "INSERT INTO treasury_receipt (id, disbursement_id, mandate_id, received_at)"
            " VALUES (%s, %s, %s, now())",
            new_id(),
            sent.id,
            treasury.treasurer.id,
        )


def test_no_release_by_sql_pays_what_too_few_released(treasury):
    treasury.receive(1)
    invoice = treasury.record(100)
    treasury.release(invoice, 1)
    paying = "INSERT INTO treasury_payment (id, invoice_id, paid_at) VALUES (%s, %s, now())"
    releasing = (
        "INSERT INTO treasury_release (id, invoice_id, number, releaser_id, mandate_id, released_at)"
        " VALUES (%s, %s, 2, %s, %s, now())"
    )

    with pytest.raises(DatabaseError, match="all its releases"):
        execute(paying, new_id(), invoice.id)
    recorder = treasury.committee[0]
    with pytest.raises(DatabaseError, match="neither recorder nor payee"):
        execute(releasing, new_id(), invoice.id, recorder.holder_id, recorder.id)
    with pytest.raises(DatabaseError, match="of the committee"):
        execute(releasing, new_id(), invoice.id, treasury.auditor.holder_id, treasury.auditor.id)


def test_a_late_debt_stays_whole_and_is_said_to_be_late(treasury):
    treasury.at += 400 * DAY

    now = treasury.now()

    assert (now.status, now.outstanding) == ("overdue", treasury.obligation.amount)


def test_no_word_of_the_treasury_ends_an_obligation():
    room = apps.get_app_config("treasury")
    verbs = {name for name in dir(services) if not name.startswith("_")}
    fields = {field.name for field in apps.get_model("treasury.Obligation")._meta.get_fields()}
    acts = {act.kind for act in Act.__subclasses__() if act.kind.startswith("treasury.")}
    choices = {
        str(value)
        for model in room.get_models()
        for field in model._meta.get_fields()
        for value, _label in getattr(field, "flatchoices", None) or ()
    }
    statuses = {str(member.value) for member in Status}

    for words in (verbs, fields, acts, choices, statuses):
        assert [word for word in words for ending in ENDINGS if ending in word.lower()] == []
    # An obligation has no state to change, and no refusal of the room names one.
    assert not {"state", "status", "stage", "is_active", "ends_on"} & fields
    # What a body's part of the budget is a share of, why someone steps aside, and what befell a work that was
    # handed over; no obligation is of a kind.
    named = (BudgetAllocation.Kind, Conflict.Ground, FollowUp.Kind)
    assert choices == {value for kind in named for value in kind.values}
    assert not [field for field in Obligation._meta.get_fields() if getattr(field, "choices", None)]


def test_oblige_asks_nothing_that_could_say_no():
    # Its code raises nothing and has no condition on who won: what is certified is owed.
    tree = ast.parse(inspect.getsource(inspect.getmodule(services.oblige)))

    assert [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Try | ast.If)] == []
    assert not [name for name in vars(errors) if "Obligation" in name and name != "NoSuchObligation"]


def test_no_rule_set_can_let_the_state_refuse():
    refusal = SCHEMA["obligation.discretionary_refusal"]

    assert refusal.choices == (False,)
