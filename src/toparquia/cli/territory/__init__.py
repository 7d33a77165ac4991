"""`toparquia territory`: bring a country's register in from its files."""

from __future__ import annotations

import argparse
from typing import Final

from toparquia.cli.main import language
from toparquia.foundation.errors import Sentence

__all__ = ["add_arguments", "run"]

IMPORT: Final = Sentence("trae territorios, límites y cargos", "bring in territories, boundaries and offices")
PLACES: Final = Sentence(
    "tabla con kind, code, name, parent, setting, families, electors, latitude, longitude, founded_on",
    "table with kind, code, name, parent, setting, families, electors, latitude, longitude, founded_on",
)
MANDATES: Final = Sentence(
    "tabla con place, organ, office, seat, given_names, surnames, birth_date, home, person, starts_on, "
    "ends_on",
    "table with place, organ, office, seat, given_names, surnames, birth_date, home, person, starts_on, "
    "ends_on",
)
GEOJSON: Final = Sentence(
    "límites: cada figura dice en «code» de quién es", "boundaries: each feature's “code” says whose"
)
DRY: Final = Sentence(
    "solo revisa, y dice todo lo que haya que arreglar", "only check, and say all there is to mend"
)
AS: Final = Sentence(
    "por quién se actúa (correo); su clave se pide, o está en TOPARQUIA_PASSWORD",
    "for whom this acts (e-mail); the password is asked, or is in TOPARQUIA_PASSWORD",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb and its files."""
    verbs = parser.add_subparsers(dest="todo", required=True, metavar="VERB")
    verb = verbs.add_parser("import", help=IMPORT.in_language(language()))
    verb.add_argument("file", metavar="FILE.csv", help=PLACES.in_language(language()))
    verb.add_argument("--mandates", metavar="FILE.csv", help=MANDATES.in_language(language()))
    verb.add_argument("--geojson", metavar="FILE", help=GEOJSON.in_language(language()))
    verb.add_argument("--dry-run", action="store_true", help=DRY.in_language(language()))
    verb.add_argument("--json", action="store_true")
    verb.add_argument(
        "--as", dest="people", action="append", default=[], metavar="EMAIL", help=AS.in_language(language())
    )


def run(args: argparse.Namespace) -> int:
    """Check the files whole, then bring all of them in or nothing."""
    from toparquia.cli.territory.importing import import_country

    return import_country(args)
