"""The words of the command, and the rule they add up to."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from toparquia.cli.main import language
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule, Pot
from toparquia.foundation.errors import DomainError, Sentence

MAX_FILES: Final = 1_000_000
PB: Final = ".pb"

HELP: Final[dict[str, Sentence]] = {
    "files": Sentence(
        es="archivos .pb o carpetas con ellos; «compare FILE.pb» pone las reglas lado a lado",
        en=".pb files or folders of them; “compare FILE.pb” puts the rules side by side",
    ),
    "rule": Sentence(
        es="la regla (official: la que nombra el archivo)", en="the rule (official: the file's own)"
    ),
    "satisfaction": Sentence(
        es="cuánto le vale un proyecto a quien lo apoya", en="what a project is worth to a supporter"
    ),
    "completion": Sentence(es="cómo sigue Partes Iguales", en="how Equal Shares goes on"),
    "ties": Sentence(
        es="qué decide un empate: id, cheaper-then-votes, file o lot:SEMILLA",
        en="what settles a tie: id, cheaper-then-votes, file or lot:SEED",
    ),
    "ballots": Sentence(
        es="strict rechaza boletas fuera de sus límites; as-counted las cuenta y avisa",
        en="strict refuses ballots outside their limits; as-counted counts them and warns",
    ),
    "like": Sentence(es="lee como ese programa, para comparar", en="read as that program does, to compare"),
    "explain": Sentence(es="explica cada proyecto", en="explain every project"),
    "explain_only": Sentence(
        es="busca qué habría hecho ganar solo a este proyecto, tarde lo que tarde (repetible)",
        en="look for what would have made only this project win, however long it takes (repeatable)",
    ),
    "json": Sentence(es="un documento JSON por línea", en="one JSON document a line"),
    "seats": Sentence(es="ganadores de plurality", en="winners of plurality"),
    "threshold": Sentence(es="puntuación mínima", en="least score"),
    "conflict": Sentence(
        es="proyectos incompatibles: ID,ID (repetible)", en="incompatible projects: ID,ID (repeatable)"
    ),
    "pot": Sentence(
        es="parte reservada del presupuesto: territory=NOMBRE:20%% o theme=NOMBRE:1/5 (repetible)",
        en="reserved part of the budget: territory=NAME:20%% or theme=NAME:1/5 (repeatable)",
    ),
    "start": Sentence(
        es="primera parte: exacta, o en unidades enteras", en="first share: exact, or in whole units"
    ),
    "step": Sentence(es="dinero por votante y vuelta de add1", en="money per voter and run of add1"),
    "no_exhaustive_stop": Sentence(
        es="add1 sigue aunque ya no quepa nada", en="add1 goes on even when nothing more fits"
    ),
    "comparison": Sentence(es="comparar con el orden por votos", en="compare with the order by votes"),
    "phragmen_stop": Sentence(
        es="qué hace Phragmén cuando algo no cabe", en="what Phragmén does when something does not fit"
    ),
    "jobs": Sentence(es="procesos (normal: uno por núcleo)", en="processes (usual: one a core)"),
    "scheduler": Sentence(
        es="contar con Dask: local o una dirección", en="count with Dask: local or an address"
    ),
}

BAD_NUMBER: Final = Sentence(
    es="se esperaba un número (12, 0.5, 1/3 o 20%), no «{text}»",
    en="a number (12, 0.5, 1/3 or 20%) was expected, not “{text}”",
)
BAD_POT: Final = Sentence(
    es="se esperaba territory=NOMBRE:PARTE o theme=NOMBRE:PARTE, con una parte entre 0 y 1, no «{text}»",
    en="territory=NAME:SHARE or theme=NAME:SHARE was expected, with a share from 0 to 1, not “{text}”",
)


class NothingToCount(DomainError):
    """The files and folders named hold no `.pb` file."""

    code = "count.nothing_to_count"
    says = Sentence(es="No hay ningún archivo .pb en «{folder}».", en="There is no .pb file in “{folder}”.")
    next_step = Sentence(es="Comprueba el nombre de la carpeta.", en="Check the name of the folder.")


class TooManyFiles(DomainError):
    """More files than one call counts."""

    code = "count.too_many_files"
    says = Sentence(es="Son más de {most} archivos.", en="These are more than {most} files.")
    next_step = Sentence(es="Cuéntalos por carpetas.", en="Count them folder by folder.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words on `parser`."""

    def add(name: str, **facts: object) -> None:
        key = name.removeprefix("--").replace("-", "_")
        parser.add_argument(name, help=HELP[key].in_language(language()), **facts)  # type: ignore[arg-type]

    add("files", nargs="+", metavar="FILE.pb")
    add("--rule", choices=(options.OFFICIAL, *options.RULES), default=options.OFFICIAL)
    add("--satisfaction", choices=options.SATISFACTIONS, default="")
    add("--completion", choices=options.COMPLETIONS, default=options.NO_COMPLETION)
    add("--ties", default="", metavar="id|cheaper-then-votes|file|lot:SEED")
    add("--ballots", choices=("strict", "as-counted"), default="as-counted")
    add("--like", choices=(options.PABUTOOLS,), default="")
    add("--explain", action="store_true")
    add("--explain-only", action="append", default=[], metavar="ID")
    add("--json", action="store_true")
    add("--seats", type=int, default=1)
    add("--threshold", type=exact_number, metavar="N")
    add("--conflict", action="append", default=[], metavar="ID,ID")
    add("--pot", action="append", default=[], type=reserved_pot, metavar="territory=NAME:SHARE")
    add("--start", choices=("exact", "floor"), default="exact")
    add("--step", type=exact_number, metavar="N")
    add("--no-exhaustive-stop", action="store_true")
    add("--comparison", choices=("none", "satisfaction", "coverage"), default="none")
    add("--phragmen-stop", choices=("first-unaffordable", "skip"), default="first-unaffordable")
    add("--jobs", type=int, metavar="N")
    add("--scheduler", default="", metavar="local|URL")


def asked_rule(args: argparse.Namespace) -> CountingRule:
    """Return the rule that the words add up to."""
    return CountingRule(
        name=args.rule,
        satisfaction=args.satisfaction,
        completion=args.completion,
        ties=args.ties,
        seats=args.seats,
        threshold=args.threshold,
        conflicts=tuple(frozenset(conflict.split(",")) for conflict in args.conflict),
        pots=tuple(args.pot),
        start=args.start,
        step=args.step,
        exhaustive_stop=not args.no_exhaustive_stop,
        comparison=args.comparison,
        stop=args.phragmen_stop,
        reading=args.like or options.OWN_READING,
    )


def exact_number(text: str) -> Fraction:
    """Return "12", "0.5", "1/3" or "20%" as an exact number."""
    try:
        part = text.endswith("%")
        return Fraction(text.removesuffix("%")) / (100 if part else 1)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(BAD_NUMBER.in_language(language(), text=text)) from None


def reserved_pot(text: str) -> Pot:
    """Return "territory=North:20%" as a pot."""
    place, colon, share = text.rpartition(":")
    field, equals, value = place.partition("=")
    if not (colon and equals and field and value) or not 0 <= exact_number(share) <= 1:
        raise argparse.ArgumentTypeError(BAD_POT.in_language(language(), text=text))
    return Pot(f"{field} {value}", exact_number(share), field, value)


def named_files(names: Sequence[str]) -> list[str]:
    """Return the files to count: those named, and the `.pb` files of named folders, in order.

    :raises NothingToCount: for a folder without any. :raises TooManyFiles:
    """
    files: list[str] = []
    for name in names:
        if Path(name).is_dir():
            found = sorted(pb_files(name))
            if not found:
                raise NothingToCount(folder=name)
            files += found
        else:
            files.append(name)
        if len(files) > MAX_FILES:
            raise TooManyFiles(most=MAX_FILES)
    return files


def pb_files(folder: str) -> Iterator[str]:
    """Yield the `.pb` files in `folder` and the folders below it."""
    for here, _, names in os.walk(folder):
        for name in names:
            if name.endswith(PB):
                yield str(Path(here) / name)
