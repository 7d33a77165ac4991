"""What is downloaded or printed: the result for recounting, ballots, blank sheets, the roll of a table."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.people.models import Reading
from toparquia.people.services import record_reading
from toparquia.voting import queries


@require_safe
def result(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Give all that is published of a certified vote, so that anyone can count again."""
    published = queries.published(queries.vote(vote_id))
    return JsonResponse(published, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def ballots(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponse:
    """Give the grouped ballots of one import as the lines whose SHA-256 the certificate names."""
    lines = queries.published_ballots(queries.vote(vote_id), number)
    if lines is None:
        raise Http404
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


@require_safe
def blank_sheet(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show a tally sheet to be printed and filled in by hand at a table."""
    vote = queries.vote(vote_id)
    context = {"vote": vote, "place": vote.place, "options": queries.options(vote)}
    return render(request, "voting/blank_sheet.html", context)


@require_safe
@login_required
def roll(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Show the roll to be printed, to the commission alone; each person on it can see that it was."""
    vote = queries.vote(vote_id)
    by = acting.authority(request, "voting.record", vote.place)
    where = queries.places_of_roll(vote)
    chosen = next((place for place, _people in where if place.code == request.GET.get("lugar")), None)
    people = queries.people_of_roll(vote, chosen) if chosen else []
    if people:
        shown = [person.id for person in people]
        record_reading(
            place=vote.place,
            residents=shown,
            kind=Reading.Kind.LIST,
            power="voting.record",
            by=by,
            at=now(),
        )
    context = {"vote": vote, "place": vote.place, "where": where, "chosen": chosen, "people": people}
    context["voted_online"] = queries.online_of_roll(vote)
    return render(request, "voting/roll.html", context)
