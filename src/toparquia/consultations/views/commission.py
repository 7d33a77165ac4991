"""The forms of the electoral commission: call, open, close, draw, certify."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from toparquia.consultations import queries, services
from toparquia.consultations.forms import CallForm, DaysForm
from toparquia.consultations.models import Consultation
from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.voting.forms import SeedForm

RUN_OFF: Final = lazy("Convocar la segunda vuelta")


@login_required
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Call a consultation among admitted projects."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "consultations.call", place)
    rules = territory.rules(place, territory.local_day(place, now()))
    form = CallForm(request.POST or None, admissions=queries.to_choose_from(place, now()), rules=rules)

    def called(at: datetime) -> str:
        said = form.cleaned_data
        opens_at, closes_at = form.hours(rules, place.timezone)
        ids = [UUID(text) for text in said["projects"]]
        return services.call_consultation(
            place=place,
            title=said["title"],
            opens_at=opens_at,
            closes_at=closes_at,
            project_ids=ids,
            budget=said["budget"],
            by=by,
            at=at,
        ).get_absolute_url()

    if done := write(request, form, "consultations.call", called):
        return redirect(done)
    opens, closes = rules.times("consultation.open_close")
    context = {"place": place, "rules": rules, "opens": opens, "closes": closes}
    return form_page(request, "consultations/call.html", form, context)


@login_required
def run_off(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Call the run-off between the projects that tied."""
    found = queries.consultation(consultation_id)
    place = found.place
    by = acting.authority(request, "consultations.call", place)
    form = DaysForm(request.POST or None)
    lead = _("Va solo entre los proyectos que empataron, y no ocupa lugar en el calendario del año.")

    def called(at: datetime) -> str:
        rules = territory.rules(place, territory.local_day(place, at))
        opens_at, closes_at = form.hours(rules, place.timezone)
        return services.call_run_off(
            consultation_id=found.id, opens_at=opens_at, closes_at=closes_at, by=by, at=at
        ).get_absolute_url()

    if done := write(request, form, "consultations.call_run_off", called):
        return redirect(done)
    context = {"consultation": found, "place": place, "title": RUN_OFF, "lead": lead}
    return form_page(request, "consultations/form.html", form, context)


@login_required
def open_vote(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Open the vote with the seed that draws the options' order."""
    found = queries.consultation(consultation_id)
    by = acting.authority(request, "voting.open", found.place)
    form = SeedForm(request.POST or None)
    lead = _("Se cierra el registro de quienes votan y se sortea el orden de la boleta con esta semilla.")

    def opened(at: datetime) -> None:
        seed = form.cleaned_data["seed"]
        services.open_consultation(consultation_id=found.id, seed=seed, by=by, at=at)

    return _answer(request, found, form, "consultations.open", opened, (_("Abrir la votación"), lead))


@login_required
def close(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Close the vote when its time is over."""
    found = queries.consultation(consultation_id)
    by = acting.authority(request, "voting.close", found.place)
    lead = _("Después no se recibe ningún voto. Las actas de las mesas sí se siguen escribiendo.")

    def closed(at: datetime) -> None:
        services.close_consultation(consultation_id=found.id, by=by, at=at)

    form = ConfirmForm(request.POST or None)
    return _answer(request, found, form, "consultations.close", closed, (_("Cerrar la votación"), lead))


@login_required
def tie_seed(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Record the seed by which ties are drawn."""
    found = queries.consultation(consultation_id)
    by = acting.authority(request, "voting.certify", found.place)
    form = SeedForm(request.POST or None)
    lead = _("Decide los empates. Se anota una sola vez, en público y antes del certificado.")

    def drawn(at: datetime) -> None:
        services.draw_tie(consultation_id=found.id, seed=form.cleaned_data["seed"], by=by, at=at)

    words = (_("Anotar la semilla del sorteo"), lead)
    return _answer(request, found, form, "consultations.draw_tie", drawn, words)


@login_required
def certify(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Certify the result: from here on the State owes what won."""
    found = queries.consultation(consultation_id)
    by = acting.authority(request, "consultations.certify", found.place)
    lead = _("Se cuenta lo guardado, el resultado queda fijo y desde ese momento el Estado debe lo que ganó.")

    def certified(at: datetime) -> None:
        services.certify_consultation(consultation_id=found.id, by=by, at=at)

    form = ConfirmForm(request.POST or None)
    words = (_("Certificar el resultado"), lead)
    return _answer(request, found, form, "consultations.certify", certified, words)


def _answer(
    request: HttpRequest, found: Consultation, form: forms.Form, verb: str, do: Any, words: tuple[str, str]
) -> HttpResponse:
    def there(at: datetime) -> str:
        do(at)
        return found.get_absolute_url()

    if done := write(request, form, verb, there):
        return redirect(done)
    title, lead = words
    context = {"consultation": found, "place": found.place, "title": title, "lead": lead}
    return form_page(request, "consultations/form.html", form, context)
