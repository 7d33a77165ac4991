"""Pictures of a vote: those of its options, and the photos of its tally sheets once they may be seen."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.voting import photos, queries, services
from toparquia.voting.errors import NotPublishedYet
from toparquia.voting.forms import PictureForm
from toparquia.voting.models import Vote

_FOR_EVER = "public, max-age=31536000, immutable"


@login_required
def add(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give an option its picture, before anybody votes."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.open", vote.place)
    shown, files = queries.pictures(vote), request.FILES or None
    bare = [one for one in queries.options(vote) if one.number not in shown]
    form = PictureForm(request.POST or None, files, options=bare)

    def done(at: datetime) -> str:
        typed = form.cleaned_data
        content, alt, number = typed["photo"].read(), typed["alt"], int(typed["option"])
        services.picture_option(vote_id=vote.id, number=number, content=content, alt=alt, by=by, at=at)
        return vote.get_absolute_url()

    if address := write(request, form, "voting.picture_option", done):
        return redirect(address)
    return form_page(request, "voting/form.html", form, _words(vote))


def _words(vote: Vote) -> dict[str, Any]:
    lead = _(
        "La foto sale en la cabina y en la página de la votación. Se pone antes de que abra y no se cambia."
    )
    title, action = _("Ponerle foto a una opción"), _("Guardar la foto")
    return {"vote": vote, "place": vote.place, "title": title, "action": action, "lead": lead}


@require_safe
def option(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponse:
    """Send the picture of an option."""
    found = queries.pictures(queries.vote(vote_id)).get(number)
    if found is None:
        raise Http404
    return _sent(found.sha256, _FOR_EVER)


@require_safe
def sheet(request: HttpRequest, vote_id: UUID, table: int, digest: str) -> HttpResponse:
    """Send a photo of a table's sheet: to everyone with its figures, to the commission before."""
    vote = queries.vote(vote_id)
    if digest in queries.photos_published(vote).get(table, ()):
        return _sent(digest, _FOR_EVER)
    is_inside = "voting.record" in acting.powers(request, vote.place)
    if not is_inside and not vote.is_certified:
        raise NotPublishedYet(title=vote.title)
    if not is_inside or digest not in queries.photos_typed(vote).get(table, ()):
        raise Http404
    return _sent(digest, "private, no-store")


def _sent(digest: str, kept: str) -> HttpResponse:
    try:
        content = photos.read(digest)
    except FileNotFoundError:
        # A node that was restored without its files still shows everything else.
        raise Http404 from None
    headers = {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
