"""The public register: the list of communes, and the registrar's forms."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.charters import queries
from toparquia.charters.forms import AdoptRulesForm, PlaceForm
from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.territory import services
from toparquia.territory.services import NewPlace

PAGE_SIZE: Final = 50
SEARCH_LIMIT: Final = 120


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Show the communes of the register, each with its state."""
    words = request.GET.get("q", "").strip()[:SEARCH_LIMIT]
    page = Paginator(queries.communes(words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    listed = list(page)
    standings = queries.standings(listed, territory.local_day(listed[0], now())) if listed else []
    context = {"page": page, "words": words, "standings": standings}
    return render(request, "charters/communes.html", context)


@login_required
def register_place(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a territory in the register, inside another."""
    parent = territory.place_by_code(code)
    by = acting.authority(request, "territory.register", parent)
    form = PlaceForm(request.POST or None, parent=parent)

    def registered(at: datetime) -> str:
        told = form.cleaned_data
        new = NewPlace(told["kind"], told["code"], told["name"], form.more)
        return services.register_place(new=new, parent=parent, by=by, at=at).get_absolute_url()

    if done := write(request, form, "territory.register", registered):
        messages.success(request, _("El territorio quedó en el registro."))
        return redirect(done)
    return form_page(request, "charters/register_place.html", form, {"place": parent})


@login_required
def adopt_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Put a rule set in force in a territory."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "territory.adopt_rules", place)
    today = territory.local_day(place, now())
    form = AdoptRulesForm(request.POST or None, request.FILES or None, initial={"starts_on": today})

    def adopted(at: datetime) -> str:
        assert form.rules is not None, "a valid form has read its rules"
        starts_on = form.cleaned_data["starts_on"]
        services.adopt_rules(place=place, rules=form.rules, starts_on=starts_on, by=by, at=at)
        return f"{place.get_absolute_url()}reglas/"

    if done := write(request, form, "territory.adopt_rules", adopted):
        messages.success(request, _("Las reglas quedaron adoptadas."))
        return redirect(done)
    return form_page(request, "charters/adopt_rules.html", form, {"place": place, "today": today})
