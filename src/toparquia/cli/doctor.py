"""`toparquia doctor`: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from toparquia import __version__
from toparquia.cli.main import language
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.home import home

PYTHONS: Final = ((3, 11), (3, 14))
POSTGRESQL: Final = 15
ROOM_BYTES: Final = 500_000_000
MARKS: Final = {"good": "✓", "missing": "✗", "without": "–"}


@dataclass(frozen=True)
class Finding:
    """What was found of one thing. Only what is `missing` keeps the program from working."""

    name: str
    state: str
    says: Sentence

    def as_plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"name": self.name, "state": self.state, "es": self.says.es, "en": self.says.en}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Look at each thing and return 1 if something that is needed is missing. Nothing is changed."""
    found = [look() for look in (python, folder, room, postgresql, tables, keys, quick_ballots)]
    is_good = all(finding.state != "missing" for finding in found)
    if args.json:
        document = {
            "program": __version__,
            "good": is_good,
            "findings": [finding.as_plain() for finding in found],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{MARKS[finding.state]} {finding.says.in_language(language())}")
    return 0 if is_good else 1


def python() -> Finding:
    """Look at the Python that runs this."""
    version = platform.python_version()
    lowest, highest = PYTHONS
    if lowest <= sys.version_info[:2] <= highest:
        return _good("python", f"Python {version}", f"Python {version}")
    return _missing(
        "python",
        f"Python {version}: hace falta uno de 3.11 a 3.14.",
        f"Python {version}: one from 3.11 to 3.14 is needed.",
    )


def folder() -> Finding:
    """Look at the data folder."""
    where = home()
    nearest = next(path for path in (where, *where.parents) if path.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        return _missing(
            "folder",
            f"No se puede escribir en {where}: elige otra con TOPARQUIA_HOME.",
            f"{where} can't be written to: choose another with TOPARQUIA_HOME.",
        )
    return _good("folder", f"Carpeta de datos: {where}", f"Data folder: {where}")


def room() -> Finding:
    """Look at the space left on the disk."""
    where = home()
    nearest = next(path for path in (where, *where.parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    megabytes = free // 1_000_000
    if free < ROOM_BYTES:
        return _missing(
            "room",
            f"Quedan {megabytes} MB en el disco: libera espacio, hacen falta 500.",
            f"{megabytes} MB are left on the disk: make room, 500 are needed.",
        )
    return _good("room", f"Quedan {megabytes} MB en el disco", f"{megabytes} MB are left on the disk")


def postgresql() -> Finding:
    """Look for the database server, starting the embedded one if it has been set up."""
    if not _is_set_up():
        return _without(
            "postgresql",
            "La base de datos propia se crea con `toparquia setup`, o con `toparquia serve`.",
            "The built-in database is made by `toparquia setup`, or by `toparquia serve`.",
        )

    def version() -> Finding:
        connection = _database()
        number = connection.connection.info.server_version // 10_000
        kind = ("la base propia", "built in") if _is_embedded() else ("DATABASE_URL", "DATABASE_URL")
        if number < POSTGRESQL:
            return _missing(
                "postgresql",
                f"PostgreSQL {number} ({kind[0]}): hace falta 15 o más nuevo.",
                f"PostgreSQL {number} ({kind[1]}): 15 or newer is needed.",
            )
        return _good("postgresql", f"PostgreSQL {number} ({kind[0]})", f"PostgreSQL {number} ({kind[1]})")

    return _asked("postgresql", version)


def tables() -> Finding:
    """Look whether all migrations were applied."""
    if not _is_set_up():
        return _without("tables", "Todavía no hay tablas", "There are no tables yet")

    def waiting() -> Finding:
        from django.db.migrations.executor import MigrationExecutor

        connection = _database()
        executor = MigrationExecutor(connection)
        count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if count:
            return _missing(
                "tables",
                f"Faltan {count} migraciones: `toparquia setup` las aplica.",
                f"{count} migrations are missing: `toparquia setup` applies them.",
            )
        return _good("tables", "Las tablas están al día", "The tables are up to date")

    return _asked("tables", waiting)


def keys() -> Finding:
    """Look for the keys; a node without its Gazette's key can no longer sign as the same node."""
    path = home() / "keys" / "gazette.key"
    if path.exists() and not os.access(path, os.R_OK):
        return _missing("keys", f"No se puede leer {path}.", f"{path} can't be read.")
    if path.exists():
        return _good("keys", f"Llave de la Gaceta: {path}", f"The Gazette's key: {path}")
    return _without(
        "keys",
        "La llave de la Gaceta se hace con `toparquia setup`.",
        "`toparquia setup` makes the Gazette's key.",
    )


def quick_ballots() -> Finding:
    """Look for the optional compiled part of the secret ballot, which is built where it is missing."""
    from toparquia.engines.ballots.groups.native import native_library, native_state

    if native_library() is not None:
        return _good(
            "quick_ballots", "La parte rápida del voto secreto", "The quick part of the secret ballot"
        )
    why = native_state()
    return _without(
        "quick_ballots",
        f"Sin la parte rápida del voto secreto ({why}); todo funciona, más despacio.",
        f"Without the quick part of the secret ballot ({why}); all works, only slower.",
    )


def _is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def _is_set_up() -> bool:
    return not _is_embedded() or (home() / "postgres" / "PG_VERSION").exists()


def _database() -> Any:
    """Return the owner's connection, opened, so that what it says of its server is there."""
    from toparquia.cli.setting_up import django_ready

    django_ready()
    from django.db import connections

    connections["owner"].ensure_connection()
    return connections["owner"]


def _asked(name: str, ask: Callable[[], Finding]) -> Finding:
    """Return what is found, or that the database cannot be reached; whatever goes wrong there is one line."""
    try:
        return ask()
    except DomainError as refusal:
        return _missing(name, refusal.message("es"), refusal.message("en"))
    except Exception as fault:
        why = " ".join(str(fault).split())[:200]
        return _missing(
            name,
            f"No se llega a la base de datos: {why}",
            f"The database can't be reached: {why}",
        )


def _good(name: str, es: str, en: str) -> Finding:
    return Finding(name, "good", Sentence(es, en))


def _missing(name: str, es: str, en: str) -> Finding:
    return Finding(name, "missing", Sentence(es, en))


def _without(name: str, es: str, en: str) -> Finding:
    return Finding(name, "without", Sentence(es, en))
