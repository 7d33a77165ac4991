"""Working out why each option won or lost, and keeping it where a page finds it at once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from toparquia.consultations import queries
from toparquia.consultations.models import CountSummary, Reason


def explain_result(*, consultation_id: UUID, effort: int | None = None) -> CountSummary:
    """Count a certified consultation again, and keep what it tells; what was kept before is replaced.

    Nothing here decides anything: it is worked out from the ballots and the certificate, needs no
    mandate, and gives the same every time. `effort` bounds the search for what would have changed it.

    :raises NoSuchConsultation: :raises NotCertifiedYet: :raises RecountDiffers:
    """
    consultation = queries.consultation(consultation_id)
    told = queries.explained(consultation, effort=effort)
    options = {option.code: option for option in consultation.options.all()}
    with transaction.atomic():
        CountSummary.objects.filter(consultation=consultation).delete()
        summary = CountSummary.objects.create(
            consultation=consultation, input_digest=told.input_digest, document=told.summary
        )
        Reason.objects.bulk_create(
            [
                Reason(
                    summary=summary,
                    option=options[each["id"]],
                    position=position,
                    has_won=each["won"],
                    code=each["reason"],
                    score=each["score"],
                    document=each,
                )
                for position, each in enumerate(told.reasons, start=1)
            ],
            batch_size=500,
        )
    return summary
