"""The order of needs that an assembly adopts, and the photo of a need."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.planning import photos, queries, services
from toparquia.planning.forms import PrioritiesForm
from toparquia.territory import queries as territory


@login_required
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Bring an order of needs to the assembly."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "planning.draft", place)
    form = PrioritiesForm(request.POST or None, needs=queries.diagnosis(place).needs)

    def listed(at: datetime) -> str:
        made = services.list_priorities(place=place, need_ids=form.need_ids, by=by, at=at)
        return made.get_absolute_url()

    if done := write(request, form, "planning.list_priorities", listed):
        messages.success(request, _("La lista quedó lista para la asamblea."))
        return redirect(done)
    return form_page(request, "planning/priorities_form.html", form, {"place": place})


@require_safe
def priorities(request: HttpRequest, priorities_id: UUID) -> HttpResponse:
    """Show an order of needs, and what the assembly decided about it."""
    found = queries.priorities(priorities_id)
    in_force = queries.priorities_in_force(found.place)
    context = {
        "priorities": found,
        "place": found.place,
        "needs": queries.ranked(found),
        "is_in_force": in_force is not None and in_force.id == found.id,
        "decisions": list(assemblies.resolutions_about(queries.PRIORITIES, found.id)),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "planning/priorities.html", context)


@require_safe
def photo(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Send the photo of a need, as it was drawn anew."""
    digest = queries.need(need_id).photo_sha256
    if not digest:
        raise Http404("no photo")
    try:
        answer = HttpResponse(photos.read(digest), content_type="image/jpeg")
    except FileNotFoundError as gone:
        raise Http404("no photo") from gone
    # The bytes under a need never change.
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
