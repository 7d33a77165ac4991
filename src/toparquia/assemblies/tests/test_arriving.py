"""Who came: cards at the door, photographed lists, and names typed from them after the minutes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from toparquia.assemblies import errors, queries, rules, services
from toparquia.assemblies.models import Arrival, Attendee, Call, ListPhoto
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.people.models import Reading
from toparquia.people.services import give_access_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(noon):
    return make_hall(noon)


def card_of(hall, number=5):
    """Give a neighbour a card and return the code of its QR."""
    given = give_access_card(
        resident_id=hall.neighbours[number].id, place=hall.place, by=hall.by(), at=hall.country.at
    )
    return given.attendance


def picture(colour="white"):
    """Return a photo of a sheet."""
    made = BytesIO()
    Image.new("RGB", (900, 1200), colour).save(made, "JPEG")
    return made.getvalue()


def arrives(hall, session, card, **more):
    """Show a card at the door."""
    return services.note_arrival(session_id=session.id, card=card, by=hall.by(), at=session.starts_at, **more)


def kept(hall, session, content=None, **more):
    """Keep the photo of a sheet."""
    return services.keep_list_photo(
        session_id=session.id, content=content or picture(), by=hall.by(), at=session.starts_at, **more
    )


def typed(hall, photo, *numbers):
    """Type neighbours from a sheet."""
    names = [hall.neighbours[number].id for number in numbers]
    return services.type_paper_list(
        photo_id=photo.id, residents=names, by=hall.by(), at=photo.session.starts_at
    )


def test_a_card_at_the_door_puts_its_person_on_the_list(hall):
    session, card = hall.called(), card_of(hall)

    person = arrives(hall, session, card)

    assert person == hall.neighbours[5]
    assert list(queries.arrivals(session)) == [person]
    # They can see that their name was read; the Gazette says nothing of who came.
    assert Reading.objects.filter(residents__contains=[person.id]).exists()
    assert not Entry.objects.filter(kind="assemblies.arrival").exists()


def test_who_came_by_card_stands_on_the_list_of_the_call(hall, client):
    session, card = hall.called(), card_of(hall)
    with frozen_at(session.starts_at):
        sign_in(client, hall.neighbours[0])
        send(client, f"{session.get_absolute_url()}llegada/", {"card": card, "motion": ""})
        send(client, f"{session.get_absolute_url()}convocatoria/", {"present": "12"})

    call = Call.objects.get(session=session)
    assert [one.resident for one in Attendee.objects.filter(call=call)] == [hall.neighbours[5]]


def test_a_second_list_has_its_own_cards(hall):
    session = hall.in_session()
    motion, card = hall.motion(session), card_of(hall)

    arrives(hall, session, card)
    arrives(hall, session, card, motion_id=motion.id)

    assert queries.arrivals(session, motion.id).count() == 1


def test_a_photo_is_sealed_and_its_hash_public(hall):
    session = hall.in_session()
    photo = kept(hall, session)

    opened = services.open_list_photo(photo_id=photo.id, by=hall.by(), at=session.starts_at)

    assert opened.startswith(b"\xff\xd8\xff")
    assert opened not in bytes(ListPhoto.objects.get().sealed)
    acts = Entry.objects.filter(kind__startswith="assemblies.list").order_by("index")
    assert [entry.kind for entry in acts] == ["assemblies.list_photographed", "assemblies.list_opened"]


def test_a_photographed_list_is_typed_after_the_minutes(hall):
    session = hall.in_session()
    photo = kept(hall, session)
    services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)

    assert typed(hall, photo, 3, 4) == 2
    assert typed(hall, photo, 4, 5) == 3
    with pytest.raises(errors.NamesOutOfCount):
        typed(hall, photo, *range(6, 19))


def no_card(hall):
    session = hall.in_session()
    card = card_of(hall)
    arrives(hall, session, card)
    arrives(hall, session, card)


def after_the_minutes(hall):
    kept(hall, hall.closed())


def a_text(hall):
    kept(hall, hall.called(), b"no es una foto")


def too_many(hall):
    session = hall.called()
    rows = [
        ListPhoto(session=session, sha256=f"{n:064}", sealed=b"x", added_at=session.starts_at)
        for n in range(rules.MAX_PHOTOS)
    ]
    ListPhoto.objects.bulk_create(rows)
    kept(hall, session)


def twice(hall):
    session = hall.called()
    kept(hall, session)
    kept(hall, session)


def of_no_list(hall):
    services.open_list_photo(photo_id=hall.place.id, by=hall.by(), at=hall.country.at)


def before_the_count(hall):
    typed(hall, kept(hall, hall.called()), 3)


def at_a_decided_motion(hall):
    session = hall.in_session()
    motion = hall.motion(session)
    hall.decided(motion)
    arrives(hall, session, card_of(hall), motion_id=motion.id)


def at_the_door_of_an_organ(hall):
    organ = hall.spokespersons[0].seat.organ
    told = {"starts_at": hall.starts_at, "venue": "La sala", "agenda": ["Uno"], "at": hall.country.at}
    session = services.call_session(place=hall.place, organ=organ, by=hall.by(), **told)
    arrives(hall, session, card_of(hall))


REFUSALS = [
    (no_card, errors.ArrivedAlready),
    (after_the_minutes, errors.SessionIsClosed),
    (a_text, errors.PhotoUnreadable),
    (too_many, errors.PhotosOutOfCount),
    (twice, errors.PhotoKeptAlready),
    (of_no_list, errors.NoSuchPhoto),
    (before_the_count, errors.NotOpened),
    (at_a_decided_motion, errors.MotionAlreadyDecided),
    (at_the_door_of_an_organ, errors.CitizensOnly),
]


@pytest.mark.parametrize(("deed", "refusal"), REFUSALS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_list_refuses(deed, refusal, hall):
    with pytest.raises(refusal):
        deed(hall)


def test_the_table_takes_no_name_from_a_list_that_nobody_photographed(hall):
    session = hall.closed()

    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.create(session=session, resident=hall.neighbours[3], is_from_paper=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.create(session=session, resident=hall.neighbours[3])


def test_the_desk_photographs_and_types_by_forms(hall, client):
    session = hall.in_session()
    with frozen_at(session.starts_at):
        sign_in(client, hall.neighbours[0])
        file = SimpleUploadedFile("hoja.jpg", picture(), content_type="image/jpeg")
        told = {"key": str(new_id()), "photo": file, "motion": ""}
        client.post(f"{session.get_absolute_url()}listas/foto/", told)
        photo = ListPhoto.objects.get()
        send(client, f"/asambleas/listas/{photo.id}/nombres/", {"residents": [str(hall.neighbours[7].id)]})
        shown = client.post(f"/asambleas/listas/{photo.id}/abrir/")
        page = client.get(session.get_absolute_url()).content.decode()

    assert shown["Content-Type"] == "image/jpeg"
    assert Arrival.objects.get().resident == hall.neighbours[7]
    assert "Listas en papel" in page
