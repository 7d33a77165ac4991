"""`toparquia territory import`: a country's territories, boundaries and offices, all or nothing."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready
from toparquia.foundation.clock import now
from toparquia.foundation.errors import Sentence

if TYPE_CHECKING:
    from toparquia.cli.territory.checking import Country
    from toparquia.territory.models import Place

LINE: Final = Sentence("{file}, línea {line}{column}: {says}", "{file}, line {line}{column}: {says}")
FAULTY: Final = Sentence(
    "Hay {problems} cosas que arreglar; no se trajo nada.",
    "There are {problems} things to mend; nothing was brought in.",
)
GOOD: Final = Sentence(
    "Sin errores: {territories} territorios, {boundaries} límites, {mandates} cargos. No se escribió nada.",
    "No errors: {territories} territories, {boundaries} boundaries, {mandates} mandates. "
    "Nothing was written.",
)
DONE: Final = Sentence(
    "En el registro: {territories} territorios, {boundaries} límites, {mandates} cargos, en {seconds} s.",
    "In the register: {territories} territories, {boundaries} boundaries, {mandates} mandates, "
    "in {seconds} s.",
)


def import_country(args: argparse.Namespace) -> int:
    """Check the files, say every problem, and unless it is a trial write them by a registrar's mandate."""
    started = time.monotonic()
    django_ready()
    from toparquia.cli.territory.checking import checked, size
    from toparquia.territory import queries as territory

    for path in filter(None, (args.file, args.geojson, args.mandates)):
        size(path)
    root, at = territory.opened_root(), now()
    found = checked(args.file, args.geojson, args.mandates, root, territory.local_day(root, at))
    if not found.problems and not args.dry_run:
        write(found, args, root)
    told = facts(found, is_written=not found.problems and not args.dry_run)
    told["seconds"] = round(time.monotonic() - started, 1)
    say(found, told, args.json)
    return 2 if found.problems else 0


def write(found: Country, args: argparse.Namespace, root: Place) -> None:
    """Bring everything in, in one transaction. :raises NotProven: :raises NoMandate:"""
    from django.db import transaction

    from toparquia.cli.consultation.acting import authority, proven
    from toparquia.cli.territory.checking import evidence, seatings
    from toparquia.mandates.recording import record_mandates
    from toparquia.territory.services import record_territories

    residents, at = proven(args.people), now()
    with transaction.atomic():
        by = authority(residents, "territory.register", root, at)
        ids = record_territories(
            root=root, told=found.told, geometries=found.geometries, file=evidence(args.file), by=by, at=at
        )
        if found.roster is not None:
            record_mandates(
                root=root,
                organs=found.roster.organs,
                seatings=seatings(found, args.mandates),
                place_ids=ids,
                file=evidence(args.mandates),
                by=authority(residents, "mandates.proclaim_first", root, at),
                at=at,
            )


def facts(found: Country, *, is_written: bool) -> dict[str, Any]:
    """Return what is printed as JSON."""
    return {
        "is_written": is_written,
        "territories": len(found.told),
        "boundaries": len(found.geometries),
        "mandates": found.mandates,
        "problems": [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "says": one.says.in_language(language()),
            }
            for one in found.problems
        ],
    }


def say(found: Country, told: dict[str, Any], as_json: bool) -> None:
    """Print what was found or done: problems a line each on standard error, the sum on standard output."""
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for one in told["problems"]:
        column = f", {one['column']}" if one["column"] else ""
        print(LINE.in_language(language(), **{**one, "column": column}), file=sys.stderr)
    if found.problems:
        print(FAULTY.in_language(language(), problems=len(found.problems)), file=sys.stderr)
        return
    print((DONE if told["is_written"] else GOOD).in_language(language(), **told))
