"""Who leaves a register, and the card with which a person enters without an e-mail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.people import queries, services
from toparquia.people.forms import CardForm, LeaveForm
from toparquia.people.views.keeping import desk
from toparquia.territory import queries as territory


@never_cache
@login_required
def leave(request: HttpRequest, code: str, resident_id: UUID) -> HttpResponse:
    """Note that a person moved away or died."""
    place, by = desk(request, code)
    today = territory.local_day(place, now())
    person = queries.resident_in(place, resident_id, today)
    form = LeaveForm(request.POST or None, initial={"on": today})

    def left(at: datetime) -> str:
        told = {"on": form.cleaned_data["on"], "reason": form.cleaned_data["reason"]}
        services.end_residence(resident_id=person.id, place=place, by=by, at=at, **told)
        return reverse("people:residents", args=[place.code])

    if done := write(request, form, "people.end_residence", left):
        messages.success(request, _("Quedó anotado. La persona ya no está en el registro de este consejo."))
        return redirect(done)
    return form_page(request, "people/leave.html", form, {"place": place, "person": person})


@never_cache
@login_required
def give_card(request: HttpRequest, code: str, resident_id: UUID) -> HttpResponse:
    """Give a person a printed card; its code is shown this once."""
    place, by = desk(request, code)
    person = queries.resident_in(place, resident_id, territory.local_day(place, now()))
    form = ConfirmForm(request.POST or None)
    given: list[services.NewCard] = []

    def gave(at: datetime) -> str:
        # What a write returns is kept, and a card's code must not be: it goes to the page alone.
        given.append(services.give_access_card(resident_id=person.id, place=place, by=by, at=at))
        return reverse("people:resident", args=[place.code, person.id])

    if done := write(request, form, "people.give_access_card", gave):
        if not given:
            return redirect(done)
        address = request.build_absolute_uri(reverse("people:card"))
        context = {"place": place, "person": person, "card": given[0], "address": address}
        return render(request, "people/card.html", context)
    return form_page(request, "people/give_card.html", form, {"place": place, "person": person})


@never_cache
@sensitive_post_parameters("code")
def enter_with_card(request: HttpRequest) -> HttpResponse:
    """Sign in with a card."""
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.open_with_card(code=form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", refusal.message(get_language() or "es"))
        else:
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("people:me")
    return form_page(request, "people/enter.html", form, {})
