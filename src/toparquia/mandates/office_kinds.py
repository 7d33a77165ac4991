"""What an office is: its powers, and where the rule set says its size and its term."""

from __future__ import annotations

from dataclasses import dataclass

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet


@dataclass(frozen=True)
class Office:
    """An office of an organ: its title, its powers, and where the rule set says its size and term.

    `age` names the parameter with the age that holders must have.
    `reaches_below` is true for offices that act for every territory under their own (the registry,
    the State's paying office); all others act for their own territory alone. `part` says which of two
    counts of a parameter is its size. `alternate_of` names the office whose vacancies an alternate
    enters; an alternate has no powers before that. `per` is "council" where each council has so many
    seats, and "committee" where each working committee has one. `only_if` names the flag without
    which it has no seats.
    """

    code: str
    title: Sentence
    powers: frozenset[str]
    seats: str | int
    years: str
    reaches_below: bool = False
    age: str = "age.min_candidate"
    part: int = 0
    alternate_of: str = ""
    per: str = ""
    only_if: str = ""

    def seats_under(self, rules: RuleSet) -> int:
        """Return how many seats it has under `rules`; for each council, where it has seats per council."""
        if self.only_if and not rules.flag(self.only_if):
            return 0
        if isinstance(self.seats, int):
            return self.seats
        size = rules.get(self.seats)
        if self.per == "committee":
            return len(rules.text_list(self.seats))
        return rules.counts(self.seats)[self.part] if isinstance(size, tuple) else rules.count(self.seats)

    def years_under(self, rules: RuleSet) -> int:
        """Return how many years its term runs under `rules`."""
        return rules.years(self.years)


@dataclass(frozen=True)
class OrganKind:
    """A kind of organ, and its offices."""

    code: str
    title: Sentence
    offices: tuple[Office, ...]
