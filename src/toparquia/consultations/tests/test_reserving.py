"""Pots, least votes and incompatible projects, as a rule set decides them: with the rule and without."""

from __future__ import annotations

import pytest

from toparquia.consultations import queries, services
from toparquia.foundation.money import Money
from toparquia.planning import services as planning
from toparquia.planning.models import Project
from toparquia.planning.services import NewNeed
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db
GREEDY = {"consultation__counting_rule": "greedy"}
ON_PAPER = {"consultation__ballot_types": ["choose-1"], "consultation__choices_per_voter": 1}


def certified(house, project_ids, *marks):
    """Bring a consultation among these projects, with 500 to spend, to its certificate."""
    house.neighbours(sum(marks) + 5)
    called = house.call(project_ids, budget=Money(50_000, "VES"))
    house.open(called)
    house.count_table(called, sheet(*marks))
    house.close(called)
    return house.certify(called)


def won(consultation):
    """Return the codes of the winners, in the order of choosing."""
    return [each.option.code for each in queries.winners(consultation)]


def of_two_themes(house):
    """Return three projects of roads and one of water."""
    return [*house.admitted(200, 200, 200, theme="roads"), *house.admitted(150, theme="water")]


def hours(house):
    """Return the hours of the vote as the other rule set has to say them."""
    return {"consultation__open_close": ["08:00", "18:00"], **ON_PAPER}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, ["1", "2"]),
        ({"counting__pot_share": "0.30", "counting__pot_themes": ["water"]}, ["4", "1"]),
    ],
)
def test_a_theme_keeps_its_part_of_the_money_where_the_rules_say_so(house, rules, expected):
    house.adopt(**GREEDY, **hours(house), **rules)

    assert won(certified(house, of_two_themes(house), 9, 8, 7, 3)) == expected


def test_a_territory_keeps_its_part_of_the_money_and_the_page_says_how_much(house, client):
    ids = house.admitted(400, 200)
    code = Project.objects.get(id=ids[0]).place.code
    house.adopt(**GREEDY, **hours(house), counting__pot_share="0.50", counting__pot_places=[code])
    consultation = certified(house, ids, 4, 9)

    services.explain_result(consultation_id=consultation.id)
    page = client.get(consultation.get_absolute_url()).content.decode()

    assert won(consultation) == ["2"]
    assert "Bolsa reservada" in page
    assert "50 %" in page or "50\xa0%" in page
    assert "Gana con dinero reservado" in page


@pytest.mark.parametrize(("by", "expected"), [("none", ["1", "2"]), ("same_place", ["1"])])
def test_of_incompatible_projects_one_wins(house, by, expected, client):
    house.adopt(**GREEDY, **hours(house), counting__incompatible=by)
    consultation = certified(house, house.admitted(200, 200), 9, 8)

    services.explain_result(consultation_id=consultation.id)
    page = client.get(consultation.get_absolute_url()).content.decode()

    assert won(consultation) == expected
    assert ("Gana uno solo de" in page) == (by != "none")


@pytest.mark.parametrize(("by", "expected"), [("none", ["1", "2"]), ("same_need", ["1"])])
def test_of_the_projects_for_one_need_one_wins(house, by, expected):
    planner, at = house.planner, house.at
    need = planning.voice_need(
        place=planner.place,
        new=NewNeed("Agua", "No llega el agua", theme="water"),
        by=planner.anyone,
        at=at,
    )
    ids = house.admitted(200, 200, need_id=need.id)
    house.adopt(**GREEDY, **hours(house), counting__incompatible=by)

    assert won(certified(house, ids, 9, 8)) == expected


@pytest.mark.parametrize(("least", "expected"), [("none", ["1", "2"]), (9, ["1"])])
def test_with_too_few_votes_a_project_is_not_counted(house, least, expected):
    house.adopt(**GREEDY, **hours(house), counting__threshold=least)

    assert won(certified(house, house.admitted(200, 200), 9, 8)) == expected
