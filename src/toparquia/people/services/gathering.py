"""A land committee's dossiers: opened, filled with statements and evidence, and taken from state to state."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.foundation import documents, pictures
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.people import errors, queries, sealing
from toparquia.people.acts import LandDossierMoved, LandDossierOpened, LandEvidenceKept, LandStatementTaken
from toparquia.people.models import LandDossier, LandEvidence, LandStatement, LandStep
from toparquia.people.rules import land
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.rules import geojson

ABOUT: Final = Sentence("cómo se llega", "how to get there")
STATEMENT: Final = Sentence("la declaración", "the statement")
NOTE: Final = Sentence("la nota", "the note")
NOTE_LIMIT: Final = 500
STATEMENT_LIMIT: Final = 2000
# Longest side of a photographed paper, in points: what is written on it can be read.
SIDE: Final = 2000


@transaction.atomic
def open_dossier(
    *, place: Place, geometry: Mapping[str, Any], about: str, by: Authority, at: datetime
) -> LandDossier:
    """Open the dossier of a parcel; only its number is published. :raises NotACouncil: :raises NoParcel:"""
    by.check_is_for(place.id)
    if not place.is_council:
        raise errors.NotACouncil(place=place.name)
    if (wrong := geojson.fault_of_parcel(geometry)) is not None:
        raise errors.NoParcel(reason=wrong)
    # The place's row, so that two dossiers opened at once have two numbers.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    last = LandDossier.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    dossier = LandDossier.objects.create(
        place=place,
        number=last + 1,
        geometry=geojson.plain(geometry),
        about=clean_line(about, ABOUT, NOTE_LIMIT, is_optional=True),
        opened_at=at,
        changed_at=at,
    )
    enact(LandDossierOpened(subject=dossier.id, number=dossier.number), by=by, at=at)
    return dossier


@dataclass(frozen=True)
class Occupant:
    """Who lives on a parcel, as their council's register has them."""

    given_names: str
    surnames: str
    birth_date: date


@transaction.atomic
def take_statement(
    *,
    dossier_id: UUID,
    place: Place,
    occupant: Occupant,
    since: date,
    text: str,
    by: Authority,
    at: datetime,
) -> LandStatement:
    """Write down what someone who lives there says; the person finds it among their data.

    :raises NoSuchDossier: :raises DossierIsShut: :raises NoOccupant: :raises LivesFromLater:
    """
    dossier = _open(dossier_id, place, by)
    assert by.mandate is not None, "a statement is taken by an office"
    today = territory.local_day(place, at)
    if since > today:
        raise errors.LivesFromLater(since=since)
    found = queries.find_in(
        place,
        today,
        given_names=occupant.given_names,
        surnames=occupant.surnames,
        birth_date=occupant.birth_date,
    )
    # Two with the same names and birth date can't be told apart by them: nothing is written of either.
    if len(found) != 1:
        raise errors.NoOccupant(place=place.name)
    statement = LandStatement.objects.create(
        dossier=dossier,
        resident=found[0],
        since=since,
        text=clean_text(text, STATEMENT, STATEMENT_LIMIT),
        mandate_id=by.mandate.id,
        holder=by.mandate.holder,
        taken_at=at,
    )
    enact(LandStatementTaken(subject=dossier.id, number=dossier.number), by=by, at=at)
    return statement


@transaction.atomic
def keep_evidence(
    *,
    dossier_id: UUID,
    place: Place,
    kind: str,
    content: bytes,
    is_hash_public: bool,
    by: Authority,
    at: datetime,
) -> LandEvidence:
    """Seal a file in a dossier; with `is_hash_public` the Gazette says its hash, so that nobody exchanges it.

    Source: the rule set's upload.max_bytes and upload.types.
    :raises NoSuchDossier: :raises DossierIsShut: :raises EvidenceRefused: :raises EvidenceKeptAlready:
    """
    dossier = _open(dossier_id, place, by)
    assert by.mandate is not None, "evidence is kept by an office"
    kept, media_type = _checked(content, territory.rules(place, territory.local_day(place, at)))
    digest = hashlib.sha256(kept).hexdigest()
    if dossier.landevidences.filter(sha256=digest).exists():
        raise errors.EvidenceKeptAlready(number=dossier.number)
    evidence = LandEvidence.objects.create(
        dossier=dossier,
        kind=LandEvidence.Kind(kind),
        sha256=digest,
        media_type=media_type,
        size=len(kept),
        sealed=sealing.seal(kept),
        is_hash_public=is_hash_public,
        mandate_id=by.mandate.id,
        holder=by.mandate.holder,
        taken_at=at,
    )
    shown = (Evidence("prueba", digest),) if is_hash_public else ()
    enact(LandEvidenceKept(subject=dossier.id, number=dossier.number, evidence=shown), by=by, at=at)
    return evidence


@transaction.atomic
def move_dossier(
    *,
    dossier_id: UUID,
    place: Place,
    status: str,
    by: Authority,
    at: datetime,
    outcome: str = "",
    note: str = "",
) -> LandDossier:
    """Take a dossier to its next state: gathered, submitted to someone, answered, opened again.

    :raises NoSuchDossier: :raises StepOutOfTurn: :raises DossierLacks:
    """
    dossier = _locked(dossier_id, place, by)
    assert by.mandate is not None, "a dossier goes on by an office"
    if status not in land.NEXT[dossier.status]:
        raise errors.StepOutOfTurn(number=dossier.number)
    said = clean_line(note, NOTE, NOTE_LIMIT, is_optional=True)
    statements, evidence = dossier.landstatements.count(), dossier.landevidences.count()
    told = {"statements": statements, "evidence": evidence, "outcome": outcome, "note": said}
    if (what := land.lacks(status, **told)) is not None:
        raise errors.DossierLacks(number=dossier.number, what=what)
    # Written first: the table changes a dossier only as its step says.
    LandStep.objects.create(
        dossier=dossier,
        status=status,
        outcome=outcome,
        note=said,
        mandate_id=by.mandate.id,
        holder=by.mandate.holder,
        taken_at=at,
    )
    dossier.status, dossier.outcome, dossier.changed_at = LandDossier.Status(status), outcome, at
    dossier.save(update_fields=["status", "outcome", "changed_at"])
    moved = LandDossierMoved(subject=dossier.id, number=dossier.number, state=status, outcome=outcome)
    enact(moved, by=by, at=at)
    return dossier


def _locked(dossier_id: UUID, place: Place, by: Authority) -> LandDossier:
    by.check_is_for(place.id)
    dossier = LandDossier.objects.select_for_update(no_key=True).filter(id=dossier_id, place=place).first()
    if dossier is None:
        raise errors.NoSuchDossier()
    return dossier


def _open(dossier_id: UUID, place: Place, by: Authority) -> LandDossier:
    dossier = _locked(dossier_id, place, by)
    if dossier.status != LandDossier.Status.OPEN:
        raise errors.DossierIsShut(number=dossier.number)
    return dossier


def _checked(content: bytes, rules: RuleSet) -> tuple[bytes, str]:
    """Return what is kept of a file: a picture drawn anew, or a PDF as it is that does nothing but show."""
    limit, types = rules.count("upload.max_bytes"), rules.text_list("upload.types")
    refusal = errors.EvidenceRefused(types=", ".join(types).upper(), limit=limit // 1_000_000)
    try:
        if "pdf" in types and content.startswith(b"%PDF-") and len(content) <= limit:
            documents.check_document(content)
            return content, "application/pdf"
        return pictures.redrawn(content, side=SIDE, most_bytes=limit, kinds=types), "image/jpeg"
    except (documents.Damaged, documents.Active, pictures.Unreadable) as fault:
        raise refusal from fault
