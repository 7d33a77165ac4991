"""Propose a communal norm, and publish what parliament or the assembly decided on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.assemblies import queries as assemblies
from toparquia.charters import errors, norms, rules
from toparquia.charters.acts import NormDecided, NormProposed
from toparquia.charters.models import Norm, NormDecision
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.services import enact
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

TITLE: Final = Sentence("el título de la norma", "the norm's title")
TEXT: Final = Sentence("el texto de la norma", "the norm's text")
REASON: Final = Sentence("por qué se propone", "why it is proposed")
TITLE_LIMIT: Final = 200
TEXT_LIMIT: Final = 50_000
REASON_LIMIT: Final = 2_000


@transaction.atomic
def propose_norm(
    *,
    place: Place,
    title: str,
    text: str,
    reason: str,
    by: Authority,
    at: datetime,
    changes: UUID | None = None,
) -> Norm:
    """Propose a norm of a founded commune: a new one, other words for one in force, or its repeal (no text).

    :raises NotFoundedYet: :raises NormNotInForce: :raises NothingChanges: :raises NormWithoutText:
    """
    by.check_is_for(place.id)
    if place.founded_on is None:
        raise errors.NotFoundedYet(place=place.name)
    said = clean_text(text, TEXT, TEXT_LIMIT, is_optional=True)
    # The place is locked, so that two proposals do not get one number.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    changed = _changed(place, changes, at)
    if not said and changed is None:
        raise errors.NormWithoutText()
    if changed is not None and changed.text == said:
        raise errors.NothingChanges()
    made = Norm.objects.create(
        place=place,
        number=Norm.objects.filter(place=place).count() + 1,
        title=clean_line(title, TITLE, TITLE_LIMIT),
        text=said,
        reason=clean_text(reason, REASON, REASON_LIMIT),
        changes=changed,
        proposed_at=at,
    )
    act = NormProposed(subject=made.id, number=made.number, changes=changes, evidence=norms.evidence(made))
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def decide_norm(*, norm_id: UUID, by: Authority, at: datetime) -> NormDecision:
    """Publish what the body that the rules name decided on a norm; a yes is in force some days later.

    What it changes or repeals stays in force until that day, and in the register for ever.
    :raises NormDecidedAlready: :raises NormUndecided: :raises NormNotInForce:
    Source: the rule set's charter.norms_decided_by and charter.amend_notice_days.
    """
    found = norms.norm(norm_id)
    place = found.place
    by.check_is_for(place.id)
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    if NormDecision.objects.filter(norm=found).exists():
        raise errors.NormDecidedAlready(number=found.number)
    kind = norms.kind_of(found)
    organ = "parliament" if kind == rules.NORM_IN_PARLIAMENT else None
    resolution = assemblies.decided_in(kind, found.id, place_id=place.id, organ=organ)
    if resolution is None:
        raise errors.NormUndecided(number=found.number)
    if resolution.is_carried:
        _changed(place, found.changes_id, at)
    day = territory.local_day(place, at)
    notice = timedelta(days=territory.rules(place, day).days("charter.amend_notice_days"))
    starts_on = day + notice if resolution.is_carried else None
    decided = NormDecision.objects.create(
        norm=found, resolution=resolution, in_force_on=starts_on, decided_at=at
    )
    act = NormDecided(
        subject=found.id,
        number=found.number,
        changes=found.changes_id,
        is_carried=resolution.is_carried,
        resolution=resolution.id,
        in_force_on=starts_on.isoformat() if starts_on else "",
        evidence=norms.evidence(found),
    )
    enact(act, by=by, at=at)
    return decided


def _changed(place: Place, norm_id: UUID | None, at: datetime) -> Norm | None:
    """Return the norm that is changed, which nothing approved has changed yet. :raises NormNotInForce:"""
    if norm_id is None:
        return None
    found = norms.norm(norm_id)
    approved = Norm.objects.filter(changes=found, decision__in_force_on__isnull=False).exists()
    if found.place_id != place.id or approved or not norms.is_in_force(found, territory.local_day(place, at)):
        raise errors.NormNotInForce(number=found.number)
    return found
