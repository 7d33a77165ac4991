"""Pages of the Gazette: its entries, one entry with its proof, the receipt to keep, the feed and the copy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import keys, publishing, queries
from toparquia.gazette.errors import NotInTheGazette
from toparquia.gazette.models import Entry
from toparquia.gazette.titles import TITLES, title_of

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
        "office": mandate.get("office", ""),
        "document": document,
    }


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Show the newest acts first, a page at a time; of one place (`lugar`) or one kind (`tipo`) if asked."""
    asked = filters(request.GET)
    page = Paginator(queries.newest(**asked), PAGE_SIZE).get_page(request.GET.get("pagina"))
    acts = [shown(found) for found in page]
    context = {
        "page": page,
        "acts": acts,
        "place": acts[0]["place"] if acts and asked["place"] else "",
        "asked": asked,
        "kinds": sorted(((kind, str(title)) for kind, title in TITLES.items()), key=lambda pair: pair[1]),
        "query": request.GET.urlencode(),
    }
    return render(request, "gazette/entries.html", context)


def filters(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return which place and kind a list is asked for; what cannot be read filters nothing."""
    kind = asked.get("tipo", "")
    try:
        place = UUID(asked.get("lugar", ""))
    except ValueError:
        place = None
    return {"place": place, "kind": kind if kind in TITLES else ""}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest acts as an Atom feed, filtered like the list."""
    made = Atom1Feed(
        title=str(_("Gaceta")),
        link=request.build_absolute_uri(reverse("gazette:entries")),
        feed_url=request.build_absolute_uri(),
        description=str(_("Todos los actos públicos, en orden, en un libro al que solo se puede agregar.")),
        language=get_language(),
    )
    for found in queries.newest(**filters(request.GET))[:PAGE_SIZE]:
        act = shown(found)
        made.add_item(
            title=f"{act['title']} · {act['place']}",
            link=request.build_absolute_uri(act["url"]),
            description=act["by"],
            unique_id=f"urn:sha256:{bytes(found.leaf_hash).hex()}",
            updateddate=found.enacted_at,
            pubdate=found.enacted_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """Give the whole log as one zip of static files, which the program verifies without a database."""
    headers = {"Content-Disposition": 'attachment; filename="gaceta.zip"'}
    return FileResponse(publishing.zipped(at=now()), content_type="application/zip", headers=headers)


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
        "vkey": str(keys.verifier_key()),
    }
    return render(request, "gazette/entry.html", context)


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
