"""Reads of residents: who counts in a territory on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from toparquia.foundation.ages import latest_birth
from toparquia.people.errors import NoSuchCard, NoSuchResident, SexNotAsked
from toparquia.people.models import (
    AccessCard,
    DuplicateQuestion,
    ElectoralRoll,
    Reading,
    RegistrationRequest,
    Residence,
    Resident,
    RollEntry,
    RollNotice,
)
from toparquia.people.rules import attendance_code, code_digest, likeness
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


def of_voting_age(place: Place, day: date) -> QuerySet[Resident]:
    """Return the residents of a territory who are of voting age on a day, by the rules of that day.

    Source: the rule set's age.min_vote and age.strict.
    """
    rules = territory.rules(place, day)
    born_until = latest_birth(day, years=rules.years("age.min_vote"), strict=rules.flag("age.strict"))
    there = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        starts_on__lte=day,
        place__path__contains=[place.id],
    )
    return Resident.objects.filter(id__in=there.values("resident_id"), birth_date__lte=born_until)


def sexes(place: Place, day: date) -> tuple[str, ...]:
    """Return the words in which a person may say their sex. Source: the rule set's census.sexes."""
    return territory.rules(place, day).text_list("census.sexes")


def check_sex(sex: str, place: Place, day: date) -> None:
    """Check that what is said of a person's sex is nothing, or a word of the rules. :raises SexNotAsked:"""
    if sex and sex not in sexes(place, day):
        raise SexNotAsked(place=place.name, sex=sex)


def witnesses_needed(place: Place, day: date) -> int:
    """Return how many neighbours vouch for a newcomer. Source: the rule set's census.witnesses."""
    return territory.rules(place, day).count("census.witnesses")


def home_of(resident_id: UUID, at: datetime) -> Place | None:
    """Return where a resident lives at a moment, None if that is not recorded."""
    day = at.date()
    lives = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), resident_id=resident_id, starts_on__lte=day
    )
    found = lives.select_related("place").first()
    return found.place if found else None


def lives_here_since(place: Place, resident_id: UUID, day: date) -> date | None:
    """Return since when a resident lives in a territory or below it without a break, None if not on that day.

    Private: a verb asks it of one person, and publishes no date.
    """
    there = Residence.objects.filter(resident_id=resident_id, place__path__contains=[place.id])
    since: date | None = None
    for starts_on, ends_on in (
        there.filter(starts_on__lte=day).order_by("-starts_on").values_list("starts_on", "ends_on")
    ):
        if (ends_on is not None and ends_on < (since or day)) or (since is None and ends_on == day):
            break
        since = starts_on
    return since


def residents(place: Place, day: date) -> QuerySet[Resident]:
    """Return who lives in a council on a day, of any age, by surnames. Private: the caller asks who may."""
    there = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day, place_id=place.id
    )
    return Resident.objects.filter(id__in=there.values("resident_id")).order_by(
        "surnames", "given_names", "id"
    )


def named(found: QuerySet[Resident], words: str) -> QuerySet[Resident]:
    """Return those of `found` whose names have every word."""
    wanted = Q()
    for word in words.split():
        wanted &= Q(given_names__icontains=word) | Q(surnames__icontains=word)
    return found.filter(wanted)


def resident_in(place: Place, resident_id: UUID, day: date, *, for_update: bool = False) -> Resident:
    """Return a resident of a council. Private. :raises NoSuchResident: also for one of another council."""
    found = residents(place, day).filter(id=resident_id)
    resident = (found.select_for_update(no_key=True) if for_update else found).first()
    if resident is None:
        raise NoSuchResident()
    return resident


def resident_of_card(scanned: str, place: Place, day: date) -> Resident:
    """Return whose card was shown at an assembly, by the text of its QR or its letters as they were typed.

    The text is `rules.ATTENDANCE` and a code of 26 letters that signs nobody in. Private: the caller asks
    who may, and notes the reading. :raises NoSuchCard: also for one that was taken back, or whose holder
    does not live in `place` or below it on that day.
    """
    card = AccessCard.objects.filter(
        attendance_digest=code_digest(attendance_code(scanned)), taken_back_at=None
    )
    there = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day, place__path__contains=[place.id]
    )
    holders = Resident.objects.filter(id__in=card.values("resident_id"))
    found = holders.filter(id__in=there.values("resident_id")).first()
    if found is None:
        raise NoSuchCard()
    return found


def find_in(place: Place, day: date, *, given_names: str, surnames: str, birth_date: date) -> list[Resident]:
    """Return the residents of a territory and below it with exactly these names and this birth date."""
    there = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day, place__path__contains=[place.id]
    )
    wanted = likeness(given_names, surnames, birth_date)
    born = Resident.objects.filter(id__in=there.values("resident_id"), birth_date=birth_date)
    return [one for one in born if likeness(one.given_names, one.surnames, one.birth_date) == wanted]


def readings_of(resident_id: UUID) -> QuerySet[Reading]:
    """Return who read what is held about a person, the newest first."""
    found = Reading.objects.filter(residents__contains=[resident_id])
    return found.select_related("place").order_by("-read_at", "-id")


def held_about(resident: Resident) -> dict[str, Any]:
    """Return all that any table holds about a person, by table: their own row and every row that names them.

    The tables are found from the keys that point to a resident, so that a new one is never forgotten.
    """
    found: dict[str, Any] = {"people.resident": [_row(resident)]}
    for relation in Resident._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        model = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: resident.pk}).order_by("pk")
        found.setdefault(model._meta.label_lower, []).extend(_row(row) for row in rows)
    found["people.reading"] = [
        {name: value for name, value in _row(row).items() if name != "residents"}
        for row in readings_of(resident.pk)
    ]
    return {label: rows for label, rows in sorted(found.items()) if rows}


def _row(row: models.Model) -> dict[str, Any]:
    # A password is no fact about a person, and bytes (signed documents) stand in the Gazette.
    return {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name != "password" and not isinstance(field, models.BinaryField)
    }


def born_elsewhere(births: set[date], place: Place, day: date) -> QuerySet[Resident]:
    """Return residents of other councils on a day with one of these birth dates, each with its `home_id`.

    Private, also to spokespersons: only the verb that asks both registers reads it.
    """
    lives = Residence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        resident_id=OuterRef("pk"),
        starts_on__lte=day,
        place__kind=Place.Kind.COUNCIL,
    ).exclude(place=place)
    home = Subquery(lives.values("place_id")[:1])
    return Resident.objects.filter(birth_date__in=births).annotate(home_id=home).exclude(home_id=None)


def open_requests(place: Place) -> QuerySet[RegistrationRequest]:
    """Return the requests that wait in a council, with how many bear witness. Private."""
    waiting = RegistrationRequest.objects.filter(place=place, decided_at=None)
    return waiting.annotate(witness_count=Count("witnesses"))


def open_questions(place: Place) -> QuerySet[DuplicateQuestion]:
    """Return what a council is asked about its own people. Private."""
    return DuplicateQuestion.objects.filter(place=place, answered_at=None).select_related("resident")


def request(request_id: UUID) -> RegistrationRequest:
    """Return a request, for whoever has its address. :raises NoSuchResident:"""
    found = RegistrationRequest.objects.select_related("place").filter(id=request_id).first()
    if found is None:
        raise NoSuchResident()
    return found


def notice(notice_id: UUID) -> RollNotice:
    """Return the notice of a roll. :raises NoSuchResident:"""
    found = RollNotice.objects.select_related("place").filter(id=notice_id).first()
    if found is None:
        raise NoSuchResident()
    return found


def people_on(roll: ElectoralRoll) -> list[RollEntry]:
    """Return who is on a roll, by surnames. Private: the caller asks who may."""
    entries = RollEntry.objects.filter(roll=roll).select_related("resident")
    return list(entries.order_by("resident__surnames", "resident__given_names", "id"))
