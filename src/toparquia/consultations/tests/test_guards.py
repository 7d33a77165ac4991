"""The tables defend themselves against plain SQL, as the application's role and as the owner."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from toparquia.consultations import queries, services
from toparquia.consultations.models import Consultation, PriorityProject
from toparquia.consultations.tests.factories import file_from, make_house
from toparquia.foundation.errors import DomainError
from toparquia.gazette.models import Entry
from toparquia.voting import services as voting
from toparquia.voting.errors import CertifiedAlready
from toparquia.voting.rules import TotalsOnly
from toparquia.voting.tests.factories import sheet

REFUSED = "refused|denied|must be owner"


def run(sql, parameters=None, *, using="default"):
    """Run one statement in a savepoint that a refusal leaves intact."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["projectoption", "priorityproject"])
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_asked_and_what_won_is_never_changed(house, table, attack):
    house.decided(4, 2)
    with pytest.raises(DatabaseError, match=REFUSED):
        run(attack.format(f"consultations_{table}"))


@pytest.mark.django_db
def test_nobody_says_later_where_voters_live(house):
    house.adopt()
    imported = house.imported(file_from())
    option = imported.options.first()
    added = "INSERT INTO consultations_supportthere (option_id, places, voters) VALUES (%s, '{Norte}', 12)"
    with pytest.raises(DatabaseError, match="never later"):
        run(added, [option.id])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE consultations_consultation SET budget_minor = 1",
        "UPDATE consultations_consultation SET rule = '{}'",
        "UPDATE consultations_consultation SET vote_id = NULL",
        "DELETE FROM consultations_consultation",
    ],
)
def test_a_consultation_is_fixed_by_its_call(house, attack):
    house.opened(1, 2)
    with pytest.raises(DatabaseError, match="fixed by its call"):
        run(attack)


@pytest.mark.django_db
def test_a_consultation_takes_no_vote_of_something_else(house):
    called = house.call(house.admitted(1, 2))
    other = house.polls.open("1", "2")
    with pytest.raises(DatabaseError, match="fixed by its call"):
        run("UPDATE consultations_consultation SET vote_id = %s WHERE id = %s", [other.id, called.id])


OPTION = """
    INSERT INTO consultations_projectoption
        (consultation_id, number, code, project_id, admission_id, cost_minor)
    SELECT %s, 9, '9', project_id, id, {cost} FROM planning_admission WHERE project_id = %s
"""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cost", "says"), [("100", "at its frozen cost"), ("1", "at its frozen cost")], ids=["open", "cheaper"]
)
def test_no_program_adds_an_option_late_or_at_another_cost(house, cost, says):
    extra = house.admitted(1)[0]
    consultation = house.call(house.admitted(1, 2))
    if cost == "100":
        house.neighbours(5)
        house.open(consultation)
    with pytest.raises(DatabaseError, match=says):
        run(OPTION.format(cost=cost), [consultation.id, extra])


@pytest.mark.django_db
def test_no_program_puts_a_winner_or_a_standing_project_on_another_ballot(house):
    won = queries.winners(house.decided(4, 2))[0]
    waiting = house.call(house.admitted(1, 2))
    standing = waiting.options.first().project_id
    other = house.call(house.admitted(1, 2))
    for project_id, cost in ((won.project_id, 10_000), (standing, 100)):
        with pytest.raises(DatabaseError, match="stands on no other ballot"):
            run(OPTION.format(cost=cost), [other.id, project_id])


@pytest.mark.django_db
def test_no_program_names_a_winner_that_the_certificate_does_not(house):
    consultation = house.decided(4, 2)
    loser = consultation.options.exclude(priority__isnull=False).get()
    written = PriorityProject(
        consultation=consultation,
        option=loser,
        project=loser.project,
        rank=2,
        amount_minor=loser.cost_minor,
        currency="VES",
    )
    with pytest.raises(DatabaseError, match="one that the certificate names"), transaction.atomic():
        written.save(force_insert=True)


@pytest.mark.django_db
def test_no_program_certifies_without_what_is_owed(house):
    consultation = house.opened(1, 2)
    house.count_table(consultation, sheet(4, 2))
    house.close(consultation)

    def certify_alone():
        voting.certify(vote_id=consultation.vote.id, by=house.by(), at=house.evening, rule=TotalsOnly())
        run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="all of it"), transaction.atomic():
        certify_alone()


def test_of_two_certifications_at_once_one_stands(live_db, noon):
    house = make_house(noon)
    consultation = house.opened(1, 2)
    house.count_table(consultation, sheet(4, 2))
    house.close(consultation)
    by = [house.by(0), house.by(1)]
    gate, outcomes = threading.Barrier(2), []

    def certify(member):
        try:
            gate.wait()
            services.certify_consultation(
                consultation_id=consultation.id, by=by[member], at=house.evening, explain=False
            )
            outcomes.append("certified")
        except DomainError as refusal:
            outcomes.append(type(refusal))
        finally:
            connection.close()

    both = [threading.Thread(target=certify, args=(member,)) for member in (0, 1)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert sorted(map(str, outcomes)) == sorted(map(str, ["certified", CertifiedAlready]))
    assert PriorityProject.objects.count() == 1
    assert Entry.objects.filter(kind="consultations.certified").count() == 1
    assert Consultation.objects.get().is_certified
