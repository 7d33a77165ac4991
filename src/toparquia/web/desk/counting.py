"""Tasks of an electoral commission: type tally sheets, close, certify, call the next consultation."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toparquia.consultations import queries as consultations
from toparquia.voting import queries as voting
from toparquia.voting.models import Vote
from toparquia.web import formatting
from toparquia.web.desk.tasks import Seat, Task
from toparquia.web.doors import address_of


def tasks(seat: Seat) -> Iterator[Task]:
    """Yield what waits for a member of the electoral commission."""
    if "voting.record" in seat.powers:
        for vote in voting.under_way(seat.place):
            yield vote_task(vote, seat)
    if "consultations.call" in seat.powers:
        yield from call_tasks(seat)


def vote_task(vote: Vote, seat: Seat) -> Task:
    """Return the next step of a vote that is not certified."""
    consultation = getattr(vote, "consultation", None)
    url = (consultation or vote).get_absolute_url()
    if vote.state == Vote.State.OPEN and seat.at < vote.closes_at:
        closes = formatting.moment_text(vote.closes_at, seat.place.timezone)
        return Task(
            vote.title, url, _("Se vota hasta el {closes}").format(closes=closes), "open", _("Abierta")
        )
    if vote.state == Vote.State.OPEN:
        return Task(
            vote.title, url, _("Pasó la hora: teclea las actas y cierra."), "partial", _("Por cerrar")
        )
    if pending := voting.pending_tables(vote):
        hint = ngettext(
            "Falta teclear otra vez {tables} mesa.", "Falta teclear otra vez {tables} mesas.", len(pending)
        )
        return Task(vote.title, url, hint.format(tables=len(pending)), "partial", _("Faltan actas"))
    return Task(vote.title, url, _("Está cerrada: certifica el resultado."), "open", _("Por certificar"))


def call_tasks(seat: Seat) -> Iterator[Task]:
    """Yield the consultations that are called and not open, and the call that could be made."""
    called = consultations.consultations(seat.place).filter(vote=None, place=seat.place)
    # One that nobody opened in its time can't be opened any more.
    for consultation in called.filter(closes_at__gt=seat.at):
        opens = formatting.moment_text(consultation.opens_at, seat.place.timezone)
        hint = _("Se vota desde el {opens}").format(opens=opens)
        yield Task(consultation.title, consultation.get_absolute_url(), hint, "pending", _("Convocada"))
    ready = len(consultations.to_choose_from(seat.place, seat.at))
    if ready > 1:
        url = address_of("consultations:call", seat.place.code)
        title = _("Hay {ready} proyectos admitidos que pueden ir a una consulta").format(ready=ready)
        yield Task(title, url, "", "pending", _("Por convocar"))
