"""The words of `toparquia consultation`."""

from __future__ import annotations

import argparse
from typing import Final
from uuid import UUID

from toparquia.cli.main import language
from toparquia.foundation.errors import Sentence

VERBS: Final[dict[str, Sentence]] = {
    "import": Sentence("toma una elección de un archivo .pb", "take in an election from a .pb file"),
    "open": Sentence("abre la votación con una semilla pública", "open the vote with a public seed"),
    "draw": Sentence("anota la semilla que decide los empates", "record the seed that settles ties"),
    "close": Sentence("cierra la votación", "close the vote"),
    "count": Sentence("cuenta otra vez y compara", "count again and compare"),
    "certify": Sentence("certifica: lo que ganó obliga", "certify: what won binds"),
    "explain": Sentence("calcula otra vez las razones", "work the reasons out again"),
    "export": Sentence("escribe un archivo .pb", "write a .pb file"),
}
# What only a person with an office may do.
OF_AN_OFFICE: Final = ("open", "draw", "close", "certify")
AS: Final = Sentence(
    "por quién se actúa (correo); su clave se pide, o está en TOPARQUIA_PASSWORD",
    "for whom this acts (e-mail); the password is asked, or is in TOPARQUIA_PASSWORD",
)
MISSING: Final = Sentence(
    "las de todas las consultas certificadas que no las tienen",
    "those of all certified consultations that have none",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare one verb a stage."""
    verbs = parser.add_subparsers(dest="todo", required=True, metavar="VERB")
    for name, says in VERBS.items():
        verb = verbs.add_parser(name, help=says.in_language(language()))
        if name == "import":
            _add_import(verb)
        elif name == "explain":
            which = verb.add_mutually_exclusive_group(required=True)
            which.add_argument("consultation", type=UUID, nargs="?")
            which.add_argument("--missing", action="store_true", help=MISSING.in_language(language()))
        else:
            verb.add_argument("consultation", type=UUID)
        if name in OF_AN_OFFICE or name == "import":
            verb.add_argument(
                "--as",
                dest="people",
                action="append",
                default=[],
                metavar="EMAIL",
                help=AS.in_language(language()),
            )
        if name in ("open", "draw"):
            verb.add_argument("--seed", required=True)
        if name == "export":
            verb.add_argument("--out", metavar="FILE.pb")
        else:
            verb.add_argument("--json", action="store_true")


def _add_import(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", metavar="FILE.pb")
    verb.add_argument("--commune", required=True, metavar="CODE")
    verb.add_argument("--resolution", type=UUID, metavar="ID")
    verb.add_argument("--currency", default="", metavar="ISO4217")
    verb.add_argument("--ballots", choices=["strict", "as-counted"], default="as-counted")
    verb.add_argument("--seed", default="")
