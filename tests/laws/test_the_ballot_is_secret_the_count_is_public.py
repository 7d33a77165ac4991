"""Law 5, for paper and imported ballots: nobody learns who chose what, everybody can count again."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.foundation.clock import frozen_at
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in, undone
from toparquia.voting import queries
from toparquia.voting.errors import NotClosed, NotPublishedYet
from toparquia.voting.rules import GroupedBallot
from toparquia.voting.services import certify
from toparquia.voting.tests.factories import make_polls, sheet

BALLOT_TABLES = {"voting_ballot", "voting_ballotimport"}
PEOPLE_TABLES = {"people_resident", "people_account", "people_rollentry", "people_residence"}
# A count that stands nowhere else, so that it is found wherever it leaks.
MARK = 7919


@pytest.fixture
def clock(noon):
    with frozen_at(noon) as clock:
        yield clock


@pytest.fixture
def polls(db, noon, clock):
    return make_polls(noon)


def foreign_keys():
    """Return, by table, the tables that its columns lead to, as the database itself knows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text"
            " FROM pg_constraint WHERE contype = 'f'"
        )
        found: dict[str, set[str]] = {}
        for here, there in cursor.fetchall():
            found.setdefault(here, set()).add(there)
    return found


def reached_from(tables):
    """Return every table that columns lead to from `tables`, step by step."""
    keys, reached, next_ones = foreign_keys(), set(), set(tables)
    while next_ones:
        reached |= next_ones
        next_ones = {there for here in next_ones for there in keys.get(here, ())} - reached
    return reached


@pytest.mark.django_db
def test_no_column_leads_from_a_ballot_to_a_person():
    assert reached_from(BALLOT_TABLES) & PEOPLE_TABLES == set()
    assert "voting_vote" in reached_from(BALLOT_TABLES)


@pytest.mark.django_db
def test_no_column_leads_from_a_person_to_a_ballot():
    assert reached_from(PEOPLE_TABLES) & BALLOT_TABLES == set()


@pytest.mark.django_db
def test_a_ballot_has_no_time_no_voter_and_no_place_in_a_queue():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'voting_ballot'"
        )
        columns = dict(cursor.fetchall())

    assert set(columns) == {"id", "batch_id", "choices", "points", "times"}
    assert not [name for name, kind in columns.items() if "time" in kind and name != "times"]


def test_ballots_are_stored_in_another_order_than_they_came(polls):
    vote = polls.open("park", "road", "well", max_choices=2)
    cast = [GroupedBallot((2,)), GroupedBallot((0,)), GroupedBallot((2,)), GroupedBallot((1, 0))]
    polls.bring(vote, *cast)
    polls.close(vote)
    vote.refresh_from_db()

    assert list(queries.ballots(vote)) == [
        GroupedBallot((0,)),
        GroupedBallot((1, 0)),
        GroupedBallot((2,), None, 2),
    ]


def plain(page):
    """Return a page without what differs each time it is asked for."""
    text = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", page.content.decode())
    text = re.sub(r'data-seen="[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", text)


def everything_shown(client, vote):
    """Return every page and paper of a vote that an open one has, as this reader sees them."""
    here = vote.get_absolute_url()
    addresses = [here, f"{here}acta-en-blanco/", vote.place.get_absolute_url(), "/", "/gaceta/"]
    if "_auth_user_id" in client.session:
        addresses += [f"{here}actas/", f"{here}actas/1/correccion/", f"{here}cuaderno/"]
    return [plain(client.get(address)) for address in addresses]


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("is_commissioner", [False, True], ids=["a visitor", "the third commissioner"])
def test_before_the_certificate_no_page_differs_by_what_was_counted(
    polls, client, is_commissioner, is_closed
):
    vote = polls.open("park", "road", people=10_000)
    if is_commissioner:
        sign_in(client, polls.members[2].holder)

    pages = []
    for counts in (sheet(MARK, 100), sheet(100, MARK)):
        with undone():
            polls.count_table(vote, counts)
            polls.bring(vote, GroupedBallot((0,), None, counts.marks[0] // 10), GroupedBallot((1,), None, 1))
            if is_closed:
                polls.close(vote)
            pages.append(everything_shown(client, vote))

    assert len(pages[0]) > 3
    # Hashes of the two worlds differ, and are the only thing that may.
    assert [re.sub(r"[0-9a-f ]{19,}", "hash", page) for page in pages[0]] == [
        re.sub(r"[0-9a-f ]{19,}", "hash", page) for page in pages[1]
    ]
    assert not [page for page in pages[0] if str(MARK) in page]


def test_before_closing_no_query_tells_how_it_is_going(polls, client):
    vote = polls.open("park", "road")
    polls.count_table(vote, sheet(20, 5))
    for ask in (queries.totals, queries.tables, queries.ballots):
        with pytest.raises(NotClosed):
            ask(vote)
    for ask in (queries.published, lambda one: queries.published_ballots(one, 1)):
        with pytest.raises(NotPublishedYet):
            ask(vote)
    for paper in ("resultado.json", "boletas/1.csv"):
        assert client.get(f"{vote.get_absolute_url()}{paper}").status_code == 409


def test_the_second_typist_learns_only_that_they_differ(polls, client, clock):
    clock.move_to(polls.evening)
    vote = polls.open("park", "road", people=50_000)
    there = f"{vote.get_absolute_url()}actas/"
    figures = {"table": 3, "blank": 0, "null": 0, "ballots": MARK + 1, "check_ins": MARK + 1}
    sign_in(client, polls.members[0].holder)
    send(client, there, {**figures, "marks_0": MARK, "marks_1": 1})
    sign_in(client, polls.members[1].holder)

    shown = client.get(f"{there}?mesa=3").content.decode()
    send(client, there, {**figures, "marks_0": 1, "marks_1": MARK})
    told = client.get(vote.get_absolute_url()).content.decode()

    assert str(MARK) not in shown
    assert "No coincide con lo que escribió otra persona" in told or "does not match" in told
    assert str(MARK) not in told


def test_a_choice_stands_in_no_log_no_address_and_no_act_before_the_certificate(polls, client, clock, caplog):
    caplog.set_level(logging.DEBUG)
    clock.move_to(polls.evening)
    vote = polls.open("park", "road", people=50_000)
    figures = {"table": 1, "marks_0": MARK, "marks_1": 100, "blank": 0, "null": 0}
    figures |= {"ballots": MARK + 100, "check_ins": MARK + 100}
    for member in (0, 1):
        sign_in(client, polls.members[member].holder)
        answer = send(client, f"{vote.get_absolute_url()}actas/", figures)
        assert str(MARK) not in answer.headers["Location"] + str(answer.cookies)
    polls.bring(vote, GroupedBallot((0,), None, MARK))
    polls.close(vote)

    acts = b"".join(
        bytes(body) for body in Entry.objects.filter(subject_id=vote.id).values_list("body", flat=True)
    )
    assert b"voting.tally_sheet_accepted" in acts
    assert f'"{MARK}"'.encode() not in acts
    # How many ballots a file held is said when it comes in; what they chose is not.
    assert Counter(re.findall(rb'"ballots":(\d+)', acts)) == {str(MARK).encode(): 1}
    assert acts.count(str(MARK).encode()) == 1
    assert str(MARK) not in caplog.text


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables=st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1, max_size=6))
def test_no_published_group_is_smaller_than_the_rules_allow(polls, tables):
    with transaction.atomic():
        vote = polls.open(people=5_000)
        for number, (yes, no) in enumerate(tables, start=1):
            polls.count_table(vote, sheet(yes, no), table=number)
        polls.close(vote)
        result = certify(vote_id=vote.id, by=polls.by(), at=polls.evening).result
        transaction.set_rollback(True)

    groups = [group["ballots"] for group in result["tables"]]
    # Of fewer ballots than that in all, only the whole is published; of none there is nothing to hide.
    assert min(groups, default=10) >= 10 or sum(groups) == 0
    assert sum(groups) == (result["ballots"] if groups else 0)


def certified(polls, client, *, rule=None, **changed):
    """Return a certified vote on paper and by import, and what is published of it."""
    vote = polls.open("park", "road", "well", people=500, max_choices=2, **changed)
    ballots = [GroupedBallot((2, 0), None, 7), GroupedBallot((1,), None, 30), GroupedBallot((), None, 2)]
    polls.bring(vote, *ballots)
    for table, counts in ((1, sheet(40, 9, 3)), (2, sheet(2, 1, 1)), (3, sheet(12, 4, 0, blank=3))):
        polls.count_table(vote, counts, table=table)
    polls.close(vote)
    certify(vote_id=vote.id, by=polls.by(), at=polls.evening, rule=rule)
    here = vote.get_absolute_url()
    document = json.loads(client.get(f"{here}resultado.json").content)
    files = [
        b"".join(client.get(f"{here}boletas/{one['number']}.csv").streaming_content)
        for one in document["ballot_files"]
    ]
    return vote, document, files


def test_anyone_counts_again_from_what_is_published(polls, client):
    # Nothing of ours below this line but what the site gave out.
    _vote, document, files = certified(polls, client)
    codes = [option["code"] for option in document["options"]]
    result = document["result"]
    counted = Counter()
    for group in result["tables"]:
        counted.update(group["votes"])
    for lines in files:
        for line in lines.decode().splitlines():
            choices, _points, times = line.split(";")
            for number in filter(None, choices.split(",")):
                counted[codes[int(number)]] += int(times)

    assert dict(counted) == result["votes"]
    channels = {part["channel"]: part for part in result["channels"]}
    assert sum(part["ballots"] for part in channels.values()) == result["ballots"]
    assert [hashlib.sha256(lines).hexdigest() for lines in files] == channels["imported"]["evidence"]


def test_anyone_hashes_again_from_what_is_published(polls, client):
    _vote, document, _files = certified(polls, client)
    result = document["result"]
    evidence = {part["channel"]: part["evidence"] for part in result["channels"]}
    counted = {
        "options": [option["code"] for option in document["options"]],
        "roll": result["roll"],
        "tie_seed": result["tie_seed"],
        "channels": [{"channel": name, "evidence": evidence.get(name, [])} for name in ("paper", "imported")],
    }
    assert sha256_of(counted) == document["input_digest"]
    # The tables that stand alone show that nobody changed them after their hash was public.
    assert {one["table"] for one in document["sheets"]} == {1}
    for one in document["sheets"]:
        said = {name: one[name] for name in ("table", "revision", "salt", "sheet")}
        assert sha256_of({"vote": document["vote"], **said}) == one["commitment"]
        assert one["commitment"] in evidence["paper"]


def sha256_of(value):
    """Return the hash of a value as sorted JSON without blanks, as the page on verifying says."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def test_anyone_draws_the_order_of_the_options_again(polls, client):
    _vote, document, _files = certified(polls, client)
    seed = document["option_seed"]

    drawn = sorted(
        (option["code"] for option in document["options"]),
        key=lambda code: hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest(),
    )

    assert drawn == [one["code"] for one in sorted(document["options"], key=lambda one: one["position"])]


@pytest.mark.parametrize(("yes", "no"), [(40, 5), (5, 40), (3, 2), (20, 20)])
def test_anyone_decides_a_referendum_again_from_its_certificate(polls, client, yes, no):
    vote = polls.open(people=100)
    polls.count_table(vote, sheet(yes, no, blank=1))
    polls.close(vote)
    certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    document = json.loads(client.get(f"{vote.get_absolute_url()}resultado.json").content)
    result, rule = document["result"], document["rule"]

    turned_out = Fraction(result["ballots"], result["roll"]) >= Fraction(rule["min_turnout"])
    needed = Fraction(re.fullmatch(r"> (.+)", rule["majority"])[1])
    carried = result["votes"]["yes"] > needed * (result["votes"]["yes"] + result["votes"]["no"])
    outcome = "turnout_too_low" if not turned_out else "approved" if carried else "rejected"

    assert result["decided"] == {"outcome": outcome}


def test_a_few_ballots_beside_many_are_neither_told_apart_nor_given_out(polls, client):
    vote = polls.open()
    polls.bring(vote, GroupedBallot((0,), None, 3), GroupedBallot((1,), None, 1))
    polls.count_table(vote, sheet(31, 17))
    polls.close(vote)
    certify(vote_id=vote.id, by=polls.by(), at=polls.evening)
    here = vote.get_absolute_url()

    document = json.loads(client.get(f"{here}resultado.json").content)

    assert (document["ballot_files"], document["sheets"]) == ([], [])
    assert client.get(f"{here}boletas/1.csv").status_code == 404
    assert "no se publica aparte" in client.get(here, headers={"accept-language": "es"}).content.decode()


def test_the_roll_with_its_names_is_for_the_commission_alone(polls, client, clock, noon):
    vote = polls.open()
    paper = f"{vote.get_absolute_url()}cuaderno/"
    assert client.get(paper).status_code == 302
    sign_in(client, polls.country.neighbour(name="Vecina"))
    assert client.get(paper).status_code == 403
    sign_in(client, polls.members[0].holder)
    assert client.get(paper).status_code == 200
    clock.move_to(noon + timedelta(days=5 * 366))
    assert client.get(paper).status_code == 403
