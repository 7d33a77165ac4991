"""The writers of the tree and of the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from toparquia import __version__
from toparquia.foundation.authority import Authority, RulesRef
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.services import enact
from toparquia.territory import queries
from toparquia.territory import rules as tree
from toparquia.territory.acts import NodeOpened, RulesAdopted, TerritoryRegistered
from toparquia.territory.errors import (
    CodeTaken,
    NodeAlreadyOpen,
    RulesBeginTooEarly,
    RulesBeginTooLate,
    TreeOutOfOrder,
)
from toparquia.territory.models import AdoptedRules, Place
from toparquia.territory.queries import local_day

# A slip of the year must not leave a territory without a way to change its rules.
FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True)
class NewPlace:
    """What is told of a territory when it is registered; `more` are further columns of `Place`."""

    kind: str
    code: str
    name: str
    more: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_node(*, code: str, name: str, rules: RuleSet, at: datetime, is_sample: bool = False) -> Place:
    """Open this installation: its root country with the rules it begins with, once.

    The only beginning without a mandate, and so the first entry of the Gazette.
    :raises NodeAlreadyOpen: if it was done before.
    """
    if Place.objects.filter(parent=None).exists():
        raise NodeAlreadyOpen()
    country = Place(
        kind=Place.Kind.COUNTRY, code=code, name=name, timezone=rules.timezone, is_sample=is_sample
    )
    country.path = [country.id]
    country.save(force_insert=True)
    adopted = _adopt(country, rules, starts_on=date.min.replace(year=1900))
    by = Authority(country.ref, RulesRef(adopted.code, adopted.version, adopted.digest))
    enact(
        NodeOpened(subject=country.id, program=f"toparquia {__version__}", code=code, name=name), by=by, at=at
    )
    return country


@transaction.atomic
def register_place(*, new: NewPlace, parent: Place, by: Authority, at: datetime) -> Place:
    """Enter a territory in the public register. :raises TreeOutOfOrder: :raises CodeTaken:"""
    by.check_is_for(parent.id)
    if not tree.may_contain(parent.kind, new.kind):
        raise TreeOutOfOrder(kind=new.kind, name=new.name, parent_kind=parent.kind, parent=parent.name)
    if Place.objects.filter(code=new.code).exists():
        raise CodeTaken(code=new.code)
    place = Place(
        kind=new.kind,
        code=new.code,
        name=new.name,
        parent=parent,
        **{"timezone": parent.timezone, "is_sample": parent.is_sample, **new.more},
    )
    place.path = [*parent.path, place.id]
    place.save(force_insert=True)
    enact(
        TerritoryRegistered(
            subject=place.id, territory=new.kind, code=new.code, name=new.name, parent=parent.id
        ),
        by=by,
        at=at,
    )
    return place


@transaction.atomic
def move_into_commune(*, council: Place, commune: Place) -> Place:
    """Let a council that stood in the circuit stand in the circuit's commune from now on.

    Called by the room that decides it, with the act that proves it. A council has nothing below it, so
    that only its own path changes.
    """
    assert tree.may_contain(commune.kind, council.kind), "a council goes into a commune"
    council.parent = commune
    council.path = [*commune.path, council.id]
    council.save(update_fields=["parent", "path"])
    return council


@transaction.atomic
def record_founding(*, commune: Place, on: date) -> Place:
    """Note the day since which a commune exists.

    Called by the room that registers it, with the act that proves it; the table asks for that
    registration and changes the day never again.
    """
    commune.founded_on = on
    commune.save(update_fields=["founded_on"])
    return commune


@transaction.atomic
def adopt_rules(
    *, place: Place, rules: RuleSet, starts_on: date, by: Authority, at: datetime
) -> AdoptedRules:
    """Put a rule set in force in a territory from a day on; the one before ends that day.

    A territory's first own rules may begin today, later ones tomorrow: no day has two.
    :raises RulesBeginTooEarly: :raises RulesBeginTooLate:
    """
    adopted = adopt_decided(place=place, rules=rules, starts_on=starts_on, by=by, at=at)
    enact(
        RulesAdopted(
            subject=adopted.id,
            code=adopted.code,
            version=adopted.version,
            digest=adopted.digest,
            starts_on=starts_on.isoformat(),
        ),
        by=by,
        at=at,
    )
    return adopted


def adopt_decided(
    *, place: Place, rules: RuleSet, starts_on: date, by: Authority, at: datetime
) -> AdoptedRules:
    """Put a rule set in force as `adopt_rules` does, without its act: the caller enacts what decided it.

    :raises RulesBeginTooEarly: :raises RulesBeginTooLate:
    """
    by.check_is_for(place.id)
    # The place's row, so that two adoptions at once come one after the other.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    standing = AdoptedRules.objects.select_for_update(no_key=True).filter(place=place, ends_on=None).first()
    earliest = local_day(place, at)
    if standing is not None:
        earliest = max(earliest, standing.starts_on) + timedelta(days=1)
    if starts_on < earliest:
        raise RulesBeginTooEarly(place=place.name, day=starts_on, earliest=earliest)
    if starts_on > earliest + FARTHEST:
        raise RulesBeginTooLate(place=place.name, day=starts_on, latest=earliest + FARTHEST)
    if standing is not None:
        standing.ends_on = starts_on
        standing.save(update_fields=["ends_on"])
    return _adopt(place, rules, starts_on=starts_on)


def _adopt(place: Place, rules: RuleSet, *, starts_on: date) -> AdoptedRules:
    adopted = AdoptedRules.objects.create(
        place=place,
        code=rules.code,
        version=rules.version,
        digest=rules.hash,
        document=rules.as_document(),
        starts_on=starts_on,
    )
    queries.forget_rules()
    return adopted
