"""Each refusal of planning, in the order in which the verbs look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from toparquia.assemblies.errors import NoSuchResolution
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.errors import DomainError
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import CurrenciesMixed, Money
from toparquia.foundation.texts import TextMissing, TextTooLong, TextUnreadable
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import make_country
from toparquia.planning import errors, queries, rules, services
from toparquia.planning.rules import Finding, Position
from toparquia.planning.services import NewNeed, NewPotential, NewProject
from toparquia.planning.tests.factories import LINES, Planner, findings, make_planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(noon):
    return make_planner(make_country(noon))


def refuses(refusal, verb, **facts):
    """Expect one refusal that speaks both languages and leaves the Gazette as it was."""
    before = Entry.objects.count()
    with pytest.raises(refusal) as caught, transaction.atomic():
        verb(**facts)
    if isinstance(caught.value, DomainError):
        assert caught.value.message("es") != caught.value.message("en")
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (errors.CodeMalformed, {"theme": "Agua potable"}),
        (errors.HomesOutOfBounds, {"homes": -1}),
        (errors.HomesOutOfBounds, {"homes": rules.HOMES_LIMIT + 1}),
        (TextMissing, {"title": " \n "}),
        (TextMissing, {"text": ""}),
        (TextTooLong, {"title": "a" * 201}),
        (TextTooLong, {"text": "a" * 4_001}),
        (TextUnreadable, {"text": "uno\x00dos"}),
        (TextUnreadable, {"title": "abc\u202edef"}),
        (TextUnreadable, {"text": "\ud83d"}),
    ],
)
def test_a_need_is_refused(planner, refusal, change):
    new = replace(NewNeed("Agua", "No llega."), **change)
    refuses(
        refusal, services.voice_need, place=planner.place, new=new, by=planner.anyone, at=planner.country.at
    )


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (errors.CodeMalformed, {"kind": ""}),
        (TextMissing, {"title": ""}),
        (TextTooLong, {"text": "a" * 4_001}),
    ],
)
def test_a_potential_is_refused(planner, refusal, change):
    new = replace(NewPotential("land", "Un terreno"), **change)
    verb = services.record_potential
    refuses(refusal, verb, place=planner.place, new=new, by=planner.anyone, at=planner.country.at)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.01, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0), (0, float("inf"))],
)
def test_a_position_off_the_earth_is_refused(latitude, longitude):
    with pytest.raises(errors.PositionOffEarth):
        Position(latitude, longitude)


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (errors.NeedElsewhere, {"need_id": new_id()}),
        (errors.CodeMalformed, {"theme": "1agua"}),
        (TextMissing, {"title": ""}),
        (TextTooLong, {"source": "a" * 201}),
    ],
)
def test_a_proposal_is_refused(planner, refusal, change):
    new = replace(NewProject("Tubería"), **change)
    refuses(refusal, services.propose, place=planner.place, new=new, by=planner.anyone, at=planner.country.at)


def test_nobody_writes_into_another_territory_than_the_one_acted_in(planner):
    at, other = planner.country.at, planner.country.councils[1]
    refuses(
        AuthorityOfAnotherPlace,
        services.propose,
        place=other,
        new=NewProject("A"),
        by=planner.anyone,
        at=at,
    )
    need = NewNeed("A", "B")
    refuses(AuthorityOfAnotherPlace, services.voice_need, place=other, new=need, by=planner.anyone, at=at)


def test_a_need_of_the_next_council_is_no_reason_here(planner):
    at, other = planner.country.at, planner.country.councils[1]
    there = queries.territory.open_authority(other, at)
    need = services.voice_need(place=other, new=NewNeed("Agua", "No llega."), by=there, at=at)
    new = NewProject("Tubería", need_id=need.id)
    refuses(errors.NeedElsewhere, services.propose, place=planner.place, new=new, by=planner.anyone, at=at)


def test_more_than_a_batch_is_refused(planner):
    new = [NewProject("Tubería")] * (rules.BATCH_LIMIT + 1)
    verb = services.propose_all
    refuses(
        errors.TooManyAtOnce, verb, place=planner.place, new=new, by=planner.anyone, at=planner.country.at
    )


@pytest.mark.parametrize(
    ("refusal", "lines"),
    [
        (errors.EstimateEmpty, ()),
        (errors.TooManyAtOnce, LINES[:1] * 201),
        (errors.HeadUnknown, (replace(LINES[0], head="propaganda"),)),
        (errors.QuantityMalformed, (replace(LINES[0], quantity_milli=0),)),
        (errors.QuantityMalformed, (replace(LINES[0], quantity_milli=rules.QUANTITY_LIMIT + 1),)),
        (errors.PriceNegative, (replace(LINES[0], unit_price=Money(-1, "VES")),)),
        (TextMissing, (replace(LINES[0], what=" "),)),
        (TextTooLong, (replace(LINES[0], unit="a" * 31),)),
        (CurrenciesMixed, (LINES[0], replace(LINES[1], unit_price=Money(1, "USD")))),
        (errors.EstimateEmpty, (replace(LINES[0], unit_price=Money(0, "VES")),)),
    ],
)
def test_an_estimate_is_refused(planner, refusal, lines):
    project = planner.proposed()
    refuses(refusal, planner.cost, project=project, lines=lines)
    assert not project.estimates.exists()


@pytest.mark.parametrize(
    ("refusal", "found"),
    [
        (errors.GroundNotListed, (*findings(), Finding("too_expensive", False, "No hay."))),
        (errors.GroundsIncomplete, findings()[1:]),
        (errors.GroundsIncomplete, (*findings(), findings()[0])),
        (errors.GroundsIncomplete, ()),
        (TextMissing, (*findings()[1:], replace(findings()[0], reason=""))),
    ],
)
def test_a_check_is_refused(planner, refusal, found):
    project = planner.proposed()
    planner.cost(project)
    verb = services.check_before_vote
    refuses(refusal, verb, project_id=project.id, findings=found, by=planner.by, at=planner.country.at)


def test_what_nobody_costed_is_not_checked(planner):
    refuses(errors.NotCosted, planner.check, project=planner.proposed())


def test_a_resolution_that_admits_nothing_here_is_refused(planner):
    project = planner.checked()
    admit(planner, NoSuchResolution, project, new_id())
    admit(
        planner, errors.ResolutionOfSomethingElse, project, planner.yes(project.id, kind="planning.project")
    )
    admit(planner, errors.ResolutionElsewhere, project, neighbours_of(planner).yes(project.id))
    admit(planner, errors.ResolutionOfSomethingElse, project, planner.yes(new_id()))
    admit(planner, errors.ResolutionNotCarried, project, planner.yes(project.id, is_carried=False))


def neighbours_of(planner):
    """Return the planner of the next council."""
    country = planner.country
    place = country.councils[1]
    mandate = country.officer(place, "coordination", holder=country.neighbour(place, name="Rosa"))
    return Planner(country, place, mandates.authority_of(mandate, place=place, day=country.day))


def admit(planner, refusal, project, resolution=None):
    """Expect that a project is not admitted."""
    resolution = resolution or planner.yes(project.id)
    refuses(
        refusal,
        services.admit,
        project_id=project.id,
        resolution_id=resolution,
        by=planner.by,
        at=planner.country.at,
    )


def test_a_yes_to_a_list_admits_neither_a_part_of_it_nor_more(planner):
    first, second, third = (planner.checked() for _ in range(3))
    resolution = planner.yes(first.id, second.id)
    for ids in ([], [first.id], [first.id, third.id], [first.id, second.id, third.id]):
        refuses(
            errors.ResolutionOfSomethingElse,
            services.admit_all,
            project_ids=ids,
            resolution_id=resolution,
            by=planner.by,
            at=planner.country.at,
        )


def test_what_is_not_ready_is_not_admitted(planner):
    project = planner.proposed()
    admit(planner, errors.NotCosted, project)
    planner.cost(project)
    admit(planner, errors.NotChecked, project)
    planner.check(project, failed=["territory"])
    admit(planner, errors.CheckNotPassed, project)
    planner.check(project)
    planner.cost(project)
    # The check was of another estimate.
    admit(planner, errors.NotChecked, project)


def test_nothing_touches_what_the_assembly_admitted(planner):
    project = planner.admitted()
    refuses(errors.AlreadyAdmitted, planner.cost, project=project)
    refuses(errors.AlreadyAdmitted, planner.check, project=project, failed=["legality"])
    admit(planner, errors.AlreadyAdmitted, project)


def test_a_project_that_is_not_there(planner):
    facts = {"project_id": new_id(), "lines": LINES, "by": planner.by, "at": planner.country.at}
    refuses(errors.NoSuchProject, services.make_estimate, **facts)
    with pytest.raises(errors.NoSuchProject):
        queries.standing(new_id())


def test_the_next_councils_spokesperson_has_no_say_here(planner):
    project, country = planner.checked(), planner.country
    other = country.councils[1]
    mandate = country.officer(other, "coordination", holder=country.neighbour(other, name="Rosa"))
    by = services.locking.Authority(other.ref, planner.by.rules, replace(planner.by.mandate, id=mandate.id))
    at = country.at
    refuses(errors.ActsElsewhere, services.make_estimate, project_id=project.id, lines=LINES, by=by, at=at)
    # Nor by naming this council as the place of that mandate.
    by = replace(by, place=planner.place.ref)
    refuses(MandateNotInForce, services.make_estimate, project_id=project.id, lines=LINES, by=by, at=at)


@pytest.mark.parametrize("verb", ["cost", "check", "admit"])
def test_without_a_mandate_or_after_it_nobody_costs_checks_or_admits(planner, verb):
    at = planner.country.at
    project = planner.checked()
    late = at + timedelta(days=3 * 366)
    verbs = {
        "cost": (services.make_estimate, {"project_id": project.id, "lines": LINES}),
        "check": (services.check_before_vote, {"project_id": project.id, "findings": findings()}),
        "admit": (services.admit, {"project_id": project.id, "resolution_id": planner.yes(project.id)}),
    }
    do, facts = verbs[verb]
    refuses(MandateNotInForce, do, by=planner.anyone, at=at, **facts)
    refuses(MandateNotInForce, do, by=planner.by, at=late, **facts)
