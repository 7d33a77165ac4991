"""The forms of the electoral commission."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toparquia.foundation.authority import Authority
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.voting import queries, services
from toparquia.voting.errors import CertifiedElsewhere
from toparquia.voting.forms import CorrectionForm, SeedForm, TallyForm
from toparquia.voting.forms.paper import SheetForm
from toparquia.voting.models import Vote
from toparquia.voting.services import Recorded


@login_required
def tally(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Type a table's sheet, without seeing what anybody else typed."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.record", vote.place)
    form = TallyForm(
        request.POST or None,
        request.FILES or None,
        options=queries.options(vote),
        initial={"table": request.GET.get("mesa", "")},
    )
    return _typed(request, vote, form, by, None)


@login_required
def correct(request: HttpRequest, vote_id: UUID, table: int) -> HttpResponse:
    """Correct an accepted sheet, for a reason; two people type it again."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.record", vote.place)
    form = CorrectionForm(request.POST or None, request.FILES or None, options=queries.options(vote))
    return _typed(request, vote, form, by, table)


@login_required
def close(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Close a vote whose time is over."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.close", vote.place)
    words = {
        "title": _("Cerrar la votación"),
        "lead": _("Después no se recibe ningún voto. Las actas de las mesas sí se siguen escribiendo."),
    }

    def closed(at: datetime) -> None:
        services.close_vote(vote_id=vote.id, by=by, at=at)

    return _answer(request, vote, ConfirmForm(request.POST or None), "voting.close", closed, words)


@login_required
def tie_seed(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Record the seed by which ties are drawn."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.certify", vote.place)
    form = SeedForm(request.POST or None)
    words = {
        "title": _("Anotar la semilla del sorteo"),
        "lead": _("Decide los empates. Se anota una sola vez, en público y antes del certificado."),
    }

    def drawn(at: datetime) -> None:
        services.draw_tie(vote_id=vote.id, seed=form.cleaned_data["seed"], by=by, at=at)

    return _answer(request, vote, form, "voting.draw_tie", drawn, words)


@login_required
def certify(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Certify a vote that no room above certifies."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.certify", vote.place)
    words = {
        "title": _("Certificar el resultado"),
        "lead": _("Se cuenta lo guardado y el resultado queda fijo para siempre."),
    }

    def certified(at: datetime) -> None:
        if not queries.is_certified_here(vote):
            raise CertifiedElsewhere(title=vote.title)
        services.certify(vote_id=vote.id, by=by, at=at)

    return _answer(request, vote, ConfirmForm(request.POST or None), "voting.certify", certified, words)


def _typed(
    request: HttpRequest, vote: Vote, form: SheetForm, by: Authority, table: int | None
) -> HttpResponse:
    def typed(at: datetime) -> None:
        recorded = services.record_tally_sheet(
            vote_id=vote.id,
            table=form.cleaned_data["table"] if table is None else table,
            counts=form.counts,
            by=by,
            at=at,
            reason=form.cleaned_data.get("reason", ""),
            photo=form.picture,
        )
        messages.success(request, said_of(recorded))

    words = {
        "title": _("Escribir el acta de una mesa")
        if table is None
        else _("Corregir el acta de la mesa %(table)s") % {"table": table},
        "action": _("Guardar el acta"),
        "lead": _("Copia el papel tal como está. Otra persona lo escribe aparte, sin ver lo tuyo."),
    }
    return _answer(request, vote, form, "voting.record_tally_sheet", typed, words)


def said_of(recorded: Recorded) -> str:
    """Return what is told of an entry: never a figure of another's, nor by how much they differ."""
    if recorded.sheet is not None:
        return _("Coincide con lo que escribió otra persona: el acta quedó aceptada.")
    if recorded.needs_third_person:
        return _("No coincide con lo que escribió otra persona. Que una tercera la escriba desde el papel.")
    return _("Guardada. Ahora otra persona de la comisión la escribe aparte.")


def _answer(
    request: HttpRequest, vote: Vote, form: forms.Form, verb: str, do: Any, words: dict[str, str]
) -> HttpResponse:
    def there(at: datetime) -> str:
        do(at)
        return vote.get_absolute_url()

    if done := write(request, form, verb, there):
        return redirect(done)
    return form_page(request, "voting/form.html", form, {"vote": vote, "place": vote.place, **words})
