"""A consultation from its call to the certificate, on paper and from a file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.consultations import queries, services
from toparquia.consultations.models import Consultation, CountSummary, Reason
from toparquia.consultations.tests.factories import DICE, file_from, vote_of
from toparquia.foundation.money import Money
from toparquia.gazette.models import Entry
from toparquia.voting.services import record_tally_sheet
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db


def test_a_consultation_goes_from_its_call_to_what_the_state_owes(house):
    stages = []
    called = house.call(house.admitted(100, 200, 300))
    stages.append(called.stage)
    house.neighbours(30)
    opened = house.open(called)
    stages.append(opened.stage)
    house.count_table(opened, sheet(4, 9, 7))
    stages.append(house.close(opened).stage)
    certified = house.certify(opened)
    stages.append(certified.stage)

    (won,) = queries.winners(certified)
    assert stages == list(Consultation.Stage)
    assert (won.project.title, won.rank, won.amount) == ("Proyecto 2 de 200", 1, Money(20_000, "VES"))
    kinds = list(
        Entry.objects.filter(subject_id=certified.id).order_by("index").values_list("kind", flat=True)
    )
    assert kinds == ["consultations.called", "consultations.certified"]


def test_an_imported_election_counts_to_its_winners(house):
    house.adopt()

    consultation = house.imported(file_from())
    house.close(consultation)
    house.certify(consultation)

    assert [won.option.code for won in queries.winners(consultation)] == ["c", "a"]
    assert consultation.budget == Money(100_050, "EUR")


def test_why_each_option_won_or_lost_is_worked_out_and_the_same_again(house):
    house.adopt()
    consultation = house.imported(file_from())
    house.close(consultation)
    house.certify(consultation)

    first = services.explain_result(consultation_id=consultation.id)
    rows = list(Reason.objects.values_list("position", "has_won", "code", "document"))
    second = services.explain_result(consultation_id=consultation.id)

    assert first.document == second.document
    assert rows == list(Reason.objects.values_list("position", "has_won", "code", "document"))
    assert CountSummary.objects.count() == 1
    assert [row[1] for row in rows] == [True, True, False]


def test_the_first_reasons_come_soon_and_the_rest_replaces_them(house, client):
    house.adopt()
    consultation = house.imported(file_from())
    house.close(consultation)
    house.certify(consultation)

    services.explain_result(consultation_id=consultation.id, is_first=True)
    page = client.get(consultation.get_absolute_url()).content.decode()
    waiting = queries.without_reasons()
    services.explain_result(consultation_id=consultation.id)

    assert "<svg" in page
    assert "se está calculando" in page
    assert Reason.objects.exclude(document__changes=[]).exists()
    assert (waiting, queries.without_reasons()) == ([consultation.id], [])


def test_a_small_consultation_is_explained_right_after_its_certificate(
    house, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        consultation = house.decided(4, 9, 7)

    first, *others = queries.result(consultation).reasons
    assert first.has_won
    assert "9" in first.says("es")
    assert all(other.changes("en") for other in others)


def test_what_too_few_voted_on_names_no_winner_and_says_why(house):
    house.adopt("venezuela-communes", consultation__min_turnout="0.90")

    consultation = house.decided(4, 9, 7)
    services.explain_result(consultation_id=consultation.id)

    outcome = queries.result(consultation)
    assert not outcome.is_valid
    assert outcome.winners == []
    assert not any(row.has_won for row in outcome.reasons)
    assert "menos personas" in outcome.reasons[0].says("es")


def test_a_loser_may_stand_again_and_win(house):
    lost = queries.result(house.decided(4, 9)).consultation.options.get(priority=None).project_id

    again = house.call([lost, *house.admitted(5)], title="Otra vez")
    house.open(again)
    house.count_table(again, sheet(6, 1))
    house.close(again)
    house.certify(again)

    assert [won.project_id for won in queries.winners(again)] == [lost]
    assert len(queries.options_of_project(lost)) == 2
    assert queries.priority_of(lost).consultation_id == again.id


def test_a_tie_goes_to_a_run_off_where_the_rules_ask_for_one(house):
    house.adopt("venezuela-communes", consultation__tie_rule="run_off", consultation__per_year=1)
    first = house.decided(7, 7, 3)
    services.explain_result(consultation_id=first.id)

    second = house.run_off(first)
    week = timedelta(days=7)
    services.open_consultation(consultation_id=second.id, seed=DICE, by=house.by(), at=house.opens_at + week)
    for member in (0, 1):
        record_tally_sheet(
            vote_id=vote_of(second).id,
            table=1,
            counts=sheet(4, 9),
            by=house.by(member),
            at=house.evening + week,
        )
    for verb in (services.close_consultation, services.certify_consultation):
        verb(consultation_id=second.id, by=house.by(), at=house.evening + week)

    assert queries.winners(first) == []
    assert [row.code for row in queries.result(first).reasons].count("run_off") == 2
    assert [won.option.code for won in queries.winners(second)] == ["2"]
    assert second.run_off_of == first
    assert queries.to_run_off(first) == []


def test_what_nobody_opened_in_its_time_frees_its_projects(house):
    ids = house.admitted(1, 2)
    forgotten = house.call(ids)
    week = timedelta(days=7)

    again = house.call(
        ids, at=house.evening, opens_at=house.opens_at + week, closes_at=house.closes_at + week
    )

    assert {option.project_id for option in again.options.all()} == set(ids)
    assert forgotten.options.count() == 2
