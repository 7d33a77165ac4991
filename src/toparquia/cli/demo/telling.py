"""What is told of each commune before it is built: its name, its state, its councils, its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from toparquia.cli.demo.commune import COUNCILS, Told
from toparquia.cli.demo.elections import Source
from toparquia.cli.demo.names import slug
from toparquia.cli.demo.node import NATIONAL_RULES, ZONES, city_rules
from toparquia.engines.budgeting.election import CHOOSE_ONE
from toparquia.foundation.rulesets import RuleSet, built_in

# What the generator writes where a commune of the national rules votes.
NATIONAL: Final = "VES"
NAME_LIMIT: Final = 120
CODE_LIMIT: Final = 60
# Terms of the commune whose mandates are over, in years.
SHORT: Final = 2


def told_of(sources: Sequence[Source], *, aged: bool) -> list[Told]:
    """Return what is told of the commune of each election; with `aged` the last one is older."""
    names = _apart([_name(source) for source in sources])
    codes = _apart([slug(source.name.removesuffix(".pb"), CODE_LIMIT) or "eleccion" for source in sources])
    last = len(sources) - 1
    return [
        Told(
            code=codes[number],
            name=names[number],
            state=source.election.meta.get("country", "") or "Sin estado",
            state_code=f"estado-{slug(source.election.meta.get('country', ''), 40) or 'sin-nombre'}",
            councils=_districts(source),
            rules=_rules(source, is_first=number == 0, is_aged=aged and number == last),
            source=source,
        )
        for number, source in enumerate(sources)
    ]


def _rules(source: Source, *, is_first: bool, is_aged: bool) -> RuleSet:
    is_national = source.currency == NATIONAL and source.election.vote_type == CHOOSE_ONE
    if is_national and not is_aged:
        return built_in(NATIONAL_RULES)
    zone = ZONES.get(source.election.meta.get("country", ""), "America/Caracas")
    # Paid at once in most places; in parts, each after an approved report, in the first and the last.
    return city_rules(
        source.currency, zone, years=SHORT if is_aged else None, pays_at_once=not (is_first or is_aged)
    )


def _name(source: Source) -> str:
    meta = source.election.meta
    unit = meta.get("unit") or meta.get("description") or source.name.removesuffix(".pb")
    part = meta.get("subunit") or meta.get("district") or ""
    # The year tells two elections of one place apart.
    whole = f"{unit}, {part}" if part and part != unit else unit
    year = (meta.get("date_begin") or meta.get("instance") or "")[-4:]
    name = " ".join(f"{whole} {year}".split())
    return "".join(sign for sign in name if sign.isprintable())[:NAME_LIMIT]


def _districts(source: Source) -> list[str]:
    found = Counter(
        " ".join(project.territory.split())[:NAME_LIMIT]
        for project in source.election.projects
        if project.territory.strip()
    )
    # One district is the commune itself, not a part of it.
    names = [name for name, _ in found.most_common(COUNCILS) if name.isprintable()]
    return names if len(names) > 1 else []


def _apart(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    apart = []
    for name in names:
        number, free = 2, name
        while free in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free)
        apart.append(free)
    return apart
