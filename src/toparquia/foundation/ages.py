"""Who is of age on a day: years complete, counted from the birth date and never from a stored age."""

from __future__ import annotations

from datetime import date, timedelta

from toparquia.foundation.terms import add_years


def is_of_age(birth: date, day: date, *, years: int, strict: bool) -> bool:
    """Test if who was born on `birth` has the age of `years` on `day`.

    Strict asks for “over” that age: the birthday must have passed. Otherwise it counts itself. Who was born
    on a 29 February has the birthday on 1 March of a common year.
    Source: rule-set parameter `age.strict`.
    """
    birthday = add_years(birth, years)
    return birthday < day if strict else birthday <= day


def latest_birth(day: date, *, years: int, strict: bool) -> date:
    """Return the latest birth date with which one is of age on `day`: for a query over many people.

    `is_of_age(birth, day, …)` is true exactly when `birth <= latest_birth(day, …)`.
    """
    last_birthday = day - timedelta(days=1) if strict else day
    guess = add_years(last_birthday, -years)
    # Going back from 29 February lands on 1 March, a day too late for a year without it.
    while add_years(guess, years) > last_birthday:
        guess -= timedelta(days=1)
    return guess
