"""Law 5, for the secret ballot: what a voter chose, and the secret they chose it with, are nowhere."""

from __future__ import annotations

import logging

from django.db import connection
from django.test import Client

from tests.laws.test_the_ballot_is_secret_the_count_is_public import PEOPLE_TABLES, reached_from
from toparquia.gazette.models import Entry
from toparquia.voting import services
from toparquia.voting.models import CheckIn, OnlineBallot
from toparquia.voting.tests.online_factories import make_online

BOARD_TABLES = {"voting_onlineballot", "voting_publiccredential", "voting_voidedcredential"}
# An option that stands in the question and may never stand beside a ballot, a credential or a person.
SENTINEL = "sentinel"


def test_no_column_leads_from_an_encrypted_ballot_to_a_person_nor_back(live_db):
    assert reached_from(BOARD_TABLES) & PEOPLE_TABLES == set()
    assert reached_from({*PEOPLE_TABLES, "voting_checkin"}) & BOARD_TABLES == set()


def test_neither_ballots_nor_check_ins_have_a_time_or_an_order_of_people():
    kinds = {field.get_internal_type() for model in (OnlineBallot, CheckIn) for field in model._meta.fields}
    assert not {kind for kind in kinds if "Date" in kind or "Time" in kind}
    assert CheckIn._meta.pk.name == "entry"
    assert {field.name for field in OnlineBallot._meta.fields} == {
        *("id", "box", "sequence", "credential", "text", "tracker", "ciphertext", "head")
    }


def dumped():
    """Return every row of every table as text, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(row::text, chr(10)), '') FROM \"{table}\" AS row")
            found[table] = cursor.fetchone()[0]
    return found


def test_after_a_whole_vote_choice_and_secret_are_in_no_row_log_request_or_act(live_db, caplog):
    caplog.set_level(logging.DEBUG)
    online = make_online(SENTINEL, "other").ready()
    # A debugging log of queries has ciphertexts, which are public; everything else must be silent.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    address = f"{online.vote.get_absolute_url()}urna/boletas/"
    sent = []
    for voter, option in ((0, SENTINEL), (1, "other"), (0, "other")):
        raw = online.ballot(voter, option)
        answer = Client().post(address, raw, content_type="text/plain")
        assert answer.status_code == 201
        sent.append(raw.decode() + answer.content.decode() + str(answer.headers) + address)
    online.counted()
    services.certify(vote_id=online.vote.id, by=online.polls.by(), at=online.at)

    rows = dumped()
    acts = b"".join(bytes(body) for body in Entry.objects.values_list("body", flat=True)).decode()
    trustees = [str(secret) for secret in online.secrets] + [seed.text for seed in online.seeds]
    for secret in [*online.slips[0], *trustees]:
        assert not [table for table, text in rows.items() if secret in text]
        assert secret not in acts + caplog.text + "".join(sent)
    assert SENTINEL not in "".join(sent) + caplog.text
    # The option's name stands in its question and in the whole result, and nowhere else.
    named = {table for table, text in rows.items() if SENTINEL in text.lower()}
    assert named <= {"voting_option", "voting_onlinebox", "voting_certificate", "gazette_entry"}
    told = {entry.kind for entry in Entry.objects.all() if SENTINEL in bytes(entry.body).decode().lower()}
    assert told == {"voting.opened", "voting.certified"}
