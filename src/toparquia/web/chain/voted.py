"""The link of the vote: on which ballot the project stood, how many chose it, and by which rule it won."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from toparquia.foundation.errors import shown
from toparquia.gazette.labels import word_of
from toparquia.web import formatting
from toparquia.web.chain.links import Link, State
from toparquia.web.chain.story import Story

CERTIFIED = "consultations.certified"


def links(story: Story) -> Iterator[Link]:
    """Yield the consultation as far as it has come."""
    if story.option is None:
        text = _("La gente del lugar vota entre los proyectos admitidos.")
        yield Link(kind="vote", title=_("La consulta"), text=text)
    elif story.option.consultation.is_certified:
        yield decided(story)
    else:
        yield under_way(story)


def under_way(story: Story) -> Link:
    """Return a consultation that is called, open or not certified yet."""
    consultation = story.option.consultation
    closes = formatting.moment_text(consultation.closes_at, consultation.place.timezone)
    if consultation.is_closed:
        word, text = _("Contándose"), _("Ya cerró; falta certificar el resultado.")
    elif consultation.is_open:
        word, text = _("Abierta"), _("Se vota hasta el {closes}").format(closes=closes)
    else:
        opens = formatting.moment_text(consultation.opens_at, consultation.place.timezone)
        word, text = _("Convocada"), _("Se vota desde el {opens}").format(opens=opens)
    return Link(
        kind="vote",
        title=_("La consulta"),
        state=State.NOW,
        word=word,
        url=consultation.get_absolute_url(),
        text=text,
        entry=story.trail.last("consultations.called", consultation.id),
        zone=story.zone,
    )


def decided(story: Story) -> Link:
    """Return a certified consultation: won with its rank, or lost."""
    consultation = story.option.consultation
    facts = story.trail.facts(CERTIFIED, consultation.id)
    has_won = story.prize is not None
    word = _("Ganó, lugar {rank}").format(rank=story.prize.rank) if story.prize else _("No ganó")
    counted = story.trail.last("voting.certified", consultation.vote_id)
    return Link(
        kind="vote",
        title=_("La consulta"),
        state=State.DONE if has_won else State.ENDED,
        word=word,
        url=consultation.get_absolute_url(),
        text=" · ".join(_said(story, facts)),
        entry=story.trail.last(CERTIFIED, consultation.id),
        also=(counted,) if counted else (),
        zone=story.zone,
    )


def _said(story: Story, facts: dict) -> Iterator[str]:
    """Yield how many votes it got, how many won, and by which rule."""
    votes = story.votes
    if votes is not None:
        yield _("{votes} votos, de {ballots} boletas").format(
            votes=formatting.count_text(votes.got), ballots=formatting.count_text(votes.ballots)
        )
    if facts:
        yield _("ganaron {winners}").format(winners=formatting.count_text(len(facts["winners"])))
        rule = shown(word_of(facts["rule"]["rule"]), formatting.language())
        yield _("regla: {rule}").format(rule=rule)
