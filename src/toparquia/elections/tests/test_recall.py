"""A recall from its petition to the decision, and who signed: sealed, then gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from toparquia.elections import errors, queries, rules, sealing, services
from toparquia.elections.models import PetitionSignature, SignatureErasure
from toparquia.elections.tests.factories import DICE, make_town, other_rules
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.people.models import Reading
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import close_vote, record_tally_sheet

pytestmark = pytest.mark.django_db


def renewed(town):
    """Let the council elect five people and two alternates; return who sits and the day after."""
    found, rows = town.listed(*town.people[:8])
    found = town.opened(found)
    town.counted(found, {row.id: 11 - place for place, row in enumerate(rows)})
    town.certifies(found)
    return town.proclaims(found)


def test_a_petition_needs_its_share_and_shows_its_number_alone(town):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:2])

    assert recall.electors == 18
    assert recall.needed == 2
    assert queries.signature_count(recall) == 2
    text = "\n".join(bytes(entry.body).decode() for entry in Entry.objects.all())
    assert not any(str(person.id) in text for person in town.people)


def test_the_share_is_the_rules_own(noon):
    town = make_town(noon, rules=other_rules(council__coordination_seats=9, recall__petition_share="0.30"))

    assert town.asks(town.speaker).needed == 6


def test_a_copy_of_the_database_does_not_tell_who_signed(town, tmp_path, monkeypatch):
    recall = town.asks(town.speaker)
    person = town.people[0]
    town.signs(recall, person)
    row = PetitionSignature.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row::text, ' ') FROM elections_petitionsignature AS row")
        (stored,) = cursor.fetchone()
    assert str(person.id) not in stored
    assert person.id.hex not in stored

    # Another installation has another key: with the rows and the salt alone nobody is found.
    monkeypatch.setenv("TOPARQUIA_HOME", str(tmp_path))

    assert sealing.digest(bytes(recall.salt), person.id) != row.digest


def test_nobody_signs_twice_and_no_stranger_signs(town):
    recall = town.asks(town.speaker)
    town.signs(recall, town.people[0])
    with pytest.raises(errors.SignedAlready), transaction.atomic():
        town.signs(recall, town.people[0])
    stranger = town.country.neighbour(town.country.councils[1], name="De lejos")
    with pytest.raises(errors.NotOfThePlace), transaction.atomic():
        town.signs(recall, stranger)


def test_the_sample_is_read_by_the_commission_and_each_can_see_it(town):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:4])
    services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(), at=town.at)

    drawn = services.read_sample(recall_id=recall.id, by=town.by(), at=town.at)

    assert {one.id for one in drawn} == {one.id for one in town.people[:4]}
    assert set(Reading.objects.latest("id").residents) == {one.id for one in drawn}


@pytest.mark.parametrize(("confirmed", "is_enough"), [(4, True), (1, False)])
def test_the_petition_goes_on_if_the_sample_holds(town, confirmed, is_enough):
    recall = town.asks(town.speaker)
    town.signs(recall, *town.people[:4])
    services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(), at=town.at)

    made = services.record_check(recall_id=recall.id, confirmed=confirmed, by=town.by(), at=town.at)

    assert made.is_enough is is_enough


def test_when_its_time_is_over_the_signatures_are_gone_and_their_number_stays(town):
    recall = town.admitted(town.speaker)
    with pytest.raises(errors.TooSoonToErase), transaction.atomic():
        services.erase_signatures(recall_id=recall.id, by=town.anyone(), at=town.day(2))
    assert PetitionSignature.objects.count() == 4

    services.erase_signatures(recall_id=recall.id, by=town.anyone(20), at=town.day(20))

    assert not PetitionSignature.objects.exists()
    assert queries.signature_count(queries.recall(recall.id)) == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM elections_petitionsignature")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM elections_petitionsignature",
        "UPDATE elections_petitionsignature SET sealed = sealed",
        "TRUNCATE elections_petitionsignature",
        "UPDATE elections_recall SET needed = 1",
        "DELETE FROM elections_recall",
        "UPDATE elections_petitioncheck SET is_enough = true",
    ],
)
def test_the_database_takes_nothing_back_before(town, sql):
    town.admitted(town.speaker)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_no_erasure_before_its_day_by_sql_either(town):
    recall = town.admitted(town.speaker)
    with pytest.raises(DatabaseError, match="challenge period"), transaction.atomic():
        SignatureErasure.objects.create(recall=recall, signatures=4, erased_at=town.day(3))


def test_the_assembly_recalls_and_the_mandate_ends_in_that_moment(town):
    given = renewed(town)
    leaving = given[0]
    start = (leaving.starts_on - town.country.day).days
    town.country.at = town.day(start)
    recall = town.admitted(leaving)
    services.report_on_recall(
        recall_id=recall.id, text="Faltan cuentas.", by=town.of(town.auditor), at=town.day(3)
    )
    services.defend(
        recall_id=recall.id, person=leaving.holder_id, text="Las rindo.", by=town.anyone(), at=town.day(3)
    )

    resolution = town.decides((rules.RECALL, recall.id), matter="recall", days=9)

    leaving.refresh_from_db()
    assert resolution.is_carried
    assert leaving.end_reason == "recalled"
    with pytest.raises(NoMandate):
        mandates.authority(
            resident_id=leaving.holder_id, power="assemblies.hold", place=town.place, at=town.day(9)
        )
    (entered,) = mandates.in_force(leaving.ends_on).filter(seat=leaving.seat)
    assert entered.holder.given_names == "Paz"
    assert entered.ends_on == leaving.given_until


def test_who_holds_the_assembly_may_be_the_one_who_is_recalled(town):
    recall = town.admitted(town.speaker)

    town.decides((rules.RECALL, recall.id), matter="recall", days=20)

    town.speaker.refresh_from_db()
    assert town.speaker.end_reason == "recalled"


def test_a_no_leaves_the_mandate_as_it_is(town):
    recall = town.admitted(town.speaker)

    town.decides((rules.RECALL, recall.id), matter="recall", days=20, yes=5)

    town.speaker.refresh_from_db()
    assert town.speaker.end_reason == ""
    assert queries.recall(recall.id).decision.is_recalled is False


def test_silence_stops_nobody(town):
    # Neither report nor defence: from the day after the report's deadline the assembly decides.
    recall = town.admitted(town.speaker)
    with pytest.raises(errors.RecallNotRipe), transaction.atomic():
        town.decides((rules.RECALL, recall.id), matter="recall", days=10)

    town.decides((rules.RECALL, recall.id), matter="recall", days=17)

    assert queries.recall(recall.id).decision.is_recalled


def test_without_a_right_of_defence_in_the_rules_the_report_is_enough(noon):
    rules_of_town = other_rules(council__coordination_seats=9, recall__defence_heard=False)
    town = make_town(noon, rules=rules_of_town)
    recall = town.admitted(town.speaker)
    services.report_on_recall(recall_id=recall.id, text="Nada.", by=town.of(town.auditor), at=town.day(2))

    town.decides((rules.RECALL, recall.id), matter="recall", days=8)

    assert queries.recall(recall.id).decision.is_recalled


def test_the_audit_unit_begins_without_signatures(town):
    recall = town.asks(town.speaker, origin="audit")

    assert (recall.needed, queries.admitted_on(recall)) == (0, town.country.day)


def test_rules_may_leave_it_to_a_referendum(noon):
    town = make_town(noon, rules=other_rules(council__coordination_seats=9, recall__decided_by="referendum"))
    recall = town.admitted(town.speaker)
    with pytest.raises(errors.NotDecidedThatWay), transaction.atomic():
        town.decides((rules.RECALL, recall.id), matter="recall", days=18)
    opens = town.day(18)
    ballot = services.open_recall_vote(
        recall_id=recall.id,
        opens_at=opens,
        closes_at=opens + timedelta(hours=6),
        seed=DICE,
        by=town.by(),
        at=town.day(17),
    )
    evening = opens + timedelta(hours=8)
    close_vote(vote_id=ballot.vote_id, by=town.by(), at=evening)
    for member in (0, 1):
        record_tally_sheet(
            vote_id=ballot.vote_id,
            table=1,
            counts=SheetCounts((9, 3), 0, 0, 12, 12),
            by=town.by(member),
            at=evening,
        )

    decision = services.certify_recall_vote(recall_id=recall.id, by=town.by(), at=evening)

    town.speaker.refresh_from_db()
    assert decision.is_recalled
    assert town.speaker.end_reason == "recalled"


def test_nobody_runs_their_own_recall(town):
    recall = town.asks(town.commission[0])
    town.signs(recall, *town.people[:4])
    with pytest.raises(errors.NotYourOwnCase), transaction.atomic():
        services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(0), at=town.at)

    assert services.draw_sample(recall_id=recall.id, seed=DICE, by=town.by(1), at=town.at).size == 4


def test_a_recall_under_another_matter_or_elsewhere_is_no_recall(town):
    recall = town.admitted(town.speaker)
    with pytest.raises(errors.WrongMatter), transaction.atomic():
        town.decides((rules.RECALL, recall.id), matter="ordinary", days=20)
