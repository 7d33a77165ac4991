"""The door of an assembly and its lists, each page in its own moment, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.assemblies.tests.factories import Hall, make_hall
from toparquia.assemblies.tests.test_arriving import kept
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon) -> Iterator[Hall]:
    """Return a council with its spokespersons, at the hour of its assembly."""
    made = make_hall(noon)
    with frozen_at(made.starts_at):
        yield made


def to_note_arrivals(hall: Hall) -> str:
    """Let people arrive."""
    return reverse("assemblies:door", args=[hall.called().id])


def to_photograph(hall: Hall) -> str:
    """Let a sheet be full of signatures."""
    return reverse("assemblies:add_photo", args=[hall.in_session().id])


def to_type(hall: Hall) -> str:
    """Let a photographed sheet wait to be typed."""
    return reverse("assemblies:type_list", args=[kept(hall, hall.in_session()).id])


MOMENTS: Final[dict[str, Callable[[Hall], str]]] = {
    "assemblies:door": to_note_arrivals,
    "assemblies:add_photo": to_photograph,
    "assemblies:type_list": to_type,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_pages_of_a_list_are_there_for_everyone(name, hall, client, browser):
    address = MOMENTS[name](hall)
    sign_in(client, hall.neighbours[0])

    assert all(everyone_can_use(name, address, client, browser))
