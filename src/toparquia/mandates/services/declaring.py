"""Declare kinship with someone in an office that excludes one's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates import errors, kinship, queries
from toparquia.mandates.acts import KinshipDeclared
from toparquia.mandates.models import Kinship
from toparquia.mandates.offices import EXCLUSIVE
from toparquia.territory import queries as territory


@transaction.atomic
def declare_kinship(
    *, mandate_id: UUID, other_id: UUID, person: UUID | None, by: Authority, at: datetime
) -> Kinship:
    """Declare, as the holder of an office, close kin in another of the same place that watches it.

    Where the rules bar it, one of the two leaves (`end_early`, “incompatible”), and until then both pages
    say so; whoever declared is proclaimed to no such office beside the other again.
    :raises NotYourMandate: :raises NoKinOffices: :raises KinDeclaredAlready:
    Source: the rule set's election.kinship_barred.
    """
    mandate = queries.mandate(mandate_id)
    place = mandate.seat.organ.place
    by.check_is_for(place.id)
    other = queries.mandate(other_id)
    day = territory.local_day(place, at)
    if person != mandate.holder_id or not mandate.term.contains(day):
        raise errors.NotYourMandate()
    known = {one.id for one in kinship.others(mandate, day)}
    if mandate.seat.organ.kind not in EXCLUSIVE or other.id not in known:
        raise errors.NoKinOffices()
    try:
        with transaction.atomic():
            made = Kinship.objects.create(mandate=mandate, other=other, declared_at=at)
    except IntegrityError as refusal:
        if "kinship_declared_once" not in str(refusal):
            raise
        raise errors.KinDeclaredAlready() from refusal
    barred = kinship.is_barred(place, territory.rules(place, day))
    act = KinshipDeclared(subject=mandate.id, other=other.id, is_barred=barred)
    enact(act, by=by, at=at)
    return made
