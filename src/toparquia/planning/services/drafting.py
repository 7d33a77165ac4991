"""Writing an agenda item by item, closing it for the assembly, and noting how its items are going."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.mandates import queries as mandates
from toparquia.planning import errors, queries, rules
from toparquia.planning.acts import AgendaBegun, AgendaPresentedAct, ProgressNoted
from toparquia.planning.models import Agenda, AgendaItem, AgendaPresentation, ItemNote, Need, Project
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@dataclass(frozen=True)
class NewItem:
    """An item as somebody writes it: what, by which organ, by when, with what, and what it answers."""

    title: str
    organ_id: UUID
    due_on: date
    resources: str = ""
    amount: Money | None = None
    direction: str = ""
    need_id: UUID | None = None
    project_id: UUID | None = None


@transaction.atomic
def begin_agenda(
    *,
    place: Place,
    starts_on: date,
    ends_on: date,
    by: Authority,
    at: datetime,
    goes_on: bool = True,
) -> Agenda:
    """Begin an agenda; with `goes_on`, what the one in force has not done yet comes along.

    `ends_on` is the first day after it. :raises AuthorityOfAnotherPlace:
    :raises AgendaTimeMalformed: :raises AgendaOpen:
    """
    by.check_is_for(place.id)
    rules.check_time(starts_on, ends_on)
    # The place's row: two that begin at once are one after the other.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    if (open_one := queries.agenda_being_written(place)) is not None:
        raise errors.AgendaOpen(number=open_one.number, place=place.name)
    last = queries.agendas(place).first()
    made = Agenda.objects.create(
        place=place,
        number=last.number + 1 if last else 1,
        starts_on=starts_on,
        ends_on=ends_on,
        begun_at=at,
    )
    if goes_on:
        _bring_along(made, territory.local_day(place, at))
    enact(
        AgendaBegun(subject=made.id, number=made.number, starts_on=starts_on, ends_on=ends_on), by=by, at=at
    )
    return made


@transaction.atomic
def add_item(*, agenda_id: UUID, new: NewItem, by: Authority, at: datetime) -> AgendaItem:
    """Add an item to an agenda that is being written.

    :raises NoSuchAgenda, AuthorityOfAnotherPlace, AgendaPresented: :raises AgendaFull:
    :raises TextMissing, TextTooLong, TextUnreadable: :raises OrganElsewhere, DueOutsideTheAgenda:
    :raises DirectionNotListed, NeedElsewhere, ProjectElsewhere:
    """
    found = _locked_draft(agenda_id, by, at)
    if found.items.count() >= rules.ITEMS_LIMIT:
        raise errors.AgendaFull(limit=rules.ITEMS_LIMIT)
    _check_item(found, new, at)
    return AgendaItem.objects.create(
        agenda=found,
        thread=new_id(),
        title=clean_line(new.title, rules.ITEM, rules.TITLE_LIMIT),
        resources=clean_text(new.resources, rules.RESOURCES, rules.TEXT_LIMIT, is_optional=True),
        organ_id=new.organ_id,
        due_on=new.due_on,
        amount_minor=new.amount.minor if new.amount else None,
        currency=new.amount.currency if new.amount else "",
        direction=new.direction,
        need_id=new.need_id,
        project_id=new.project_id,
    )


@transaction.atomic
def remove_item(*, item_id: UUID, by: Authority, at: datetime) -> Agenda:
    """Take an item out of an agenda that is being written; return the agenda.

    :raises NoSuchItem, AuthorityOfAnotherPlace, AgendaPresented:
    """
    item = queries.agenda_item(item_id)
    found = _locked_draft(item.agenda_id, by, at)
    item.delete()
    return found


@transaction.atomic
def present_agenda(*, agenda_id: UUID, by: Authority, at: datetime) -> AgendaPresentation:
    """Close an agenda and bring it to the assembly, which adopts it whole or not.

    :raises NoSuchAgenda, AuthorityOfAnotherPlace, AgendaPresented: :raises AgendaEmpty:
    """
    found = _locked_draft(agenda_id, by, at)
    items = list(found.items.all())
    if not items:
        raise errors.AgendaEmpty()
    digest = rules.digest(*(_as_text(item) for item in items))
    made = AgendaPresentation.objects.create(
        agenda=found, item_count=len(items), digest=digest, presented_at=at
    )
    act = AgendaPresentedAct(subject=found.id, number=found.number, items=len(items), items_sha256=digest)
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def note_progress(*, item_id: UUID, state: str, text: str, by: Authority, at: datetime) -> ItemNote:
    """Say how an item of the agenda in force is going, on the record, with a dated note.

    :raises NoSuchItem, AuthorityOfAnotherPlace: :raises ItemStateUnknown: :raises AgendaNotInForce:
    :raises TextMissing, TextTooLong, TextUnreadable:
    """
    item = queries.agenda_item(item_id)
    by.check_is_for(item.agenda.place_id)
    check_power("planning.follow_up", kind=ProgressNoted.kind, by=by, at=at)
    if state not in ItemNote.State.values:
        raise errors.ItemStateUnknown(asked=state[:60])
    adopted = queries.agenda_in_force(item.agenda.place)
    if adopted is None or adopted.agenda.id != item.agenda_id:
        raise errors.AgendaNotInForce()
    said = clean_text(text, rules.NOTE, rules.TEXT_LIMIT)
    made = ItemNote.objects.create(item=item, state=state, text=said, noted_at=at)
    act = ProgressNoted(subject=item.id, agenda=item.agenda_id, state=state, text_sha256=rules.digest(said))
    enact(act, by=by, at=at)
    return made


def _locked_draft(agenda_id: UUID, by: Authority, at: datetime) -> Agenda:
    """Return an agenda that is being written, locked, for who may write it."""
    found = queries.agenda(agenda_id)
    by.check_is_for(found.place_id)
    check_power("planning.draft", kind=AgendaPresentedAct.kind, by=by, at=at)
    # Items and the presentation wait here for each other.
    Place.objects.select_for_update(no_key=True).get(id=found.place_id)
    if AgendaPresentation.objects.filter(agenda_id=agenda_id).exists():
        raise errors.AgendaPresented()
    return found


def _bring_along(made: Agenda, day: date) -> None:
    former = queries.agenda_in_force(made.place)
    told = queries.told_items([former.agenda.id], day) if former else []
    for one in told:
        if one.standing is rules.ItemStanding.DONE:
            continue
        item = one.item
        item.pk = None
        item.id = new_id()
        item.agenda = made
        item._state.adding = True  # Django's own way to save a row as another
        item.save()


def _check_item(found: Agenda, new: NewItem, at: datetime) -> None:
    place = found.place
    if mandates.organ(new.organ_id).place_id != place.id:
        raise errors.OrganElsewhere(place=place.name)
    if not found.starts_on <= new.due_on < found.ends_on:
        last = date.fromordinal(found.ends_on.toordinal() - 1)
        raise errors.DueOutsideTheAgenda(day=new.due_on, starts=found.starts_on, last=last)
    listed = territory.rules(place, territory.local_day(place, at)).text_list("planning.strategic_lines")
    rules.check_direction(new.direction, listed)
    if new.need_id and not _is_near(Need.objects.filter(id=new.need_id), place):
        raise errors.NeedElsewhere(place=place.name)
    if new.project_id and not _is_near(Project.objects.filter(id=new.project_id), place):
        raise errors.ProjectElsewhere(place=place.name)


def _is_near(found, place: Place) -> bool:  # type: ignore[no-untyped-def]
    one = found.select_related("place").first()
    return one is not None and (one.place_id in place.path or place.id in one.place.path)


def _as_text(item: AgendaItem) -> list[str | int | None]:
    named = [item.need_id, item.project_id, item.organ_id, item.thread]
    said = [item.title, item.resources, item.due_on.isoformat(), item.direction, item.currency]
    return [*said, item.amount_minor, *(str(one) if one else None for one in named)]
