"""What the rule set reserves or sets apart among the projects of a ballot: pots, and incompatible ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule, Pot
from toparquia.foundation.rulesets import RuleSet

THEME: Final = "theme"
TERRITORY: Final = "territory"
SAME_NEED: Final = "same_need"
SAME_PLACE: Final = "same_place"


@dataclass(frozen=True)
class Ground:
    """What planning knows of a project: the need it answers ("" for none) and the territory it lies in."""

    need: str = ""
    place: str = ""


def pots_of(rules: RuleSet) -> tuple[Pot, ...]:
    """Return the pots of a rule set: each theme or territory that it names keeps the same share.

    Source: the rule set's counting.pot_share, pot_themes and pot_places.
    """
    share = rules.share_or_none("counting.pot_share")
    if share is None:
        return ()
    part = Fraction(share.basis_points, 10_000)
    themes, places = rules.text_list("counting.pot_themes"), rules.text_list("counting.pot_places")
    return (
        *(Pot(f"{THEME} {theme}", part, THEME, theme) for theme in themes),
        *(Pot(f"{TERRITORY} {place}", part, TERRITORY, place) for place in places),
    )


def conflicts_of(rules: RuleSet, grounds: Mapping[str, Ground]) -> tuple[frozenset[str], ...]:
    """Return which options, by code, are incompatible: of each set at most one wins.

    Source: the rule set's counting.incompatible.
    """
    by = rules.choice("counting.incompatible")
    if by not in (SAME_NEED, SAME_PLACE):
        return ()
    equals: dict[str, set[str]] = {}
    for code, ground in grounds.items():
        mark = ground.need if by == SAME_NEED else ground.place
        if mark:
            equals.setdefault(mark, set()).add(code)
    return tuple(frozenset(codes) for codes in equals.values() if len(codes) > 1)


def without_absent(rule: CountingRule, codes: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Return the conflicts of a rule among these options alone."""
    kept = (conflict & codes for conflict in rule.conflicts)
    return tuple(conflict for conflict in kept if len(conflict) > 1)


def takes_pots(rule: CountingRule) -> bool:
    """Whether a counting rule spends money down a list, so that it can spend a pot first."""
    return rule.name in (*options.BY_SCORE, options.GREEDY_DENSITY)
