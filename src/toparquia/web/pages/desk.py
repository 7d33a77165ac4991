"""“My desk”: what a signed-in person holds until when, and what waits for them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.mandates import acting
from toparquia.people import queries as people
from toparquia.territory import queries as territory
from toparquia.web.desk import desk_of


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the desk; without a mandate it says how to take part."""
    person, at = acting.resident_id(request), now()
    home = people.home_of(person, at) if person else None
    context = {
        "is_known": person is not None,
        "home": home,
        "seats": desk_of(person, at) if person else [],
        "way": territory.ancestors_in_order(home) if home else [],
    }
    return render(request, "web/desk.html", context)
