"""Organs meet like assemblies; motions are amended, estimated, spoken for; dissent stands in the minutes."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from toparquia.assemblies import queries, services, sheets
from toparquia.assemblies.models import Motion, Resolution
from toparquia.assemblies.rules import Debate, Votes
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.errors import DomainError
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import Country, make_country

pytestmark = pytest.mark.django_db
HANDS = Resolution.Method.HANDS


@pytest.fixture
def country(noon) -> Country:
    return make_country(noon)


def seated(country: Country, people: int) -> list:
    return [
        country.officer(country.commune, "executive_council", number, country.neighbour(name=f"N{number}"))
        for number in range(1, people + 1)
    ]


def by_of(country: Country, mandate):
    return mandates.authority_of(mandate, place=country.commune, day=country.day)


def session_of(country: Country, mandate, **told):
    return services.call_session(
        **{
            "place": country.commune,
            "starts_at": country.at + timedelta(days=1),
            "venue": "Casa comunal",
            "agenda": ["Plan del mes"],
            "by": by_of(country, mandate),
            "at": country.at,
            "organ": mandate.seat.organ,
            **told,
        }
    )


@pytest.fixture
def council(country):
    first, second = seated(country, 2)
    starts = country.at + timedelta(days=4)
    session = session_of(country, first, starts_at=starts)
    return country, session, by_of(country, first), starts, [first, second]


def opened(council, present: int = 2):
    _country, session, by, starts, members = council
    names = [one.holder_id for one in members][:present]
    return services.open_call(session_id=session.id, present=present, attendees=names, by=by, at=starts)


def test_an_organ_opens_with_more_than_half_of_its_seats(council):
    call = opened(council)

    # Three principal seats by the rules, one of them vacant: two are more than half.
    assert (call.electors, call.needed, call.has_quorum) == (3, 2, True)


def test_one_of_three_is_no_quorum(council):
    assert not opened(council, present=1).has_quorum


def test_an_organ_decides_by_its_own_majority_and_signs_its_minutes(council):
    _country, session, by, starts, members = council
    opened(council)
    motion = services.put_motion(session_id=session.id, item=1, text="Que se pinte la casa", by=by, at=starts)

    taken = services.decide_motion(
        motion_id=motion.id, method=HANDS, votes=Votes(2, 0, 0), present=2, by=by, at=starts
    )
    services.close_session(session_id=session.id, by=by, at=starts)
    for member in members:
        services.sign_minutes(session_id=session.id, by=by_of(_country, member), at=starts)

    assert taken.is_carried
    assert session.stage == session.Stage.SIGNED


def test_who_does_not_sit_in_it_neither_calls_nor_holds_it(country):
    member = seated(country, 1)[0]
    outsider = country.officer(country.commune, "planning_council", holder=country.neighbour(name="Otra"))

    with pytest.raises(DomainError) as refusal:
        session_of(country, outsider, organ=member.seat.organ, starts_at=country.at + timedelta(days=4))

    assert refusal.value.code == "assemblies.not_of_this_organ"


def test_an_organ_decides_nothing_that_waits_for_the_assembly(council):
    _country, session, by, starts, _members = council
    opened(council)

    with pytest.raises(DomainError) as refusal:
        services.put_motion(
            session_id=session.id,
            item=1,
            text="Que sí",
            about=("planning.admission", uuid4()),
            by=by,
            at=starts,
        )

    assert refusal.value.code == "assemblies.assembly_decides_it"
    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.create(
            session=session,
            number=9,
            item=1,
            text="x",
            matter="ordinary",
            about_kind="a",
            about_id=uuid4(),
            put_at=starts,
        )


class Meeting:
    """A citizens' assembly in session, with 12 of 20 present."""

    present = 12

    def __init__(self, noon) -> None:
        self.hall = make_hall(noon)
        self.session = self.hall.in_session()

    def put(self, **told) -> Motion:
        return services.put_motion(
            session_id=self.session.id, item=1, by=self.hall.by(), at=self.session.starts_at, **told
        )

    def decide(self, motion: Motion, votes: Votes, **told) -> Resolution:
        return services.decide_motion(
            motion_id=motion.id,
            method=HANDS,
            votes=votes,
            present=self.present,
            by=self.hall.by(),
            at=self.session.starts_at,
            **told,
        )

    def close(self):
        return services.close_session(
            session_id=self.session.id, by=self.hall.by(), at=self.session.starts_at
        )


@pytest.fixture
def hall(noon) -> Meeting:
    return Meeting(noon)


def test_an_amendment_is_decided_first_and_its_words_stand(hall):
    motion = hall.put(text="Que la cancha abra a las seis")
    amendment = hall.put(text="Que la cancha abra a las ocho", amends=motion.id)
    with pytest.raises(DomainError) as refusal:
        hall.decide(motion, Votes(5, 0, 0))

    hall.decide(amendment, Votes(hall.present, 0, 0))
    hall.decide(motion, Votes(hall.present, 0, 0))

    assert refusal.value.code == "assemblies.amendments_first"
    assert queries.text_of(motion) == "Que la cancha abra a las ocho"


@pytest.mark.parametrize(
    ("votes", "debate", "refused"),
    [
        ("all", {"tellers": 1}, "assemblies.estimate_needs_tellers"),
        ("close", {"tellers": 2}, "assemblies.estimate_too_close"),
        ("all", {"turns_for": 9999}, "assemblies.turns_out_of_bounds"),
        ("all", {"dissent": "x" * 1001}, "assemblies.dissent_too_long"),
    ],
)
def test_what_a_count_is_refused_for(hall, votes, debate, refused):
    motion = hall.put(text="Que se haga")
    in_favour = hall.present if votes == "all" else hall.present // 2 + 1

    with pytest.raises(DomainError) as refusal:
        hall.decide(motion, Votes(in_favour, 0, 0), debate=Debate(**debate))

    assert refusal.value.code == refused


def test_the_minutes_tell_turns_and_dissent_and_fit_one_sheet(hall):
    motion = hall.put(text="Que se haga la acera")
    debate = Debate(turns_for=3, turns_against=2, dissent="Primero el agua.", tellers=2)
    hall.decide(motion, Votes(hall.present, 0, 0), debate=debate)
    minutes = hall.close()

    title, values = sheets.minutes_values(hall.session, minutes, site="http://sitio")

    told = minutes.document["motions"][0]["resolution"]
    assert told["turns"] == {"for": 3, "against": 2}
    assert told["dissent"] == "Primero el agua."
    assert "Primero el agua." in values["motions"][0]["more"]
    assert title


def test_the_sheet_is_a_pdf_of_one_page(client, hall):
    motion = hall.put(text="Que se haga la acera")
    hall.decide(motion, Votes(hall.present, 0, 0))
    hall.close()

    answer = client.get(f"/asambleas/{hall.session.id}/acta.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type /Page ") <= 1
    assert answer.content.startswith(b"%PDF")


def test_the_call_can_be_forwarded_as_plain_lines(client, hall):
    page = client.get(f"/asambleas/{hall.session.id}/aviso/").content.decode()

    assert "Para enviar por mensaje" in page
    assert f"/asambleas/{hall.session.id}/" in page
