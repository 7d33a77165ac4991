"""The table of who holds which office, from a country's files: row by row, every problem with its line."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, TextIO

from toparquia.foundation.ages import is_of_age
from toparquia.foundation.errors import DomainError
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import Term
from toparquia.mandates.offices import EXCLUSIVE, ORGANS, ORGANS_OF, Office
from toparquia.people.rules import NewResident, checked
from toparquia.territory.rules.tables import Row, Table

FARTHEST: Final = timedelta(days=366)
COLUMNS: Final[dict[str, str]] = {
    "place": "place",
    "lugar": "place",
    "organ": "organ",
    "organo": "organ",
    "office": "office",
    "cargo": "office",
    "seat": "seat",
    "puesto": "seat",
    "given_names": "given_names",
    "nombres": "given_names",
    "surnames": "surnames",
    "apellidos": "surnames",
    "birth_date": "birth_date",
    "fecha_nacimiento": "birth_date",
    "home": "home",
    "vive_en": "home",
    "person": "person",
    "persona": "person",
    "starts_on": "starts_on",
    "desde": "starts_on",
    "ends_on": "ends_on",
    "hasta": "ends_on",
}
REQUIRED: Final = ("place", "organ", "office", "given_names", "surnames", "birth_date", "starts_on")


@dataclass(frozen=True, slots=True)
class Seating:
    """One mandate as its line tells it; `person` is the file's word for someone with several."""

    place: str
    organ: str
    office: str
    seat: int
    new: NewResident
    home: str
    person: str
    term: Term
    given_until: date


# The seats of an organ by office: of each the working committee that it stands for, "" for others.
Seats = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Ground:
    """What the check asks of the territories: a place's kind, its rules, which organs it has already."""

    kind_of: Callable[[str], str | None]
    rules_of: Callable[[str], RuleSet]
    organs_of: Mapping[str, frozenset[str]]
    today: date


@dataclass
class Roster:
    """Reads a table of mandates and remembers what the rows before ask of a row: seats and persons."""

    name: str
    ground: Ground
    organs: dict[tuple[str, str], Seats] = field(default_factory=dict)
    # Of each seat its terms as day numbers, two by two: hundreds of thousands have to fit in a laptop.
    _held: dict[tuple[str, str, int], array[int]] = field(default_factory=dict)
    _watching: dict[str, list[tuple[str, str, Term]]] = field(default_factory=dict)
    _persons: dict[str, tuple[str, str, date, str]] = field(default_factory=dict)
    _sizes: dict[tuple[str, str], Seats] = field(default_factory=dict)
    _next: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the table of problems."""
        self.table = Table(self.name, COLUMNS, REQUIRED)

    def seatings(self, source: TextIO) -> Iterator[Seating]:
        """Yield the mandates of an open text; what is wrong with a row goes to `table.problems`."""
        for row in self.table.rows(source):
            seating = self._seating(row)
            if seating is not None:
                yield seating

    def _seating(self, row: Row) -> Seating | None:
        before = len(self.table.problems)
        office = self._office(row)
        new, home = self._person(row)
        if office is None or new is None:
            return None
        place, organ = row.cells["place"], row.cells["organ"]
        term, given_until = self._term(row, office, new, place)
        if term is None or len(self.table.problems) > before:
            return None
        seat = self._seat(row, place, organ, office, term)
        if seat is None or not self._is_compatible(row, place, organ, term, new, home):
            return None
        return Seating(
            place, organ, office.code, seat, new, home, row.cells.get("person", ""), term, given_until
        )

    def _office(self, row: Row) -> Office | None:
        place, organ, code = row.cells["place"], row.cells["organ"], row.cells["office"]
        kind = self.ground.kind_of(place)
        if kind is None:
            self.table.say(
                row.line, "place", f"no hay un lugar «{place[:80]}»", f"there is no place “{place[:80]}”"
            )
            return None
        if organ not in ORGANS or organ not in ORGANS_OF.get(kind, ()):
            self.table.say(
                row.line, "organ", f"un lugar {kind} no tiene ese órgano", f"a {kind} has no such organ"
            )
            return None
        if any(one.per == "council" for one in ORGANS[organ].offices):
            self.table.say(
                row.line,
                "organ",
                "sus puestos son de los consejos: se constituye en la página de la comuna",
                "its seats are the councils': it is constituted on the commune's page",
            )
            return None
        if organ in self.ground.organs_of.get(place, ()):
            self.table.say(
                row.line,
                "organ",
                "el registro ya tiene ese órgano con sus cargos",
                "the register has that organ already",
            )
            return None
        found = next((one for one in ORGANS[organ].offices if one.code == code), None)
        if found is None:
            self.table.say(
                row.line, "office", "ese órgano no tiene ese cargo", "that organ has no such office"
            )
            return None
        if (place, organ) not in self.organs:
            self.organs[place, organ] = self._seats_of(place, organ)
        return found

    def _seats_of(self, place: str, organ: str) -> Seats:
        rules = self.ground.rules_of(place)
        key = (rules.hash, organ)
        if key not in self._sizes:
            self._sizes[key] = {
                one.code: tuple(rules.text_list(str(one.seats)))
                if one.per == "committee"
                else ("",) * one.seats_under(rules)
                for one in ORGANS[organ].offices
            }
        return self._sizes[key]

    def _person(self, row: Row) -> tuple[NewResident | None, str]:
        home = row.cells.get("home", "") or row.cells["place"]
        if self.ground.kind_of(home) is None:
            self.table.say(
                row.line, "home", f"no hay un lugar «{home[:80]}»", f"there is no place “{home[:80]}”"
            )
        birth = self.table.day(row, "birth_date")
        if birth is None:
            if not row.cells["birth_date"]:
                self.table.say(
                    row.line, "birth_date", "falta la fecha de nacimiento", "the birth date is missing"
                )
            return None, home
        try:
            told = NewResident(row.cells["given_names"], row.cells["surnames"], birth, self.ground.today)
            return checked(told, today=self.ground.today), home
        except DomainError as refusal:
            self.table.say(row.line, "given_names", refusal.message("es"), refusal.message("en"))
            return None, home

    def _term(self, row: Row, office: Office, new: NewResident, place: str) -> tuple[Term | None, date]:
        starts, ends = self.table.day(row, "starts_on"), self.table.day(row, "ends_on")
        if starts is None or starts > self.ground.today + FARTHEST or starts.year < 1900:
            self.table.say(
                row.line,
                "starts_on",
                "falta el día en que empezó, o es muy lejano",
                "the first day is missing or too far",
            )
            return None, date.min
        rules = self.ground.rules_of(place)
        whole = Term.of_years(starts, office.years_under(rules))
        if ends is not None and not starts < ends <= whole.ends:
            self.table.say(
                row.line,
                "ends_on",
                f"termina después de empezar y a más tardar el {whole.ends}",
                f"it ends after it starts and by {whole.ends}",
            )
            return None, date.min
        years = rules.years(office.age)
        if not is_of_age(new.birth_date, starts, years=years, strict=rules.flag("age.strict")):
            self.table.say(
                row.line,
                "birth_date",
                f"el cargo pide {years} años ese día",
                f"the office asks for {years} years that day",
            )
        # A shorter term is told as the one that was given: why it was shorter is not in the file.
        return (whole if ends is None else Term(starts, ends)), (whole.ends if ends is None else ends)

    def _seat(self, row: Row, place: str, organ: str, office: Office, term: Term) -> int | None:
        size = len(self.organs[place, organ][office.code])
        number = self.table.whole(row, "seat")
        if number is None:
            number = self._next.get((place, office.code), 0) + 1
        self._next[place, office.code] = max(number, self._next.get((place, office.code), 0))
        if not 1 <= number <= size:
            self.table.say(
                row.line,
                "seat",
                f"las reglas dan {size} puestos a ese cargo",
                f"the rules give that office {size} seats",
            )
            return None
        terms = self._held.setdefault((place, office.code, number), array("l"))
        first, last = term.starts.toordinal(), term.ends.toordinal()
        for held in range(0, len(terms), 2):
            if first < terms[held + 1] and terms[held] < last:
                self.table.say(
                    row.line, "seat", f"el puesto {number} ya está ocupado", f"seat {number} is already held"
                )
                return None
        terms.extend((first, last))
        return number

    def _is_compatible(
        self, row: Row, place: str, organ: str, term: Term, new: NewResident, home: str
    ) -> bool:
        """Note a person who is two people, or who would watch themselves. Source: finance.exclusive_posts."""
        person = row.cells.get("person", "")
        if not person:
            return True
        told = (new.given_names, new.surnames, new.birth_date, home)
        if self._persons.setdefault(person, told) != told:
            self.table.say(
                row.line,
                "person",
                "otra línea da otros datos a esa persona",
                "another line says otherwise of that person",
            )
            return False
        if organ not in EXCLUSIVE or not self.ground.rules_of(place).flag("finance.exclusive_posts"):
            return True
        others = self._watching.setdefault(person, [])
        for where, other, held in others:
            if (where, other) != (place, organ) and held.starts < term.ends and term.starts < held.ends:
                self.table.say(
                    row.line,
                    "person",
                    "esa persona ya está en un órgano que lo impide",
                    "that person is in an organ that excludes it",
                )
                return False
        others.append((place, organ, term))
        return True


def digest_line(seating: Seating) -> bytes:
    """Return what a batch's digest takes of a mandate: where, which seat, and from when to when."""
    return (
        f"{seating.place}\t{seating.organ}\t{seating.office}\t{seating.seat}\t{seating.term.starts}"
        f"\t{seating.term.ends}\n"
    ).encode()


def digest_of(batch: list[Seating]) -> str:
    """Return the SHA-256 of a batch, in hex. No names are in it: a name could be guessed from its hash."""
    digest = hashlib.sha256()
    for seating in batch:
        digest.update(digest_line(seating))
    return digest.hexdigest()
