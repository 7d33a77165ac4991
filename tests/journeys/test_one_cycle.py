"""From a need to the assembly's yes on the last invoice, by the forms, each by who holds the mandate."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

import pytest

from tests.journeys.acting import Person
from tests.journeys.seeing import Way
from tests.journeys.site import Site

# Pages that are only there in the right moment of the cycle, and are looked at when it comes.
SEEN_THERE: Final = frozenset(
    {
        "assemblies:close",
        "assemblies:decide",
        "assemblies:minutes",
        "assemblies:minutes_sheet",
        "assemblies:put",
        "assemblies:sign",
        "consultations:certify",
        "consultations:close",
        "consultations:open",
        "planning:admit",
        "treasury:answer",
        "treasury:ask_invoice",
        "treasury:decide",
        "treasury:release",
        "voting:certify",
        "voting:close",
    }
)
# On a phone without scripts, and at a desk with them.
PHONE: Final = Way("es", 360, "light", has_script=False)
DESK: Final = Way("en", 1280, "light")
DICE: Final = "4 2 6 1 5 3 3 2"
TITLES: Final = ("Bomba de agua para la calle Bolívar", "Techo para la cancha")


class Cycle:
    """One cycle in the country of the demo, begun so long ago that its last step is before today."""

    def __init__(self, browser: Any, site: Site) -> None:
        self.browser, self.site = browser, site
        self.people: dict[tuple[str, Way], Person] = {}
        self.council = next(one.code for one in site.accounts if one.role == "council")
        self.commune = next(one.code for one in site.accounts if one.role == "commissioner")
        self.moment = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
        self.wait(days=-120)

    def wait(self, *, days: int = 0, hours: int = 0) -> None:
        """Let time pass."""
        self.moment += timedelta(days=days, hours=hours)
        self.site.stand_at(self.moment)

    def day(self, days: int = 0) -> str:
        """Return the date so many days from now, as forms take it."""
        return (self.moment + timedelta(days=days)).date().isoformat()

    def by(self, role: str, way: Way = PHONE) -> Person:
        """Return someone of the demo, signed in."""
        if (role, way) not in self.people:
            self.people[role, way] = Person(self.browser, self.site, role, way)
        return self.people[role, way]

    def assembly(self, way: Way = PHONE, *, agenda: str) -> str:
        """Call an assembly and open it with its quorum; return its address."""
        council = self.by("council", way)
        council.go(f"/lugares/{self.council}/asambleas/nueva/")
        council.send(held_on=self.day(15), hour="10:00", venue="La cancha", agenda=agenda)
        path = council.path
        self.wait(days=15)
        council.go(f"{path}convocatoria/").send(present=9)
        return path

    def decide(self, session: str, way: Way = PHONE) -> None:
        """Decide the session's first motion with everyone's yes, close it, and sign its minutes."""
        council = self.by("council", way)
        council.go(f"{session}mociones/1/decidir/").look()
        council.send(present=9, in_favour=9, against=0, abstained=0)
        council.go(f"{session}cerrar/").look().send()
        council.go(f"{session}firmar/").look().send()
        with urlopen(f"{self.site.address}{session}acta.json", timeout=20) as answer:  # noqa: S310 (loopback)
            assert json.load(answer)["motions"]
        with urlopen(f"{self.site.address}{session}acta.pdf", timeout=20) as answer:  # noqa: S310 (loopback)
            assert answer.read().startswith(b"%PDF-")


@pytest.fixture
def cycle(browser: Any, site: Site) -> Iterator[Cycle]:
    begun = Cycle(browser, site)
    yield begun
    for person in begun.people.values():
        person.leave()
    site.let_run()


def test_a_need_becomes_an_approved_account(cycle: Cycle, tmp_path: Path):
    projects = propose(cycle)
    admit(cycle, projects)
    consultation = vote(cycle, projects)
    winner = certify(cycle, consultation, projects)
    report = spend(cycle, winner, tmp_path)
    approve(cycle, report)

    page = cycle.by("resident", DESK).go(winner).look()
    assert "Accounts approved" in page.text
    with urlopen(f"{cycle.site.address}{winner}cadena.json", timeout=20) as answer:  # noqa: S310 (loopback)
        told = json.load(answer)
    assert [link["kind"] for link in told["links"] if not link["acts"]] == []


def propose(cycle: Cycle) -> list[str]:
    """Say what is lacking, propose two projects, cost and check them; return their addresses."""
    resident, council = cycle.by("resident"), cycle.by("council")
    resident.go(f"/lugares/{cycle.council}/necesidades/nueva/")
    resident.send(title="No llega el agua", text="Desde hace tres meses.", homes=40)
    paths = []
    for title, price in zip(TITLES, ("1.000,00", "800,00"), strict=True):
        resident.go(f"/lugares/{cycle.council}/proyectos/nuevo/").send(title=title, text="Lo que hace falta.")
        paths.append(resident.path)
        council.go(f"{paths[-1]}presupuesto/")
        council.send(what_1="Todo", quantity_1="1", unit_1="obra", price_1=price)
        council.go(f"{paths[-1]}revision/")
        grounds = council.page.locator("main form textarea").count()
        answers = {f"met_{number}": "yes" for number in range(grounds)}
        council.send(**answers, **{f"reason_{number}": "Se miró." for number in range(grounds)})
    return paths


def admit(cycle: Cycle, projects: list[str]) -> None:
    """Take both projects to the assembly, and record what it said."""
    council = cycle.by("council")
    session = cycle.assembly(agenda="Proyectos\nVarios")
    ids = [path.split("/")[2] for path in projects]
    asked = "&".join(f"proyecto={one}" for one in ids)
    council.go(f"/lugares/{cycle.council}/proyectos/a-la-asamblea/?{asked}").follow("/mocion/").look()
    council.send()
    cycle.decide(session)
    council.go(f"{projects[0]}admision/").look()
    council.send(resolution=council.first_choice("resolution"), projects=ids)


def vote(cycle: Cycle, projects: list[str]) -> str:
    """Call a consultation, open it by a public draw, and type the sheet of its one table twice."""
    commission = cycle.by("commissioner")
    commission.go(f"/lugares/{cycle.commune}/consultas/nueva/")
    commission.send(
        title="Consulta de barrio",
        opens_on=cycle.day(20),
        budget="1.200,00",
        projects=[path.split("/")[2] for path in projects],
    )
    consultation = commission.path
    cycle.wait(days=20)
    commission.go(f"{consultation}abrir/").look().send(seed=DICE)
    counting = re.search(r"/votaciones/[^/]+/", commission.go(consultation).page.content())
    assert counting, "the consultation leads to its vote"
    cycle.wait(hours=14)
    for role in ("commissioner", "commissioner2"):
        person = cycle.by(role).go(f"{counting.group()}actas/")
        person.send(table=1, marks_0=20, marks_1=9, blank=1, null=0, ballots=30, check_ins=30)
    return consultation


def certify(cycle: Cycle, consultation: str, projects: list[str]) -> str:
    """Close the vote and certify it; return the address of the project that won."""
    commission = cycle.by("commissioner")
    commission.go(f"{consultation}cerrar/").look().send()
    commission.go(f"{consultation}certificar/").look().send()
    winner = cycle.by("resident").go(projects[0])
    assert "Ganó, lugar 1" in winner.text
    return projects[0]


def spend(cycle: Cycle, winner: str, folder: Path) -> str:
    """Let the State pay, buy something, release and report it; return the report's address."""
    treasurer, first = cycle.by("treasurer", DESK), cycle.by("finance1", DESK)
    cycle.wait(days=3, hours=-14)
    treasurer.go(winner).follow("/obligaciones/")
    obligation = treasurer.path
    treasurer.go(f"{obligation}desembolso/").send(bank_reference=f"BDV-{secrets.token_hex(6).upper()}")
    first.go(obligation).follow("/recibo/$").send()
    purchase = compare(cycle, obligation, folder)
    first.go(f"{obligation}facturas/nueva/").send(
        supplier="Ferretería El Sol",
        number=f"A-{secrets.token_hex(3)}",
        issued_on=cycle.day(),
        purchase=purchase.split("/")[2],
        again_reason="Es otra.",
        file=picture(folder),
        what_1="Bomba",
        amount_1="300.00",
    )
    invoice = first.path
    cycle.by("auditor", DESK).go(f"{invoice}preguntar/").look().send(text="¿Por qué esta bomba?")
    first.go(invoice).follow("/responder/$").look().send(text="Era la más barata de tres.")
    for role in ("finance2", "finance3"):
        cycle.by(role, DESK).go(f"{invoice}liberar/").look().send()
    spend_little(cycle, obligation, folder)
    reconcile(cycle, obligation, folder)
    first.go(f"{obligation}rendiciones/nueva/").send()
    return first.path


def picture(folder: Path) -> Path:
    """Return another picture each time: one paper supports one invoice in the whole country."""
    from PIL import Image

    path = folder / f"{secrets.token_hex(4)}.png"
    Image.frombytes("RGB", (20, 20), secrets.token_bytes(1200)).resize((300, 400)).save(path)
    return path


def compare(cycle: Cycle, obligation: str, folder: Path) -> str:
    """Ask three suppliers and take the lowest; return the purchase's address."""
    first = cycle.by("finance1", DESK)
    first.go(f"{obligation}compras/nueva/").send(what="Bomba de agua", amount="300.00")
    purchase = first.path
    for name, amount in (("Uno C.A.", "350.00"), ("Ferretería El Sol", "300.00"), ("Tres C.A.", "400.00")):
        first.go(f"{purchase}cotizaciones/nueva/").send(supplier=name, amount=amount, file=picture(folder))
    other = cycle.by("finance2", DESK).go(f"{purchase}elegir/")
    other.send(quotation=other.first_choice("quotation"))
    return purchase


def spend_little(cycle: Cycle, obligation: str, folder: Path) -> None:
    """Fill the petty cash by one and spend from it by another, within its limit."""
    first = cycle.by("finance1", DESK)
    cycle.by("finance2", DESK).go(f"{obligation}caja-chica/reponer/").send()
    first.go(f"{obligation}caja-chica/gasto/").send(
        supplier=f"Kiosco {secrets.token_hex(3)}",
        number=secrets.token_hex(3),
        issued_on=cycle.day(),
        again_reason="Es otro.",
        file=picture(folder),
        what_1="Clavos",
        amount_1="4.00",
    )


def reconcile(cycle: Cycle, obligation: str, folder: Path) -> None:
    """Hand in the bank's statement and match what came from the State."""
    statement = folder / "banco.csv"
    statement.write_text(f"fecha;referencia;monto\n{cycle.day()};{secrets.token_hex(4)};400,00\n")
    first = cycle.by("finance1", DESK).go(obligation)
    first.follow("/extractos/$").follow("/nuevo/$").send(file=statement)
    first.send()
    first.follow("/cuadrar/$")
    first.send(movement=first.first_choice("movement"))
    assert "All of it matches" in first.text


def approve(cycle: Cycle, report: str) -> None:
    """Take the report to the assembly and write down that it said yes."""
    council = cycle.by("council", DESK)
    session = cycle.assembly(DESK, agenda="Rendición de cuentas")
    number = report.split("/")[2]
    council.go(f"{session}mocion/?about=treasury.report:{number}").send(text="Que se aprueben las cuentas.")
    cycle.decide(session, DESK)
    member = cycle.by("finance1", DESK).go(f"{report}decision/").look()
    member.send(resolution=member.first_choice("resolution"))
