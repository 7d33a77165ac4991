"""Pure decisions of who may enter an office: residence, terms in a row, renewal. Values in, outcome out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import Term, add_months


def is_settled(since: date | None, day: date, rules: RuleSet) -> bool:
    """Return whether someone who lives in the territory since `since` may enter an office on `day`.

    Source: the rule set's residence.min_months.
    """
    return since is not None and add_months(since, rules.months("residence.min_months")) <= day


def terms_in_a_row(held: Iterable[Term], starts_on: date, gap_months: int) -> int:
    """Return how many terms of one office a person held without a break right before `starts_on`.

    An interval of up to
    `gap_months` is no break, or a late election would begin every count anew.
    Source: the rule set's mandate.gap_months.
    """
    count, next_start = 0, starts_on
    for term in sorted(held, key=lambda one: one.ends, reverse=True):
        if term.ends > next_start:
            continue
        if add_months(term.ends, gap_months) < next_start:
            break
        count, next_start = count + 1, term.starts
    return count


def may_hold_again(held: Iterable[Term], starts_on: date, rules: RuleSet) -> bool:
    """Return whether a person who held an office for these terms may hold it once more from a day on.

    Source: the rule set's mandate.max_consecutive.
    """
    limit = rules.count_or_none("mandate.max_consecutive")
    gap = rules.months("mandate.gap_months")
    return limit is None or terms_in_a_row(held, starts_on, gap) < limit
