"""Reads of the tree and of the rules in force."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from toparquia.foundation.authority import Authority, RulesRef
from toparquia.foundation.rulesets import RuleSet
from toparquia.territory.errors import NodeNotOpen, NoRulesInForce, NoSuchPlace
from toparquia.territory.models import AdoptedRules, Boundary, Place
from toparquia.territory.rules import fitting
from toparquia.territory.rules.country import Known
from toparquia.territory.rules.fitting import Misfit

WORDS_MOST: Final = 8
NEIGHBOURS_MOST: Final = 300


def place(place_id: UUID) -> Place:
    """Return a territory by its id. :raises NoSuchPlace:"""
    found = Place.objects.filter(id=place_id).first()
    if found is None:
        raise NoSuchPlace(code=place_id)
    return found


def place_by_code(code: str) -> Place:
    """Return a territory by its code in addresses. :raises NoSuchPlace:"""
    found = Place.objects.filter(code=code).first()
    if found is None:
        raise NoSuchPlace(code=code)
    return found


def subtree(place: Place) -> QuerySet[Place]:
    """Return the territory and all below it."""
    return Place.objects.filter(path__contains=[place.id])


def ancestors(place: Place) -> QuerySet[Place]:
    """Return the territories that contain `place`, itself included, in no order."""
    return Place.objects.filter(id__in=place.path)


def local_day(place: Place, at: datetime) -> date:
    """Return the date it is in the territory at a moment."""
    return at.astimezone(ZoneInfo(place.timezone)).date()


def adopted_rules(place: Place, day: date) -> AdoptedRules:
    """Return the rules in force in a territory on a day: its own, else those of the nearest above.

    :raises NoRulesInForce: if none were adopted for that day anywhere above.
    """
    in_force = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    found = {row.place_id: row for row in AdoptedRules.objects.filter(in_force, place_id__in=place.path)}
    for ancestor in reversed(place.path):
        if ancestor in found:
            return found[ancestor]
    raise NoRulesInForce(place=place.name, day=day)


def rules(place: Place, day: date) -> RuleSet:
    """Return the rule set in force in a territory on a day. :raises NoRulesInForce:"""
    adoption, ref = _in_force(place, day)
    if ref.digest not in _documents:
        return _parsed(AdoptedRules.objects.get(id=adoption))
    return _documents[ref.digest]


def rules_of_many(places: Iterable[Place], day: date) -> dict[UUID, RuleSet]:
    """Return the rule set in force in each of many territories on a day, by place id, in one query.

    :raises NoRulesInForce: if one of them has none.
    """
    wanted = list(places)
    in_force = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    above = {ancestor for place in wanted for ancestor in place.path}
    rows = {row.place_id: row for row in AdoptedRules.objects.filter(in_force, place_id__in=above)}
    found: dict[UUID, RuleSet] = {}
    for place in wanted:
        nearest = next((rows[ancestor] for ancestor in reversed(place.path) if ancestor in rows), None)
        if nearest is None:
            raise NoRulesInForce(place=place.name, day=day)
        found[place.id] = _parsed(nearest)
    return found


def adoptions(place: Place) -> list[AdoptedRules]:
    """Return all rules that were ever adopted for a territory or one above it, the newest first."""
    rows = AdoptedRules.objects.filter(place_id__in=place.path).select_related("place")
    return sorted(rows, key=lambda row: (row.starts_on, place.path.index(row.place_id)), reverse=True)


def document_of(row: AdoptedRules) -> RuleSet:
    """Return the rule set that was adopted."""
    return _parsed(row)


def root() -> Place | None:
    """Return the root territory of this installation, None before it is opened."""
    return Place.objects.filter(parent=None).order_by("id").first()


def rules_ref(place: Place, day: date) -> RulesRef:
    """Return the rules in force as acts name them. :raises NoRulesInForce:"""
    return _in_force(place, day)[1]


# Asked by every verb, and so without the document, which is large and never changes under its digest.
_IN_FORCE: Final = """
    SELECT id, code, version, digest FROM territory_adoptedrules
    WHERE place_id = ANY(%s) AND starts_on <= %s AND (ends_on IS NULL OR ends_on > %s)
    ORDER BY array_position(%s, place_id) DESC LIMIT 1
"""


_Found = tuple[UUID, RulesRef]
_remembered: ContextVar[dict[tuple[tuple[UUID, ...], date], _Found] | None] = ContextVar(
    "remembered", default=None
)


@contextmanager
def rules_remembered() -> Iterator[None]:
    """Ask only once which rules are in force where on a day inside the block; for long batches of one writer.

    Rules for a past or present day never change, but a new adoption must not be missed: it forgets all.
    """
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def forget_rules() -> None:
    """Ask again from here on: rules were adopted."""
    known = _remembered.get()
    if known is not None:
        known.clear()


def _in_force(place: Place, day: date) -> _Found:
    known = _remembered.get()
    if known is None:
        return _asked(place, day)
    key = (tuple(place.path), day)
    if key not in known:
        known[key] = _asked(place, day)
    return known[key]


def _asked(place: Place, day: date) -> _Found:
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [place.path, day, day, place.path])
        found = cursor.fetchone()
    if found is None:
        raise NoRulesInForce(place=place.name, day=day)
    adoption, code, version, digest = found
    return adoption, RulesRef(code, version, digest)


def open_authority(place: Place, at: datetime) -> Authority:
    """Return the authority of any resident: enough for acts that need no mandate, and for no other."""
    return Authority(place.ref, rules_ref(place, local_day(place, at)))


_documents: dict[str, RuleSet] = {}


def _parsed(row: AdoptedRules) -> RuleSet:
    # A document never changes under its digest, so parsing it once a process is enough.
    if row.digest not in _documents:
        _documents[row.digest] = RuleSet.from_document(row.document)
    return _documents[row.digest]


def ancestors_in_order(place: Place) -> list[Place]:
    """Return the territories that contain `place`, from the country down to itself."""
    by_id = {above.id: above for above in ancestors(place)}
    return [by_id[place_id] for place_id in place.path]


def children(place: Place) -> QuerySet[Place]:
    """Return the territories directly inside one, by name."""
    return Place.objects.filter(parent=place).order_by("name")


def around(place: Place) -> QuerySet[Place]:
    """Return the territories above one, itself, and those directly inside it, by name."""
    return Place.objects.filter(Q(id__in=place.path) | Q(parent=place)).order_by("name")


def communes() -> QuerySet[Place]:
    """Return all communes, by name."""
    return Place.objects.filter(kind=Place.Kind.COMMUNE).order_by("name")


# Words are found by their beginning, without accents and case, through an index.
_SEARCH: Final = """
    SELECT id FROM territory_place
    WHERE to_tsvector('simple', plain_words(name || ' ' || code)) @@ to_tsquery('simple', %s)
    ORDER BY CASE kind WHEN 'commune' THEN 0 WHEN 'council' THEN 1 ELSE 2 END, name, id LIMIT %s
"""


def beginnings(query: str) -> str:
    """Return a search for the beginnings of all words of `query`, "" if it has none."""
    letters = unicodedata.normalize("NFKD", query.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    words = re.findall(r"[^\W_]+", plain)[:WORDS_MOST]
    return " & ".join(f"{word}:*" for word in words)


def search(query: str, limit: int = 20) -> list[Place]:
    """Return territories with a word, in name or code, that begins like each of `query`; communes first."""
    words = beginnings(query)
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [words, limit])
        ids = [row[0] for row in cursor.fetchall()]
    found = Place.objects.in_bulk(ids)
    return [found[one] for one in ids]


def opened_root() -> Place:
    """Return the root territory of this installation. :raises NodeNotOpen:"""
    found = root()
    if found is None:
        raise NodeNotOpen()
    return found


def register_of_codes() -> QuerySet[Place, tuple[str, str, bool]]:
    """Return each territory's code and kind, and whether a commune stands in it."""
    inside = Place.objects.filter(parent_id=OuterRef("pk"), kind=Place.Kind.COMMUNE)
    return Place.objects.annotate(has_commune=Exists(inside)).values_list("code", "kind", "has_commune")


def known_codes() -> dict[str, Known]:
    """Return what the register has, by code."""
    rows = register_of_codes().iterator(chunk_size=10_000)
    return {code: Known(kind, has_commune) for code, kind, has_commune in rows}


def parents_by_code() -> dict[str, str | None]:
    """Return the code of each territory's parent, None for the root."""
    return dict(Place.objects.values_list("code", "parent__code").iterator(chunk_size=10_000))


def own_rules(day: date) -> dict[str, RuleSet]:
    """Return the rules in force on a day of each territory that has its own, by code."""
    in_force = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    rows = AdoptedRules.objects.filter(in_force).select_related("place")
    return {row.place.code: _parsed(row) for row in rows}


def boundaries(place: Place) -> list[Boundary]:
    """Return all boundaries that a territory ever had, the newest first."""
    return list(Boundary.objects.filter(place=place))


def misfits(place: Place) -> list[Misfit]:
    """Return where a boundary doesn't fit with those above, beside and inside it, in one query."""
    if place.boundary is None:
        return []
    near = _near(place).exclude(id=place.id)
    rows = list(near.order_by("name")[:NEIGHBOURS_MOST])
    above = next(((one.name, one.boundary) for one in rows if one.id == place.parent_id), None)
    return fitting.misfits(
        place.boundary,
        above=above,
        beside=[(one.name, one.boundary) for one in rows if one.parent_id == place.parent_id],
        inside=[(one.name, one.boundary) for one in rows if one.parent_id == place.id],
    )


def drawn_near(place: Place) -> list[Place]:
    """Return the territories with a boundary that a map of this one shows: above, beside, inside, itself."""
    return list(_near(place).order_by("name")[:NEIGHBOURS_MOST])


def _near(place: Place) -> QuerySet[Place]:
    beside = Q(parent_id=place.parent_id, kind=place.kind) if place.parent_id else Q(id=place.id)
    return Place.objects.filter(
        Q(id=place.parent_id) | beside | Q(parent=place) | Q(id=place.id), boundary__isnull=False
    )
