"""What the audit's commands have in common: files read with a bound, words in two languages, percentages."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from toparquia.cli.main import language
from toparquia.engines.auditing import Reported, reported_from_json
from toparquia.engines.auditing.errors import AuditRefusal

LIMIT_BYTES: Final = 100_000_000
LIMIT_BP: Final = 500


class Commands:
    """What argparse calls the action that subcommands are added to."""

    add_parser: Callable[..., argparse.ArgumentParser]


class FileUnreadable(AuditRefusal):
    """A file is not there, too large, or no JSON."""

    code = "auditing.file_unreadable"
    es = "No se puede leer {path} ({reason}): da un archivo JSON como dice `toparquia audit --help`."
    en = "{path} cannot be read ({reason}): give a JSON file as `toparquia audit --help` says."


def said(es: str, en: str) -> str:
    """Return one of two texts, for the language of this terminal."""
    return es if language() == "es" else en


def read_json(path: Path) -> Any:
    """Return what a file of JSON says. :raises FileUnreadable:"""
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise FileUnreadable(path=path, reason=f"> {LIMIT_BYTES} bytes")
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        if isinstance(fault, FileUnreadable):
            raise
        raise FileUnreadable(path=path, reason=getattr(fault, "strerror", None) or "JSON") from None


def read_reported(path: Path) -> Reported:
    """Return the announced result of a file. :raises FileUnreadable: and what the engine refuses."""
    return reported_from_json(read_json(path))


def add_reported(parser: argparse.ArgumentParser, *, with_limit: bool = True) -> None:
    """Declare the announced result, the risk limit and `--json`."""
    parser.add_argument("reported", type=Path, metavar="RESULT.json")
    if with_limit:
        parser.add_argument(
            "--risk-limit-bp",
            type=int,
            default=LIMIT_BP,
            metavar="N",
            help=said(
                "límite de riesgo en puntos base (500 = 5 %%)", "risk limit in basis points (500 = 5 %%)"
            ),
        )
    parser.add_argument(
        "--json", action="store_true", help=said("salida para programas", "output for programs")
    )


def percent(risk: Fraction) -> str:
    """Return a risk as a percentage of two decimals, rounded up: never less than it is."""
    hundredths = -(-risk.numerator * 10_000 // risk.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False))
