"""A whole secret vote, from the set-up of its box to a certificate that strangers' programs confirm.

Real commits, since the database's clock and the box's locks are part of what is tested: slower than most.
"""

from __future__ import annotations

import pytest

from toparquia.engines.ballots.verification import Demands, verify
from toparquia.gazette.models import Entry
from toparquia.voting import queries, services
from toparquia.voting.models import OnlineBox
from toparquia.voting.tests.factories import sheet
from toparquia.voting.tests.online_factories import make_online


def test_a_whole_vote_online_and_on_paper_ends_in_a_certificate(live_db, tmp_path):
    online = make_online("park", "road").ready()
    for voter, option in enumerate(["park"] * 8 + ["road"] * 3 + [None]):
        online.cast(voter, option)
    online.cast(0, "road")

    online.close_box()
    online.polls.count_table(online.vote, sheet(6, 5))
    online.counted()
    certificate = services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)

    assert certificate.result["votes"] == {"park": 13, "road": 9}
    assert certificate.result["blank"] == 1
    parts = {part["channel"]: part for part in certificate.result["channels"]}
    assert parts["online"]["ballots"] == 12
    assert parts["online"]["evidence"] == [online.box.archive_sha256, online.box.closed_head]
    report = verify(online.written_to(tmp_path), demands=Demands(second_proofs=True))
    assert report.valid
    assert (report.ballots, report.counted) == (13, 12)


@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048"])
def test_the_gazette_has_each_step_of_the_box_and_what_it_fixed(live_db, group):
    online = make_online().ready(group=group)
    online.cast(0, "yes")
    online.counted()

    acts = Entry.objects.filter(subject_id=online.vote.id).order_by("index").values_list("kind", flat=True)

    assert [kind for kind in acts if kind != "voting.ceremony_step_done"] == [
        "voting.opened",
        "voting.box_set_up",
        "voting.credentials_delivered",
        "voting.box_opened",
        "voting.box_closed",
        "voting.closed",
        "voting.box_summed",
        "voting.sum_decrypted",
        "voting.sum_decrypted",
    ]
    assert list(acts).count("voting.ceremony_step_done") == 12
    assert online.box.state == OnlineBox.State.TALLIED


def test_a_box_that_nobody_used_counts_to_nothing(live_db):
    online = make_online().ready()

    online.counted()

    assert queries.totals(online.vote).ballots == 0
    assert services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at).result["ballots"] == 0
