"""An assembly whose first call has no quorum and whose second decides: on a small phone, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest

from tests.journeys.acting import Person
from tests.journeys.site import Site
from tests.journeys.test_one_cycle import PHONE, Cycle


@pytest.fixture
def cycle(browser: Any, site: Site) -> Iterator[Cycle]:
    begun = Cycle(browser, site)
    yield begun
    for person in begun.people.values():
        person.leave()
    site.let_run()


def needed(person: Person, session: str) -> int:
    """Return how many the next call needs, as its page says."""
    person.go(f"{session}convocatoria/")
    said = re.search(r"Hacen falta (\d+)", person.text)
    assert said, person.text
    return int(said[1])


def test_the_second_call_decides_what_the_first_could_not(cycle: Cycle):
    council = cycle.by("council", PHONE)
    council.go(f"/lugares/{cycle.council}/asambleas/nueva/")
    council.send(held_on=cycle.day(15), hour="10:00", venue="La cancha", agenda="Agua\nVarios")
    session = council.path
    council.go(f"{session}aviso/").look()
    assert "Para enviar por mensaje" in council.text
    cycle.wait(days=15)

    first = needed(council, session)
    council.send(present=first - 1)
    assert "No hubo quórum" in council.text
    cycle.wait(hours=2)
    second = needed(council, session)
    council.send(present=second)

    assert second <= first
    assert "Sesionando" in council.text
    council.go(f"{session}mocion/")
    council.send(text="Que se repare el tanque.", item="1", matter="ordinary")
    council.go(f"{session}mocion/")
    motion = council.page.locator("main form [name='amends'] option").nth(1).get_attribute("value")
    council.send(text="Que se repare el tanque en mayo.", item="1", matter="ordinary", amends=motion)
    for number in (2, 1):
        council.go(f"{session}mociones/{number}/decidir/").look()
        council.send(
            present=second,
            in_favour=second,
            against=0,
            abstained=0,
            turns_for=2,
            turns_against=1,
            dissent="Primero la escuela.",
        )
    council.go(f"{session}cerrar/").send()
    council.go(f"{session}firmar/").send()
    council.look()

    assert "Primero la escuela." in council.text
    assert "2 a favor y 1 en contra" in council.text
    with urlopen(f"{cycle.site.address}{session}acta.pdf", timeout=60) as sheet:  # noqa: S310 (loopback)
        assert sheet.read(5) == b"%PDF-"
