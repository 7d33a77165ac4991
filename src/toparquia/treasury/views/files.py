"""Files as bytes: public copies and snapshots for everyone, sealed originals for those who check."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toparquia.mandates import acting
from toparquia.mandates.errors import NoMandate
from toparquia.treasury import queries
from toparquia.treasury.files import PUBLIC, SEALED, read
from toparquia.treasury.models import Attachment
from toparquia.treasury.views.invoicing import INSIDE

# Whatever a file turns out to hold, it runs nothing, loads nothing and is nobody's page.
SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "application/json": "json",
}


@require_safe
def public_copy(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Send an invoice's public copy: a picture to be seen, a document to be kept."""
    return public_picture(queries.invoice(invoice_id).attachment)


def public_picture(file: Attachment) -> HttpResponse:
    """Return the public copy of a file: a picture to be seen, a document to be kept."""
    content = _stored(file.public_sha256, PUBLIC)
    answer = _sent(content, file.public_type, file.public_sha256, is_shown=file.is_picture)
    # The bytes under a row never change.
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@require_safe
@login_required
def original(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Send an invoice's sealed original to the committee and the audit of its place, to nobody else."""
    bill = queries.invoice(invoice_id)
    place = bill.obligation.place
    if not acting.powers(request, place) & INSIDE:
        raise NoMandate(place=place.name)
    file = bill.attachment
    answer = _sent(_stored(file.sha256, SEALED), file.media_type, file.sha256, is_shown=False)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@login_required
def quotation_copy(request: HttpRequest, quotation_id: UUID) -> HttpResponse:
    """Send a quotation's paper to the committee and the audit of its place, to nobody else."""
    offer = queries.quotation(quotation_id)
    place = offer.purchase.obligation.place
    if not acting.powers(request, place) & INSIDE:
        raise NoMandate(place=place.name)
    file = offer.attachment
    answer = _sent(_stored(file.sha256, SEALED), file.media_type, file.sha256, is_shown=False)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def snapshot(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send a report's exact bytes, whose SHA-256 the Gazette has."""
    report = queries.report(report_id)
    answer = _sent(bytes(report.body), "application/json", report.sha256, is_shown=False)
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _stored(digest: str, area: str) -> bytes:
    try:
        return read(digest, area)
    except FileNotFoundError:
        # A node that was restored without its files still shows everything else.
        raise Http404 from None


def _sent(content: bytes, media_type: str, digest: str, *, is_shown: bool) -> HttpResponse:
    way = "inline" if is_shown else "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'{way}; filename="{digest[:16]}.{_ENDINGS[media_type]}"',
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
