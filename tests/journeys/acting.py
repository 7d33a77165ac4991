"""Someone at a screen: opens pages, fills in forms by the names of their fields, and sends them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.journeys.seeing import Way, findings, keep, looking, sign_in
from tests.journeys.site import Site
from tests.journeys.walking import name_of


class Person:
    """Someone of the demo, signed in, looking in one way; what they see for the first time axe sees too."""

    def __init__(self, browser: Any, site: Site, role: str, way: Way) -> None:
        self.browser, self.site, self.role, self.way = browser, site, role, way
        self.cookies = sign_in(browser, site, role)
        self._looking = looking(browser, way, self.cookies)
        self.page = self._looking.__enter__()

    def leave(self) -> None:
        """Close the browser's window."""
        self._looking.__exit__(None, None, None)

    @property
    def path(self) -> str:
        """Return where they are."""
        return str(self.page.url).removeprefix(self.site.address)

    @property
    def name(self) -> str:
        """Return the name of the page where they are."""
        return name_of(self.path)

    def go(self, path: str) -> Person:
        """Open a page of the site."""
        answer = self.page.goto(self.site.address + path)
        assert answer.status == 200, f"{self.role} gets {answer.status} at {path}"
        return self

    def follow(self, address: str) -> Person:
        """Follow the first link to an address that matches a pattern."""
        links = self.page.locator("main a[href]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        there = next((link for link in links if re.search(address, link)), None)
        assert there, f"{self.role} finds no link to {address} on {self.path}: {links}"
        return self.go(there)

    def look(self) -> Person:
        """Let axe look at the page where they are, and keep a picture of it."""
        # axe is a script itself: where the person has none, it gets a window of its own.
        with looking(self.browser, replace(self.way, has_script=True), self.cookies) as page:
            page.goto(self.page.url)
            assert findings(page) == [], self.path
            keep(page, f"cycle-{self.name}-{self.way}")
        return self

    def send(self, **typed: Any) -> Person:
        """Fill in the page's form and send it. :raises AssertionError: with what the page says is wrong."""
        for name, value in typed.items():
            self._fill(name, value)
        form = self.page.locator("main form[method=post]").last
        before = self.path
        form.locator("button.button:not(.second)").last.click()
        self.page.wait_for_load_state()
        wrong = self.page.locator(".error-summary")
        said = wrong.inner_text() if wrong.count() else ""
        assert not said, f"{self.role} at {before}: {said}"
        assert self.path != before, f"{self.role} stays at {before}: {self.text[:600]}"
        return self

    @property
    def text(self) -> str:
        """Return what the main part of the page says."""
        return str(self.page.locator("main").inner_text())

    def _fill(self, name: str, value: Any) -> None:
        found = self.page.locator(f"main form [name='{name}']")
        assert found.count(), f"there is no field {name} at {self.path}"
        kind = found.first.evaluate("field => field.type")
        if kind in ("checkbox", "radio"):
            for one in [value] if isinstance(value, str) else value:
                self.page.locator(f"main form [name='{name}'][value='{one}']").check(force=True)
        elif kind == "file":
            found.first.set_input_files(Path(value))
        elif kind.startswith("select"):
            found.first.select_option(str(value))
        else:
            found.first.fill(str(value))

    def first_choice(self, name: str) -> str:
        """Return the value of the first real choice of a field."""
        return str(
            self.page.locator(
                f"main form [name='{name}'] option, main form input[name='{name}']"
            ).evaluate_all("all => (all.find(one => one.value) || {}).value")
        )
