"""A vote held on the site, its archive verified by Debian's belenios-tool, which we did not write."""

from __future__ import annotations

from django.test import Client

from toparquia.engines.ballots.tests import belenios_tool as peer
from toparquia.engines.ballots.verification import verify
from toparquia.voting import queries, services
from toparquia.voting.tests.online_factories import make_online

pytestmark = peer.needs_the_tool


def test_the_tool_accepts_the_archive_of_a_vote_on_the_site(live_db, tmp_path):
    online = make_online("park", "road", "well").ready(group=peer.GROUP)
    for voter, option in enumerate(["park", "road", None, "park", "well"] * 2):
        online.cast(voter, option)
    online.cast(1, "park")
    online.counted()
    services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)
    here = f"{online.vote.get_absolute_url()}urna/"
    archive = tmp_path / f"{online.box.uuid}.bel"

    archive.write_bytes(b"".join(Client().get(f"{here}archivo.bel").streaming_content))

    assert peer.tool_verifies(tmp_path)
    assert verify(archive).result == [[2, *_in_drawn_order(online, park=5, road=1, well=2)]]


def _in_drawn_order(online, **votes):
    return [votes[option.code] for option in queries.options(online.vote)]
