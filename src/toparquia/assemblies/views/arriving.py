"""The desk at the door: cards, photos of lists, and the names typed from them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from toparquia.assemblies import queries, rules, services
from toparquia.assemblies.forms import ArrivalForm, PaperListForm, PhotoForm
from toparquia.assemblies.views.holding import authority_in, listed_residents
from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.territory import queries as territory

HOLD = "assemblies.hold"


@never_cache
@login_required
def door(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Write down who shows their card, one after another."""
    session = queries.session(session_id)
    by = authority_in(request, HOLD, session)
    initial = {"card": request.GET.get("tarjeta", ""), "motion": request.GET.get("mocion", "")}
    form = ArrivalForm(request.POST or None, motions=queries.amendable(session), initial=initial)

    def noted(at: datetime) -> str:
        told = {"card": form.cleaned_data["card"], "motion_id": form.motion_id}
        person = services.note_arrival(session_id=session.id, by=by, at=at, **told)
        messages.success(request, _("Está en la lista: %(name)s") % {"name": person.full_name})
        chosen = f"?mocion={form.motion_id}" if form.motion_id else ""
        return reverse("assemblies:door", args=[session.id]) + chosen

    if done := write(request, form, "assemblies.note_arrival", noted):
        return redirect(done)
    context = {
        "session": session,
        "place": session.place,
        "arrived": queries.arrivals(session).count(),
        "needed": queries.next_quorum(session, now())[1],
    }
    return form_page(request, "assemblies/door.html", form, context)


@login_required
def add_photo(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep the photo of a sheet of signatures and thumbs."""
    session = queries.session(session_id)
    by = authority_in(request, HOLD, session)
    form = PhotoForm(request.POST or None, request.FILES or None, motions=queries.amendable(session))

    def kept(at: datetime) -> str:
        content = form.cleaned_data["photo"].read(rules.PHOTO_BYTES + 1)
        services.keep_list_photo(
            session_id=session.id, content=content, motion_id=form.motion_id, by=by, at=at
        )
        return session.get_absolute_url()

    if done := write(request, form, "assemblies.keep_list_photo", kept):
        messages.success(request, _("La foto quedó sellada. Sus nombres se pueden pasar cuando haya tiempo."))
        return redirect(done)
    return form_page(request, "assemblies/add_photo.html", form, {"session": session, "place": session.place})


@never_cache
@login_required
def type_list(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Mark whose names are on a photographed list."""
    photo = queries.list_photo(photo_id)
    session = photo.session
    by = authority_in(request, HOLD, session)
    residents = listed_residents(session, by, territory.local_day(session.place, session.starts_at))
    form = PaperListForm(request.POST or None, residents=residents)

    def typed(at: datetime) -> str:
        services.type_paper_list(photo_id=photo.id, residents=form.ids, by=by, at=at)
        return session.get_absolute_url()

    if done := write(request, form, "assemblies.type_paper_list", typed):
        messages.success(request, _("Los nombres quedaron guardados con el acta. No se publican."))
        return redirect(done)
    context = {
        "session": session,
        "place": session.place,
        "photo": photo,
        "confirm": ConfirmForm(),
        "typed": queries.arrivals(session, photo.motion_id).count(),
        "counted": queries.counted_on(photo),
    }
    return form_page(request, "assemblies/type_list.html", form, context)


@never_cache
@login_required
@require_POST
def open_photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Show a sealed photo; everyone can see in the Gazette that it was opened."""
    photo = queries.list_photo(photo_id)
    by = authority_in(request, HOLD, photo.session)
    return HttpResponse(
        services.open_list_photo(photo_id=photo.id, by=by, at=now()), content_type="image/jpeg"
    )
