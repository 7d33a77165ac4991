"""The consultation of a commune: its real ballots, the draw, the count and the certificate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from toparquia.cli.demo.calendar import Life
from toparquia.cli.demo.commune import Commune
from toparquia.consultations import services
from toparquia.consultations.models import Consultation
from toparquia.consultations.rules.files import file_of
from toparquia.voting.errors import TieNotDrawn

OPENS: Final = 130
CERTIFIES: Final = 132


def consult(commune: Commune) -> Life:
    """Hold the consultation of the commune's election and certify what won."""
    source = commune.told.source
    assert source is not None, "only a commune with an election holds one"
    opens_at = commune.days.at(OPENS, 12)
    closes_at = opens_at + timedelta(hours=10)
    yield opens_at
    consultation = services.import_election(
        place=commune.place,
        file=file_of(source.election, name=source.name),
        seed=commune.dice(),
        opens_at=opens_at,
        closes_at=closes_at,
        by=commune.by("electoral_commission", opens_at),
        at=opens_at,
    )
    yield closes_at
    services.close_consultation(
        consultation_id=consultation.id, by=commune.by("electoral_commission", closes_at), at=closes_at
    )
    yield commune.days.at(CERTIFIES)
    commune.consultation = certified(commune, consultation, commune.days.at(CERTIFIES))


def certified(commune: Commune, consultation: Consultation, at: datetime) -> Consultation:
    """Certify a closed consultation; a tie that decides is drawn in public first."""
    by, asked = commune.by("electoral_commission", at), consultation.id
    try:
        found = services.certify_consultation(consultation_id=asked, by=by, at=at, explain=False)
    except TieNotDrawn:
        services.draw_tie(consultation_id=asked, seed=commune.dice(), by=by, at=at)
        later = at + timedelta(minutes=30)
        found = services.certify_consultation(consultation_id=asked, by=by, at=later, explain=False)
    # The page has its bars and reasons at once; what takes minutes is worked out once the node serves.
    services.explain_result(consultation_id=asked, is_first=True)
    return found
