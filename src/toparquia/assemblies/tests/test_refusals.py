"""Everything an assembly refuses, in the order in which it is asked, each with nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from toparquia.assemblies import errors, queries, rules, services
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.assemblies.tests.factories import make_hall
from toparquia.assemblies.tests.test_arriving import REFUSALS as OF_LISTS
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.ids import new_id
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates.queries import authority_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    return make_hall(noon)


def call(hall, *, days=7, agenda=("Agua",), venue="La cancha", by=None):
    """Call an assembly so many days ahead."""
    return services.call_session(
        place=hall.place,
        starts_at=hall.country.at + timedelta(days=days),
        venue=venue,
        agenda=agenda,
        by=by or hall.by(),
        at=hall.country.at,
    )


def put(hall, session, **changed):
    """Put a motion with some of it changed."""
    asked = {"item": 1, "text": "Agua", "by": hall.by(), "at": session.starts_at} | changed
    return services.put_motion(session_id=session.id, **asked)


def after(hall, session, *presents):
    """Make calls an hour apart with so many present, and return the session."""
    for number, present in enumerate(presents):
        hall.opened(session, present=present, minutes=60 * number)
    return session


def child(hall):
    """Register a neighbour of 14."""
    return hall.country.neighbour(birth=date(2012, 1, 1))


def stranger(hall):
    """Register someone of another council."""
    return hall.country.neighbour(hall.country.councils[1])


def decided(hall):
    """Return a motion that has its resolution."""
    motion = hall.motion(hall.in_session())
    hall.decided(motion)
    return motion


def closing(hall, session):
    """Close a session."""
    services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)


def revoking_twice(hall):
    """Undo a resolution, then try to undo it again a day later."""
    undone = hall.decided(hall.motion(hall.in_session()))
    for day in (1, 2):
        session = hall.in_session(hall.starts_at + timedelta(days=day))
        motion = hall.motion(session, revokes=undone.id)
        hall.decided(motion)


def revoking_in_two_at_once(hall):
    """Put the same undoing to two assemblies before either decides."""
    undone = hall.decided(hall.motion(hall.in_session()))
    motions = [
        hall.motion(hall.in_session(hall.starts_at + timedelta(days=day)), revokes=undone.id)
        for day in (1, 2)
    ]
    for motion in motions:
        hall.decided(motion)


def revoking_in_the_same_assembly(hall):
    """Try to undo a resolution in the assembly that took it."""
    session = hall.in_session()
    hall.motion(session, revokes=hall.decided(hall.motion(session)).id)


def revoking_what_was_rejected(hall):
    """Try to undo what never was decided."""
    rejected = hall.decided(hall.motion(hall.in_session()), 0, 12, 0)
    hall.motion(hall.in_session(hall.starts_at + timedelta(days=1)), revokes=rejected.id)


def debated(hall, *votes, **debate):
    """Decide a motion with what was said before the count."""
    motion = hall.motion(hall.in_session())
    services.decide_motion(
        motion_id=motion.id,
        method=Resolution.Method.HANDS,
        votes=rules.Votes(*(votes or (12, 0, 0))),
        present=12,
        debate=rules.Debate(**debate),
        by=hall.by(),
        at=motion.session.starts_at,
    )


def decided_before_its_amendment(hall):
    """Try to decide a motion that has an amendment without a decision."""
    motion = hall.motion(hall.in_session())
    put(hall, motion.session, amends=motion.id)
    hall.decided(motion)


def of_an_organ(hall, **told):
    """Let the council's commission meet, and put a motion by someone of another organ or about a thing."""
    member = hall.country.officer(hall.place, "electoral_commission", holder=hall.neighbours[5])
    by = authority_of(member, place=hall.place, day=hall.country.day)
    session = services.call_session(
        place=hall.place,
        starts_at=hall.starts_at,
        venue="Aquí",
        agenda=["Uno"],
        by=by,
        at=hall.country.at,
        organ=member.seat.organ,
    )
    others = [
        hall.country.officer(hall.place, "electoral_commission", number, hall.neighbours[4 + number])
        for number in (2, 3)
    ]
    names = [one.holder_id for one in (member, *others)]
    services.open_call(session_id=session.id, present=3, attendees=names, by=by, at=hall.starts_at)
    acts = told.pop("by", by)
    services.put_motion(session_id=session.id, item=1, text="Que sí", by=acts, at=hall.starts_at, **told)


REFUSALS = [
    # Organs, amendments, debates.
    (errors.NotOfThisOrgan, lambda h: of_an_organ(h, by=h.by())),
    (errors.AssemblyDecidesIt, lambda h: of_an_organ(h, about=("planning.project", new_id()))),
    (errors.NothingToAmend, lambda h: put(h, h.in_session(), amends=new_id())),
    (errors.NothingToAmend, lambda h: [put(h, d.session, amends=d.id) for d in [decided(h)]]),
    (errors.AmendmentsFirst, decided_before_its_amendment),
    (errors.TurnsOutOfBounds, lambda h: debated(h, turns_for=rules.MAX_TURNS + 1)),
    (errors.DissentTooLong, lambda h: debated(h, dissent="a" * (rules.MAX_DISSENT + 1))),
    (errors.EstimateNeedsTellers, lambda h: debated(h, tellers=1)),
    (errors.EstimateTooClose, lambda h: debated(h, 7, 5, 0, tellers=2)),
    # Calling.
    (errors.NoticeTooShort, lambda h: call(h, days=2)),
    (errors.NoticeTooShort, lambda h: call(h, days=-2)),
    (errors.TooFarAhead, lambda h: call(h, days=367)),
    (errors.AgendaOutOfBounds, lambda h: call(h, agenda=())),
    (errors.AgendaOutOfBounds, lambda h: call(h, agenda=("Agua", "  "))),
    (errors.AgendaOutOfBounds, lambda h: call(h, agenda=("Agua",) * (rules.MAX_AGENDA_ITEMS + 1))),
    (errors.AgendaOutOfBounds, lambda h: call(h, agenda=("a" * (rules.MAX_ITEM_LENGTH + 1),))),
    (errors.VenueOutOfBounds, lambda h: call(h, venue=" ")),
    (errors.VenueOutOfBounds, lambda h: call(h, venue="a" * (rules.MAX_VENUE + 1))),
    # Opening.
    (errors.NoSuchSession, lambda h: queries.session(new_id())),
    (errors.CallTooSoon, lambda h: h.opened(h.called(), minutes=-1)),
    (errors.CallTooSoon, lambda h: h.opened(after(h, h.called(), 3), minutes=59)),
    (errors.NotTheAnnouncedDay, lambda h: h.opened(h.called(), minutes=24 * 60)),
    (errors.AlreadyInSession, lambda h: h.opened(h.in_session(), minutes=60)),
    (errors.NoFurtherCall, lambda h: h.opened(after(h, h.called(), 3, 3, 0), minutes=180)),
    (errors.CountBelowZero, lambda h: h.opened(h.called(), present=-1)),
    (errors.MorePresentThanElectors, lambda h: h.opened(h.called(), present=21)),
    (errors.NamesOutOfCount, lambda h: h.opened(h.called(), attendees=[h.neighbours[0].id] * 2)),
    (errors.NamesOutOfCount, lambda h: h.opened(h.called(), 7, [r.id for r in h.neighbours[:8]])),
    (errors.NotOfThisPlace, lambda h: h.opened(h.called(), attendees=[stranger(h).id])),
    (errors.NotOfThisPlace, lambda h: h.opened(h.called(), attendees=[child(h).id])),
    (errors.NotOfThisPlace, lambda h: h.opened(h.called(), attendees=[new_id()])),
    # Motions.
    (errors.NotOpened, lambda h: put(h, h.called())),
    (errors.NoQuorum, lambda h: put(h, after(h, h.called(), 5))),
    (errors.NotOnTheAgenda, lambda h: put(h, h.in_session(), item=3)),
    (errors.NotOnTheAgenda, lambda h: put(h, h.in_session(), item=0)),
    (errors.MotionOutOfBounds, lambda h: put(h, h.in_session(), text=" ")),
    (errors.MotionOutOfBounds, lambda h: put(h, h.in_session(), text="a" * 2_001)),
    (errors.UnknownMatter, lambda h: put(h, h.in_session(), matter="weather")),
    (errors.NothingToRevoke, lambda h: put(h, h.in_session(), revokes=new_id())),
    (errors.NothingToRevoke, revoking_in_the_same_assembly),
    (errors.NothingToRevoke, revoking_what_was_rejected),
    (errors.NothingToRevoke, revoking_twice),
    (errors.NothingToRevoke, revoking_in_two_at_once),
    # Decisions.
    (errors.NoSuchMotion, lambda h: queries.motion(new_id())),
    (errors.NoSuchResolution, lambda h: queries.resolution(new_id())),
    (errors.MotionAlreadyDecided, lambda h: h.decided(decided(h))),
    (errors.SecondListMissing, lambda h: h.decided(h.motion(h.in_session()), present=None)),
    (errors.MorePresentThanElectors, lambda h: h.decided(h.motion(h.in_session()), present=21)),
    (errors.CountBelowZero, lambda h: h.decided(h.motion(h.in_session()), 3, -1, 0)),
    (errors.NoQuorum, lambda h: h.decided(h.motion(h.in_session()), 5, 0, 0, present=5)),
    (errors.MoreVotesThanPresent, lambda h: h.decided(h.motion(h.in_session()), 10, 2, 1)),
    # Minutes.
    (errors.NotOpened, lambda h: closing(h, h.called())),
    (errors.SessionIsClosed, lambda h: closing(h, h.closed())),
    (errors.SessionIsClosed, lambda h: put(h, h.closed())),
    (errors.SessionIsClosed, lambda h: h.opened(h.closed(), minutes=60)),
    (errors.MinutesNotWritten, lambda h: h.signed(h.in_session(), 1)),
    (errors.SignedByThem, lambda h: [h.signed(s, n) for s in [h.closed()] for n in (1, 1)]),
    (errors.MinutesComplete, lambda h: [h.signed(s, n) for s in [h.closed()] for n in (1, 2, 1)]),
]


@pytest.mark.parametrize(
    ("refusal", "attempt"), REFUSALS, ids=[f"{n}-{kind.__name__}" for n, (kind, _) in enumerate(REFUSALS)]
)
def test_refused(hall, refusal, attempt):
    with pytest.raises(refusal) as caught:
        attempt(hall)

    # The sentence has all its facts in both languages, and what to do next.
    assert "{" not in caught.value.message("es") + caught.value.message("en")


def test_every_refusal_of_the_room_is_in_the_table():
    told = {kind.__name__ for kind, _ in REFUSALS} | {kind.__name__ for _, kind in OF_LISTS}
    assert told == set(errors.__all__)


def test_a_refused_decision_leaves_the_motion_as_it_was(hall):
    motion = hall.motion(hall.in_session())
    entries = Entry.objects.count()

    with pytest.raises(errors.NoQuorum):
        hall.decided(motion, 5, 0, 0, present=5)

    assert (Resolution.objects.count(), Entry.objects.count()) == (0, entries)
    assert hall.decided(motion).is_carried


def test_one_person_with_two_offices_signs_once(hall):
    session = hall.closed()
    again = hall.country.officer(hall.place, "coordination", 3, hall.neighbours[0])
    hall.signed(session, 1)

    with pytest.raises(errors.SignedByThem):
        services.sign_minutes(
            session_id=session.id,
            by=authority_of(again, place=hall.place, day=hall.country.day),
            at=session.starts_at,
        )


def test_a_spokesperson_of_another_council_has_no_say_here(hall):
    elsewhere = hall.country.councils[1]
    other = hall.country.officer(elsewhere, "coordination", 1, stranger(hall))
    there = authority_of(other, place=elsewhere, day=hall.country.day)

    with pytest.raises(AuthorityOfAnotherPlace):
        call(hall, by=there)
    with pytest.raises(MandateNotInForce), transaction.atomic():
        call(hall, by=replace(there, place=hall.place.ref))


def test_an_auditor_does_not_sign_for_the_spokespersons(hall):
    session = hall.closed()
    auditor = hall.country.officer(hall.place, "social_audit", 1, hall.neighbours[5])

    with pytest.raises(MandateNotInForce), transaction.atomic():
        services.sign_minutes(
            session_id=session.id,
            by=authority_of(auditor, place=hall.place, day=hall.country.day),
            at=session.starts_at,
        )


def test_after_the_term_a_spokesperson_calls_nothing(hall):
    late = hall.country.at + timedelta(days=4 * 366)

    with pytest.raises(MandateNotInForce), transaction.atomic():
        services.call_session(
            place=hall.place,
            starts_at=late + timedelta(days=7),
            venue="La cancha",
            agenda=["Agua"],
            by=hall.by(),
            at=late,
        )


def test_votes_are_counted_among_those_who_are_there_now(hall):
    motion = hall.motion(hall.in_session())

    with pytest.raises(errors.MoreVotesThanPresent):
        services.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.PAPER,
            votes=Votes(12, 0, 0),
            present=11,
            by=hall.by(),
            at=motion.session.starts_at,
        )
