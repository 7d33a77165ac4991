"""What anyone can read: the elections and recalls of a place, each election, its ballot, each recall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.elections import queries, steps
from toparquia.elections.models import Challenge, Election
from toparquia.foundation.clock import now
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets.codes import in_words
from toparquia.foundation.rulesets.schema import SCHEMA
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.territory import queries as territory

SAID = {
    "age": Sentence("no tiene la edad", "is not of the age"),
    "register": Sentence("no está en el registro de aquí", "is not in the register here"),
    "residence": Sentence("vive aquí desde hace muy poco", "has lived here too short a time"),
    "incompatible": Sentence("tiene un cargo que lo impide", "holds an office that excludes it"),
    "one_unit": Sentence("ya se postula a otro órgano", "stands for another organ already"),
    "terms": Sentence("ya cumplió los períodos seguidos", "has served the terms in a row"),
    "kinship": Sentence("declaró parientes cercanos en el órgano", "declared close kin in the organ"),
    "ruling": Sentence("lo decidió la respuesta a una impugnación", "the answer to a challenge decided it"),
}


@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Show the elections and recalls of a territory, with what comes next in each."""
    place, at = territory.place_by_code(code), now()
    context = {
        "place": place,
        "elections": [(one, _title(one), steps.next_of(one, at)) for one in queries.elections(place)[:30]],
        "recalls": [(one, _recall_title(one), steps.next_of_recall(one, at)) for one in _shown(place)],
        "powers": acting.powers(request, place),
    }
    return render(request, "elections/list.html", context)


@require_safe
def election(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Show an election: its days, what comes next, who stands with equal space, the result."""
    found, at = queries.election(election_id), now()
    challenges = list(Challenge.objects.filter(election=found).select_related("answer", "candidacy"))
    rows = [] if found.is_customary else queries.candidacies(found)
    subjects = [found.id, *(row.id for row in rows), *(one.id for one in challenges)]
    context = {
        "election": found,
        "place": found.place,
        "title": _title(found),
        "office": OFFICES[found.office].title,
        "phases": [] if found.is_customary else steps.phases(found, at),
        "next": steps.next_of(found, at),
        "candidacies": [_shown_candidacy(row) for row in rows],
        "challenges": challenges,
        "elected": queries.elected(found),
        "seats": found.seats.count(),
        "acts": [shown(entry) for entry in reversed(gazette.entries_about(subjects))],
        "powers": acting.powers(request, found.place),
        "me": acting.resident_id(request),
        "day": territory.local_day(found.place, at),
    }
    return render(request, "elections/election.html", context)


@require_safe
def ballot(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Show the paper ballot of an election, to be printed: names in the drawn order, one box each."""
    found = queries.election(election_id)
    rows = queries.admitted(found) if queries.has(found, "closed_list") else []
    context = {
        "election": found,
        "place": found.place,
        "title": _title(found),
        "rows": rows,
        "most": min(found.seats.count(), len(rows)),
    }
    return render(request, "elections/ballot.html", context)


@require_safe
def recall(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Show a recall: the request and the defence beside each other, the count, what comes next."""
    found, at = queries.recall(recall_id), now()
    powers = acting.powers(request, found.place)
    acts = gazette.entries_about([found.id, found.mandate_id])
    ripe = queries.ripeness(found, at)
    context = {
        "recall": found,
        "place": found.place,
        "title": _recall_title(found),
        "ground": Sentence(in_words(found.ground, "es"), in_words(found.ground, "en")),
        "signatures": queries.signature_count(found),
        "erasable_from": queries.erasable_from(found),
        "days": queries.recall_days(found),
        "ripe": ripe,
        "by_vote": ripe is not None and "referendum" in ripe.ways,
        "next": steps.next_of_recall(found, at),
        "acts": [shown(entry) for entry in reversed(acts)],
        "powers": powers,
        "is_mine": acting.resident_id(request) == found.mandate.holder_id,
        "day": territory.local_day(found.place, at),
    }
    return render(request, "elections/recall.html", context)


def _title(found: Election) -> Sentence:
    organ = ORGANS[found.organ.kind].title
    whose = f", {found.council.name}" if found.council else ""
    return Sentence(f"Elección: {organ.es}{whose}", f"Election: {organ.en}{whose}")


def _recall_title(found: Any) -> Sentence:
    organ = ORGANS[found.mandate.seat.organ.kind].title
    number = found.mandate.seat.number
    return Sentence(f"Revocatoria: {organ.es}, puesto {number}", f"Recall: {organ.en}, seat {number}")


def _shown(place: Any) -> list[Any]:
    return queries.recalls(place)[:30]


def _shown_candidacy(row: Any) -> dict[str, Any]:
    checks = sorted(row.checks.all(), key=lambda one: one.number)
    last = checks[-1] if checks else None
    is_withdrawn = queries.has(row, "withdrawal")
    return {
        "row": row,
        "check": last,
        "is_accepted": queries.has(row, "acceptance"),
        "is_withdrawn": is_withdrawn,
        "is_admitted": last is not None and last.is_admitted and not is_withdrawn,
        "reasons": [SAID[code] for code in last.findings if code in SAID] if last else [],
        "article": SCHEMA[last.article].says if last and last.article else None,
    }
