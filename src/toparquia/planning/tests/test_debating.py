"""The debate: the same space for everyone, no names, and nothing taken down without another's look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, connection, transaction

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.foundation.texts import TextTooLong
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.planning import errors, queries, rules, services
from toparquia.planning.models import Appeal, Argument, Merged, Withdrawal
from toparquia.planning.tests.factories import Planner
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    with frozen_at(noon):
        yield make_hall(noon)


@pytest.fixture
def planner(hall):
    return Planner(hall.country, hall.place, hall.by())


@pytest.fixture
def auditor(hall, noon):
    """Return the authority of the social audit of the same council."""
    holder = hall.country.neighbour(hall.place, name="Auditora")
    mandate = hall.country.officer(hall.place, "social_audit", holder=holder)
    return mandates.authority_of(mandate, place=hall.place, day=hall.country.day)


def argue(planner, project, person, side="for", text="Hace falta.", by=None, days=0):
    """Say something as a resident of the council."""
    at = planner.country.at + timedelta(days=days)
    by = by or planner.anyone
    return services.argue(project_id=project.id, resident_id=person.id, side=side, text=text, by=by, at=at)


def take_down(planner, argument, by=None):
    """Take an argument down as the spokesperson."""
    return services.withdraw_argument(
        argument_id=argument.id, ground="insult", by=by or planner.by, at=planner.country.at
    )


def test_each_person_has_the_same_space_on_each_side(planner, hall):
    project, person = planner.proposed(), hall.neighbours[0]
    argue(planner, project, person)
    argue(planner, project, person, side="against")

    with pytest.raises(errors.SaidAlready):
        argue(planner, project, person)
    with pytest.raises(TextTooLong):
        argue(planner, project, hall.neighbours[1], text="a" * 601)

    assert queries.argument_counts(project.id) == (1, 1)


def test_nothing_says_who_wrote_it(planner, hall):
    project, person = planner.proposed(), hall.neighbours[0]
    one, other = argue(planner, project, person), argue(planner, project, person, side="against")

    kept = serializers.serialize("json", Argument.objects.all())
    assert one.seal != other.seal
    assert str(person.id) not in kept
    assert {field.name for field in Argument._meta.concrete_fields} == {
        *("id", "project", "side", "seal", "text", "text_sha256", "said_on")
    }
    acts = b"".join(bytes(entry.body) for entry in Entry.objects.filter(kind="planning.argument_made"))
    assert b"Hace falta" not in acts


def test_the_order_is_drawn_anew_each_day_and_anyone_can_draw_it_again(planner, hall):
    project = planner.proposed()
    for person in hall.neighbours[:6]:
        argue(planner, project, person, text=f"Digo {person.id}")
    day = planner.country.day
    orders = [
        [one.id for one in queries.debate(project.id, day + timedelta(days=n)).in_favour] for n in range(8)
    ]

    assert len({tuple(order) for order in orders}) > 1
    assert len({order[0] for order in orders}) > 1
    seed = f"{project.id}:{day.isoformat()}"
    assert orders[0] == sorted(orders[0], key=lambda one: rules.place_in(seed, one))


def test_the_sides_stand_in_rows_of_two_and_the_side_that_begins_changes():
    project = new_id()

    begins = {rules.drawn(project, date(2026, 2, day)).favour_first for day in range(1, 29)}

    assert begins == {True, False}
    assert rules.in_pairs(["a", "b"], ["c"]) == [("a", "c"), ("b", None)]


def test_what_an_office_takes_down_stays_hashed_and_another_organ_restores_it(planner, hall, auditor):
    project, person = planner.proposed(), hall.neighbours[0]
    argument = argue(planner, project, person)
    taken = take_down(planner, argument)
    assert queries.argument_counts(project.id) == (0, 0)
    assert taken.appeal_until == planner.country.day + timedelta(days=15)

    at = planner.country.at
    told = {"argument_id": argument.id, "at": at}
    services.appeal_withdrawal(resident_id=person.id, by=planner.anyone, **told)
    services.answer_appeal(is_restored=True, reason="No insulta a nadie.", by=auditor, **told)

    assert queries.argument_counts(project.id) == (1, 0)
    assert Argument.objects.get().text == "Hace falta."
    with pytest.raises(errors.WithdrawnBefore):
        take_down(planner, argument)
    (entry,) = Entry.objects.filter(kind="planning.argument_withdrawn")
    assert entry.document["facts"]["text_sha256"] == argument.text_sha256 == rules.digest("Hace falta.")
    assert entry.document["mandate"]["office"] == "spokesperson"


def test_an_appeal_that_is_not_upheld_erases_the_text(planner, hall, auditor):
    project, person = planner.proposed(), hall.neighbours[0]
    argument = argue(planner, project, person)
    take_down(planner, argument)
    told = {"argument_id": argument.id, "at": planner.country.at}
    services.appeal_withdrawal(resident_id=person.id, by=planner.anyone, **told)
    services.answer_appeal(is_restored=False, reason="Insulta.", by=auditor, **told)

    assert Argument.objects.get().text == ""
    assert queries.argument_counts(project.id) == (0, 0)


def test_once_the_time_to_appeal_is_over_anyone_erases_the_text(planner, hall):
    project, person = planner.proposed(), hall.neighbours[0]
    argument = argue(planner, project, person)
    take_down(planner, argument)
    late = planner.country.at + timedelta(days=16)
    by = territory.open_authority(planner.place, late)
    with pytest.raises(errors.NothingToErase):
        services.erase_withdrawn(project_id=project.id, by=planner.anyone, at=planner.country.at)
    with pytest.raises(errors.AppealTooLate):
        services.appeal_withdrawal(argument_id=argument.id, resident_id=person.id, by=by, at=late)

    assert services.erase_withdrawn(project_id=project.id, by=by, at=late) == 1
    assert Argument.objects.get().text == ""


def test_whoever_wrote_it_takes_it_back_and_it_is_gone(planner, hall):
    project, person = planner.proposed(), hall.neighbours[0]
    argument = argue(planner, project, person)
    told = {"argument_id": argument.id, "by": planner.anyone, "at": planner.country.at}
    with pytest.raises(errors.NotTheAuthor):
        services.take_back_argument(resident_id=hall.neighbours[1].id, **told)

    services.take_back_argument(resident_id=person.id, **told)

    assert Argument.objects.get().text == ""
    with pytest.raises(errors.NothingToAppeal):
        services.appeal_withdrawal(resident_id=person.id, **told)


def test_the_debate_refuses(planner, hall, auditor):
    project, person = planner.proposed(), hall.neighbours[0]
    argument, at = argue(planner, project, person), planner.country.at
    far = territory.open_authority(planner.country.councils[1], at)
    stranger = planner.country.neighbour(planner.country.councils[1], name="Rosa")
    one = {"argument_id": argument.id, "at": at}
    answer = {"is_restored": True, "reason": "Así.", **one}
    for refusal, verb, told in (
        (errors.ActsElsewhere, services.argue, _saying(project, person, far, at)),
        (errors.ArguesElsewhere, services.argue, _saying(project, stranger, planner.anyone, at)),
        (errors.NoSuchArgument, services.withdraw_argument,
         {"argument_id": new_id(), "ground": "insult", "by": planner.by, "at": at}),
        (errors.ActsElsewhere, services.withdraw_argument, {"ground": "insult", "by": far, **one}),
        (MandateNotInForce, services.withdraw_argument, {"ground": "insult", "by": planner.anyone, **one}),
        (errors.GroundOfModerationUnknown, services.withdraw_argument,
         {"ground": "i_disagree", "by": planner.by, **one}),
        (errors.NothingToAppeal, services.appeal_withdrawal,
         {"resident_id": person.id, "by": planner.anyone, **one}),
        (errors.NothingToAnswer, services.answer_appeal, {"by": auditor, **answer}),
        (MandateNotInForce, services.answer_appeal, {"by": planner.by, **answer}),
    ):  # fmt: skip
        with pytest.raises(refusal) as caught, transaction.atomic():
            verb(**told)
        assert caught.value.message("es") != caught.value.message("en")
    assert queries.argument_counts(project.id) == (1, 0)


def _saying(project, person, by, at):
    return {
        "project_id": project.id,
        "resident_id": person.id,
        "side": "for",
        "text": "Sí.",
        "by": by,
        "at": at,
    }


def test_nobody_answers_the_appeal_against_their_own_decision():
    person = new_id()
    with pytest.raises(errors.MayNotAnswerOwn) as caught:
        rules.check_answers_another(withdrew=person, answers=person)
    assert caught.value.message("es") != caught.value.message("en")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_argument SET text = ''",
        "UPDATE planning_argument SET text = 'otra cosa'",
        "UPDATE planning_argument SET side = 'against'",
        "DELETE FROM planning_argument",
        "TRUNCATE planning_argument CASCADE",
    ],
)
def test_the_table_keeps_what_stands(planner, hall, statement):
    argue(planner, planner.proposed(), hall.neighbours[0])

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_table_erases_nothing_about_which_an_answer_is_due(planner, hall):
    argument = argue(planner, planner.proposed(), hall.neighbours[0])
    take_down(planner, argument)
    Appeal.objects.create(withdrawal=Withdrawal.objects.get(), appealed_at=planner.country.at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Argument.objects.update(text="")
    assert Merged.objects.count() == 0
