"""The entry of the `toparquia` program: find the command, run it, say refusals in one line."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Final, Protocol

from toparquia import __version__
from toparquia.foundation.errors import DomainError, Sentence

# Command → one line of help. The module is `toparquia.cli.<command>`; nothing else is imported
# before the command is known, so that a command without a database starts at once. A command
# whose module is still to be built is refused in words, and is not listed.
COMMANDS: Final[dict[str, Sentence]] = {
    "demo": Sentence("un país pequeño de muestra, y el sitio", "a small sample country, and the site"),
    "serve": Sentence("sirve el sitio", "serve the site"),
    "tend": Sentence("hace lo que toca por el reloj", "do what the clock makes due"),
    "setup": Sentence("prepara carpeta, base de datos y claves", "prepare folder, database and keys"),
    "doctor": Sentence("dice qué hay y qué falta", "say what is there and what is missing"),
    "backup": Sentence("guarda el nodo entero en un archivo", "keep the whole node in one file"),
    "restore": Sentence("recupera un nodo de su copia", "restore a node from its backup"),
    "count": Sentence("cuenta un archivo .pb", "count a .pb file"),
    "consultation": Sentence("consultas: importar, exportar", "consultations: import, export"),
    "gazette": Sentence("la Gaceta: exportar, probar, verificar", "the Gazette: export, prove, verify"),
    "ledger": Sentence("el libro: comprobar, exportar", "the ledger: check, export"),
    "ruleset": Sentence("conjuntos de reglas: comprobar", "rule sets: check"),
    "territory": Sentence("el país: traer su registro de archivos", "the country: bring its register in"),
    "ballots": Sentence("el voto secreto: ensayar, verificar", "the secret ballot: rehearse, verify"),
    "audit": Sentence("auditar el papel de una votación", "audit the paper of a vote"),
    "simulate": Sentence("ensaya un día nacional de votación", "rehearse a national day of voting"),
}

NO_SUCH_COMMAND: Final = Sentence(
    es="No hay orden «{name}». Escribe `toparquia --help` para ver las que hay.",
    en="There is no command “{name}”. Type `toparquia --help` to see those there are.",
)
NOT_HERE_YET: Final = Sentence(
    es="La orden «{name}» está prevista, pero esta versión no la trae todavía. "
    "Escribe `toparquia --help` para ver las que hay.",
    en="The command “{name}” is planned, but this version does not have it yet. "
    "Type `toparquia --help` to see those there are.",
)


class Command(Protocol):
    """What a module `toparquia.cli.<command>` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's words on `parser`."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and return the exit status; raise a DomainError to refuse."""


def language() -> str:
    """Return "es" or "en": what TOPARQUIA_LANG or the locale asks for; the C locale is English."""
    for name in ("TOPARQUIA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "es" if value.startswith("es") else "en"
    return "en"


def say_error(text: str) -> None:
    """Write one line on standard error, whatever line breaks the text had."""
    print("toparquia: " + " ".join(text.split()), file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; never let a person see a traceback for something they can mend."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help"):
        print_commands()
        return 0
    if words[0] in ("-V", "--version"):
        print(f"toparquia {__version__}")
        return 0
    if words[0] not in COMMANDS:
        say_error(NO_SUCH_COMMAND.in_language(language(), name=words[0]))
        return 2
    if not is_here(words[0]):
        say_error(NOT_HERE_YET.in_language(language(), name=words[0]))
        return 2
    try:
        return run_command(words[0], words[1:])
    except DomainError as refusal:
        say_error(refusal.message(language()))
        return refusal.exit_status
    except ValueError as refusal:
        # The engines are below the foundation: their refusals speak the same protocol on their own.
        message = getattr(refusal, "message", None)
        if not callable(message):
            raise
        say_error(message(language()))
        return int(getattr(refusal, "exit_status", 2))
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def is_here(name: str) -> bool:
    """Test if the command's module has been built."""
    return find_spec(f"toparquia.cli.{name}") is not None


def run_command(name: str, words: Sequence[str]) -> int:
    """Import the command's module, parse its words and run it."""
    command: Command = importlib.import_module(f"toparquia.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"toparquia {name}", description=COMMANDS[name].in_language(language())
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def print_commands() -> None:
    """Print the commands, a line each."""
    print("toparquia COMMAND [...]\n")
    for name, says in COMMANDS.items():
        if is_here(name):
            print(f"  {name:<14}{says.in_language(language())}")


if __name__ == "__main__":
    sys.exit(main())
