"""Pages of the Gazette: its entries, one entry with its proof, and the receipt to keep."""

from __future__ import annotations

import json
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import keys, publishing, queries
from toparquia.gazette.errors import NotInTheGazette
from toparquia.gazette.models import Entry
from toparquia.gazette.titles import title_of

PAGE_SIZE: Final = 25
LARGEST_INDEX: Final = 2**63 - 1


def shown(found: Entry) -> dict[str, Any]:
    """Return what the page's card shows of an entry."""
    document = found.document
    mandate = document["mandate"] or {}
    return {
        "number": found.index,
        "url": found.get_absolute_url(),
        "title": title_of(found.kind),
        "at": found.enacted_at,
        "place": document["place"]["name"],
        "by": mandate.get("holder", ""),
    }


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Show the newest acts first, a page at a time."""
    page = Paginator(Entry.objects.order_by("-index"), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "acts": [shown(found) for found in page],
        "checkpoint": queries.latest_checkpoint(),
    }
    return render(request, "gazette/entries.html", context)


@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show one act as it was published, and how to prove that it is there."""
    if index > LARGEST_INDEX:
        raise NotInTheGazette(index=index, size=queries.size())
    found = queries.entry(index)
    context = {
        "entry": found,
        "act": shown(found),
        "document": json.dumps(found.document, ensure_ascii=False, indent=2),
        "facts": [(name, _plain(value)) for name, value in found.document["facts"].items()],
        "vkey": str(keys.verifier_key()),
    }
    return render(request, "gazette/entry.html", context)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@require_safe
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    """Give the receipt of one act: a small file that anyone can verify offline."""
    if index > LARGEST_INDEX:
        raise NotInTheGazette(index=index, size=queries.size())
    made = publishing.receipt(index, at=now())
    headers = {"Content-Disposition": f'attachment; filename="gaceta-{index}.tlog-proof"'}
    return HttpResponse(bytes(made), content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the newest signed note, as text."""
    latest = queries.latest_checkpoint()
    note = latest.note if latest else ""
    return HttpResponse(note, content_type="text/plain; charset=utf-8", status=200 if latest else 404)


@require_safe
def verifier_key(request: HttpRequest) -> HttpResponse:
    """Give the public key of the log, as text."""
    return HttpResponse(f"{keys.verifier_key()}\n", content_type="text/plain; charset=utf-8")
