"""A roll announced, objected to, answered, and printed for its tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette.writing import form_page, write
from toparquia.people import queries, services
from toparquia.people.forms import AnnounceForm, AnswerForm, ObjectForm
from toparquia.people.models import ElectoralRoll, Objection, Reading
from toparquia.people.rules import tables_of
from toparquia.territory import queries as territory

POWER: Final = "people.freeze_roll"
TABLES_MOST: Final = 50


@login_required
def announce(request: HttpRequest, code: str) -> HttpResponse:
    """Announce a roll, by the electoral commission's mandate."""
    place = territory.place_by_code(code)
    by = request.acting.authority(POWER, place)  # type: ignore[attr-defined]
    form = AnnounceForm(request.POST or None)

    def announced(at: datetime) -> str:
        told = {name: form.cleaned_data[name] for name in ("day", "objections_until")}
        return services.announce_roll(place=place, by=by, at=at, **told).get_absolute_url()

    if done := write(request, form, "people.announce_roll", announced):
        return redirect(done)
    return form_page(request, "people/announce.html", form, {"place": place})


@never_cache
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show an announced roll; whoever lives there objects here, and reads the answer."""
    found = queries.notice(notice_id)
    resident = getattr(request.user, "resident_id", None)
    form = ObjectForm(request.POST or None)

    def objected(at: datetime) -> str:
        told = {name: form.cleaned_data[name] for name in ("matter", "text")}
        services.object_to_roll(notice_id=found.id, resident_id=resident, at=at, **told)
        return found.get_absolute_url()

    if resident and (done := write(request, form, "people.object", objected)):
        messages.success(request, _("Tu objeción llegó a la comisión. Aquí verás su respuesta."))
        return redirect(done)
    return form_page(request, "people/notice.html", form, _notice_context(request, found, resident))


def _notice_context(request: HttpRequest, found: Any, resident: UUID | None) -> dict[str, Any]:
    is_commission = POWER in request.acting.powers(found.place)  # type: ignore[attr-defined]
    seen = found.objections.all() if is_commission else found.objections.filter(resident_id=resident)
    is_open = territory.local_day(found.place, now()) <= found.objections_until
    context = {"notice": found, "place": found.place, "objections": seen if resident else []}
    return context | {"is_commission": is_commission, "may_object": is_open and resident is not None}


@never_cache
@login_required
def answer(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Answer an objection, by the electoral commission's mandate."""
    found = Objection.objects.select_related("notice__place").filter(id=objection_id).first()
    if found is None or POWER not in request.acting.powers(found.notice.place):  # type: ignore[attr-defined]
        raise Http404
    place = found.notice.place
    by = request.acting.authority(POWER, place)  # type: ignore[attr-defined]
    form = AnswerForm(request.POST or None)

    def answered(at: datetime) -> str:
        told = {"is_upheld": form.cleaned_data["is_upheld"] == "yes", "answer": form.cleaned_data["answer"]}
        services.answer_objection(objection_id=found.id, place=place, by=by, at=at, **told)
        return found.notice.get_absolute_url()

    if done := write(request, form, "people.answer_objection", answered):
        return redirect(done)
    return form_page(request, "people/answer.html", form, {"place": place, "objection": found})


@never_cache
@login_required
@require_safe
def printed_roll(request: HttpRequest, roll_id: UUID) -> HttpResponse:
    """Print a frozen roll by tables for the commission; each person on it sees that it was read."""
    roll = ElectoralRoll.objects.select_related("place").filter(id=roll_id).first()
    if roll is None or POWER not in request.acting.powers(roll.place):  # type: ignore[attr-defined]
        raise Http404
    by = request.acting.authority(POWER, roll.place)  # type: ignore[attr-defined]
    asked = request.GET.get("mesas", "1")
    count = min(max(int(asked), 1), TABLES_MOST) if asked.isascii() and asked.isdigit() else 1
    people = queries.people_on(roll)
    listed = [entry.resident_id for entry in people]
    services.record_reading(
        place=roll.place, residents=listed, kind=Reading.Kind.LIST, by=by, at=now(), power=POWER
    )
    context = {"roll": roll, "place": roll.place, "tables": tables_of(people, count), "count": count}
    return render(request, "people/printed_roll.html", context)
