"""The commission's forms for the online box, and the table where people check in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.people.models import Reading
from toparquia.people.services import record_reading
from toparquia.voting import queries, services
from toparquia.voting.errors import BoothProgramMissing
from toparquia.voting.forms import BoxForm, CheckInForm
from toparquia.voting.models import Vote


@login_required
def prepare(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Set up the online box."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.open", vote.place)
    form = BoxForm(request.POST or None, zone=vote.place.timezone)
    words = {
        "title": _("Preparar la urna en línea"),
        "lead": _("Los custodios hacen la llave y la autoridad de credenciales, las hojas. Después se abre."),
        "action": _("Preparar la urna"),
    }

    def done(at: datetime) -> None:
        services.set_up_box(vote_id=vote.id, closes_online_at=form.cleaned_data["closes"], by=by, at=at)

    return _answer(request, vote, form, "voting.set_up_box", done, words)


@login_required
def open_(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Open the box, which fixes keys, credentials and the booth's program."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.open", vote.place)
    words = {
        "title": _("Abrir la urna en línea"),
        "lead": _("Quedan fijas y publicadas las llaves, la lista de credenciales y la huella de la cabina."),
        "action": _("Abrir la urna"),
    }

    def done(at: datetime) -> None:
        services.open_box(vote_id=vote.id, by=by, at=at, program=booth_program())

    return _answer(request, vote, ConfirmForm(request.POST or None), "voting.open_box", done, words)


@login_required
def close(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Close the box whose hour has come."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.close", vote.place)
    words = {
        "title": _("Cerrar la urna en línea"),
        "lead": _("Se publica la huella de todo lo recibido. Por fases, desde ahora atienden las mesas."),
        "action": _("Cerrar la urna"),
    }

    def done(at: datetime) -> None:
        services.close_box(vote_id=vote.id, by=by, at=at)

    return _answer(request, vote, ConfirmForm(request.POST or None), "voting.close_box", done, words)


@login_required
def sum_(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Verify all ballots again and fix their encrypted sum."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.certify", vote.place)
    words = {
        "title": _("Sumar las boletas cifradas"),
        "lead": _(
            "Se comprueba otra vez cada boleta y se suman sin abrirlas. Después los custodios descifran."
        ),
        "action": _("Comprobar y sumar"),
    }

    def done(at: datetime) -> None:
        services.sum_box(vote_id=vote.id, by=by, at=at)

    return _answer(request, vote, ConfirmForm(request.POST or None), "voting.sum_box", done, words)


@login_required
def table(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Find a person on the roll and check them in; each person shown can see that they were."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.record", vote.place)
    words = request.GET.get("q", "").strip()
    found = queries.roll_found(vote, words) if words else []
    if found:
        people = [entry.resident_id for entry, _state in found]
        record_reading(
            place=vote.place,
            residents=people,
            kind=Reading.Kind.LIST,
            power="voting.record",
            by=by,
            # By the hour: to the second it would say who voted when.
            at=now().replace(minute=0, second=0, microsecond=0),
        )
    form = CheckInForm(request.POST or None, initial={"resident": request.GET.get("persona", "")})

    def done(at: datetime) -> str:
        typed = form.cleaned_data
        if typed["channel"] == "returned":
            services.return_slip(
                vote_id=vote.id, resident_id=typed["resident"], slip=typed["slip"], by=by, at=at
            )
        else:
            services.check_in(
                vote_id=vote.id, resident_id=typed["resident"], channel=typed["channel"], by=by, at=at
            )
        return request.path

    if address := write(request, form, "voting.check_in", done):
        messages.success(request, _("Anotado en el cuaderno."))
        return redirect(address)
    context = {
        "vote": vote,
        "place": vote.place,
        "found": found,
        "words": words,
        "sums": queries.reconciled(vote),
    }
    return form_page(request, "voting/table.html", form, context)


def booth_program() -> str:
    """Return the hash of the booth's program, of the files as they are served.

    It is worked out again from their bytes, as the build does: what is announced is what voters get.
    :raises BoothProgramMissing: if a file is not there, or is another than the build made.
    """
    said: dict[str, Any] = json.loads(_served("booth.json"))
    lines = (f"{sha256(_served(name)).hexdigest()}  {name}\n" for name in sorted(said["files"]))
    program = sha256("".join(lines).encode()).hexdigest()
    if program != said["program"]:
        raise BoothProgramMissing()
    return program


def _served(name: str) -> bytes:
    found = finders.find(f"web/booth/{name}")
    if not isinstance(found, str):
        raise BoothProgramMissing()
    return Path(found).read_bytes()


def _answer(
    request: HttpRequest,
    vote: Vote,
    form: forms.Form,
    verb: str,
    do: Callable[[datetime], None],
    words: dict[str, str],
) -> HttpResponse:
    def there(at: datetime) -> str:
        do(at)
        return vote.get_absolute_url()

    if done := write(request, form, verb, there):
        return redirect(done)
    return form_page(request, "voting/form.html", form, {"vote": vote, "place": vote.place, **words})
