"""What the board tells while people vote, who handed slips out, and a trustee whose term ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections

from toparquia.engines.ballots.verification import survey
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.voting import board, errors, queries, services
from toparquia.voting.models import CheckIn
from toparquia.voting.services import box_setup
from toparquia.voting.tests.online_factories import PEOPLE, make_online
from toparquia.voting.tests.test_online_refusals import checked
from toparquia.voting.views.urn import state_of


def test_the_public_count_goes_on_by_batches_and_each_is_announced(live_db, tmp_path):
    online = make_online().ready()
    batch = queries.batch_of(online.box)
    for voter in range(batch - 1):
        online.cast(voter, "yes")
    before = state_of(online.box)

    online.cast(batch - 1, None)
    online.cast(batch, "no")

    shown = state_of(online.box)
    assert (before["ballots"], before["head"]) == (0, online.box.setup_head)
    assert (shown["ballots"], shown["batch"]) == (batch, batch)
    assert shown["head"] == online.box.ballots.get(sequence=batch).head
    (told,) = Entry.objects.filter(kind="voting.board_announced")
    assert shown["head"] in bytes(told.body).decode()
    online.close_box()
    assert state_of(online.box)["ballots"] == batch + 1
    # The database chained the ballots; the engine reads the same chain.
    path = tmp_path / "board.bel"
    board.write_archive(online.box, path, ballots_only=True)
    assert survey(path, until=1).last_event == online.box.closed_head


def test_slips_handed_out_stand_beside_the_credentials_used(live_db):
    online = make_online(is_named=True).ready()
    checked(online, 0, "online")
    checked(online, 1, "kiosk")
    for voter in range(3):
        online.cast(voter, "yes")

    online.counted()
    certificate = services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)

    assert certificate.result["slips"] == {"handed": 2, "used": 3, "voided": 0}
    officer = online.polls.by().mandate.id
    assert set(CheckIn.objects.values_list("mandate_id", flat=True)) == {officer}
    closed = Entry.objects.get(kind="voting.box_closed")
    assert '"handed":2' in bytes(closed.body).decode()


def ended(mandate):
    """End a mandate yesterday: the rows of terms are fixed, so the owner of the tables does it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE mandates_mandate DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE mandates_mandate SET starts_on = starts_on - 40, ends_on = %(end)s, given_until = %(end)s"
            " WHERE id = %(mandate)s",
            {"end": mandate.starts_on - timedelta(days=1), "mandate": mandate.id},
        )
        cursor.execute("ALTER TABLE mandates_mandate ENABLE TRIGGER USER")


def test_a_trustee_whose_term_ended_still_opens_and_a_stranger_does_not(live_db):
    online = make_online().ready()
    online.cast(0, "yes")
    online.close_vote()
    online.sum()
    ended(online.trustees[0])

    online.decrypt(1)
    online.decrypt(2)

    kinds = list(
        Entry.objects.filter(kind__startswith="voting.sum_decr").order_by("index").values_list("kind")
    )
    assert kinds == [("voting.sum_decrypted_after_term",), ("voting.sum_decrypted",)]
    decryption, second = online.decryption(3)
    with pytest.raises(MandateNotInForce):
        services.record_decryption(
            vote_id=online.vote.id, decryption=decryption, second=second, by=online.polls.by(), at=online.at
        )


def test_a_key_is_of_one_seat_alone(live_db):
    online = make_online()
    online.set_up()
    country = online.polls.country
    # The successor of a trustee: the power is theirs, the key is not.
    ended(online.trustees[2])
    late = country.officer(online.polls.place, "key_trustees", 3, country.neighbour(name="Lola"))

    with pytest.raises(errors.NotASeatOfYours):
        services.record_ceremony_step(
            vote_id=online.vote.id, step="certificado", text="{}", by=online.by(late), at=online.at
        )


def test_a_box_does_not_open_for_too_few(live_db):
    online = make_online(people=4)
    online.set_up()
    online.hold_ceremony()
    online.deliver(text=online.credentials_text(people=4))

    with pytest.raises(errors.GroupTooSmall):
        online.open()

    assert PEOPLE >= online.box.min_group > 4
    assert box_setup.queries.box(online.vote.id).credentials.count() == 0
