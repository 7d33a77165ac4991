"""`ballots verify` and `extends`: what an auditor, a journalist or anyone runs. No database is needed."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Final

from toparquia.cli.main import language
from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.errors import ArchiveNotExtended, FileUnreadable
from toparquia.engines.ballots.verification import Demands, Report, verify

from .crewing import add_crew, crew_for, progress_bars
from .files import Commands, add_json, print_json, said, state_folder

_STAGES: Final = {
    "open": Stage.OPEN,
    "closed": Stage.CLOSED,
    "tallied": Stage.TALLIED,
    "finished": Stage.FINISHED,
}
_READ_AT_ONCE: Final = 1 << 20


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "verify", help=said("verifica todo un archivo .bel", "verify a whole .bel archive")
    )
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    add_json(parser)
    add_crew(parser)
    parser.add_argument(
        "--until",
        choices=list(_STAGES),
        default="finished",
        help=said("hasta dónde debe llegar", "how far it must have come"),
    )
    parser.add_argument(
        "--second-proofs",
        action="store_true",
        help=said("exige las segundas pruebas de descifrado", "ask for the second decryption proofs"),
    )
    parser.set_defaults(do=verify_one)

    extends = commands.add_parser(
        "extends", help=said("¿el nuevo solo añade al anterior?", "does the new one only add to the old?")
    )
    extends.add_argument("older", type=Path, metavar="OLDER")
    extends.add_argument("newer", type=Path, metavar="NEWER")
    extends.set_defaults(do=check_extension)


def verify_one(args: argparse.Namespace) -> int:
    """Verify, say in plain words what was checked, and end with 1 if a check failed."""
    demands = Demands(until=_STAGES[args.until], second_proofs=args.second_proofs)
    name = hashlib.sha256(str(args.archive.absolute()).encode()).hexdigest()
    memory = state_folder() / "verifying" / f"{name}.json"
    with crew_for(args, args.archive) as crew, progress_bars() as progress:
        report = verify(args.archive, crew=crew, demands=demands, memory=memory, progress=progress)
    if args.json:
        print_json(report.to_json(language()))
    else:
        _print(report)
    return 0 if report.valid else 1


def _print(report: Report) -> None:
    for check in report.checks:
        mark = "✓" if check.ok else "✗"
        print(f"{mark} {check.name}: {check.detail.in_language(language())}")
    failed = report.first_failed
    if failed is None:
        print(said("VERIFICADO", "VERIFIED") + f" ({report.seconds:.1f} s)")
    else:
        print(said(f"NO VERIFICADO: falla {failed.name}", f"NOT VERIFIED: {failed.name} fails"))


def check_extension(args: argparse.Namespace) -> int:
    """Check that one archive begins with another, byte for byte. :raises ArchiveNotExtended:"""
    path = args.older
    try:
        with args.older.open("rb") as older:
            path = args.newer
            with args.newer.open("rb") as newer:
                while block := older.read(_READ_AT_ONCE):
                    if newer.read(len(block)) != block:
                        raise ArchiveNotExtended()
    except OSError as fault:
        raise FileUnreadable(path=path, reason=fault.strerror) from None
    print(said("El nuevo empieza con el anterior.", "The new one begins with the older."))
    return 0
