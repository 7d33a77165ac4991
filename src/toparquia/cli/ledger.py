"""`toparquia ledger`: check every invariant of the ledger, and export it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Final

from toparquia.cli.main import language
from toparquia.foundation.errors import Sentence

GOOD: Final = Sentence("El libro cumple sus {count} reglas.", "The ledger keeps its {count} rules.")
BATCH: Final = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `check [--json]` and `export --format beancount|csv`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help=in_words("comprueba cada regla", "check every rule"))
    check.add_argument("--json", action="store_true")
    export = verbs.add_parser(
        "export", help=in_words("todo el libro, por la salida", "all of it, on the output")
    )
    export.add_argument("--format", choices=["beancount", "csv"], default="beancount")


def run(args: argparse.Namespace) -> int:
    """Do the verb. :raises CheckFailed: naming the first broken invariant."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toparquia.config.settings")
    django.setup()
    return check(as_json=args.json) if args.verb == "check" else export(args.format)


def check(*, as_json: bool) -> int:
    """Print each invariant and whether it holds. :raises CheckFailed: unless `as_json`, which returns 1."""
    from toparquia.ledger import queries
    from toparquia.ledger.errors import CheckFailed

    findings = queries.check()
    first = next((finding for finding in findings if not finding.holds), None)
    if as_json:
        document = {
            "good": first is None,
            "first_broken": first.invariant if first else None,
            "invariants": [
                {
                    "name": found.invariant,
                    "holds": found.holds,
                    "broken": found.broken,
                    "example": found.example,
                }
                for found in findings
            ],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return 0 if first is None else CheckFailed.exit_status
    for found in findings:
        print(f"{'✓' if found.holds else '✗'} {found.invariant}")
    if first is not None:
        raise CheckFailed(invariant=first.invariant, broken=first.broken, example=first.example)
    print(GOOD.in_language(language(), count=len(findings)))
    return 0


def export(form: str) -> int:
    """Write the whole ledger on standard output as it is read."""
    from toparquia.ledger.exports import FORMATS

    written: list[str] = []
    for line in FORMATS[form]():
        written.append(line)
        if len(written) == BATCH:
            sys.stdout.write("".join(written))
            written.clear()
    sys.stdout.write("".join(written))
    return 0


def in_words(es: str, en: str) -> str:
    """Return one of two texts, by the language of this terminal."""
    return Sentence(es, en).in_language(language())
