"""Which terms of a territory end when: the calendar of renewals, as values and as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from toparquia.foundation.errors import Sentence
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory.models import Place

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Renewal:
    """Seats of one organ whose terms end on one day, and how many of them have nobody after that."""

    organ: Organ
    title: Sentence
    ends_on: date
    seats: int

    @property
    def last_day(self) -> date:
        """Return the last day in office."""
        return self.ends_on - timedelta(days=1)


def renewals(place: Place, day: date, within: timedelta = YEAR) -> list[Renewal]:
    """Return the terms of a territory and below that end within a year, and those that ended unrenewed.

    A seat whose next mandate is proclaimed already is not told: it is renewed. One query.
    """
    later = Mandate.objects.filter(seat=OuterRef("seat"), ends_on__gt=OuterRef("ends_on"))
    ending = (
        Mandate.objects.filter(
            ~Exists(later), seat__organ__place__path__contains=[place.id], ends_on__lte=day + within
        )
        .exclude(seat__office__in=[code for code, office in OFFICES.items() if office.alternate_of])
        .select_related("seat__organ__place")
        .order_by("ends_on", "seat__organ_id")
    )
    found: dict[tuple[Organ, date], int] = {}
    for mandate in ending:
        key = (mandate.seat.organ, mandate.ends_on)
        found[key] = found.get(key, 0) + 1
    return [Renewal(organ, ORGANS[organ.kind].title, ends, seats) for (organ, ends), seats in found.items()]


def vacancies(place: Place, day: date) -> int:
    """Return how many seats of a territory, alternates apart, nobody holds on a day."""
    spare = [code for code, office in OFFICES.items() if office.alternate_of]
    held = Mandate.objects.filter(seat=OuterRef("pk"), starts_on__lte=day, ends_on__gt=day)
    return Seat.objects.filter(~Exists(held), organ__place=place).exclude(office__in=spare).count()


def calendar_of(found: Iterable[Renewal], *, site: str, language: str, made: str) -> str:
    """Return the renewals as an iCalendar file of whole days. Source: RFC 5545."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Toparquia//ES", "METHOD:PUBLISH"]
    for one in found:
        title = f"{one.title.in_language(language).capitalize()}, {one.organ.place.name} ({one.seats})"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.organ.id}-{one.ends_on:%Y%m%d}@toparquia",
            f"DTSTAMP:{made}",
            f"DTSTART;VALUE=DATE:{one.last_day:%Y%m%d}",
            f"SUMMARY:{_escaped(title)[:60]}",
            f"URL:{site}{one.organ.get_absolute_url()}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text
