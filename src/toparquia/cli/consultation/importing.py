"""`toparquia consultation import`: an election held elsewhere becomes a consultation of a commune."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready
from toparquia.engines.budgeting.pabulib import read
from toparquia.foundation.clock import now
from toparquia.foundation.errors import Sentence

if TYPE_CHECKING:
    from toparquia.consultations.models import Consultation
    from toparquia.consultations.rules.files import ElectionFile
    from toparquia.territory.models import Place

# Ten times the largest election that cities have published.
FILE_LIMIT: Final = 64_000_000
DONE: Final = Sentence(
    "Importada: {projects} proyectos, {ballots} boletas. {url}",
    "Imported: {projects} projects, {ballots} ballots. {url}",
)
WAITING: Final = Sentence(
    "Quedan propuestos {projects} proyectos. Pon en la asamblea de {place} la moción sobre "
    "«planning.admission» {subject}; después repite con --resolution y el número de su decisión.",
    "{projects} projects are proposed. Put the motion about “planning.admission” {subject} to the assembly "
    "of {place}; then repeat with --resolution and the id of what it resolved.",
)


def import_file(args: argparse.Namespace) -> int:
    """Read the file, then import it whole or not at all; print what is there now."""
    started = time.monotonic()
    file = read_file(args.file, currency=args.currency, mode=args.ballots)
    django_ready()
    from toparquia.territory import queries as territory

    place = territory.place_by_code(args.commune)
    done = imported(place, file, args)
    done["seconds"] = round(time.monotonic() - started, 3)
    if args.json:
        print(json.dumps(done, ensure_ascii=False))
    else:
        said = DONE if done["consultation"] else WAITING
        print(said.in_language(language(), **{**done, "place": place.name}))
    return 0


def read_file(path: str, *, currency: str, mode: str) -> ElectionFile:
    """Return the election of a file. :raises PabulibError: :raises FileTooLarge: :raises CurrencyUnknown:"""
    from toparquia.consultations.errors import FileTooLarge
    from toparquia.consultations.rules.files import file_of

    if os.path.exists(path) and (size := os.path.getsize(path)) > FILE_LIMIT:
        raise FileTooLarge(source=path, most=FILE_LIMIT // 1_000_000, size=size // 1_000_000)
    return file_of(read(path, mode=mode), name=PurePath(path).name, currency=currency)


def imported(place: Place, file: ElectionFile, args: argparse.Namespace) -> dict[str, Any]:
    """Bring a file as far as it goes: its projects to the assembly, or with its yes its ballots in."""
    from django.db import transaction

    from toparquia.cli.consultation.acting import proven
    from toparquia.consultations import queries
    from toparquia.consultations.errors import FileImportedAlready

    if queries.of_file(place, file.sha256):
        raise FileImportedAlready(source=file.name, place=place.name)
    residents, at = proven(args.people), now()
    with transaction.atomic():
        ids = proposed(place, file, residents, at)
        if not admitted(place, ids, residents, args.resolution, at):
            return told_waiting(file, ids)
        return told(taken_in(place, file, residents, args.seed, at))


def proposed(place: Place, file: ElectionFile, residents: Sequence[UUID], at: datetime) -> list[UUID]:
    """Return the file's projects here, proposed and costed by a spokesperson if nobody did before."""
    from toparquia.cli.consultation.acting import authority
    from toparquia.consultations import queries
    from toparquia.consultations.services import propose_projects

    known = queries.projects_of_file(place, file)
    if known:
        return known
    return propose_projects(
        place=place, file=file, by=authority(residents, "planning.cost", place, at), at=at
    )


def admitted(
    place: Place, ids: Sequence[UUID], residents: Sequence[UUID], resolution: UUID | None, at: datetime
) -> bool:
    """Return whether an assembly has admitted the projects, writing its yes down if it was given."""
    from toparquia.cli.consultation.acting import authority
    from toparquia.cli.consultation.sample import sample_yes
    from toparquia.consultations import queries
    from toparquia.planning.services import admit_all

    if not queries.not_admitted(ids):
        return True
    if resolution is None and place.is_sample:
        resolution = sample_yes(place, ids, residents, at)
    if resolution is None:
        return False
    by = authority(residents, "planning.admit", place, at)
    admit_all(project_ids=ids, resolution_id=resolution, by=by, at=at)
    return True


def taken_in(
    place: Place, file: ElectionFile, residents: Sequence[UUID], seed: str, at: datetime
) -> Consultation:
    """Import the ballots by a commissioner's mandate; without a seed the file's own hash draws the order."""
    from toparquia.cli.consultation.acting import authority
    from toparquia.consultations.services import import_election

    by = authority(residents, "consultations.call", place, at)
    return import_election(place=place, file=file, seed=seed or file.sha256, by=by, at=at)


def told(consultation: Consultation) -> dict[str, Any]:
    """Return what is printed of an imported election."""
    assert consultation.vote is not None, "it was opened"
    budget = consultation.budget
    return {
        "consultation": str(consultation.id),
        "url": consultation.get_absolute_url(),
        "title": consultation.title,
        "commune": consultation.place.code,
        "file": consultation.source,
        "sha256": consultation.source_sha256,
        "projects": consultation.vote.option_count,
        "ballots": sum(consultation.vote.ballot_imports.values_list("ballots", flat=True)),
        "budget_minor": None if budget is None else budget.minor,
        "currency": consultation.currency,
        "rule": consultation.rule["rule"],
        "stage": consultation.stage.value,
        "waiting_for": None,
    }


def told_waiting(file: ElectionFile, ids: Sequence[UUID]) -> dict[str, Any]:
    """Return what is printed when the projects wait for an assembly."""
    from toparquia.planning.rules import subject_of

    subject = str(subject_of(ids))
    waiting = {"matter": "planning.admission", "subject": subject}
    return {
        "consultation": None,
        "file": file.name,
        "sha256": file.sha256,
        "projects": len(ids),
        "subject": subject,
        "waiting_for": waiting,
    }
