"""What a demo reports of itself: counted from the database, the same for the same inputs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from toparquia.charters.models import FoundingCharter
from toparquia.cli.demo.elections import LeftOut
from toparquia.consultations.models import Consultation, PriorityProject
from toparquia.gazette import queries as gazette
from toparquia.people.models import Resident
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury
from toparquia.treasury.models import Invoice, ReportDecision
from toparquia.voting.models import BallotImport


def document(*, seed: int, today: date, is_sample: bool, left_out: Sequence[LeftOut]) -> dict[str, Any]:
    """Return the report: what is counted are founded communes, and consultations that are certified."""
    communes = Place.objects.filter(kind=Place.Kind.COMMUNE, founded_on__isnull=False)
    councils = Place.objects.filter(kind=Place.Kind.COUNCIL, parent__founded_on__isnull=False)
    size = gazette.size()
    return {
        "seed": seed,
        "today": today.isoformat(),
        "elections": "generated" if is_sample else "given",
        "communes": communes.count(),
        "communes_in_promotion": FoundingCharter.objects.filter(registration__isnull=True).count(),
        "councils": councils.count(),
        "residents": Resident.objects.count(),
        "ballots": sum(BallotImport.objects.values_list("ballots", flat=True)),
        "consultations": _consultations(),
        "consultations_open": Consultation.objects.filter(vote__state="open").count(),
        "obligations": _obligations(today),
        "invoices": Invoice.objects.filter(payment__isnull=False).count(),
        "reports_approved": ReportDecision.objects.filter(is_approved=True).count(),
        "left_out": [
            {"source": one.name, "reason": {"es": one.reason.es, "en": one.reason.en}} for one in left_out
        ],
        "gazette_size": size,
        "gazette_root": gazette.root(size).hex(),
    }


def _consultations() -> list[dict[str, Any]]:
    winners: dict[Any, list[str]] = {}
    for won in PriorityProject.objects.select_related("option").order_by("consultation_id", "rank"):
        winners.setdefault(won.consultation_id, []).append(won.option.code)
    certified = Consultation.objects.filter(vote__state="certified").select_related("place", "vote")
    ballots = dict(BallotImport.objects.values_list("vote_id", "ballots"))
    return [
        {
            "source": one.source,
            "place": one.place.code,
            "rule": one.rule["rule"],
            "ballots": ballots.get(one.vote_id, 0),
            "winners": winners.get(one.id, []),
            "page": one.get_absolute_url(),
        }
        for one in certified.order_by("source", "id")
    ]


def _obligations(today: date) -> list[dict[str, Any]]:
    rows = []
    for one in treasury.obligations().order_by("place__code", "id"):
        spending = treasury.spending_of(one, today)
        rows.append(
            {
                "project": one.project.title,
                "place": one.place.code,
                "amount_minor": one.amount_minor,
                "currency": one.currency,
                "paid_minor": spending.paid.minor,
                "received_minor": spending.received.minor,
                "spent_minor": spending.spent.minor,
                "due_on": one.due_on.isoformat(),
                "status": spending.status.value,
                "page": one.get_absolute_url(),
            }
        )
    return rows
