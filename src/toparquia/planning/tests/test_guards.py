"""What the tables themselves refuse, whatever program writes to them, as the application's role."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

from toparquia.foundation.ids import new_id
from toparquia.mandates.tests.factories import make_country
from toparquia.planning.models import Admission, Estimate, EstimateLine, PreVoteCheck, Project
from toparquia.planning.tests.factories import make_planner

pytestmark = pytest.mark.django_db

REFUSED = (IntegrityError, InternalError, ProgrammingError)


@pytest.fixture
def planner(noon):
    return make_planner(make_country(noon))


def execute(sql):
    """Run one statement and what was put off to the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)


def save(row):
    """Write one row and look at what the end of the transaction would look at."""
    with transaction.atomic(), connection.cursor() as cursor:
        row.save(force_insert=True)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def estimate(project, number, minor=1):
    """Return an estimate that claims a total and has no lines."""
    return Estimate(
        project=project,
        number=number,
        total_minor=minor,
        currency="VES",
        line_count=1,
        digest="0" * 64,
        made_at=project.proposed_at,
    )


@pytest.mark.parametrize(
    "table",
    [
        "planning_estimate",
        "planning_estimateline",
        "planning_prevotecheck",
        "planning_checkfinding",
        "planning_admission",
    ],
)
def test_what_was_done_is_neither_changed_nor_removed(planner, table):
    planner.admitted()
    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(REFUSED, match=r"permission denied|never changed"):
            execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE planning_project SET title = 'Otra cosa'",
        "UPDATE planning_project SET latitude = 1, longitude = 1",
        "DELETE FROM planning_project",
    ],
)
def test_an_admitted_project_stays_as_the_assembly_saw_it(planner, sql):
    planner.admitted()
    with pytest.raises(REFUSED, match="is admitted"):
        execute(sql)


def test_a_project_nobody_admitted_may_still_be_reworded(planner):
    project = planner.checked()

    execute("UPDATE planning_project SET title = 'Mejor dicho'")

    assert Project.objects.get(id=project.id).title == "Mejor dicho"


def test_the_cost_of_an_admitted_project_is_frozen(planner):
    project = planner.admitted()
    first = project.estimates.get()
    with pytest.raises(REFUSED, match="is admitted"), transaction.atomic():
        estimate(project, 2).save(force_insert=True)
    line = {"head": "costs", "what": "x", "quantity_milli": 1000, "unit": "u"}
    with pytest.raises(REFUSED, match="is admitted"), transaction.atomic():
        EstimateLine.objects.create(estimate=first, number=9, unit_price_minor=0, amount_minor=0, **line)
    with pytest.raises(REFUSED, match="is admitted"), transaction.atomic():
        PreVoteCheck.objects.create(project=project, estimate=first, number=2, checked_at=project.proposed_at)


def test_an_estimate_that_does_not_add_up_is_refused(planner):
    project = planner.proposed()

    with pytest.raises(REFUSED, match="does not add up"):
        save(estimate(project, 1, minor=999))


def test_a_line_slipped_into_a_finished_estimate_is_refused(planner):
    project = planner.proposed()
    made = planner.cost(project)
    # It costs nothing, so the sum alone would not show it.
    with pytest.raises(REFUSED, match="does not add up"):
        execute(
            "INSERT INTO planning_estimateline (estimate_id, number, head, what, quantity_milli, unit,"
            f" unit_price_minor, amount_minor) VALUES ('{made.id}', 9, 'costs', 'x', 1000, 'u', 0, 0)"
        )


def test_an_amount_that_is_not_quantity_times_price_is_refused(planner):
    made = planner.cost(planner.proposed())
    with pytest.raises(REFUSED, match="estimateline_is_quantity_times_price"):
        execute(
            "INSERT INTO planning_estimateline (estimate_id, number, head, what, quantity_milli, unit,"
            f" unit_price_minor, amount_minor) VALUES ('{made.id}', 9, 'costs', 'x', 1000, 'u', 5, 6)"
        )


def admission(planner, project, made):
    """Return an admission written past the verbs."""
    return Admission(
        project=project,
        estimate=made,
        place=planner.place,
        resolution_id=new_id(),
        admitted_at=project.proposed_at,
    )


def test_no_program_admits_what_failed_its_check(planner):
    project = planner.proposed()
    made = planner.cost(project)
    planner.check(project, failed=["legality"])
    with pytest.raises(REFUSED, match="did not pass"), transaction.atomic():
        admission(planner, project, made).save(force_insert=True)


@pytest.mark.parametrize(
    "resolved",
    [
        lambda planner, project: new_id(),
        lambda planner, project: planner.yes(project.id, is_carried=False),
        lambda planner, project: planner.yes(project.id, kind="planning.project"),
        lambda planner, project: planner.yes(project.id, planner.checked().id),
    ],
    ids=["none", "voted down", "about something else", "about more"],
)
def test_no_program_admits_what_no_assembly_said_yes_to(planner, resolved):
    project = planner.checked()
    written = admission(planner, project, project.estimates.get())
    written.resolution_id = resolved(planner, project)
    with pytest.raises(REFUSED, match="exactly these projects"), transaction.atomic():
        written.save(force_insert=True)


def test_no_program_admits_by_the_yes_of_another_territory(planner):
    project = planner.checked()
    written = admission(planner, project, project.estimates.get())
    written.resolution_id = planner.yes(project.id)
    written.place = planner.country.commune
    with pytest.raises(REFUSED, match="exactly these projects"), transaction.atomic():
        written.save(force_insert=True)


def test_no_program_admits_at_an_older_cost(planner):
    project = planner.proposed()
    old = planner.cost(project)
    planner.cost(project)
    planner.check(project)
    with pytest.raises(REFUSED, match="newest estimate"), transaction.atomic():
        admission(planner, project, old).save(force_insert=True)
