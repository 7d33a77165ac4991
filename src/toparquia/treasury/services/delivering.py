"""A work is changed by the assembly, handed over when it is done, and looked after from then on."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.services import enact
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries
from toparquia.treasury.acts import VariationDecided, VariationProposed, WorkDelivered, WorkFollowed
from toparquia.treasury.models import Delivery, FollowUp, Variation, VariationDecision
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.models.works import WORDS_LIMIT
from toparquia.treasury.rules.works import after_months
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of
from toparquia.treasury.services.reporting import deciding

TITLE = Sentence("qué cambia", "what changes")
TEXT = Sentence("texto", "text")
WHOLE = 100


@transaction.atomic
def propose_variation(
    *, obligation_id: UUID, title: str, text: str, change: Money, by: Authority, at: datetime
) -> Variation:
    """Ask the assembly to change a work. :raises CurrencyOfAnotherKind: or as `clean_text`."""
    obligation = locked(obligation_id, by)
    if change.currency != obligation.currency:
        raise errors.CurrencyOfAnotherKind(owed=obligation.currency, given=change.currency)
    said = clean_text(text, TEXT, WORDS_LIMIT)
    last = Variation.objects.filter(obligation=obligation).aggregate(last=Max("number"))["last"]
    asked = Variation.objects.create(
        obligation=obligation,
        number=(last or 0) + 1,
        title=clean_line(title, TITLE, TEXT_LIMIT),
        text=said,
        change_minor=change.minor,
        mandate=acting_mandate(by, obligation, at),
        proposed_at=at,
    )
    act = VariationProposed(
        subject=obligation.id,
        variation=asked.id,
        number=asked.number,
        change=change,
        text_sha256=_digest(said),
    )
    enact(act, by=by, at=at)
    return asked


@transaction.atomic
def record_variation_decision(
    *, variation_id: UUID, resolution_id: UUID, by: Authority, at: datetime
) -> VariationDecision:
    """Record what the assembly decided on a variation; the first resolution about it counts.

    :raises VariationDecidedBefore: or as a decision on a report, by the resolution.
    """
    asked = queries.variation(variation_id)
    obligation = locked(asked.obligation_id, by)
    if VariationDecision.objects.filter(variation=asked).exists():
        raise errors.VariationDecidedBefore()
    resolution = deciding((queries.VARIATION, asked.id), obligation, asked.proposed_at, resolution_id)
    decision = VariationDecision.objects.create(
        variation=asked,
        resolution=resolution,
        is_approved=resolution.is_carried,
        mandate=acting_mandate(by, obligation, at),
        decided_at=resolution.taken_at,
    )
    act = VariationDecided(
        subject=obligation.id,
        variation=asked.id,
        resolution=resolution.id,
        is_approved=decision.is_approved,
    )
    enact(act, by=by, at=at)
    return decision


@transaction.atomic
def deliver_work(
    *, obligation_id: UUID, delivered_on: date, text: str, by: Authority, at: datetime
) -> Delivery:
    """Hand a finished work over; its guarantee and its maintenance follow from the day, by the rules.

    :raises DeliveredBefore, WorkNotFinished, DayOfTheFuture: or as `clean_text`.
    """
    obligation = locked(obligation_id, by)
    if before := Delivery.objects.filter(obligation=obligation).first():
        raise errors.DeliveredBefore(day=before.delivered_on)
    done = queries.work_of(obligation).done
    if done < WHOLE:
        raise errors.WorkNotFinished(percent=done)
    if delivered_on > territory.local_day(obligation.place, at):
        raise errors.DayOfTheFuture(day=delivered_on)
    said, in_force = clean_text(text, TEXT, WORDS_LIMIT), rules_of(obligation, at)
    made = Delivery.objects.create(
        obligation=obligation,
        delivered_on=delivered_on,
        text=said,
        guarantee_until=after_months(delivered_on, in_force.months("works.guarantee_months")),
        every_months=in_force.months("works.maintenance_months"),
        mandate=acting_mandate(by, obligation, at),
        delivered_at=at,
    )
    act = WorkDelivered(
        subject=obligation.id,
        delivered_on=delivered_on,
        guarantee_until=made.guarantee_until,
        every_months=made.every_months,
        text_sha256=_digest(said),
    )
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def follow_up(
    *, obligation_id: UUID, kind: str, day: date, text: str, by: Authority, at: datetime
) -> FollowUp:
    """Say that a delivered work was maintained, that something broke, or that it was mended.

    :raises NoSuchDelivery: :raises DayOfTheFuture: or as `clean_text`.
    """
    obligation = locked(obligation_id, by)
    delivery = Delivery.objects.filter(obligation=obligation).first()
    if delivery is None:
        raise errors.NoSuchDelivery()
    if not delivery.delivered_on <= day <= territory.local_day(obligation.place, at):
        raise errors.DayOfTheFuture(day=day)
    said = clean_text(text, TEXT, WORDS_LIMIT)
    row = FollowUp.objects.create(
        delivery=delivery,
        kind=FollowUp.Kind(kind),
        day=day,
        text=said,
        in_guarantee=day <= delivery.guarantee_until,
        mandate=acting_mandate(by, obligation, at),
        recorded_at=at,
    )
    act = WorkFollowed(
        subject=obligation.id,
        what=row.kind,
        day=day,
        in_guarantee=row.in_guarantee,
        text_sha256=_digest(said),
    )
    enact(act, by=by, at=at)
    return row


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
