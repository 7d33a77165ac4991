"""Every refusal of the room, in the order in which its verbs would give them."""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest
from django.db import transaction

from toparquia.elections import errors, queries, services
from toparquia.elections.tests.factories import DICE, make_town, other_rules
from toparquia.foundation.ids import new_id
from toparquia.mandates.services import end_early

pytestmark = pytest.mark.django_db


def called_twice(town):
    town.calls()
    town.calls()


def too_early(town):
    town.calls(votes_on=town.country.day + timedelta(days=5))


def in_assembly_though_secret(town):
    town.calls("assembly")


def nominated_late(town):
    town.stands(town.calls(), town.people[0], days=11)


def nominated_from_elsewhere(town):
    town.stands(town.calls(), town.country.neighbour(town.country.councils[1], name="De lejos"))


def nominated_twice(town):
    found = town.calls()
    town.stands(found, town.people[0])
    town.stands(found, town.people[0])


def accepted_by_another(town):
    found = town.calls()
    row = services.nominate(election_id=found.id, resident_id=town.people[0].id, by=town.anyone(), at=town.at)
    accepts(town, row, town.people[1])


def accepts(town, row, person):
    services.accept_candidacy(
        candidacy_id=row.id, person=person.id, statement="", has_kin=False, by=town.anyone(), at=town.at
    )


def accepted_twice(town):
    accepts(town, town.stands(town.calls(), town.people[0]), town.people[0])


def withdrawn_twice(town):
    row = town.stands(town.calls(), town.people[0])
    for _each in range(2):
        services.withdraw_candidacy(
            candidacy_id=row.id, person=town.people[0].id, by=town.anyone(), at=town.at
        )


def checked_unaccepted(town):
    found = town.calls()
    row = services.nominate(election_id=found.id, resident_id=town.people[0].id, by=town.anyone(), at=town.at)
    town.checks(row)


def checked_twice(town):
    row = town.stands(town.calls(), town.people[0])
    town.checks(row)
    town.checks(row)


def stands_after_the_list(town):
    found, _rows = town.listed(*town.people[:2])
    town.stands(found, town.people[5])


def listed_too_early(town):
    found = town.calls()
    services.close_list(election_id=found.id, seed=DICE, by=town.by(), at=town.day(2))


def listed_without_anyone(town):
    found = town.calls()
    at = town.at_day(found.answers_until)
    services.close_list(election_id=found.id, seed=DICE, by=town.by(), at=at)


def opened_without_a_list(town):
    town.opened(town.calls())


def opened_twice(town):
    found, _rows = town.listed(*town.people[:2])
    town.opened(town.opened(found))


def certified_without_a_vote(town):
    found, _rows = town.listed(*town.people[:2])
    town.certifies(found)


def decided(town):
    found, rows = town.listed(*town.people[:6])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    return queries.election(found.id)


def certified_twice(town):
    town.certifies(decided(town))


def proclaimed_too_soon(town):
    town.proclaims(decided(town), days=0)


def proclaimed_twice(town):
    found = decided(town)
    town.proclaims(found)
    town.proclaims(found)


def registered_early(town):
    registers(town, decided(town))


def registers(town, found):
    services.register_election(election_id=found.id, by=town.country.registry(town.place), at=town.day(60))


def registered_twice(town):
    found = decided(town)
    town.proclaims(found)
    registers(town, found)
    registers(town, found)


def alternate_into_a_held_seat(town):
    services.seat_alternate(seat_id=town.speaker.seat_id, by=town.by(), at=town.at)


def challenged(town):
    row = town.stands(town.calls(), town.people[0])
    town.checks(row)
    at = town.at_day(row.election.nominations_until)
    return services.challenge(
        election_id=row.election_id, candidacy_id=row.id, text="No.", by=town.anyone(), at=at
    )


def answered_twice(town):
    lodged = challenged(town)
    for _each in range(2):
        services.answer_challenge(
            challenge_id=lodged.id, is_upheld=False, text="Sí.", by=town.by(), at=town.day(11)
        )


def answered_early_by_the_audit(town):
    services.answer_challenge(
        challenge_id=challenged(town).id,
        is_upheld=True,
        text="Sí.",
        by=town.of(town.auditor),
        at=town.day(11),
    )


def another_elections_candidacy(town):
    found = town.calls()
    services.challenge(election_id=found.id, candidacy_id=new_id(), text="No.", by=town.anyone(), at=town.at)


def recalled_without_office(town):
    services.ask_recall(
        mandate_id=town.speaker.id,
        origin="petition",
        ground="accounts_late",
        text="No.",
        by=town.anyone(),
        at=town.day(3 * 366),
    )


def unknown_ground(town):
    town.asks(town.speaker, ground="because")


def asked_twice(town):
    town.asks(town.speaker)
    town.asks(town.speaker)


def signed_after_the_sample(town):
    recall = town.admitted(town.speaker)
    town.signs(recall, town.people[7])


def drawn_too_early(town):
    draws(town, town.asks(town.speaker))


def draws(town, recall):
    services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(), at=town.at)


def drawn_twice(town):
    draws(town, town.admitted(town.speaker))


def checks(town, recall, confirmed):
    services.record_check(recall_id=recall.id, confirmed=confirmed, by=town.by(), at=town.at)


def checked_without_a_sample(town):
    checks(town, town.asks(town.speaker), 0)


def more_confirmed_than_drawn(town):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:4])
    draws(town, recall)
    checks(town, recall, 5)


def reported(town, recall):
    services.report_on_recall(recall_id=recall.id, text="Sí.", by=town.of(town.auditor), at=town.day(2))


def reported_before_admission(town):
    reported(town, town.asks(town.speaker))


def reported_twice(town):
    recall = town.admitted(town.speaker)
    reported(town, recall)
    reported(town, recall)


def defends(town, person):
    recall = town.admitted(town.speaker)
    for _each in range(2):
        services.defend(recall_id=recall.id, person=person, text="No.", by=town.anyone(), at=town.at)


def defended_by_another(town):
    defends(town, town.people[0].id)


def defended_twice(town):
    defends(town, town.speaker.holder_id)


def erased_twice(town):
    recall = town.admitted(town.speaker)
    for _each in range(2):
        services.erase_signatures(recall_id=recall.id, by=town.anyone(20), at=town.day(20))


REFUSALS = [
    (called_twice, errors.NoSeatToFill),
    (too_early, errors.VoteDayOutOfTime),
    (in_assembly_though_secret, errors.SecretBallotRequired),
    (nominated_late, errors.OutOfPhase),
    (nominated_from_elsewhere, errors.NotOfThePlace),
    (nominated_twice, errors.NominatedAlready),
    (accepted_by_another, errors.NotYourCandidacy),
    (accepted_twice, errors.AcceptedAlready),
    (withdrawn_twice, errors.WithdrawnAlready),
    (checked_unaccepted, errors.NotAccepted),
    (checked_twice, errors.CheckedAlready),
    (stands_after_the_list, errors.ListIsClosed),
    (listed_too_early, errors.Unanswered),
    (listed_without_anyone, errors.NoCandidacies),
    (opened_without_a_list, errors.ListNotClosed),
    (opened_twice, errors.OpenedAlready),
    (certified_without_a_vote, errors.NothingDecided),
    (certified_twice, errors.DecidedAlready),
    (proclaimed_too_soon, errors.Unanswered),
    (proclaimed_twice, errors.ProclaimedAlready),
    (registered_early, errors.NotProclaimed),
    (registered_twice, errors.RegisteredAlready),
    (alternate_into_a_held_seat, errors.SeatNotVacant),
    (answered_twice, errors.AnsweredAlready),
    (answered_early_by_the_audit, errors.NotYoursToAnswer),
    (another_elections_candidacy, errors.NoSuchCandidacy),
    (recalled_without_office, errors.NotInOfficeNow),
    (unknown_ground, errors.UnknownGround),
    (asked_twice, errors.RecallRunning),
    (signed_after_the_sample, errors.PetitionClosed),
    (drawn_too_early, errors.TooFewSignatures),
    (drawn_twice, errors.SampleDrawnAlready),
    (checked_without_a_sample, errors.SampleNotDrawn),
    (more_confirmed_than_drawn, errors.SampleMiscounted),
    (reported_before_admission, errors.RecallNotAdmitted),
    (reported_twice, errors.ReportedAlready),
    (defended_by_another, errors.NotTheHolder),
    (defended_twice, errors.DefendedAlready),
    (erased_twice, errors.ErasedAlready),
]


@pytest.mark.parametrize(("deed", "refusal"), REFUSALS, ids=lambda one: getattr(one, "__name__", ""))
def test_it_is_refused(town, deed, refusal):
    with pytest.raises(refusal) as said, transaction.atomic():
        deed(town)

    assert said.value.message("es") != said.value.message("en")


@pytest.mark.parametrize(
    ("read", "refusal"),
    [
        (queries.election, errors.NoSuchElection),
        (queries.candidacy, errors.NoSuchCandidacy),
        (queries.challenge, errors.NoSuchChallenge),
        (queries.recall, errors.NoSuchRecall),
        (queries.seat, errors.NoSuchSeat),
    ],
)
def test_what_is_not_there_is_said_so(read, refusal):
    with pytest.raises(refusal):
        read(new_id())


def test_no_alternate_is_left_where_nobody_was_chosen(noon):
    town = make_town(noon, rules=other_rules(council__coordination_seats=9, election__alternates=0))
    found = decided(town)
    gone = town.proclaims(found)[0]
    end_early(
        mandate_id=gone.id, on=gone.starts_on, reason="resigned", by=town.by(), at=town.at_day(gone.starts_on)
    )

    with pytest.raises(errors.NoAlternateLeft):
        services.seat_alternate(seat_id=gone.seat_id, by=town.by(), at=town.at_day(gone.starts_on))


def test_every_refusal_is_in_a_test():
    tested = {refusal for _deed, refusal in REFUSALS}
    elsewhere = {
        *(errors.NoSuchElection, errors.NoSuchChallenge, errors.NoSuchRecall, errors.NoSuchSeat),
        # In the tests of an election and of a recall, where each is told as a story.
        *(errors.NotACustomaryPlace, errors.NobodyElected, errors.SignedAlready, errors.NotYourOwnCase),
        *(errors.RecallNotRipe, errors.NotDecidedThatWay, errors.WrongMatter, errors.TooSoonToErase),
        # In the tests of what is called with a founding.
        *(errors.NoAlternateLeft, errors.CouncilToBeNamed),
    }
    own = {
        kind
        for kind in vars(errors).values()
        if inspect.isclass(kind) and kind.__module__.startswith(errors.__name__)
    }

    assert own - tested - elsewhere == set()
