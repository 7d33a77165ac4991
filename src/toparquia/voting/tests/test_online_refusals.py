"""What the box refuses from its set-up to its count, and who may do nothing in it."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from toparquia.foundation.errors import DomainError
from toparquia.gazette.errors import MandateNotInForce
from toparquia.people.models import RollEntry
from toparquia.voting import errors, queries, services
from toparquia.voting.models import CheckIn, OnlineBallot, OnlineBox
from toparquia.voting.services import balloting
from toparquia.voting.tests.online_factories import HOUR, make_online, promise


def too_late(online):
    """Let the box close after the vote."""
    services.set_up_box(
        vote_id=online.vote.id,
        closes_online_at=online.vote.closes_at + HOUR,
        by=online.polls.by(),
        at=online.at,
    )


def set_up_twice(online):
    """Set a box up twice."""
    online.set_up()
    online.set_up()


def open_without(online, *, keys=False):
    """Open a box whose keys or credentials are missing."""
    online.set_up()
    if keys:
        online.hold_ceremony()
    online.open()


def step_too_soon(online):
    """Send a key before anything was promised."""
    online.set_up()
    online.send(1, "llave", "{}")


def promise_twice(online):
    """Change what was promised, in a box of single keys."""
    online.set_up()
    online.send(1, "certificado", "{}")


def certificate_of_another(online):
    """Send a trustee's certificate in another's name."""
    online.set_up()
    online.hold_ceremony()
    online.send(1, "compromiso", promise("another"))


def key_of_a_stranger(online):
    """Let somebody without a key send one."""
    online.set_up()
    services.record_ceremony_step(
        vote_id=online.vote.id, step="certificado", text="{}", by=online.polls.by(), at=online.at
    )


def credentials_by_the_commission(online):
    """Let a commissioner, without the office, deliver credentials."""
    online.set_up()
    services.deliver_credentials(
        vote_id=online.vote.id, source=1, text="{}", by=online.polls.by(), at=online.at
    )


def deliver(text=None, **more):
    """Return a step that delivers credentials of a box in set-up."""

    def delivers(online):
        online.set_up()
        online.deliver(text=text or online.credentials_text(**more))

    return delivers


def deliver_twice(online):
    """Deliver another list after the first."""
    online.set_up()
    online.deliver()
    online.deliver(text=online.credentials_text())


def repeated_credential(online):
    """Deliver one credential twice."""
    online.set_up()
    said = json.loads(online.credentials_text())
    said["credentials"][1] = said["credentials"][0]
    online.deliver(text=json.dumps(said))


def second_source(online):
    """Deliver for a source that there is not."""
    online.set_up()
    online.deliver(2, officer=online.officers[0])


def closed_early(online):
    """Close an open box before its hour."""
    online.ready()
    services.close_box(vote_id=online.vote.id, by=online.polls.by(), at=online.at + 5 * HOUR)


def summed_early(online):
    """Sum while paper may still come in."""
    online.ready()
    online.close_box()
    online.sum()


def late_ballot(online):
    """Cast a ballot after the hour, before anybody closed the box."""
    online.ready()
    ballot = online.ballot(0, "yes")
    online.hours_pass()
    services.accept_ballot(vote_id=online.vote.id, raw=ballot)


def wrong_key(online):
    """Decrypt with another trustee's key."""
    online.ready()
    online.close_vote()
    online.sum()
    online.decrypt(1, secret=online.secrets[1])


def certified_early(online):
    """Certify with fewer trustees than are needed."""
    online.ready()
    online.close_vote()
    online.sum()
    online.decrypt(1)
    services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)


REFUSED = {
    "closes after the vote": (too_late, errors.OnlineHoursMalformed),
    "a second box": (set_up_twice, errors.BoxThereAlready),
    "no box": (lambda online: queries.box(online.vote.id), errors.NoBox),
    "no keys": (open_without, errors.CeremonyUnfinished),
    "no credentials": (lambda online: open_without(online, keys=True), errors.CeremonyUnfinished),
    "a step too soon": (step_too_soon, errors.StepNotItsTurn),
    "an empty certificate": (promise_twice, errors.StepRefused),
    "another promise": (certificate_of_another, errors.StepDoneDifferently),
    "no key of theirs": (key_of_a_stranger, MandateNotInForce),
    "credentials by the commission": (credentials_by_the_commission, MandateNotInForce),
    "too many credentials": (deliver(people=25), errors.CredentialsMiscounted),
    "too few credentials": (deliver(people=3), errors.CredentialsMiscounted),
    "no list": (deliver("{}"), errors.CredentialsRefused),
    "another list": (deliver_twice, errors.CredentialsThere),
    "a credential twice": (repeated_credential, errors.CredentialsRefused),
    "a source that is not": (second_source, errors.SourceUnknown),
    "closed early": (closed_early, errors.BoxStillOpen),
    "summed early": (summed_early, errors.VoteStillRuns),
    "a late ballot": (late_ballot, errors.BallotAfterClosing),
    "a trustee's wrong key": (wrong_key, errors.StepRefused),
    "a trustee missing": (certified_early, errors.NotCountedYet),
}


@pytest.mark.parametrize(("does", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_each_is_refused(live_db, does, refusal):
    online = make_online()

    with pytest.raises(refusal):
        does(online)


def test_a_repeated_ciphertext_and_an_old_ballot_do_not_undo_a_revote(live_db, monkeypatch):
    online = make_online("park", "road").ready()
    first = online.ballot(0, "park")
    services.accept_ballot(vote_id=online.vote.id, raw=first)
    online.cast(0, "road")

    again = services.accept_ballot(vote_id=online.vote.id, raw=first)

    assert not again.is_new
    assert queries.fate_of(online.box, again.tracker) == (True, False)
    assert OnlineBallot.objects.count() == 2
    monkeypatch.setattr(
        balloting, "hexadecimal", lambda _text: OnlineBallot.objects.get(sequence=1).ciphertext
    )
    with pytest.raises(errors.CiphertextSeen):
        online.cast(1, "park")


ATTACKS = (
    "UPDATE voting_onlineballot SET sequence = 9",
    "DELETE FROM voting_onlineballot",
    "DELETE FROM voting_publiccredential",
    "UPDATE voting_onlinebox SET election_text = 'x'",
    "UPDATE voting_onlinebox SET closes_online_at = closes_online_at + interval '1 day'",
    "UPDATE voting_onlinebox SET state = 'closed', closed_head = ''",
    "UPDATE voting_onlinebox SET state = 'tallied'",
    "DELETE FROM voting_onlinebox",
    "INSERT INTO voting_publiccredential (box_id, text) SELECT vote_id, '00' FROM voting_onlinebox",
    "INSERT INTO voting_onlineballot (box_id, sequence, credential_id, text, tracker, ciphertext, head)"
    " SELECT box_id, 7, credential_id, 'x', 'x', 'x', 'x' FROM voting_onlineballot",
    "UPDATE voting_checkin SET channel = 'online'",
    "DELETE FROM voting_checkin",
)


def test_the_tables_of_the_box_defend_themselves(live_db):
    online = make_online(is_named=True).ready()
    online.cast(0, "yes")
    kiosk(online, 0)

    for attack in ATTACKS:
        with (
            pytest.raises(DatabaseError, match=r"refused|denied|now|fixed|stands"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)

    assert online.box.state == OnlineBox.State.OPEN


def people_of(online):
    """Return the residents on the roll."""
    entries = RollEntry.objects.filter(roll=online.vote.roll_id).order_by("id")
    return list(entries.values_list("resident_id", flat=True))


def checked(online, person, channel):
    """Check a person of the roll in."""
    return services.check_in(
        vote_id=online.vote.id,
        resident_id=people_of(online)[person],
        channel=channel,
        by=online.polls.by(),
        at=online.at,
    )


def kiosk(online, person):
    """Let a person into the kiosk."""
    return checked(online, person, "kiosk")


def test_by_phases_the_tables_wait_and_then_know_who_holds_a_slip(live_db):
    online = make_online(is_named=True).ready()
    checked(online, 0, "online")
    with pytest.raises(errors.TablesWait):
        checked(online, 1, "paper")

    online.close_box()

    checked(online, 1, "paper")
    with pytest.raises(errors.CheckedInAlready):
        checked(online, 0, "paper")
    with pytest.raises(errors.BoxNotOpen):
        checked(online, 2, "online")
    assert queries.reconciled(online.vote) | {"roll": 0, "not_voted": 0} == {
        "roll": 0,
        "not_voted": 0,
        "online": 1,
        "kiosk": 0,
        "paper": 1,
        "returned": 0,
    }


def test_a_slip_given_back_sealed_opens_paper_and_its_credential_is_void(live_db):
    online = make_online(is_named=True).ready()
    checked(online, 0, "online")
    returned = {
        "vote_id": online.vote.id,
        "resident_id": people_of(online)[0],
        "by": online.polls.by(),
        "at": online.at,
    }
    with pytest.raises(errors.CredentialNotListed):
        services.return_slip(slip="00", **returned)
    with pytest.raises(errors.CredentialNotListed):
        # What everyone can read in the list voids nothing.
        services.return_slip(slip=online.credential(5), **returned)

    services.return_slip(slip=online.slip(5), **returned)

    with pytest.raises(errors.CredentialVoided):
        online.cast(5, "yes")
    with pytest.raises(errors.SlipNotHanded):
        services.return_slip(slip=online.slip(6), **returned)
    online.close_box()
    assert checked(online, 0, "paper").channel == "paper"
    assert queries.voided(online.box) == 1


@pytest.mark.parametrize("channels", [("online", "kiosk"), ("online", "online")], ids=str)
def test_two_officers_with_one_person_at_once_check_in_one(live_db, channels):
    online = make_online(is_named=True).ready()
    person, by, at = people_of(online)[0], online.polls.by(), online.at
    outcomes = []
    together = threading.Barrier(2)

    def officer(channel):
        together.wait()
        try:
            services.check_in(vote_id=online.vote.id, resident_id=person, channel=channel, by=by, at=at)
            outcomes.append("done")
        except DomainError as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    officers = [threading.Thread(target=officer, args=(channel,)) for channel in channels]
    for one in officers:
        one.start()
    for one in officers:
        one.join()

    assert sorted(outcomes) == ["done", "voting.checked_in_already"]
    assert CheckIn.objects.count() == 1


def test_a_repeated_ballot_from_several_phones_at_once_is_one_row(live_db):
    online = make_online().ready()
    ballots = [online.ballot(voter, "yes") for voter in range(3)] * 3
    made = []

    def phone(raw):
        made.append(services.accept_ballot(vote_id=online.vote.id, raw=raw).is_new)
        connections.close_all()

    phones = [threading.Thread(target=phone, args=(raw,)) for raw in ballots]
    for one in phones:
        one.start()
    for one in phones:
        one.join()

    assert sorted(made) == [False] * 6 + [True] * 3
    assert list(online.box.ballots.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("threshold", [3, 2])
def test_single_keys_and_two_sources_of_credentials(live_db, tmp_path, monkeypatch, threshold):
    from toparquia.foundation.rulesets import RuleSet

    numbers = {"online.threshold": threshold, "online.credential_sources": 2}
    before = RuleSet.count
    monkeypatch.setattr(RuleSet, "count", lambda rules, key: numbers.get(key) or before(rules, key))
    online = make_online()
    country = online.polls.country
    online.officers.append(
        country.officer(online.polls.place, "credential_authority", 2, country.neighbour(name="Iris"))
    )
    online.ready()
    online.cast(0, "yes")
    online.cast(1, None)

    online.counted()

    totals = queries.totals(online.vote)
    assert (sum(totals.marks), totals.blank) == (1, 1)
    assert online.box.is_threshold == (threshold == 2)


def test_late_by_a_moment_is_late(live_db):
    online = make_online().ready()

    with pytest.raises(errors.OnlineHoursMalformed):
        services.set_up_box(
            vote_id=online.polls.open("park", "road").id,
            closes_online_at=online.at - timedelta(seconds=1),
            by=online.polls.by(),
            at=online.at,
        )
