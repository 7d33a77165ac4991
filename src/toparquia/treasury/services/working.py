"""A work is planned in stages, seen, worked on and supplied; each deed is public and none is changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.ledger.refusals import constraint_of
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import LabourLent, StockMoved, WorkProgressed, WorkScheduled
from toparquia.treasury.files import check_file
from toparquia.treasury.models import LabourDay, Obligation, Progress, Schedule, Stage, StockMove
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.models.works import UNIT_LIMIT, WORDS_LIMIT
from toparquia.treasury.rules.works import NewStage, check_stages
from toparquia.treasury.services.keeping import kept
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of

STAGE = Sentence("etapa", "stage")
SPOT = Sentence("lugar", "place")
SEEN = Sentence("lo que se ve", "what is seen")
WHAT = Sentence("en qué se trabajó", "what was worked on")
ITEM = Sentence("material", "material")
UNIT = Sentence("unidad", "unit")


@transaction.atomic
def publish_schedule(
    *, obligation_id: UUID, stages: Sequence[NewStage], by: Authority, at: datetime
) -> Schedule:
    """Publish the stages of a work; after the first time only as an approved variation changes them.

    :raises ScheduleNeedsVariation: :raises StagesNotAWhole: or as `clean_line`.
    """
    obligation = locked(obligation_id, by)
    before = queries.schedule_of(obligation)
    variation = queries.variation_to_follow(obligation) if before else None
    if before and variation is None:
        raise errors.ScheduleNeedsVariation()
    check_stages(stages, tranches=obligation.tranche_count)
    made = Schedule.objects.create(
        obligation=obligation,
        revision=before.revision + 1 if before else 1,
        variation=variation,
        mandate=acting_mandate(by, obligation, at),
        published_at=at,
    )
    Stage.objects.bulk_create(
        Stage(
            schedule=made,
            number=number,
            title=clean_line(stage.title, STAGE, TEXT_LIMIT),
            starts_on=stage.starts_on,
            ends_on=stage.ends_on,
            weight=stage.weight,
            tranche=stage.tranche,
        )
        for number, stage in enumerate(stages, start=1)
    )
    act = WorkScheduled(
        subject=obligation.id,
        revision=made.revision,
        stages=len(stages),
        starts_on=min(stage.starts_on for stage in stages),
        until_on=max(stage.ends_on for stage in stages),
    )
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def record_progress(
    *,
    obligation_id: UUID,
    stage: int,
    percent: int,
    text: str,
    spot: str,
    photo: bytes,
    by: Authority,
    at: datetime,
) -> Progress:
    """Say how far a stage is, seen on the spot, with a photo; without one `photo` is empty.

    :raises StageUnknown: :raises ProgressGoesBack: or by the words and the photo.
    """
    obligation = locked(obligation_id, by)
    planned = next((one for one in queries.stages_of(obligation) if one.number == stage), None)
    if planned is None:
        raise errors.StageUnknown(stage=stage)
    before = queries.percent_of(planned)
    if not before <= percent <= 100:
        raise errors.ProgressGoesBack(before=before, percent=percent)
    in_force = rules_of(obligation, at)
    file = None
    if photo:
        picture = tuple(kind for kind in in_force.text_list("upload.types") if kind != "pdf")
        file = kept(check_file(photo, max_bytes=in_force.count("upload.max_bytes"), types=picture), at)
    seen = Progress.objects.create(
        stage=planned,
        percent=percent,
        text=clean_text(text, SEEN, WORDS_LIMIT),
        spot=clean_line(spot, SPOT, TEXT_LIMIT),
        attachment=file,
        mandate=acting_mandate(by, obligation, at),
        seen_at=at,
    )
    act = WorkProgressed(
        subject=obligation.id,
        stage=stage,
        percent=percent,
        whole_percent=queries.work_of(obligation).done,
        evidence=(Evidence("photo", file.sha256),) if file else (),
    )
    enact(act, by=by, at=at)
    return seen


@transaction.atomic
def record_labour(
    *,
    obligation_id: UUID,
    worked_on: date,
    people: int,
    hours: int,
    what: str,
    by: Authority,
    at: datetime,
) -> LabourDay:
    """Write down the hands that neighbours lent, without names. :raises DayOfTheFuture:"""
    obligation = locked(obligation_id, by)
    _check_past(obligation, worked_on, at)
    lent = LabourDay.objects.create(
        obligation=obligation,
        worked_on=worked_on,
        people=people,
        hours=hours,
        what=clean_line(what, WHAT, TEXT_LIMIT),
        mandate=acting_mandate(by, obligation, at),
        recorded_at=at,
    )
    act = LabourLent(subject=obligation.id, worked_on=worked_on, people=people, hours=hours)
    enact(act, by=by, at=at)
    return lent


@transaction.atomic
def move_stock(
    *,
    obligation_id: UUID,
    item: str,
    unit: str,
    thousandths: int,
    by: Authority,
    at: datetime,
    invoice_id: UUID | None = None,
) -> StockMove:
    """Write down what material came in, or, below zero, what was used.

    :raises NotInStore: if less is there. :raises QuantityMalformed: of nothing.
    :raises NoSuchInvoice: of an invoice of something else.
    """
    obligation = locked(obligation_id, by)
    mandate = acting_mandate(by, obligation, at)
    if thousandths == 0:
        raise errors.QuantityMalformed(asked="0")
    bill = queries.invoice(invoice_id) if invoice_id else None
    if bill is not None and bill.obligation_id != obligation.id:
        raise errors.NoSuchInvoice()
    name, measure = clean_line(item, ITEM, TEXT_LIMIT), clean_line(unit, UNIT, UNIT_LIMIT)
    key = rules.key_of(f"{name} {measure}", TEXT_LIMIT)
    moved = StockMove(
        obligation=obligation,
        item=name,
        key=key,
        unit=measure,
        thousandths=thousandths,
        invoice=bill,
        mandate=mandate,
        moved_at=at,
    )
    try:
        with transaction.atomic():
            moved.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) != "treasury_stock_there":
            raise
        held = queries.held_in_store(obligation, key)
        raise errors.NotInStore(
            item=name, held=queries.quantity(held), used=queries.quantity(-thousandths)
        ) from error
    act = StockMoved(subject=obligation.id, unit=measure, thousandths=thousandths, invoice=invoice_id)
    enact(act, by=by, at=at)
    return moved


def _check_past(obligation: Obligation, day: date, at: datetime) -> None:
    if day > territory.local_day(obligation.place, at):
        raise errors.DayOfTheFuture(day=day)
