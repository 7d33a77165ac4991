"""What was bought, for programs: the open contracting package."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.territory import queries as territory
from toparquia.treasury.exports import ocds


@require_safe
def purchases(request: HttpRequest) -> JsonResponse:
    """Give all purchases as an OCDS package."""
    address = request.build_absolute_uri("/").rstrip("/")
    root = territory.root()
    made = ocds(address=address, publisher=root.name if root else "", at=now())
    if made is None:
        raise Http404
    return JsonResponse(made, json_dumps_params={"ensure_ascii": False})
