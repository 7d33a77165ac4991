"""Pictures: of options before anybody votes, and of tally sheets, which are seen when their figures are."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import sign_in
from toparquia.voting import queries, services
from toparquia.voting.errors import (
    AnotherPlace,
    BallotFixed,
    NoSuchOption,
    PhotoRefused,
    PicturedAlready,
    PictureWithoutWords,
)
from toparquia.voting.models import OptionPicture, TallyEntry
from toparquia.voting.tests.factories import make_polls
from toparquia.voting.tests.test_forms import OWN, SHEET
from toparquia.voting.tests.test_refusals import of_the_council

pytestmark = pytest.mark.django_db
PLACE_TAG = 0x8825
LATER = 2099


@pytest.fixture
def polls(noon, client, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    client.cookies["toparquia_language"] = "es"
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        polls.clock = clock
        yield polls


def photo(side=900) -> bytes:
    """Return a phone's photo that says where it was taken."""
    picture, out = Image.new("RGB", (side, side // 2), "navy"), BytesIO()
    exif = picture.getexif()
    exif[PLACE_TAG] = {1: "N", 2: (10.0, 30.0, 0.0)}
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def file(content=None):
    return SimpleUploadedFile("acta.jpg", photo() if content is None else content, "image/jpeg")


def post(client, address, values):
    """Send a form with a file, as a browser does."""
    return client.post(address, {"key": str(new_id()), **values})


def typed_twice(polls, client, vote, figures=SHEET, **more):
    """Let two people type a table's sheet, each with a photo."""
    polls.clock.move_to(polls.evening)
    for member in (0, 1):
        sign_in(client, polls.members[member].holder)
        files = {"photo": file(photo(900 + member))}
        post(client, f"{vote.get_absolute_url()}actas/", {**figures, **more, **files})


def certified(polls, vote):
    services.close_vote(vote_id=vote.id, by=polls.by(0), at=polls.evening)
    services.certify(vote_id=vote.id, by=polls.by(0), at=polls.evening)


def address(vote, digest, table=1):
    return f"{vote.get_absolute_url()}actas/{table}/{digest}.jpg"


def test_a_sheets_photo_is_kept_small_and_without_its_place_and_is_public_with_the_figures(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    large = {"marks_0": "30", "marks_1": "20", "blank": "0", "null": "0", "ballots": "50", "check_ins": "50"}
    typed_twice(polls, client, vote, large, table="1")
    first, second = TallyEntry.objects.order_by("id").values_list("photo_sha256", flat=True)
    client.logout()

    before = client.get(address(vote, first))
    certified(polls, vote)
    after = client.get(address(vote, first))

    with Image.open(BytesIO(after.content)) as shown:
        assert dict(shown.getexif()) == {}
    assert (before.status_code, after.status_code) == (409, 200)
    act = Entry.objects.get(kind="voting.tally_sheet_accepted").document
    assert sorted(one["sha256"] for one in act["evidence"]) == sorted([first, second])
    page = client.get(vote.get_absolute_url()).content.decode()
    assert address(vote, first) in page
    assert address(vote, second) in page


def test_a_small_tables_photo_is_never_public_and_the_commission_sees_it(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    few = {"marks_0": "2", "marks_1": "0", "blank": "0", "null": "0", "ballots": "2", "check_ins": "2"}
    typed_twice(polls, client, vote, few, table="1")
    digest = TallyEntry.objects.order_by("id").first().photo_sha256
    seen = [client.get(address(vote, digest)), client.get(vote.get_absolute_url())]
    client.logout()

    certified(polls, vote)

    assert seen[0].status_code == 200
    assert seen[0].headers["Cache-Control"] == "private, no-store"
    assert address(vote, digest) in seen[1].content.decode()
    assert client.get(address(vote, digest)).status_code == 404
    assert queries.photos_published(vote) == {}


def test_what_is_no_photo_is_refused_and_the_sheet_is_not_kept(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    polls.clock.move_to(polls.evening)
    sign_in(client, polls.members[0].holder)

    answer = post(client, f"{vote.get_absolute_url()}actas/", {**SHEET, "photo": file(b"%PDF-1.7")})

    assert "no es una foto que se pueda leer" in answer.content.decode()
    assert not TallyEntry.objects.exists()


def to_come(polls, *codes):
    """Open a vote that begins later, also by the database's clock."""
    opens = polls.at.replace(year=LATER)
    return polls.open(*codes, purpose=OWN, opens_at=opens, closes_at=opens + timedelta(hours=1))


def test_an_option_has_its_picture_in_the_booth_and_on_the_votes_page(polls, client):
    vote = to_come(polls, "park", "road")
    sign_in(client, polls.members[0].holder)
    here = vote.get_absolute_url()

    sent = post(client, f"{here}fotos/", {"option": "0", "photo": file(), "alt": "  Un parque  con niños "})

    assert sent.headers["Location"] == here
    kept = OptionPicture.objects.get()
    assert kept.alt == "Un parque con niños"
    shown = client.get(f"{here}fotos/0.jpg")
    with Image.open(BytesIO(shown.content)) as picture:
        assert max(picture.size) == 240
    pages = [client.get(here + path).content.decode() for path in ("", "cabina/", "kiosco/")]
    assert all(f'{here}fotos/0.jpg" alt="Un parque con niños"' in page for page in pages)
    act = Entry.objects.get(kind="voting.option_pictured").document
    assert act["facts"] == {"option": "park"}
    assert [one["sha256"] for one in act["evidence"]] == [kept.sha256]
    assert client.get(f"{here}fotos/1.jpg").status_code == 404


REFUSALS = {
    "another place": (AnotherPlace, {"by": "stranger"}),
    "begun": (BallotFixed, {"begun": True}),
    "no such option": (NoSuchOption, {"number": 7}),
    "twice": (PicturedAlready, {"number": 1}),
    "no words": (PictureWithoutWords, {"alt": "   "}),
    "no picture": (PhotoRefused, {"content": b"<svg/>"}),
    "half a picture": (PhotoRefused, {"content": photo()[:90]}),
}


@pytest.mark.parametrize(("refusal", "change"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_picture_is_refused_and_nothing_changes(polls, refusal, change):
    vote = to_come(polls, "park", "road")
    asked = {"vote_id": vote.id, "content": photo(), "alt": "Una calle", "at": polls.at}
    services.picture_option(**asked, number=1, by=polls.by(0))
    asked |= {"number": change.get("number", 0)} | {
        k: v for k, v in change.items() if k in ("alt", "content")
    }
    if change.get("begun"):
        asked["at"] = vote.opens_at

    with pytest.raises(refusal):
        services.picture_option(**asked, by=of_the_council(polls) if "by" in change else polls.by(0))

    assert OptionPicture.objects.count() == 1


def test_the_table_itself_refuses_a_picture_of_a_vote_that_began(polls):
    vote = polls.open("park", "road", purpose=OWN)

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        OptionPicture.objects.create(option=vote.options.first(), sha256="0" * 64, alt="x")
