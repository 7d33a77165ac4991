"""The pages of a founding, each in its own moment, in a real browser: no finding, no sideways scroll.

The country of the other journeys is founded already, so these stand on one that is being made, and the
browser is answered by the site itself inside the test, without a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest

from tests.journeys.moments import everyone_can_use
from toparquia.charters.tests.factories import Founding, make_founding
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.mandates.models import Mandate
from toparquia.people.models import Resident
from toparquia.territory.services import NewPlace, register_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def founding(noon) -> Iterator[Founding]:
    """Return a commune in promotion, on the day of its councils' assemblies."""
    found = make_founding(noon)
    with frozen_at(found.assembly_at) as clock:
        found.clock = clock
        yield found


def to_promote(founding: Founding) -> tuple[Resident, str]:
    """Let there be a commune that nobody promotes yet."""
    parent = founding.country.root
    for kind, code in (("state", "otro"), ("circuit", "cc"), ("commune", "nueva")):
        new = NewPlace(kind, code, code.title())
        by = founding.country.registry(parent)
        parent = register_place(new=new, parent=parent, by=by, at=founding.country.at)
    return founding.country.neighbour(), f"{parent.get_absolute_url()}carta/promover/"


def to_join(founding: Founding) -> tuple[Resident, str]:
    """Let a council's assembly have said yes."""
    council = founding.councils[0]
    founding.resolved(council, ("charters.joining", founding.place.id))
    return spokesperson(founding), f"{founding.charter.get_absolute_url()}entrar/"


def to_write(founding: Founding) -> tuple[Resident, str]:
    """Let a council have joined."""
    founding.joins(founding.councils[0])
    return spokesperson(founding), f"{founding.charter.get_absolute_url()}escribir/"


def to_call(founding: Founding) -> tuple[Resident, str]:
    """Let all councils have joined and the text be written."""
    founding.ready()
    return commissioner(founding), f"{founding.charter.get_absolute_url()}convocar/"


def to_correct(founding: Founding) -> tuple[Resident, str]:
    """Let a table of the referendum be counted, so that its sheet can be corrected."""
    vote = founding.ready().calls().vote
    founding.types(vote)
    founding.clock.move_to(founding.vote_at + timedelta(hours=9))
    return commissioner(founding), f"/votaciones/{vote.id}/actas/1/correccion/"


def to_proclaim(founding: Founding) -> tuple[Resident, str]:
    """Let the referendum be certified."""
    founding.counted(founding.ready().calls(), yes=12, no=2)
    founding.clock.move_to(founding.vote_at + timedelta(days=1))
    return commissioner(founding), f"{founding.charter.get_absolute_url()}proclamar/"


def to_register(founding: Founding) -> tuple[Resident, str]:
    """Let the yes be proclaimed."""
    founding.ready().approved()
    founding.clock.move_to(founding.vote_at + timedelta(days=2))
    return holder(founding.country.registrar), f"{founding.charter.get_absolute_url()}registrar/"


def holder(mandate: Mandate) -> Resident:
    """Return who holds a mandate."""
    return mandate.holder


def spokesperson(founding: Founding) -> Resident:
    """Return the spokesperson of the first council."""
    return holder(founding.spokespersons[founding.councils[0].id])


def commissioner(founding: Founding) -> Resident:
    """Return a member of the provisional commission."""
    return holder(founding.commission[0])


MOMENTS: Final[dict[str, Callable[[Founding], tuple[Resident, str]]]] = {
    "charters:promote": to_promote,
    "charters:join": to_join,
    "charters:write": to_write,
    "charters:call": to_call,
    "voting:correct": to_correct,
    "charters:proclaim": to_proclaim,
    "charters:register": to_register,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_page_of_the_moment_is_there_for_everyone(name, founding, client, browser):
    resident, path = MOMENTS[name](founding)
    sign_in(client, resident)

    for page in everyone_can_use(name, path, client, browser):
        assert page.locator("main form").count() >= 1
