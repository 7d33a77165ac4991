"""Working out why each option won or lost, and keeping it where a page finds it at once."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.consultations import queries
from toparquia.consultations.models import Consultation, CountSummary, Reason

# As many different ballots as are explained while someone waits for the certificate.
AT_ONCE: Final = 2_000


def explain_soon(*, consultation_id: UUID) -> None:
    """Explain a small consultation now; of a large one say the first now, and the rest in a process apart."""
    if queries.different_ballots(consultation_id) <= AT_ONCE:
        explain_result(consultation_id=consultation_id)
    else:
        explain_result(consultation_id=consultation_id, is_first=True)
        explain_missing_elsewhere()


def explain_missing_elsewhere() -> None:
    """Start a process that explains every certified consultation without reasons, then ends.

    It computes for seconds or minutes, and a page has 50 ms.
    """
    command = [sys.executable, "-m", "toparquia", "consultation", "explain", "--missing", "--json"]
    if hasattr(os, "nice"):
        command = ["nice", *command]
    nowhere = subprocess.DEVNULL
    # Nobody waits for it; the one who started it may end before.
    subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)


def explain_result(
    *, consultation_id: UUID, effort: int | None = None, is_first: bool = False
) -> CountSummary:
    """Count a certified consultation again, and keep what it tells; what was kept before is replaced.

    Nothing here decides anything: it is worked out from the ballots and the certificate, needs no
    mandate, and gives the same every time. `effort` bounds the search for what would have changed
    it; `is_first` leaves out that search and the other rules, so that a page has its bars and reasons soon.

    :raises NoSuchConsultation: :raises NotCertifiedYet: :raises RecountDiffers:
    """
    consultation = queries.consultation(consultation_id)
    told = queries.explained(consultation, effort=effort, is_first=is_first)
    options = {option.code: option for option in consultation.options.all()}
    with transaction.atomic():
        # Two who explain at once write one after the other.
        Consultation.objects.select_for_update(no_key=True, of=("self",)).get(id=consultation_id)
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
