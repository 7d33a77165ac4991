"""A whole country from its files, then its public pages, its search and a roll of 10,000.

A made-up country, the same each time, is written to files and brought in by `toparquia territory import`
into a data folder of its own, which goes again. TOPARQUIA_BENCH_COUNTRY=small takes a hundredth of it.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any, Final

SMALL: Final = os.environ.get("TOPARQUIA_BENCH_COUNTRY") == "small"
PART: Final = 100 if SMALL else 1
STATES, MUNICIPALITIES = 24, 335
CIRCUITS, COMMUNES, COUNCILS = 5_336 // PART, 4_000 // PART, 49_000 // PART
COUNCIL_SEATS: Final = (("coordination", "spokesperson", 3), ("electoral_commission", "commissioner", 5))
MOST_SECONDS, MOST_MS, MOST_ROLL_SECONDS, ROLL = 300, 50, 2, 10_000
PASSWORD: Final = "solo para medir"
GIVEN: Final = ("Ana", "María", "José", "Luis", "Carmen", "Pedro", "Rosa", "Juan", "Yulimar", "Ángel")
SURNAMES: Final = ("Pérez", "Rojas", "Ñáñez", "Márquez", "Salazar", "Bello", "Guaramato", "Uzcátegui")


def main() -> int:
    """Write the country, bring it in, look at it; return 1 if any figure is missed."""
    with tempfile.TemporaryDirectory(prefix="toparquia-country-") as folder:
        os.environ |= {"TOPARQUIA_HOME": folder, "TOPARQUIA_PASSWORD": PASSWORD}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toparquia.config.settings")
        import django

        django.setup()
        places, mandates = Path(folder, "lugares.csv"), Path(folder, "cargos.csv")
        write(places, place_rows())
        write(mandates, mandate_rows())
        open_country()
        good = [brought_in(places, mandates), pages_are_fast(), is_found(), roll_is_frozen()]
        from django.db import connections

        connections.close_all()
        return int(not all(good))


def write(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """Write one file of the country."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def place_rows() -> Iterator[tuple[object, ...]]:
    """Yield the country's territories: nine councils a circuit, a commune in three circuits of four."""
    drawn = random.Random(2026)
    yield (
        "kind",
        "code",
        "name",
        "parent",
        "setting",
        "families",
        "electors",
        "latitude",
        "longitude",
        "founded_on",
    )
    for number in range(STATES):
        yield "state", f"estado-{number}", f"Estado {number}", "pais", "", "", "", "", "", ""
    for number in range(MUNICIPALITIES):
        yield (
            "municipality",
            f"municipio-{number}",
            f"Municipio {number}",
            f"estado-{number % STATES}",
            *[""] * 6,
        )
    for number in range(CIRCUITS):
        yield "circuit", f"circuito-{number}", f"Circuito {number}", f"estado-{number % STATES}", *[""] * 6
    for number in range(COMMUNES):
        where = (round(drawn.uniform(1, 11), 5), round(drawn.uniform(-73, -60), 5))
        name = f"Comuna {drawn.choice(SURNAMES)} {drawn.choice(GIVEN)} {number}"
        yield "commune", f"comuna-{number}", name, f"circuito-{number}", "", "", "", *where, "2016-05-08"
    for number in range(COUNCILS):
        circuit = number % CIRCUITS
        parent = f"comuna-{circuit}" if circuit < COMMUNES else f"circuito-{circuit}"
        setting = drawn.choice(("urban", "urban", "rural", "indigenous"))
        families = drawn.randint(20, 400)
        name = f"Consejo {drawn.choice(SURNAMES)} {number}"
        yield "council", f"consejo-{number}", name, parent, setting, families, families * 3, "", "", ""


def mandate_rows() -> Iterator[tuple[object, ...]]:
    """Yield the country's mandates: eight a council, two a commune, a third of them over."""
    drawn = random.Random(2027)
    yield "place", "organ", "office", "seat", "given_names", "surnames", "birth_date", "starts_on", "ends_on"
    wanted = [(f"consejo-{number}", part) for number in range(COUNCILS) for part in COUNCIL_SEATS]
    wanted += [(f"comuna-{number}", ("coordination", "spokesperson", 2)) for number in range(COMMUNES)]
    for place, (organ, office, seats) in wanted:
        starts = f"{2026 - drawn.choice((1, 2, 4))}-02-01"
        for seat in range(1, seats + 1):
            surnames = f"{drawn.choice(SURNAMES)} {drawn.choice(SURNAMES)}"
            birth = f"{drawn.randint(1950, 2000)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
            yield place, organ, office, seat, drawn.choice(GIVEN), surnames, birth, starts, ""


def open_country() -> None:
    """Open the node, seat its registrar and give them an account."""
    from toparquia.cli.setting_up import migrated
    from toparquia.foundation.clock import now
    from toparquia.foundation.rulesets import built_in
    from toparquia.mandates.services import seat_first_registrar
    from toparquia.people.models import Account
    from toparquia.territory.services import open_node

    migrated()
    root = open_node(code="pais", name="País", rules=built_in("venezuela-communes"), at=now(), is_sample=True)
    birth = date(1980, 1, 1)
    first = seat_first_registrar(root=root, given_names="Ada", surnames="", birth_date=birth, at=now())
    Account.objects.create_user("registro@example.org", PASSWORD, resident=first.holder)


def brought_in(places: Path, mandates: Path) -> bool:
    """Bring the files in and print what it took."""
    from toparquia.cli.main import main as toparquia

    begun, said = perf_counter(), StringIO()
    words = ["territory", "import", str(places), "--mandates", str(mandates), "--json"]
    with redirect_stdout(said):
        end = toparquia([*words, "--as", "registro@example.org"])
    took = perf_counter() - begun
    told = json.loads(said.getvalue())
    good = end == 0 and took < MOST_SECONDS
    print_line(
        "country_import",
        seconds=round(took, 1),
        councils=COUNCILS,
        circuits=CIRCUITS,
        communes=COMMUNES,
        territories=told["territories"],
        mandates=told["mandates"],
        problems=len(told["problems"]),
        good=good,
    )
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return good


def pages_are_fast() -> bool:
    """Measure the public pages of the country, in turn with an empty view."""
    from bench.pages import measure
    from toparquia.territory.models import Place

    commune = Place.objects.get(code="comuna-1")
    found = {
        "home": "/",
        "home_search_place": "/?q=guaramato+ana",
        "home_search_person": "/?q=yulimar+uzcategui",
        "communes": "/comunas/",
        "communes_search": "/comunas/?q=guaramato",
        "communes_last": f"/comunas/?pagina={COMMUNES // 50}",
        "gazette": "/gaceta/",
        "country": "/lugares/pais/",
        "state": "/lugares/estado-1/",
        "circuit": "/lugares/circuito-1/",
        "commune": commune.get_absolute_url(),
        "council": "/lugares/consejo-1/",
        "figures": "/lugares/comuna-1/poblacion/",
        "figures_circuit": "/lugares/circuito-1/poblacion/",
        "figures_country": "/lugares/pais/poblacion/",
        "boundary": "/lugares/circuito-1/limites/",
        "boundary_country": "/lugares/pais/limites/",
        "around": "/lugares/comuna-1/limites/alrededor.geojson",
        "land": "/lugares/consejo-1/tierras/",
        "land_country": "/lugares/pais/tierras/",
        "needs": "/lugares/comuna-1/necesidades/",
        "rules": "/lugares/comuna-1/reglas/",
        "consultations": "/consultas/",
        "obligations": "/obligaciones/",
    }
    return measure(found) == 0


def is_found() -> bool:
    """Measure the search alone, by place and by person in office, rare and common words."""
    from toparquia.foundation.clock import now
    from toparquia.mandates import queries as mandates
    from toparquia.territory import queries as territory

    good = True
    for word in ("guaramato", "consejo", "comuna 39", "ñañez"):
        good &= search_line(f"place {word}", lambda word=word: territory.search(word))
    for word in ("maría", "uzcategui bello", "yulimar ñáñez", "p"):
        good &= search_line(f"person {word}", lambda word=word: mandates.search_in_office(word, now().date()))
    return good


def search_line(name: str, search: Any) -> bool:
    """Print the median of a search; return whether it is fast enough and finds something."""
    times = []
    for _ in range(11):
        begun = perf_counter()
        found = search()
        times.append((perf_counter() - begun) * 1_000)
    took = sorted(times)[len(times) // 2]
    good = took < MOST_MS and bool(found)
    print_line(f"search_{name}", ms=round(took, 2), found=len(found), good=good)
    return good


def roll_is_frozen() -> bool:
    """Freeze a roll of 10,000 people of one council by a commissioner's mandate."""
    from toparquia.foundation.clock import now
    from toparquia.mandates import queries as mandates
    from toparquia.people.rules import NewResident
    from toparquia.people.services import freeze_roll, record_residents
    from toparquia.territory import queries as territory

    place, at = territory.place_by_code("consejo-0"), now()
    day = territory.local_day(place, at)
    person = NewResident("Ana", "Pérez", date(1980, 1, 1), day)
    record_residents(new=[(person, place.id)] * ROLL)
    mandate = next(one for one in mandates.in_office(place, day) if one.seat.office == "commissioner")
    by = mandates.authority_of(mandate, place=place, day=day)
    begun = perf_counter()
    roll = freeze_roll(place=place, day=day, by=by, at=at)
    took = perf_counter() - begun
    good = took < MOST_ROLL_SECONDS and roll.entries >= ROLL
    print_line("roll_frozen", seconds=round(took, 3), people=roll.entries, good=good)
    return good


def print_line(name: str, **facts: object) -> None:
    """Print one figure as a line of JSON."""
    print(json.dumps({"name": name, **facts}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
