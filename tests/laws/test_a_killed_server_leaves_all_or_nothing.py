"""`kill -9` in the middle of any act leaves the whole act or nothing: rows and Gazette agree afterwards.

Real processes write with real commits until they are killed at a moment that nobody chose. Each takes the
time that a kill takes, which is why these tests are slower than most.
"""

from __future__ import annotations

import itertools
import os
import random
import select
import signal
import traceback
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Call, Minutes, Motion, Resolution, Session, Signature
from toparquia.assemblies.rules import Votes
from toparquia.assemblies.tests.factories import make_hall
from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.verification import survey
from toparquia.engines.translog import root_of
from toparquia.foundation.ids import new_id
from toparquia.gazette import queries
from toparquia.gazette.models import Entry, Write
from toparquia.gazette.writing import once
from toparquia.planning import services as planning
from toparquia.planning.models import Admission, Estimate, EstimateLine, Need, PreVoteCheck, Project
from toparquia.planning.services import NewNeed, NewProject
from toparquia.planning.tests.factories import LINES, Planner, findings
from toparquia.territory import queries as territory
from toparquia.voting import board
from toparquia.voting import queries as voting
from toparquia.voting.models import Certificate, TallySheet, TieSeed, Vote
from toparquia.voting.services import accept_ballot, balloting, certify, draw_tie
from toparquia.voting.tests.factories import DICE, make_polls, sheet
from toparquia.voting.tests.online_factories import make_online

KILLS = 8
# A worker that was not killed by then hangs, and the test says so.
PATIENCE = 60


def hold_assemblies(at):
    """Return a worker that holds one assembly after another, from the call to the signatures."""
    hall = make_hall(at)

    def hold():
        session = hall.called()
        hall.opened(session)
        hall.decided(hall.motion(session))
        assemblies.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)
        for signer in (1, 2):
            hall.signed(session, signer)

    return hold


def voice_cost_and_admit(at):
    """Return a worker that voices needs through keyed writes, and brings projects up to the ballot."""
    hall = make_hall(at)
    planner = Planner(hall.country, hall.place, hall.by())
    anyone = territory.open_authority(hall.place, at)

    def voice():
        need = new_id()
        once(
            key=need,
            verb="planning.voice_need",
            content={"title": "Agua"},
            do=lambda: planning.voice_need(
                place=hall.place, new=NewNeed("Agua", "No llega."), by=anyone, at=at
            ).get_absolute_url(),
        )
        new = [NewProject("Tubería"), NewProject("Tanque")]
        projects = planning.propose_all(place=hall.place, new=new, by=anyone, at=at)
        for project in projects:
            planning.make_estimate(project_id=project.id, lines=LINES, by=hall.by(), at=at)
            planning.check_before_vote(project_id=project.id, findings=findings(), by=hall.by(), at=at)
        ids = [project.id for project in projects]
        planning.admit_all(project_ids=ids, resolution_id=planner.yes(*ids), by=hall.by(), at=at)

    return voice


def run_votes(at):
    """Return a worker that runs one vote after another on paper, from opening to certificate."""
    polls = make_polls(at)

    def run():
        vote = polls.open("park", "road")
        polls.count_table(vote, sheet(20, 5))
        polls.close(vote)
        draw_tie(vote_id=vote.id, seed=DICE, by=polls.by(), at=polls.evening)
        certify(vote_id=vote.id, by=polls.by(), at=polls.evening)

    return run


def take_ballots():
    """Return a worker that casts ballots of an open box, one after another, each of them twice."""
    online = make_online("park", "road").ready()
    voters = itertools.cycle(range(20))

    def take():
        raw = online.ballot(next(voters), "park")
        for _ in range(2):
            accept_ballot(vote_id=online.vote.id, raw=raw)
        # The pace of one credential is another test's matter.
        balloting._pace._seen.clear()

    return online, take


def test_a_killed_server_neither_loses_nor_doubles_a_ballot_and_its_chain_holds(live_db, tmp_path):
    online, take = take_ballots()
    done = 0

    for _ in range(3):
        killed(take)
        box = voting.box(online.vote.id)
        rows = list(box.ballots.order_by("sequence").values_list("sequence", "tracker", "head"))
        assert len(rows) > done, "the killed worker did something"
        assert [sequence for sequence, _, _ in rows] == list(range(1, len(rows) + 1))
        assert len({tracker for _, tracker, _ in rows}) == len(rows)
        done = len(rows)
        path = tmp_path / f"{done}.bel"
        board.write_archive(box, path, ballots_only=True)
        # Every hash of the chain, from the setup to the last ballot, is the published head.
        assert survey(path, until=Stage.OPEN).last_event == rows[-1][2]


def pairs():
    """Return, for each kind of act, how many rows in the domain it must agree with."""
    return {
        "assemblies.called": Session.objects.count(),
        "assemblies.opened": Call.objects.filter(has_quorum=True).count(),
        "assemblies.motion_put": Motion.objects.count(),
        "assemblies.resolution_taken": Resolution.objects.count(),
        "assemblies.closed": Minutes.objects.count(),
        "assemblies.minutes_signed": Signature.objects.count(),
        "planning.need_voiced": Need.objects.count(),
        "planning.project_proposed": Project.objects.count(),
        "planning.estimate_made": Estimate.objects.count(),
        "planning.pre_vote_checked": PreVoteCheck.objects.count(),
        "planning.project_admitted": Admission.objects.count(),
        "voting.opened": Vote.objects.count(),
        "voting.tally_sheet_accepted": TallySheet.objects.count(),
        "voting.closed": Vote.objects.exclude(state="open").count(),
        "voting.tie_seed_recorded": TieSeed.objects.count(),
        "voting.certified": Certificate.objects.count(),
    }


def check_agreement():
    """Compare what the tables hold with what the Gazette says was done."""
    kinds = Counter(Entry.objects.values_list("kind", flat=True))
    assert {kind: kinds[kind] for kind in pairs()} == pairs()
    assert EstimateLine.objects.count() == len(LINES) * Estimate.objects.count()
    assert Certificate.objects.count() == Vote.objects.filter(state="certified").count()
    assert Write.objects.count() == Need.objects.count()
    bodies = [bytes(body) for body in Entry.objects.values_list("body", flat=True)]
    assert queries.root(len(bodies)) == root_of(bodies)


def killed(work):
    """Let another process do `work` again and again, and kill it at some moment after its first."""
    # A connection shared with the child would be closed by its death.
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            while True:
                work()
                os.write(writing, b".")
        except BaseException:
            # What it failed of is told through the pipe: the child's own output is captured and lost.
            os.write(writing, traceback.format_exc().encode()[-4000:])
        finally:
            os._exit(1)
    os.close(writing)
    try:
        assert select.select([reading], [], [], PATIENCE)[0], "the worker did nothing"
        told = os.read(reading, 4096)
        assert told.startswith(b"."), f"the worker failed before it was killed: {told.decode()}"
        # Random on purpose: no statement is safer than another.
        select.select([], [], [], random.uniform(0, 0.25))
    finally:
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        os.close(reading)
    assert os.WIFSIGNALED(status), "the worker ended by itself"
    wait_for_the_server()


def wait_for_the_server():
    """Return when the server has ended the killed worker's session: until then it may still commit."""
    with connection.cursor() as cursor:
        for _ in range(PATIENCE * 20):
            cursor.execute(
                "SELECT count(*), pg_sleep(0.05) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
            cursor.execute("SELECT pg_stat_clear_snapshot()")
    raise AssertionError("the killed worker's session is still there")


@pytest.mark.parametrize("acts", [hold_assemblies, voice_cost_and_admit, run_votes])
def test_a_process_killed_at_any_moment_leaves_whole_acts_only(live_db, noon, acts):
    work = acts(noon)
    done = 0

    for _ in range(KILLS):
        killed(work)
        check_agreement()
        assert Entry.objects.count() > done, "the killed worker did something"
        done = Entry.objects.count()


def test_what_was_begun_is_done_again_after_the_kill(live_db, noon):
    hall = make_hall(noon)
    killed(hall.called)

    # The next one finds no lock left and no half session.
    session = hall.called()
    assemblies.open_call(session_id=session.id, present=12, by=hall.by(), at=session.starts_at)
    motion = hall.motion(session)
    resolution = assemblies.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=Votes(12, 0, 0),
        present=12,
        by=hall.by(),
        at=session.starts_at + timedelta(minutes=1),
    )

    assert resolution.is_carried
    check_agreement()
