"""The first links: what the planning room and the assembly did before the vote."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.planning.models import Need, Project
from toparquia.web.chain.links import Link, Part, State
from toparquia.web.chain.story import Story


def links(story: Story) -> Iterator[Link]:
    """Yield need (where there is one), proposal, estimate, check and admission; or where it was merged."""
    if story.needs:
        yield need(story, *story.needs)
    yield proposal(story)
    if story.into:
        yield joined(story, story.into)
        return
    yield estimate(story)
    yield check(story)
    yield admission(story)


def need(story: Story, said: Need, *others: Need) -> Link:
    """Return what someone said is lacking; others behind it came with the proposals merged into this one."""
    homes = (
        ngettext("{homes} vivienda afectada", "{homes} viviendas afectadas", said.homes).format(
            homes=said.homes
        )
        if said.homes
        else ""
    )
    return Link(
        kind="need",
        title=_("La necesidad"),
        state=State.DONE,
        url=said.get_absolute_url(),
        text=f"{said.title} · {homes}" if homes else said.title,
        entry=story.trail.last("planning.need_voiced", said.id),
        zone=story.zone,
        parts=tuple(_part(story, other) for other in others),
    )


def _part(story: Story, other: Need) -> Part:
    entry = story.trail.last("planning.need_voiced", other.id)
    return Part(title=other.title, url=other.get_absolute_url(), entry=entry)


def proposal(story: Story) -> Link:
    """Return the proposal itself, with those that were merged into it."""
    proposed = story.trail.last("planning.project_proposed", story.project.id)
    return Link(
        kind="proposal",
        title=_("La propuesta, unida de varias") if story.sources else _("La propuesta"),
        state=State.DONE,
        url=f"{story.address}plan/",
        text=story.project.title,
        entry=proposed or story.trail.last("planning.projects_merged", story.project.id),
        zone=story.zone,
        parts=tuple(Part(title=one.title, url=one.get_absolute_url()) for one in story.sources),
    )


def joined(story: Story, into: Project) -> Link:
    """Return that the project became part of another one, where all goes on."""
    return Link(
        kind="admission",
        title=_("Se unió a otra propuesta"),
        state=State.ENDED,
        url=into.get_absolute_url(),
        text=into.title,
        zone=story.zone,
    )


def estimate(story: Story) -> Link:
    """Return what it costs, line by line on its own page."""
    title, address = _("El presupuesto"), f"{story.address}plan/#presupuesto"
    if story.estimate is None:
        return Link(
            kind="estimate", title=title, text=_("Falta calcular cuánto cuesta, renglón por renglón.")
        )
    lines = story.estimate.line_count
    return Link(
        kind="estimate",
        title=title,
        state=State.DONE,
        url=address,
        amount=story.estimate.total,
        text=ngettext("{lines} renglón", "{lines} renglones", lines).format(lines=lines),
        entry=story.trail.last("planning.estimate_made", story.project.id),
        zone=story.zone,
    )


def check(story: Story) -> Link:
    """Return the check on the closed list of grounds."""
    title, address = _("La revisión antes del voto"), f"{story.address}plan/#revision"
    entry = story.trail.last("planning.pre_vote_checked", story.project.id)
    facts = story.trail.facts("planning.pre_vote_checked", story.project.id)
    # A check of an older estimate says nothing of this one.
    if entry is None or story.estimate is None or facts["estimate"] != str(story.estimate.id):
        return Link(kind="check", title=title, text=_("Se revisa solo con la lista de las reglas."))
    failed = sum(not is_met for is_met in facts["findings"].values())
    if failed:
        text = ngettext("No cumple {failed} punto", "No cumple {failed} puntos", failed).format(failed=failed)
        return Link(
            kind="check",
            title=title,
            state=State.NOW,
            word=_("Por corregir"),
            url=address,
            text=text,
            entry=entry,
            zone=story.zone,
        )
    points = len(facts["findings"])
    text = ngettext("Cumple el punto de la lista", "Cumple los {points} puntos de la lista", points)
    return Link(
        kind="check",
        title=title,
        state=State.DONE,
        url=address,
        text=text.format(points=points),
        entry=entry,
        zone=story.zone,
    )


def admission(story: Story) -> Link:
    """Return the assembly's yes, with its count of hands."""
    title = _("La admisión en asamblea")
    if story.admission is None:
        return Link(
            kind="admission",
            title=title,
            text=_("La asamblea decide si va a la consulta. Después nadie lo quita."),
        )
    resolution = story.admission.resolution
    taken = story.trail.last("assemblies.resolution_taken", resolution.id)
    return Link(
        kind="admission",
        title=title,
        state=State.DONE,
        url=resolution.session.get_absolute_url(),
        text=_("{yes} a favor, {no} en contra, {abstained} se abstuvieron").format(
            yes=resolution.in_favour, no=resolution.against, abstained=resolution.abstained
        ),
        entry=story.trail.last("planning.project_admitted", story.project.id),
        also=(taken,) if taken else (),
        zone=story.zone,
    )
