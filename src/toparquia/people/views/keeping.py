"""A council's register for those in office there, and what is held about oneself. All of it is private."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toparquia.foundation.authority import Authority
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError
from toparquia.gazette.writing import form_page, write
from toparquia.people import queries, services
from toparquia.people.errors import NotebookUnreadable
from toparquia.people.forms import CensusForm, CorrectForm, RegisterForm
from toparquia.people.models import Reading, Resident
from toparquia.people.rules import census
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

POWER: Final = "people.register"
PAGE_SIZE: Final = 50
SEARCH_LIMIT: Final = 120
READINGS: Final = 100


@never_cache
@login_required
def residents(request: HttpRequest, code: str) -> HttpResponse:
    """List a council's people for its spokespersons; each of those listed sees that they were read."""
    place, by = desk(request, code)
    at = now()
    found = queries.residents(place, territory.local_day(place, at))
    # A search is posted, so that no name stands in an address, a history or a server's log (law 8).
    words = request.POST.get("q", "").replace("\x00", "").strip()[:SEARCH_LIMIT]
    page = Paginator(queries.named(found, words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    listed = [resident.id for resident in page]
    services.record_reading(place=place, residents=listed, kind=Reading.Kind.LIST, by=by, at=at)
    return render(request, "people/residents.html", {"place": place, "page": page, "words": words})


@never_cache
@login_required
@require_safe
def resident(request: HttpRequest, code: str, resident_id: UUID) -> HttpResponse:
    """Show a person's record to a spokesperson of their council, who is noted as having read it."""
    place, by = desk(request, code)
    at = now()
    person = queries.resident_in(place, resident_id, territory.local_day(place, at))
    services.record_reading(place=place, residents=[person.id], kind=Reading.Kind.RECORD, by=by, at=at)
    context = {"place": place, "person": person, "corrections": person.corrections.all()}
    return render(request, "people/resident.html", context)


@never_cache
@login_required
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Register a person in a council."""
    place, by = desk(request, code)
    form = RegisterForm(request.POST or None, sexes=queries.sexes(place, territory.local_day(place, now())))

    def registered(at: datetime) -> str:
        services.register_people(
            place=place, new=[form.person], by=by, at=at, are_others=form.cleaned_data["is_another"]
        )
        return reverse("people:register", args=[place.code])

    if done := write(request, form, POWER, registered):
        messages.success(request, _("La persona quedó inscrita. Puedes inscribir a otra."))
        return redirect(done)
    return form_page(request, "people/register.html", form, {"place": place})


@never_cache
@login_required
def correct(request: HttpRequest, code: str, resident_id: UUID) -> HttpResponse:
    """Correct a person's record; they see what it said before and who changed it."""
    place, by = desk(request, code)
    at = now()
    today = territory.local_day(place, at)
    person = queries.resident_in(place, resident_id, today)
    form = CorrectForm(request.POST or None, resident=person, sexes=queries.sexes(place, today))

    def corrected(at: datetime) -> str:
        services.correct_resident(resident_id=person.id, place=place, changes=form.changes, by=by, at=at)
        return reverse("people:resident", args=[place.code, person.id])

    if done := write(request, form, "people.correct", corrected):
        messages.success(request, _("La corrección quedó guardada, y la persona puede verla."))
        return redirect(done)
    if request.method != "POST":
        services.record_reading(place=place, residents=[person.id], kind=Reading.Kind.RECORD, by=by, at=at)
    return form_page(request, "people/correct.html", form, {"place": place, "person": person})


@never_cache
@login_required
def import_census(request: HttpRequest, code: str) -> HttpResponse:
    """Look a census notebook through, naming every problem, and bring it in when it has none."""
    place, by = desk(request, code)
    form = CensusForm(request.POST or None, request.FILES or None)
    notebook = _notebook(form, place) if request.method == "POST" and form.is_valid() else None
    may_write = notebook is not None and not notebook.troubles and not form.cleaned_data["only_look"]

    def brought(at: datetime) -> str:
        assert notebook is not None, "what is brought in was read"
        services.register_people(place=place, new=notebook.people, by=by, at=at, way=services.BY_CENSUS)
        return reverse("people:residents", args=[place.code])

    if may_write and (done := write(request, form, "people.import_census", brought)):
        messages.success(request, _inscribed(len(notebook.people)))
        return redirect(done)
    context = {"place": place, "notebook": notebook, "limit": census.PROBLEMS_SHOWN}
    return form_page(request, "people/census.html", form, context)


@never_cache
@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show all that is held about the person who is signed in, and who read it."""
    person = _myself(request)
    context: dict[str, Any] = {"person": person}
    if person is not None:
        context |= {
            "residences": person.residences.select_related("place").order_by("-starts_on"),
            "readings": queries.readings_of(person.id)[:READINGS],
            "corrections": person.corrections.all(),
            "tables": queries.held_about(person),
        }
    return render(request, "people/me.html", context)


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Give all that is held about the person who is signed in, as JSON."""
    person = _myself(request)
    if person is None:
        raise Http404
    answer = JsonResponse(queries.held_about(person), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="mis-datos.json"'
    return answer


def desk(request: HttpRequest, code: str) -> tuple[Place, Authority]:
    """Return the council and the authority to keep its register; to anyone else there is nothing here."""
    place = territory.place_by_code(code)
    # Not even that the page exists: another council's people are nobody's business here (law 7).
    if not place.is_council or POWER not in request.acting.powers(place):  # type: ignore[attr-defined]
        raise Http404
    by: Authority = request.acting.authority(POWER, place)  # type: ignore[attr-defined]
    return place, by


def _myself(request: HttpRequest) -> Resident | None:
    found: Resident | None = getattr(request.user, "resident", None)
    return found


def _notebook(form: CensusForm, place: Place) -> census.Notebook | None:
    file = form.cleaned_data["file"]
    try:
        today = territory.local_day(place, now())
        return census.read(file.read(census.BYTES_LIMIT + 1), today, sexes=queries.sexes(place, today))
    except NotebookUnreadable as refusal:
        form.add_error("file", _said(refusal))
        return None
    finally:
        file.seek(0)


def _said(refusal: DomainError) -> str:
    return refusal.message(get_language() or "es")


def _inscribed(people: int) -> str:
    return ngettext(
        "%(people)s persona quedó inscrita.", "%(people)s personas quedaron inscritas.", people
    ) % {"people": people}
