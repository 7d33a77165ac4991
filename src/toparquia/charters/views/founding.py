"""The page of a founding charter, and the forms of each step of a founding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.charters import queries, rules, services
from toparquia.charters.forms import CharterForm, JoinForm, ReferendumForm
from toparquia.charters.models import FoundingCharter
from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm, form_page, write
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.voting import queries as voting


@require_safe
def detail(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Show a founding: its steps, its councils, its text, its referendum, its public acts."""
    charter = queries.charter(charter_id)
    progress = queries.progress(charter, now())
    called = progress.referendum
    context = {
        "charter": charter,
        "place": charter.place,
        "progress": progress,
        "steps": progress.steps,
        "sections": [(queries.section_title(code), body) for code, body in progress.sections.items()],
        "certificate": voting.certificate(called.vote) if called else None,
        "acts": [shown(entry) for entry in gazette.entries_about([charter.id, charter.place_id])],
        "powers": _powers(request, charter),
    }
    return render(request, "charters/detail.html", context)


@require_safe
def text(request: HttpRequest, charter_id: UUID, number: int) -> HttpResponse:
    """Give one version of a charter as the canonical JSON whose SHA-256 is in the Gazette."""
    found = queries.text(queries.charter(charter_id), number)
    body = canonical_json(dict(queries.section_texts(found)))
    headers = {"Content-Disposition": f'attachment; filename="carta-{number}.json"'}
    return HttpResponse(body, content_type="application/json", headers=headers)


@login_required
def promote(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the founding of a commune that is in the register as in promotion."""
    place = territory.place_by_code(code)

    def promoted(at: datetime) -> str:
        by = acting.open_authority(request, place, at)
        return services.promote(place=place, by=by, at=at).get_absolute_url()

    return _asked(request, "charters/promote.html", {"place": place}, "charters.promote", promoted)


@login_required
def join(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Let a council enter by a resolution of its assembly."""
    charter = queries.charter(charter_id)
    mine = _councils(request, "charters.join", charter)
    usable = queries.usable_joinings(charter, mine)
    form = JoinForm(request.POST or None, resolutions=usable)

    def joined(at: datetime) -> str:
        council = assemblies.resolution(form.resolution_id).session.place
        by = acting.authority(request, "charters.join", council)
        services.join(charter_id=charter.id, resolution_id=form.resolution_id, by=by, at=at)
        return charter.get_absolute_url()

    if done := write(request, form, "charters.join", joined):
        messages.success(request, _("El consejo entró en la comuna."))
        return redirect(done)
    about = f"{rules.JOINING}:{charter.place_id}"
    context = {"charter": charter, "place": charter.place, "mine": mine, "usable": usable, "about": about}
    return form_page(request, "charters/join.html", form, context)


@login_required
def write_text(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Write a new version of the charter."""
    charter = queries.charter(charter_id)
    council = next(iter(_councils(request, "charters.write", charter)), charter.place)
    by = acting.authority(request, "charters.write", council)
    codes = queries.rules_of(charter, territory.local_day(charter.place, now())).text_list("charter.sections")
    texts = queries.section_texts(queries.standing_text(charter))
    form = CharterForm(request.POST or None, codes=codes, texts=texts)

    def written(at: datetime) -> str:
        services.write_charter(charter_id=charter.id, sections=form.sections, by=by, at=at)
        return charter.get_absolute_url()

    if done := write(request, form, "charters.write", written):
        messages.success(request, _("La nueva versión de la carta quedó publicada."))
        return redirect(done)
    return form_page(request, "charters/write.html", form, {"charter": charter, "place": charter.place})


@login_required
def call(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Call the founding referendum."""
    charter = queries.charter(charter_id)
    place = charter.place
    by = acting.authority(request, "charters.call_referendum", place)
    in_force = queries.rules_of(charter, territory.local_day(place, now()))
    opens, closes = in_force.times("consultation.open_close")
    form = ReferendumForm(request.POST or None, initial={"opens": opens, "closes": closes})

    def called(at: datetime) -> str:
        services.call_referendum(
            charter_id=charter.id,
            opens_at=form.moment("opens", place.timezone),
            closes_at=form.moment("closes", place.timezone),
            seed=form.cleaned_data["seed"],
            by=by,
            at=at,
        )
        return charter.get_absolute_url()

    if done := write(request, form, "charters.call_referendum", called):
        messages.success(request, _("El referendo quedó convocado y el registro electoral, cerrado."))
        return redirect(done)
    context = {"charter": charter, "place": place, "days": in_force.days("charter.referendum_days")}
    return form_page(request, "charters/call.html", form, context)


@login_required
def proclaim(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Proclaim what was decided on the charter."""
    charter = queries.charter(charter_id)
    by = acting.authority(request, "charters.proclaim", charter.place)

    def proclaimed(at: datetime) -> str:
        services.proclaim_result(charter_id=charter.id, by=by, at=at)
        return charter.get_absolute_url()

    context = {"charter": charter, "place": charter.place}
    return _asked(request, "charters/proclaim.html", context, "charters.proclaim", proclaimed)


@login_required
def register(request: HttpRequest, charter_id: UUID) -> HttpResponse:
    """Register the commune when every step before is done."""
    charter = queries.charter(charter_id)
    by = acting.authority(request, "charters.register", charter.place)

    def registered(at: datetime) -> str:
        return services.register_commune(charter_id=charter.id, by=by, at=at).get_absolute_url()

    context = {"charter": charter, "place": charter.place, "steps": queries.steps(charter, now())}
    return _asked(request, "charters/register.html", context, "charters.register", registered)


def _asked(
    request: HttpRequest, template: str, context: dict[str, Any], verb: str, do: Callable[[datetime], str]
) -> HttpResponse:
    """Show a page that asks for one confirmation, or do what it asks for."""
    form = ConfirmForm(request.POST or None)
    if done := write(request, form, verb, do):
        messages.success(request, _("Quedó anotado en la Gaceta."))
        return redirect(done)
    return form_page(request, template, form, context)


def _councils(request: HttpRequest, power: str, charter: FoundingCharter) -> list[Place]:
    """Return the councils of this circuit for which the person who is signed in holds a power."""
    person = acting.resident_id(request)
    if person is None:
        return []
    held = mandates.places_where(person, power, territory.local_day(charter.place, now()))
    return [place for place in held if place.parent_id in (charter.place_id, charter.place.parent_id)]


def _powers(request: HttpRequest, charter: FoundingCharter) -> frozenset[str]:
    """Return what the person may do here, in the commune or for one of its councils."""
    if not request.user.is_authenticated:
        return frozenset()
    here = acting.powers(request, charter.place)
    for_council = (
        {"charters.join", "charters.write"} if _councils(request, "charters.join", charter) else set()
    )
    return here | for_council
