"""What a person sees, and what axe finds: pages opened cold, in a language, on a screen, in a theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from tests.house.checkout import CHECKOUT
from tests.journeys.site import Site

FIRST_LOAD_LIMIT: Final = 100_000
SCREENSHOTS: Final = CHECKOUT / "screenshots"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Way:
    """One way to look: the language, how wide the screen is, the theme, and whether scripts run."""

    language: str
    width: int
    theme: str
    has_script: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{self.theme}"


WAYS: Final = (Way("es", 360, "light"), Way("en", 1280, "dark"))


@contextmanager
def looking(browser: Any, way: Way, cookies: list[dict[str, Any]] | None = None) -> Iterator[Any]:
    """Open a page in a browser without any cache, that says aloud what its policy or a script refused."""
    context = browser.new_context(
        viewport={"width": way.width, "height": 800},
        locale=way.language,
        color_scheme=way.theme,
        java_script_enabled=way.has_script,
    )
    if cookies:
        context.add_cookies(cookies)
    page = context.new_page()
    page.set_default_timeout(15_000)
    try:
        yield page
    finally:
        context.close()


def sign_in(browser: Any, site: Site, role: str) -> list[dict[str, Any]]:
    """Sign in by password as someone of the demo; return the cookies to go on with."""
    account = next(one for one in site.accounts if one.role == role)
    with looking(browser, WAYS[0]) as page:
        page.goto(f"{site.address}/cuenta/login/")
        page.fill("[name=login]", account.email)
        page.fill("[name=password]", account.password)
        page.click("main form .button")
        page.wait_for_url(re.compile(r"^(?!.*/cuenta/login)"))
        return list(page.context.cookies())


_signed_in: dict[str, list[dict[str, Any]]] = {}


@contextmanager
def signed_in(browser: Any, site: Site, role: str, way: Way) -> Iterator[Any]:
    """Open a page as someone of the demo, or as a visitor for the role ""."""
    if role and role not in _signed_in:
        _signed_in[role] = sign_in(browser, site, role)
    with looking(browser, way, _signed_in.get(role)) as page:
        yield page


def first_load(page: Any, address: str) -> int:
    """Open an address with nothing kept from before; return how many bytes came over the wire."""
    network = page.context.new_cdp_session(page)
    moved: list[int] = []
    network.on("Network.loadingFinished", lambda event: moved.append(int(event["encodedDataLength"])))
    network.send("Network.enable")
    answer = page.goto(address, wait_until="load")
    assert answer.status == 200, f"{address} answers {answer.status}"
    return sum(moved)


def findings(page: Any) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA, each rule with the first thing that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} ({one['nodes'][0].get('failureSummary', '')[:200]})"
        for one in result.response["violations"]
    ]


def width_at(page: Any, width: int) -> int:
    """Return how wide the page is on a screen of `width`."""
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate("document.documentElement.scrollWidth"))


def keep(page: Any, name: str) -> None:
    """Keep a screenshot of the whole page."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name)}.png", full_page=True)
