"""`toparquia restore`: a node from its backup, into an empty place, checked before it is used."""

from __future__ import annotations

import argparse
import json
import os
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

from toparquia.cli.backup import (
    DUMP,
    MANIFEST,
    PUBLIC_KEY,
    SECRET_KEYS,
    database_url,
    postgresql_tool,
)
from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready, migrated
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.home import home, write_secret

OPTIONS: Final = ("--no-owner", "--single-transaction", "--exit-on-error")
DONE: Final = Sentence(
    es="Nodo recuperado en {home}: {size} actos, raíz {root}. Se comprobaron el libro y la Gaceta.",
    en="Node restored in {home}: {size} acts, root {root}. Ledger and Gazette were checked.",
)
NO_KEYS: Final = Sentence(
    es="La copia no traía la llave privada: este nodo firmará con otra, y quien lo sigue lo notará.",
    en="The backup did not bring the private key: this node will sign with another, and others will see.",
)


class NodeNotEmpty(DomainError):
    """There is a node where one was to be restored."""

    code = "restore.node_not_empty"
    says = Sentence(es="En {home} ya hay un nodo.", en="There is a node in {home} already.")
    next_step = Sentence(
        es="Recupera en otra carpeta, con TOPARQUIA_HOME.",
        en="Restore into another folder, with TOPARQUIA_HOME.",
    )


class BackupUnreadable(DomainError):
    """A file is no backup, or not a whole one."""

    code = "restore.backup_unreadable"
    says = Sentence(
        es="{file} no es una copia entera de un nodo.", en="{file} is not a whole backup of a node."
    )
    next_step = Sentence(
        es="Nombra un archivo que hizo `toparquia backup`.", en="Name a file that `toparquia backup` made."
    )


class BackupDiffers(DomainError):
    """What was restored is not what the backup says it holds."""

    code = "restore.backup_differs"
    says = Sentence(
        es="Lo recuperado no es lo que la copia dice: {what}.",
        en="What was restored is not what it says: {what}.",
    )
    next_step = Sentence(es="No lo uses: prueba con otra copia.", en="Do not use it: try another backup.")
    exit_status = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Restore and check. :raises NodeNotEmpty: :raises BackupUnreadable: :raises BackupDiffers:"""
    file: Path = args.file.expanduser()
    _check_empty_folder()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            manifest = _unpacked(file, Path(scratch))
        except (OSError, tarfile.TarError, ValueError, KeyError):
            raise BackupUnreadable(file=file) from None
        django_ready()
        _check_empty_database()
        postgresql_tool(
            "pg_restore",
            [*OPTIONS, f"--dbname={database_url()}", str(Path(scratch) / DUMP)],
        )
        _put_files(Path(scratch))
    migrated()
    _check(manifest)
    size, root = manifest["gazette_size"], manifest["gazette_root"]
    print(DONE.in_language(language(), home=home(), size=size, root=root))
    if not manifest["with_keys"]:
        print(NO_KEYS.in_language(language()))
    return 0


def _check_empty_folder() -> None:
    here = home()
    if (here / "keys" / "gazette.key").exists() or any((here / "files").glob("*")):
        raise NodeNotEmpty(home=here)
    if not os.environ.get("DATABASE_URL") and (here / "postgres").exists():
        raise NodeNotEmpty(home=here)


def _check_empty_database() -> None:
    from django.db import connections

    if connections["owner"].introspection.table_names():
        raise NodeNotEmpty(home=home())


def _unpacked(file: Path, scratch: Path) -> dict[str, Any]:
    with tarfile.open(file) as packed:
        # Nothing in it may land outside the folder, or be a link or a device.
        packed.extractall(scratch, filter="data")
    manifest: dict[str, Any] = json.loads((scratch / MANIFEST).read_text(encoding="utf-8"))
    if not (scratch / DUMP).is_file() or not {"gazette_size", "gazette_root", "with_keys"} <= manifest.keys():
        raise ValueError("not whole")
    return manifest


def _put_files(scratch: Path) -> None:
    files = scratch / "files"
    for path in sorted(files.rglob("*")):
        if path.is_file():
            there = home() / "files" / path.relative_to(files)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
    for name in (PUBLIC_KEY, *SECRET_KEYS):
        if (key := scratch / "keys" / name).exists():
            there = home() / "keys" / name
            if name == "session.key":
                # Reading the settings made a new one; the old one keeps people signed in.
                there.unlink(missing_ok=True)
            write_secret(there, key.read_bytes())


def _check(manifest: dict[str, Any]) -> None:
    from toparquia.gazette import queries as gazette
    from toparquia.ledger import queries as ledger

    size = manifest["gazette_size"]
    if gazette.size() < size or gazette.root(size).hex() != manifest["gazette_root"]:
        raise BackupDiffers(what="gazette_root")
    try:
        gazette.check_stored_entries(since=0)
    except AssertionError as fault:
        raise BackupDiffers(what=str(fault)) from fault
    broken = next((found.invariant for found in ledger.check() if not found.holds), None)
    if broken is not None:
        raise BackupDiffers(what=broken)
