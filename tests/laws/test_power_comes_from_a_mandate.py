"""Law 1: a person may act for an organ only through a mandate in force on that day."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

import toparquia
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.ids import new_id
from toparquia.gazette.acts import Act
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import errors, queries, services
from toparquia.mandates.errors import NoMandate
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES
from toparquia.mandates.tests.factories import make_country
from toparquia.people.services import freeze_roll

pytestmark = pytest.mark.django_db

# What any resident may do without a mandate; each addition here is a decision about power.
OPEN_ACTS = {
    "territory.node_opened",
    "mandates.registry_opened",
    # Anyone may say what is lacking, what there is, and what could be done about it.
    "planning.need_voiced",
    "planning.potential_recorded",
    "planning.project_proposed",
    # A voice in a debate, and what its author and anyone may ask of it.
    "planning.argument_made",
    "planning.argument_taken_back",
    "planning.argument_appealed",
    "planning.withdrawn_erased",
    # Those who proposed two projects make them one; for an imported one the verb asks for an office.
    "planning.merge_offered",
    "planning.merge_consented",
    "planning.merge_refused",
    "planning.projects_merged",
    # Anyone may promote a founding; nothing follows from it until councils join by their assemblies.
    "charters.promoted",
    # Anyone may stand, put a neighbour forward, challenge, and ask for a recall; only the person accepts,
    # withdraws or defends themselves, and only signatures that are due are deleted.
    "elections.nominated",
    "elections.accepted",
    "elections.withdrawn",
    "elections.challenged",
    "elections.recall_asked",
    "elections.recall_defended",
    "elections.signatures_erased",
    # Whoever holds an office says themselves who of their kin holds another.
    "mandates.kinship_declared",
    # Nobody decides that a batch of ballots is full; and a key is its keeper's also after their term.
    "voting.board_announced",
    "voting.sum_decrypted_after_term",
    # Anyone may ask about a report; the committee answers.
    "treasury.question_raised",
}


@pytest.fixture
def country(noon):
    return make_country(noon)


def test_a_commissioner_in_office_may_freeze_the_roll(country):
    mandate = country.officer(country.commune, "electoral_commission")
    by = queries.authority(
        resident_id=mandate.holder_id, power="people.freeze_roll", place=country.commune, at=country.at
    )

    roll = freeze_roll(place=country.commune, day=country.day, by=by, at=country.at)

    assert roll.entries == 1
    assert Entry.objects.latest("index").document["mandate"]["holder"] == "Ana Pérez"


@pytest.mark.parametrize("days", [-1, 3 * 366])
def test_before_and_after_the_term_the_same_mandate_is_of_no_use(country, days):
    mandate = country.officer(country.commune, "electoral_commission")
    by = queries.authority_of(mandate, place=country.commune, day=country.day)
    moment = country.at + timedelta(days=days)

    with pytest.raises(MandateNotInForce), transaction.atomic():
        freeze_roll(place=country.commune, day=country.day, by=by, at=moment)

    with pytest.raises(NoMandate):
        queries.authority(
            resident_id=mandate.holder_id, power="people.freeze_roll", place=country.commune, at=moment
        )


def test_an_authority_taken_before_the_mandate_ended_is_of_no_use_after(country):
    mandate = country.officer(country.commune, "electoral_commission")
    by = queries.authority_of(mandate, place=country.commune, day=country.day)
    other = country.officer(country.commune, "electoral_commission", 2, country.neighbour(name="Rosa"))
    services.end_early(
        mandate_id=mandate.id,
        on=country.day,
        reason="resigned",
        by=queries.authority_of(other, place=country.commune, day=country.day),
        at=country.at,
    )

    with pytest.raises(MandateNotInForce), transaction.atomic():
        freeze_roll(place=country.commune, day=country.day, by=by, at=country.at)


def test_another_communes_commissioner_has_no_power_here(country):
    mandate = country.officer(country.councils[1], "electoral_commission")
    by = replace(
        queries.authority_of(mandate, place=country.councils[1], day=country.day),
        place=country.councils[0].ref,
    )

    with pytest.raises(MandateNotInForce), transaction.atomic():
        freeze_roll(place=country.councils[0], day=country.day, by=by, at=country.at)


def test_one_communes_authority_writes_nothing_in_another(country):
    mandate = country.officer(country.councils[1], "electoral_commission")
    by = queries.authority_of(mandate, place=country.councils[1], day=country.day)

    with pytest.raises(AuthorityOfAnotherPlace), transaction.atomic():
        freeze_roll(place=country.councils[0], day=country.day, by=by, at=country.at)
    with pytest.raises(AuthorityOfAnotherPlace), transaction.atomic():
        services.end_early(mandate_id=country.registrar.id, on=country.day, reason="x", by=by, at=country.at)
    with pytest.raises(AuthorityOfAnotherPlace), transaction.atomic():
        services.constitute_organ(place=country.councils[0], kind="social_audit", by=by, at=country.at)


def test_the_registrar_reaches_below_and_still_cannot_run_a_vote(country):
    by = country.registry(country.councils[0])

    with pytest.raises(MandateNotInForce), transaction.atomic():
        freeze_roll(place=country.councils[0], day=country.day, by=by, at=country.at)


def test_a_made_up_mandate_is_refused_by_the_database_too(country):
    entry = Entry.objects.latest("index")
    with pytest.raises((IntegrityError, InternalError), match="no mandate"), transaction.atomic():
        Entry.objects.create(
            index=entry.index + 1,
            body=b"{}",
            leaf_hash=b"0" * 32,
            kind="people.roll_frozen",
            place_id=country.commune.id,
            subject_id=new_id(),
            mandate_id=new_id(),
            enacted_at=country.at,
        )


@pytest.mark.parametrize(
    "change",
    [
        "ends_on = ends_on + 1",
        "given_until = given_until + 365, ends_on = ends_on + 365",
        "starts_on = starts_on - 1",
        "holder_id = (SELECT id FROM people_resident LIMIT 1), ends_on = ends_on - 1, end_reason = 'moved'",
    ],
)
def test_a_mandate_cannot_be_lengthened_nor_handed_on_by_sql(country, change):
    country.officer(country.commune, "electoral_commission")
    with pytest.raises((IntegrityError, InternalError), match="only end earlier"):
        execute(f"UPDATE mandates_mandate SET {change}")


def test_a_mandate_is_never_deleted(country):
    with pytest.raises((IntegrityError, InternalError), match="only end earlier"), transaction.atomic():
        Mandate.objects.all().delete()


def test_the_application_cannot_switch_the_guard_off(country):
    with pytest.raises(ProgrammingError, match="must be owner"):
        execute("ALTER TABLE mandates_mandate DISABLE TRIGGER ALL")


def test_only_acts_on_the_short_list_need_no_mandate():
    for module in pkgutil.walk_packages(toparquia.__path__, "toparquia."):
        if module.name.endswith(".acts"):
            importlib.import_module(module.name)

    assert {act.kind for act in _acts(Act) if act.power is None} == OPEN_ACTS


def test_every_act_that_needs_a_power_has_an_office_that_holds_it():
    given = set().union(*(office.powers for office in OFFICES.values()))
    needed = {act.power for act in _acts(Act) if act.power}
    assert needed <= given


def test_no_account_is_an_administrator():
    names = {field.name for field in apps.get_model("people", "Account")._meta.get_fields()}
    assert not names & {"is_staff", "is_superuser", "groups", "user_permissions"}


def execute(sql):
    """Run one statement as the application's role, in a savepoint that a refusal leaves intact."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def _acts(base):
    for act in base.__subclasses__():
        yield act
        yield from _acts(act)


def test_too_young_to_hold_an_office(country):
    child = country.neighbour(birth=date(2012, 1, 1))
    with pytest.raises(errors.TooYoung), transaction.atomic():
        country.officer(country.commune, "electoral_commission", holder=child)


def test_whoever_spends_does_not_count_votes(country):
    person = country.neighbour()
    country.officer(country.commune, "finance_committee", holder=person)
    with pytest.raises(errors.IncompatibleOffices), transaction.atomic():
        country.officer(country.commune, "electoral_commission", holder=person)


def test_two_people_cannot_hold_one_seat_at_once(country):
    country.officer(country.commune, "electoral_commission")
    with pytest.raises(errors.SeatTaken), transaction.atomic():
        country.officer(country.commune, "electoral_commission", holder=country.neighbour(name="Rosa"))
