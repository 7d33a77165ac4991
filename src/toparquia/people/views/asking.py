"""Asking to be registered, bearing witness, and what a council is asked about its own people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.people import queries, services
from toparquia.people.forms import AnswerQuestionForm, DecideForm, SignUpForm
from toparquia.people.models import DuplicateQuestion, RegistrationRequest
from toparquia.people.views.keeping import desk
from toparquia.territory import queries as territory


@never_cache
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to be in a council's register, without an account; a neighbour signed in asks for another."""
    place = territory.place_by_code(code)
    if not place.is_council:
        raise Http404
    today = territory.local_day(place, now())
    form = SignUpForm(request.POST or None, sexes=queries.sexes(place, today))

    def asked(at: datetime) -> str:
        promoter = getattr(request.user, "resident_id", None)
        made = services.ask_to_be_registered(place=place, new=form.person, promoter_id=promoter, at=at)
        return made.get_absolute_url()

    if done := write(request, form, "people.ask", asked):
        return redirect(done)
    needed = queries.witnesses_needed(place, today)
    return form_page(request, "people/sign_up.html", form, {"place": place, "needed": needed})


@never_cache
@require_safe
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show how far a request is; its names only to those who live in that council."""
    asked = queries.request(request_id)
    resident = getattr(request.user, "resident_id", None)
    day = territory.local_day(asked.place, now())
    is_neighbour = bool(resident) and queries.residents(asked.place, day).filter(id=resident).exists()
    context = {
        "asked": asked,
        "place": asked.place,
        "witnesses": asked.witnesses.count(),
        "needed": queries.witnesses_needed(asked.place, day),
        "is_neighbour": is_neighbour,
        "form": ConfirmForm() if is_neighbour and asked.decided_at is None else None,
        "address": request.build_absolute_uri(),
    }
    return render(request, "people/request.html", context)


@never_cache
@login_required
def bear_witness(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say, as a neighbour, that this person lives in the council."""
    asked = queries.request(request_id)
    form = ConfirmForm(request.POST or None)

    def said(at: datetime) -> str:
        resident = getattr(request.user, "resident_id", None)
        services.bear_witness(request_id=asked.id, resident_id=resident, at=at)
        return asked.get_absolute_url()

    if done := write(request, form, "people.bear_witness", said):
        messages.success(request, _("Gracias. Quedó anotado que das fe."))
        return redirect(done)
    needed = queries.witnesses_needed(asked.place, territory.local_day(asked.place, now()))
    context = {"asked": asked, "place": asked.place, "is_neighbour": False, "needed": needed}
    return form_page(request, "people/request.html", form, context)


@never_cache
@login_required
@require_safe
def requests(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits for a council's spokespersons: requests, and questions about its own people."""
    place, _by = desk(request, code)
    context = {
        "place": place,
        "requests": queries.open_requests(place),
        "questions": queries.open_questions(place),
        "needed": queries.witnesses_needed(place, territory.local_day(place, now())),
    }
    return render(request, "people/requests.html", context)


@never_cache
@login_required
def decide(request: HttpRequest, code: str, request_id: UUID) -> HttpResponse:
    """Accept a request on its witnesses, or refuse it with a reason."""
    place, by = desk(request, code)
    asked = RegistrationRequest.objects.filter(id=request_id, place=place).first()
    if asked is None:
        raise Http404
    form = DecideForm(request.POST or None)

    def decided(at: datetime) -> str:
        told = form.cleaned_data
        if told["decision"] == "accept":
            others = told["is_another"]
            services.accept_request(request_id=asked.id, place=place, by=by, at=at, are_others=others)
        else:
            services.refuse_request(request_id=asked.id, place=place, reason=told["reason"], by=by, at=at)
        return reverse("people:requests", args=[place.code])

    if done := write(request, form, "people.decide_request", decided):
        messages.success(request, _("La solicitud quedó decidida."))
        return redirect(done)
    needed = queries.witnesses_needed(place, territory.local_day(place, now()))
    context = {"place": place, "asked": asked, "witnesses": asked.witnesses.count(), "needed": needed}
    return form_page(request, "people/decide.html", form, context)


@never_cache
@login_required
def questions(request: HttpRequest, code: str, question_id: UUID) -> HttpResponse:
    """Answer whether a person of this council still lives here."""
    place, by = desk(request, code)
    asked = DuplicateQuestion.objects.filter(id=question_id, place=place).select_related("resident").first()
    if asked is None:
        raise Http404
    form = AnswerQuestionForm(request.POST or None)

    def answered(at: datetime) -> str:
        answer = form.cleaned_data["answer"]
        services.answer_question(question_id=asked.id, place=place, answer=answer, by=by, at=at)
        return reverse("people:requests", args=[place.code])

    if done := write(request, form, "people.answer_question", answered):
        messages.success(request, _("La respuesta quedó guardada."))
        return redirect(done)
    return form_page(request, "people/question.html", form, {"place": place, "person": asked.resident})
