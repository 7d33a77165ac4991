"""A work: planned, seen, supplied, changed by the assembly, delivered, looked after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.clock import frozen_at
from toparquia.treasury import errors, queries, services
from toparquia.treasury.models import Delivery, Progress, Stage
from toparquia.treasury.rules.works import NewStage, after_months, done_of, planned_of
from toparquia.treasury.tests.factories import photo, ves
from toparquia.treasury.tests.test_pages import post, sign_in, text_of  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(treasury):
    with frozen_at(treasury.at) as clock:
        yield clock


def stages(treasury, *weights):
    day = treasury.at.date()
    return [
        NewStage(f"Etapa {n + 1}", day, day + timedelta(days=9), weight, n % 2 + 1)
        for n, weight in enumerate(weights or (40, 60))
    ]


def acting(treasury, member=0):
    return {"obligation_id": treasury.obligation.id, "by": treasury.member(member), "at": treasury.at}


def scheduled(treasury, *weights):
    return services.publish_schedule(stages=stages(treasury, *weights), **acting(treasury))


def seen(treasury, stage, percent, picture=b""):
    return services.record_progress(
        stage=stage, percent=percent, text="Ya está.", spot="La cancha", photo=picture, **acting(treasury)
    )


def moved(treasury, thousandths, item="Cemento"):
    return services.move_stock(item=item, unit="saco", thousandths=thousandths, **acting(treasury))


def delivered(treasury):
    scheduled(treasury, 100)
    seen(treasury, 1, 100)
    return services.deliver_work(delivered_on=treasury.at.date(), text="Bien.", **acting(treasury))


def proposed(treasury):
    return services.propose_variation(
        title="Otro techo", text="El zinc no llega.", change=ves(-5_000), **acting(treasury)
    )


def test_a_work_is_as_far_as_its_stages(treasury):
    scheduled(treasury)

    seen(treasury, 1, 50, photo(77))
    seen(treasury, 2, 25)

    assert queries.work_of(treasury.obligation).done == 35
    assert Progress.objects.filter(attachment__isnull=False).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    ("refusal", "do"),
    [
        (errors.StagesNotAWhole, lambda t: scheduled(t, 40, 59)),
        (errors.StagesNotAWhole, lambda t: services.publish_schedule(stages=[], **acting(t))),
        (errors.StageUnknown, lambda t: seen(t, 1, 10)),
        (errors.QuantityMalformed, lambda t: moved(t, 0)),
        (errors.NotInStore, lambda t: moved(t, -1)),
        (
            errors.WorkNotFinished,
            lambda t: services.deliver_work(delivered_on=t.at.date(), text="x", **acting(t)),
        ),
        (
            errors.NoSuchDelivery,
            lambda t: services.follow_up(kind="broken", day=t.at.date(), text="x", **acting(t)),
        ),
        (
            errors.DayOfTheFuture,
            lambda t: services.record_labour(
                worked_on=t.at.date() + timedelta(days=2), people=3, hours=4, what="Zanja", **acting(t)
            ),
        ),
    ],
)
def test_a_work_refuses(treasury, refusal, do):
    with pytest.raises(refusal) as caught, transaction.atomic():
        do(treasury)
    assert caught.value.message("es") != caught.value.message("en")


def test_a_stage_does_not_go_back(treasury):
    scheduled(treasury)
    seen(treasury, 1, 50)

    for percent in (49, 101):
        with pytest.raises(errors.ProgressGoesBack), transaction.atomic():
            seen(treasury, 1, percent)


def test_no_more_is_used_than_came(treasury):
    moved(treasury, 10_000)
    moved(treasury, -2_500, "CEMENTO")

    with pytest.raises(errors.NotInStore), transaction.atomic():
        moved(treasury, -7_501)

    assert queries.store_of(treasury.obligation) == [("Cemento", "saco", 10_000, 2_500, 7_500)]


def test_only_the_assembly_changes_a_work(treasury):
    scheduled(treasury)
    change = proposed(treasury)
    with pytest.raises(errors.ScheduleNeedsVariation), transaction.atomic():
        scheduled(treasury, 100)
    resolution = treasury.resolve(change.id, kind=queries.VARIATION)
    treasury.at += timedelta(days=8)

    decided = services.record_variation_decision(
        variation_id=change.id, resolution_id=resolution, by=treasury.member(), at=treasury.at
    )
    again = scheduled(treasury, 100)

    assert decided.is_approved
    assert (again.revision, again.variation) == (2, change)
    with pytest.raises(errors.ScheduleNeedsVariation), transaction.atomic():
        scheduled(treasury)
    with pytest.raises(errors.VariationDecidedBefore), transaction.atomic():
        services.record_variation_decision(
            variation_id=change.id, resolution_id=resolution, by=treasury.member(), at=treasury.at
        )


def test_what_the_assembly_rejected_changes_nothing(treasury):
    scheduled(treasury)
    change = proposed(treasury)
    resolution = treasury.resolve(change.id, kind=queries.VARIATION, is_carried=False)
    treasury.at += timedelta(days=8)
    services.record_variation_decision(
        variation_id=change.id, resolution_id=resolution, by=treasury.member(), at=treasury.at
    )

    with pytest.raises(errors.ScheduleNeedsVariation), transaction.atomic():
        scheduled(treasury, 100)
    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012 (asked when it ends)
        # Past the service: stages that are no whole.
        Stage.objects.create(
            schedule=queries.schedule_of(treasury.obligation),
            number=9,
            title="Más",
            starts_on=treasury.at.date(),
            ends_on=treasury.at.date(),
            weight=1,
            tranche=1,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_from_the_delivery_on_the_guarantee_runs(treasury):
    made = delivered(treasury)
    day = made.delivered_on

    assert made.guarantee_until == after_months(day, 12)
    assert queries.next_visit(made, []) == after_months(day, 6)
    with pytest.raises(errors.DeliveredBefore), transaction.atomic():
        services.deliver_work(delivered_on=day, text="Otra vez", **acting(treasury))
    treasury.at += timedelta(days=200)
    later = treasury.at.date()
    services.follow_up(kind="maintained", day=later, text="Pintura", **acting(treasury))
    after = queries.follow_ups_of(Delivery.objects.get())
    assert (after[0].in_guarantee, queries.next_visit(made, after)) == (True, after_months(later, 6))


def test_a_report_on_a_work_with_stages_tells_how_far_it_is(treasury):
    treasury.receive()
    scheduled(treasury)
    with pytest.raises(errors.ProgressMissing), transaction.atomic():
        treasury.report()

    seen(treasury, 1, 10)

    assert treasury.report().document["work"]["done"] == 4


def test_a_member_plans_and_sees_and_anyone_reads(treasury, sign_in, client, django_assert_max_num_queries):  # noqa: F811
    day = treasury.at.date().isoformat()
    base = f"/obligaciones/{treasury.obligation.id}/obra/"
    member = sign_in(treasury.committee[0])

    typed = {"title_1": "Zanja", "starts_on_1": day, "ends_on_1": day, "weight_1": 100, "tranche_1": 1}
    post(member, f"{base}cronograma/", **typed)
    file = SimpleUploadedFile("foto.png", photo(5), "image/png")
    post(member, f"{base}avance/", stage=1, percent=100, spot="La cancha", text="Se ve bien.", photo=file)
    post(member, f"{base}jornada/", worked_on=day, people=5, hours=4, what="Abrir la zanja")
    post(member, f"{base}material/", way="in", item="Tubo", unit="metro", quantity="12,5")
    post(member, f"{base}cambio/", title="Más tubo", text="Falta.", way="more", amount="10,00")
    post(member, f"{base}entrega/", delivered_on=day, text="Conforme.")
    post(member, f"{base}seguimiento/", kind="broken", day=day, text="Gotea.")

    client.logout()
    with django_assert_max_num_queries(12):
        shown = text_of(client.get(base))
    for said in ("Zanja", "Se ve bien.", "Abrir la zanja", "12,5", "Más tubo", "Entregada", "Gotea."):
        assert said in shown
    seen_there = Progress.objects.get()
    assert client.get(f"/avances/{seen_there.id}/foto/").headers["Content-Type"] == "image/jpeg"


@given(
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    spans=st.lists(st.integers(0, 60), min_size=1, max_size=6),
)
def test_what_is_planned_never_goes_back_and_ends_whole(start, spans):
    weights = [100 // len(spans)] * len(spans)
    weights[0] += 100 - sum(weights)
    plan = [
        (start, start + timedelta(days=span), weight) for span, weight in zip(spans, weights, strict=True)
    ]

    seen_by_day = [planned_of(plan, start + timedelta(days=day)) for day in range(63)]

    assert seen_by_day == sorted(seen_by_day)
    assert (planned_of(plan, start), seen_by_day[-1]) == (0, 100)
    assert done_of((weight, 100) for weight in weights) == 100


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 24), 14, date(2028, 1, 24)),
    ],
)
def test_months_later(day, months, then):
    assert after_months(day, months) == then
