"""Every page and every form, in both languages: no axe finding, no sideways scroll, little to load."""

from __future__ import annotations

import pytest

from tests.journeys.seeing import FIRST_LOAD_LIMIT, WAYS, findings, first_load, signed_in, width_at
from tests.journeys.walking import named_pages

# Addresses that are no page to walk to: what they are instead.
NO_PAGES = {
    "web:preferences": "a form's target: it sets two cookies and goes back",
    "account_logout": "seen by its own test, or it would end the walk",
    "account_signup": "",
}
PAGES = [name for name in named_pages() if name not in NO_PAGES]


def test_no_excuse_outlives_its_page():
    assert set(NO_PAGES) <= set(named_pages())


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_reached_and_anyone_can_use_it(name, site, atlas, browser):
    assert name in atlas, "nothing leads to this page: link it, or say in NO_PAGES why nobody walks there"
    found = atlas[name]
    if not found.is_page:
        return
    for way in WAYS:
        with signed_in(browser, site, found.role, way) as page:
            moved = first_load(page, site.address + found.path)

            assert findings(page) == [], f"{found.path} {way}"
            assert width_at(page, 320) <= 320, f"{found.path} {way} scrolls sideways"
            assert moved <= FIRST_LOAD_LIMIT, f"{found.path} {way} moves {moved} bytes"
