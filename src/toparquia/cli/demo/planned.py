"""From needs to admitted projects: an election's own projects, as proposed, costed, checked and admitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from toparquia.cli.demo import meeting
from toparquia.cli.demo.calendar import Life
from toparquia.cli.demo.commune import Commune
from toparquia.consultations.rules.files import ElectionFile, FileProject, file_of
from toparquia.foundation.money import Money
from toparquia.planning import queries, rules, services
from toparquia.planning.rules import Finding, Line
from toparquia.planning.services import NewCheck, NewEstimate, NewNeed, NewProject

NEEDS: Final = 60
PROPOSALS: Final = 80
COSTS: Final = 90
CHECKS: Final = 95
CALLS: Final = 100
ADMITS: Final = 120
NEEDS_LIMIT: Final = 6
UNTHEMED: Final = "Obras y servicios que faltan"
# Of each project's cost: materials, running costs, labour.
WEIGHTS: Final = (55, 15, 30)
LINES: Final = {
    "materials": "Materiales según presupuesto",
    "costs": "Transporte, permisos y otros gastos",
    "labour": "Mano de obra",
}
REASONS: Final = {
    "territory": "Está dentro del territorio de la comuna.",
    "cost_arithmetic": "Las líneas suman el total.",
    "duplicate": "Ninguna otra obra aprobada es la misma.",
    "legality": "No hace falta ningún permiso que falte.",
}


def plan(commune: Commune) -> Life:
    """Bring the projects of the commune's election up to the assembly's yes."""
    source = commune.told.source
    assert source is not None, "only a commune with an election plans its projects"
    file = file_of(source.election, name=source.name)
    projects = list(file.projects())
    yield commune.days.at(NEEDS)
    needs = voice(commune, file, projects, commune.days.at(NEEDS))
    yield commune.days.at(PROPOSALS)
    new = [
        NewProject(
            one.title, _text(file, number), needs[_theme(file, number)], one.theme, one.position, one.source
        )
        for number, one in enumerate(projects)
    ]
    ids = propose(commune, new, commune.days.at(PROPOSALS))
    yield commune.days.at(COSTS)
    cost(commune, ids, [one.cost for one in projects], commune.days.at(COSTS))
    yield commune.days.at(CHECKS)
    check(commune, ids, commune.days.at(CHECKS))
    yield from admit(commune, ids, commune.days.at(CALLS), commune.days.at(ADMITS, 16))


def voice(
    commune: Commune, file: ElectionFile, projects: Sequence[FileProject], at: datetime
) -> dict[str, UUID]:
    """Voice a need for each common theme of the projects; return the need that answers each theme."""
    themes = Counter(_theme(file, number) for number in range(len(projects)))
    kept = [theme for theme, _ in themes.most_common(NEEDS_LIMIT)]
    found: dict[str, UUID] = {}
    for number, theme in enumerate(kept):
        council = commune.councils[number % len(commune.councils)]
        code = next((one.theme for spot, one in enumerate(projects) if _theme(file, spot) == theme), "")
        need = services.voice_need(
            place=council,
            new=NewNeed(
                title=(theme or UNTHEMED)[:200],
                text=f"Dicho en asamblea; lo responden {themes[theme]} propuestas de la consulta.",
                theme=code,
                homes=commune.chance.randint(20, 200),
            ),
            by=commune.anyone(at, council),
            at=at,
        )
        found[theme] = need.id
    return {theme: found.get(theme, found[kept[0]]) for theme in themes}


def propose(commune: Commune, new: Sequence[NewProject], at: datetime) -> list[UUID]:
    """Propose projects in the commune."""
    by = commune.anyone(at)
    return [project.id for project in services.propose_all(place=commune.place, new=new, by=by, at=at)]


def cost(commune: Commune, ids: Sequence[UUID], costs: Sequence[Money], at: datetime) -> None:
    """Cost projects under the three heads, to the last minor unit."""
    heads = commune.told.rules.text_list("invoice.heads")
    new = [
        NewEstimate(project_id, lines(heads, amount)) for project_id, amount in zip(ids, costs, strict=True)
    ]
    services.make_all_estimates(new=new, by=commune.by("coordination", at), at=at)


def lines(heads: Sequence[str], amount: Money) -> tuple[Line, ...]:
    """Return an estimate's lines: a share of the amount for each head, leaving out what comes to nothing."""
    shares = amount.split(WEIGHTS[: len(heads)])
    return tuple(
        Line(head, LINES.get(head, head), 1000, "obra", share)
        for head, share in zip(heads, shares, strict=True)
        if not share.is_zero
    )


def check(commune: Commune, ids: Sequence[UUID], at: datetime) -> None:
    """Check projects on the closed list of grounds, and pass them."""
    grounds = commune.told.rules.text_list("obligation.pre_vote_check")
    found = tuple(Finding(ground, True, REASONS.get(ground, "Visto.")) for ground in grounds)
    new = [NewCheck(project_id, found) for project_id in ids]
    services.check_all_before_vote(new=new, by=commune.by("coordination", at), at=at)


def admit(commune: Commune, ids: Sequence[UUID], called_at: datetime, starts_at: datetime) -> Life:
    """Let the commune's assembly admit projects to the ballot."""
    yield called_at
    item = "Proyectos para la consulta"
    session = meeting.call(commune, commune.place, starts_at, [item, "Varios"], called_at)
    yield starts_at
    matter = meeting.Matter(
        item,
        f"Que los {len(ids)} proyectos revisados vayan a la consulta.",
        queries.ADMISSION,
        rules.subject_of(ids),
        "projects",
    )
    resolution = meeting.decide(commune, session, matter, starts_at)
    by = commune.by("coordination", starts_at)
    services.admit_all(project_ids=ids, resolution_id=resolution.id, by=by, at=starts_at)
    meeting.close(commune, session, starts_at)


def _theme(file: ElectionFile, number: int) -> str:
    themes = file.election.projects[number].themes
    return " ".join(themes[0].split())[:200] if themes else ""


def _text(file: ElectionFile, number: int) -> str:
    project = file.election.projects[number]
    text = " ".join(project.fields.get("description", "").split())
    return "".join(sign for sign in text if sign.isprintable())[:4000]
