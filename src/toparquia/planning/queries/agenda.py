"""Reads of the agenda: which one is in force by an assembly's yes, how its items stand, what rolls up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from toparquia.assemblies.models import Resolution
from toparquia.mandates.models import Organ
from toparquia.planning import rules
from toparquia.planning.errors import NoSuchAgenda, NoSuchItem, NoSuchPriorities
from toparquia.planning.models import Agenda, AgendaItem, ItemNote, Need, Priorities, WorkPlan
from toparquia.planning.queries.projects import LISTED
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# What a motion is about when an assembly is asked to adopt an agenda, or an order of needs.
AGENDA: Final = "planning.agenda"
PRIORITIES: Final = "planning.priorities"


@dataclass(frozen=True)
class Adopted:
    """An agenda in force, and the resolution by which it is."""

    agenda: Agenda
    resolution: Resolution


@dataclass(frozen=True)
class ToldItem:
    """An item with its last note, and how it stands on a day."""

    item: AgendaItem
    note: ItemNote | None
    standing: rules.ItemStanding


def agenda(agenda_id: UUID) -> Agenda:
    """Return an agenda with its place. :raises NoSuchAgenda:"""
    found = Agenda.objects.select_related("place", "presentation").filter(id=agenda_id).first()
    if found is None:
        raise NoSuchAgenda()
    return found


def agenda_item(item_id: UUID) -> AgendaItem:
    """Return an item with all that it names. :raises NoSuchItem:"""
    with_all = AgendaItem.objects.select_related("agenda__place", "agenda__presentation", *NAMED)
    found = with_all.filter(id=item_id).first()
    if found is None:
        raise NoSuchItem()
    return found


NAMED: Final = ("organ__place", "need", "project")


def agendas(place: Place) -> QuerySet[Agenda]:
    """Return the agendas of a territory, the newest first."""
    return Agenda.objects.filter(place=place).select_related("place", "presentation")


def agenda_being_written(place: Place) -> Agenda | None:
    """Return the agenda of a territory that was not presented yet, None if there is none."""
    return agendas(place).filter(presentation__isnull=True).first()


def agendas_in_force(places: Collection[UUID]) -> dict[UUID, Adopted]:
    """Return the agenda in force in each of these territories that has one, by the place's id.

    The last resolution of the territory's own assembly that was carried and stands decides; if a later
    assembly undoes it, the one before is in force again.
    """
    presented = Agenda.objects.filter(place_id__in=places, presentation__isnull=False)
    known = {one.id: one for one in presented.select_related("place", "presentation")}
    found: dict[UUID, Adopted] = {}
    for taken in _carried(AGENDA, known):
        assert taken.motion.about_id is not None, "asked for by it"
        one = known[taken.motion.about_id]
        if taken.session.place_id == one.place_id:
            found[one.place_id] = Adopted(one, taken)
    return found


def agenda_in_force(place: Place) -> Adopted | None:
    """Return the agenda in force in a territory, None while its assembly adopted none."""
    return agendas_in_force([place.id]).get(place.id)


def decisions_about_agenda(found: Agenda) -> list[Resolution]:
    """Return what assemblies of its territory decided about an agenda, the oldest first."""
    about = Resolution.objects.filter(motion__about_kind=AGENDA, motion__about_id=found.id)
    own = about.filter(session__organ=None, session__place_id=found.place_id)
    return list(own.select_related("motion", "session").order_by("taken_at", "id"))


def told_items(agenda_ids: Iterable[UUID], day: date) -> list[ToldItem]:
    """Return the items of agendas as they stand on a day: late ones first, then by their day."""
    items = list(
        AgendaItem.objects.filter(agenda_id__in=list(agenda_ids)).select_related("agenda__place", *NAMED)
    )
    of_threads = ItemNote.objects.filter(item__thread__in={one.thread for one in items})
    newest = of_threads.select_related("item").order_by("item__thread", "-noted_at", "-id")
    notes = {note.item.thread: note for note in newest.distinct("item__thread")}
    told = [_told(one, notes.get(one.thread), day) for one in items]
    late = rules.ItemStanding.LATE
    return sorted(told, key=lambda one: (one.standing is not late, one.item.due_on, one.item.id))


def _told(item: AgendaItem, note: ItemNote | None, day: date) -> ToldItem:
    state = note.state if note else None
    return ToldItem(item, note, rules.standing(state=state, due_on=item.due_on, day=day))


def notes_of(thread: UUID) -> QuerySet[ItemNote]:
    """Return all that was noted about an item over the years, the newest first."""
    return ItemNote.objects.filter(item__thread=thread).select_related("item__agenda")


def same_item(item: AgendaItem) -> QuerySet[AgendaItem]:
    """Return an item as each agenda had it, the newest first."""
    found = AgendaItem.objects.filter(thread=item.thread)
    return found.select_related("agenda").order_by("-agenda__begun_at", "-id")


def rolled_up(place: Place, day: date) -> tuple[list[ToldItem], dict[UUID, Adopted]]:
    """Return the items in force of a territory and all below it, and by what each agenda is in force."""
    inside = list(territory.subtree(place).values_list("id", flat=True))
    adopted = agendas_in_force(inside)
    return told_items([one.agenda.id for one in adopted.values()], day), adopted


def by_direction(told: Iterable[ToldItem]) -> Counter[str]:
    """Return how many items align to each strategic direction; "" counts those that name none."""
    return Counter(one.item.direction for one in told)


def agendas_to_decide(place: Place) -> list[Agenda]:
    """Return the presented agendas of a territory about which its assembly decided nothing yet."""
    decided = Resolution.objects.filter(motion__about_kind=AGENDA, motion__about_id=OuterRef("pk"))
    return list(agendas(place).filter(~Exists(decided), presentation__isnull=False))


def priorities(priorities_id: UUID) -> Priorities:
    """Return an order of needs with its place. :raises NoSuchPriorities:"""
    found = Priorities.objects.select_related("place").filter(id=priorities_id).first()
    if found is None:
        raise NoSuchPriorities()
    return found


def priorities_to_decide(place: Place) -> list[Priorities]:
    """Return the orders of needs of a territory about which its assembly decided nothing yet."""
    decided = Resolution.objects.filter(motion__about_kind=PRIORITIES, motion__about_id=OuterRef("pk"))
    found = Priorities.objects.filter(~Exists(decided), place=place)
    return list(found.select_related("place"))


def priorities_in_force(place: Place) -> Priorities | None:
    """Return the order of needs that the territory's assembly adopted last and that stands, None if none."""
    known = {one.id: one for one in Priorities.objects.filter(place=place)}
    adopted = [one for one in _carried(PRIORITIES, known) if one.session.place_id == place.id]
    about = adopted[-1].motion.about_id if adopted else None
    return known[about] if about else None


def ranked(found: Priorities) -> list[Need]:
    """Return the needs of an order, the first first."""
    return [row.need for row in found.ranks.select_related("need__place")]


def presented_items() -> QuerySet[AgendaItem]:
    """Return every item of every agenda that went to an assembly, each with its last `state`."""
    notes = ItemNote.objects.filter(item__thread=OuterRef("thread")).order_by("-noted_at", "-id")
    found = AgendaItem.objects.filter(agenda__presentation__isnull=False)
    told = found.select_related("agenda__place", "organ").annotate(state=Subquery(notes.values("state")[:1]))
    return told.order_by("agenda_id", "due_on", "id")


def work_plan(project_id: UUID) -> WorkPlan | None:
    """Return the newest schedule and beneficiaries of a project, None while nobody planned them."""
    found = WorkPlan.objects.filter(project_id=project_id).prefetch_related("steps")
    return found.order_by("-number").first()


def _carried(kind: str, things: Collection[UUID]) -> QuerySet[Resolution]:
    """Return the standing resolutions of assemblies about things of a kind, the oldest first."""
    undone = Resolution.objects.filter(revokes_id=OuterRef("pk"))
    about = Resolution.objects.filter(motion__about_kind=kind, motion__about_id__in=list(things))
    stands = about.filter(~Exists(undone), is_carried=True, session__organ=None)
    return stands.select_related("motion", "session").order_by("taken_at", "id")


def organs_of(place: Place) -> list[Organ]:
    """Return the organs of a territory that may answer for an item."""
    return list(Organ.objects.filter(place=place).order_by("kind"))


def needs_first(place: Place) -> list[Need]:
    """Return the needs of a territory and below: in the adopted order, then by homes."""
    adopted = priorities_in_force(place)
    first = ranked(adopted) if adopted else []
    inside = Need.objects.filter(place__path__contains=[place.id]).select_related("place")
    rest = inside.exclude(id__in=[need.id for need in first]).order_by("-voiced_at", "id")[:LISTED]
    return [*first, *sorted(rest, key=lambda need: -(need.homes or 0))]
