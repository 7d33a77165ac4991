"""A registrar draws a boundary on the map, by touch, by keyboard and by typing, in a real browser."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.moments import HERE, answers_of_the_site, asked, everyone_can_use, give
from tests.journeys.seeing import WAYS, keep, looking
from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country
from toparquia.people.models import Account

pytestmark = pytest.mark.django_db
SQUARE = [[-66.9, 10.4], [-66.8, 10.4], [-66.8, 10.5], [-66.9, 10.5], [-66.9, 10.4]]
MAPS = ("leaflet.js", "leaflet.css")


@pytest.fixture
def country(noon):
    """Return a country whose commune has a boundary, at noon."""
    with frozen_at(noon):
        made = make_country(noon)
        made.commune.boundary = {"type": "Polygon", "coordinates": [SQUARE]}
        made.commune.save(update_fields=["boundary"])
        yield made


@pytest.fixture
def registrar(client, country):
    """Return a client in which the registrar is signed in."""
    client.force_login(Account.objects.create_user("r@example.org", resident=country.registrar.holder))
    return client


def map_answers(client: Any, path: str, code: str, way: Any) -> dict[str, Any]:
    """Return what the site answers for the page and for all that its map asks for."""
    answers = answers_of_the_site(client, path, way)
    later = [f"/static/web/maps/{name}" for name in MAPS] + [reverse("territory:around", args=[code])]
    return answers | {one: asked(client, one, way) for one in later}


def test_anyone_can_use_the_page(registrar, country, browser):
    where = reverse("territory:draw", args=[country.commune.code])

    for page in everyone_can_use("drawing", where, registrar, browser):
        assert page.locator("#id_points").input_value().count("\n") == 3


def test_what_is_drawn_is_in_the_box_and_is_kept(registrar, country, browser):
    code = country.councils[0].code
    where = reverse("territory:draw", args=[code])
    way = next(way for way in WAYS if way.has_script)
    answers = map_answers(registrar, where, code, way)
    with looking(browser, way) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.route("**/*", partial(give, answers))
        page.goto(HERE + where)
        page.locator("[data-part=open]").click()
        page.locator(".leaflet-container path.map-near").wait_for()
        box = page.locator("[data-part=map]").bounding_box()
        for x, y in ((0.3, 0.3), (0.7, 0.3), (0.7, 0.7)):
            page.locator("[data-part=map]").click(position={"x": box["width"] * x, "y": box["height"] * y})
        page.locator("[data-part=map]").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(400)
        page.locator("[data-part=center]").press("Enter")
        keep(page, f"drawing-on-the-map-{way}")
        drawn = page.locator("#id_points").input_value()
        assert page.locator(".map-point").count() == 4
        assert page.locator("[data-part=said]").inner_text().endswith("4")
        page.locator(".map-point").first.click()
        page.locator("[data-part=remove]").click()
        assert page.locator("#id_points").input_value().count("\n") == 2
        page.locator("#id_points").fill("10,41; -66,89\n10.42 -66.81")
        assert page.locator(".map-point").count() == 2
        # The policy of the site is in the answer's header: nothing of the map needed an inline style.
        assert [text for text in said if "Content Security Policy" in text] == []

    told = {"source": "Recorrido", "starts_on": country.day.isoformat(), "points": drawn}
    key = registrar.get(where).context["form"]["key"].value()
    assert registrar.post(where, {**told, "key": key}).status_code == 302
    kept = registrar.get(reverse("territory:boundary_geojson", args=[code])).json()["geometry"]
    assert len(kept["coordinates"][0]) == 5
    assert json.dumps(kept["coordinates"][0][0]) == json.dumps(kept["coordinates"][0][-1])
