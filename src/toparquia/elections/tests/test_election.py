"""An election from its call to the register: who stands, who is chosen, whose term begins when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from toparquia.elections import errors, queries, rules, services
from toparquia.elections.models import Seating
from toparquia.elections.tests.factories import DICE, make_town, other_rules
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates import services as mandate_services
from toparquia.mandates.errors import NothingDecidedIt
from toparquia.mandates.models import Mandate, Seat
from toparquia.voting.errors import TieNotDrawn
from toparquia.voting.services import draw_tie

pytestmark = pytest.mark.django_db


def test_a_council_renews_five_of_nine_seats_by_secret_vote(town):
    found, rows = town.listed(*town.people[:8])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)

    given = town.proclaims(found)

    assert [mandate.holder.given_names for mandate in given] == ["Rosa", "Luz", "Eva", "Inés", "Sol"]
    assert [mandate.seat.number for mandate in given] == [5, 6, 7, 8, 9]
    assert {mandate.ends_on.year - mandate.starts_on.year for mandate in given} == {3}
    assert [row.resident.given_names for row in queries.elected(found) if row.is_alternate] == ["Paz", "Flor"]
    acts = Entry.objects.filter(kind="mandates.proclaimed").order_by("index")
    assert {entry.document["facts"]["decided_by"] for entry in acts} == {str(found.id)}


def test_seats_whose_term_ends_before_the_vote_are_renewed_from_the_day_they_are_free(town):
    town.calls()
    later = town.country.day.replace(year=town.country.day.year + 3)
    at = town.at_day(later - timedelta(days=40))
    # Only the four held seats: the others are in the election that is under way, or were never filled.
    seats = queries.seats_to_fill(town.organ.id, "spokesperson", later)

    assert at < town.at_day(later)
    assert {seat.number for seat in seats} >= {1, 2, 3, 4}


def test_nobody_is_named_in_the_gazette_for_having_stood(town):
    found, rows = town.listed(*town.people[:8])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    town.proclaims(found)

    text = "\n".join(bytes(entry.body).decode() for entry in Entry.objects.all())

    assert "Rosa Pérez" in text
    assert "Mar Pérez" not in text
    assert "Paz Pérez" not in text


def test_equals_at_the_edge_are_drawn_in_public(town):
    found, rows = town.listed(*town.people[:6])
    found = town.opened(found)
    town.counted(found, dict.fromkeys([row.id for row in rows], 5))
    with pytest.raises(TieNotDrawn), transaction.atomic():
        town.certifies(found)
    draw_tie(vote_id=found.ballot.vote_id, seed=DICE, by=town.by(), at=town.at_day(found.votes_on))

    town.certifies(found)

    order = [str(row.candidacy_id) for row in queries.elected(found)]
    assert order == rules.draw_order(DICE, order)


def test_a_single_candidacy_needs_more_votes_than_nobody(town):
    found, rows = town.listed(town.people[0])
    found = town.opened(found)
    assert found.ballot.vote.options.count() == 2
    town.counted(found, {rows[0].id: 0}, ballots=0)

    with pytest.raises(errors.NobodyElected), transaction.atomic():
        town.certifies(found)


def test_the_list_has_the_order_that_its_seed_draws_and_equal_space(town):
    found, rows = town.listed(*town.people[:3])

    drawn = [row.id for row in queries.candidacies(found)]

    assert [str(one) for one in drawn] == rules.draw_order(DICE, [str(row.id) for row in rows])
    assert found.statement_length == 600


def test_who_lives_here_too_short_is_refused_with_the_article(town):
    newcomer = town.country.neighbour(town.place, name="Nueva", lived_days=60)
    found = town.calls()
    row = town.stands(found, newcomer)

    town.checks(row)

    check = row.checks.get()
    assert (check.is_admitted, check.article, check.findings) == (
        False,
        "residence.min_months",
        ["residence"],
    )


def test_the_birthday_itself_counts_or_not_as_the_rules_say(noon):
    for strict, admitted in ((True, False), (False, True)):
        with transaction.atomic():
            changed = {"council__coordination_seats": 9, "age__strict": strict, "age__min_vote": 14}
            town = make_town(noon, rules=other_rules(**changed))
            found = town.calls()
            born = found.votes_on.replace(year=found.votes_on.year - 15)
            row = town.stands(found, town.country.neighbour(town.place, name="Joven", birth=born))
            town.checks(row)
            assert row.checks.get().is_admitted is admitted
            transaction.set_rollback(True)


def test_a_limit_of_terms_in_a_row_is_the_rules_own(noon):
    rules_of_one = other_rules(council__coordination_seats=9, mandate__max_consecutive=1)
    town = make_town(noon, rules=rules_of_one)
    found = town.calls()
    row = town.stands(found, town.speaker.holder)

    assert [one.code for one in queries.findings(row) if not one.is_met] == ["terms"]


def test_kin_bar_a_watching_organ_except_in_small_councils():
    standing = rules.Standing(birth=date(1980, 1, 1), lives_here_since=date(2000, 1, 1), has_kin=True)
    asked = {"age": "age.min_finance", "day": date(2026, 3, 8), "organ": "social_audit", "exclusive": True}

    def unmet(setting, **changed):
        found = rules.findings(standing, other_rules(**changed), setting=setting, **asked)
        return [one.code for one in found if not one.is_met]

    assert unmet("urban") == ["kinship"]
    assert unmet("rural") == unmet("indigenous") == []
    assert unmet("urban", election__kinship_barred=False) == []


def test_a_challenge_that_is_upheld_turns_the_check(town):
    newcomer = town.country.neighbour(town.place, name="Nueva", lived_days=60)
    found = town.calls()
    row = town.stands(found, newcomer)
    town.checks(row)
    at = town.at_day(found.checks_until)
    lodged = services.challenge(
        election_id=found.id, candidacy_id=row.id, text="Vive aquí.", by=town.anyone(), at=at
    )

    services.answer_challenge(challenge_id=lodged.id, is_upheld=True, text="Es verdad.", by=town.by(), at=at)

    assert queries.is_admitted(queries.candidacy(row.id))
    assert row.checks.count() == 2


def test_when_the_commission_is_silent_the_audit_unit_answers(town):
    found, rows = town.listed(*town.people[:6])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    at = town.at_day(found.votes_on + timedelta(days=1))
    lodged = services.challenge(election_id=found.id, text="Faltó una mesa.", by=town.anyone(), at=at)
    answer = {"challenge_id": lodged.id, "is_upheld": True, "text": "Faltó.", "by": town.of(town.auditor)}
    with pytest.raises(errors.NotYoursToAnswer), transaction.atomic():
        services.answer_challenge(**answer, at=at)

    services.answer_challenge(**answer, at=at + timedelta(days=4))

    assert queries.is_void(found)
    with pytest.raises(errors.NothingDecided), transaction.atomic():
        town.proclaims(found, days=9)
    # The seats are free for another election.
    assert len(queries.seats_to_fill(town.organ.id, "spokesperson", found.votes_on)) == 5


def test_rules_may_proclaim_before_challenges_are_over(noon):
    quick = other_rules(council__coordination_seats=9, election__challenge_first=False)
    town = make_town(noon, rules=quick)
    found, rows = town.listed(*town.people[:6])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)

    assert len(town.proclaims(found, days=1)) == 5


def test_an_assembly_elects_person_by_person(noon):
    town = make_town(noon, rules=other_rules(council__coordination_seats=9, election__secret=False))
    found, rows = town.listed(*town.people[:3], procedure="assembly")
    days = (found.votes_on - town.country.day).days
    for number, (row, yes) in enumerate(zip(rows, (9, 6, 2), strict=True)):
        town.decides((rules.CANDIDACY, row.id), matter="offices", days=days + number, yes=yes)

    services.count_assembly(election_id=found.id, by=town.by(), at=town.day(days + 4))

    assert [row.candidacy_id for row in queries.elected(found)] == [rows[0].id, rows[1].id]


def test_an_indigenous_council_elects_by_its_customs_and_no_ballot_is_forced(noon):
    town = make_town(noon, setting="indigenous")
    chosen = [person.id for person in town.people[:6]]
    told = {
        "organ": town.organ,
        "office": "spokesperson",
        "authority": "Consejo de ancianas",
        "chosen": chosen,
    }

    found = services.record_custom(
        **told, minutes="Se habló hasta estar de acuerdo.", held_on=town.country.day, by=town.by(), at=town.at
    )
    given = services.proclaim_election(election_id=found.id, by=town.by(), at=town.at)

    assert len(given) == 5
    assert [row.resident_id for row in queries.elected(found) if row.is_alternate] == [chosen[5]]


@pytest.mark.parametrize(("setting", "allowed"), [("rural", True), ("indigenous", False)])
def test_customs_are_for_places_that_have_them(noon, setting, allowed):
    changed = {"council__coordination_seats": 9, "election__customary_allowed": allowed}
    town = make_town(noon, rules=other_rules(**changed), setting=setting)
    with pytest.raises(errors.NotACustomaryPlace):
        services.record_custom(
            organ=town.organ,
            office="spokesperson",
            authority="Alguien",
            minutes="Algo.",
            held_on=town.country.day,
            chosen=[town.people[0].id],
            by=town.by(),
            at=town.at,
        )


def test_an_alternate_takes_a_vacancy_for_what_is_left_of_the_term(town):
    found, rows = town.listed(*town.people[:7])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    leaving = town.proclaims(found)[2]
    day = leaving.starts_on + timedelta(days=10)
    mandate_services.end_early(
        mandate_id=leaving.id, on=day, reason="resigned", by=town.by(), at=town.at_day(day)
    )

    entered = services.seat_alternate(seat_id=leaving.seat_id, by=town.by(), at=town.at_day(day))

    assert entered.holder.given_names == "Paz"
    assert (entered.starts_on, entered.ends_on) == (day, leaving.given_until)


def test_the_registry_takes_the_result_and_late_is_possible(town):
    found, rows = town.listed(*town.people[:6])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    town.proclaims(found)

    row = services.register_election(
        election_id=found.id, by=town.country.registry(town.place), at=town.day(90)
    )

    assert row.registered_on > queries.election(found.id).proclamation.register_by


def test_a_commission_proclaims_by_hand_only_what_was_decided(town):
    seat = Seat.objects.filter(organ=town.organ, number=9).get()
    told = {
        "seat": seat,
        "holder": town.people[0],
        "starts_on": town.country.day,
        "by": town.by(),
        "at": town.at,
    }
    for decided_by in (None, town.organ.id):
        with pytest.raises(NothingDecidedIt), transaction.atomic():
            mandate_services.proclaim(**told, decided_by=decided_by)

    assert not Mandate.objects.filter(seat=seat).exists()
    assert not Seating.objects.exists()
    assert mandates.in_force(town.country.day).filter(seat__organ=town.organ).count() == 4
