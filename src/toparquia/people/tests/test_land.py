"""Land committees' dossiers: what people say stays with the committee, how far it is everyone sees."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from toparquia.foundation.authority import Authority
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.mandates.models import Mandate, Seat
from toparquia.people import errors, queries, services
from toparquia.people.models import (
    Account,
    LandDossier,
    LandEvidence,
    LandStatement,
    LandStep,
    Reading,
    Resident,
)
from toparquia.people.tests.factories import GROWN, Desk

pytestmark = pytest.mark.django_db
POINT = {"type": "Point", "coordinates": [-66.9, 10.4]}
ACTIVE = b"%PDF-1.7 1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert)>>>> endobj startxref 0 %%EOF"


def picture(colour: str = "red") -> bytes:
    """Return a small photo."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(drawn, "JPEG")
    return drawn.getvalue()


@dataclass
class Committee:
    """A council's land committee, and someone who lives on a parcel."""

    desk: Desk
    mandate: Mandate
    occupant: Resident

    def by(self, mandate: Mandate | None = None) -> Authority:
        """Return the committee's authority."""
        return mandates.authority_of(
            mandate or self.mandate, place=self.desk.place, day=self.desk.country.day
        )

    def told(self, **more: Any) -> dict[str, Any]:
        """Return what every verb is told."""
        return {"place": self.desk.place, "by": self.by(), "at": self.desk.country.at, **more}

    def opens(self, **more: Any) -> LandDossier:
        """Open a dossier."""
        return services.open_dossier(**self.told(geometry=POINT, about="Detrás del tanque", **more))

    def hears(self, dossier: LandDossier, **more: Any) -> LandStatement:
        """Take the occupant's statement."""
        who = services.Occupant(self.occupant.given_names, self.occupant.surnames, self.occupant.birth_date)
        told = {"occupant": who, "since": date(1999, 5, 1), "text": "Levantamos la casa", **more}
        return services.take_statement(dossier_id=dossier.id, **self.told(**told))

    def seals(self, dossier: LandDossier, **more: Any) -> LandEvidence:
        """Seal a photo."""
        told = {"kind": "photo", "content": picture(), "is_hash_public": True, **more}
        return services.keep_evidence(dossier_id=dossier.id, **self.told(**told))

    def moves(self, dossier: LandDossier, status: str, **more: Any) -> LandDossier:
        """Take a dossier on."""
        return services.move_dossier(dossier_id=dossier.id, status=status, **self.told(**more))


def speaker(desk: Desk, committee: str) -> Mandate:
    """Seat who speaks for a working committee."""
    country = desk.country
    if not Seat.objects.filter(organ__place=desk.place, office="committee_spokesperson").exists():
        country.organ(desk.place, "executive_unit")
    seat = Seat.objects.get(organ__place=desk.place, committee=committee)
    return country.officer(desk.place, "executive_unit", seat.number)


@pytest.fixture
def committee(desk) -> Committee:
    """Return the land committee of the desk's council."""
    occupant = desk.country.neighbour(desk.place, birth=GROWN, name="Zulay")
    return Committee(desk, speaker(desk, "urban_land"), occupant)


def signed_in(client, mandate):
    """Sign the holder of a mandate in."""
    client.force_login(Account.objects.create_user(f"{mandate.id}@example.org", resident=mandate.holder))
    return client


def test_a_dossier_goes_from_open_to_answered_and_opens_again(committee):
    dossier = committee.opens()
    committee.hears(dossier)
    committee.seals(dossier)

    committee.moves(dossier, "gathered")
    committee.moves(dossier, "submitted", note="Oficina de tierras")
    committee.moves(dossier, "answered", outcome="incomplete")
    committee.moves(dossier, "open")
    committee.seals(dossier, content=picture("blue"))

    dossier.refresh_from_db()
    assert (dossier.status, dossier.landsteps.count(), dossier.landevidences.count()) == ("open", 4, 2)


def test_refusals(committee):
    dossier = committee.opens()
    stranger = LandDossier.objects.create(
        place=committee.desk.other,
        number=1,
        geometry=POINT,
        opened_at=committee.desk.country.at,
        changed_at=committee.desk.country.at,
    )
    nobody = services.Occupant("Nadie", "Nunca", GROWN)
    later = committee.desk.country.day + timedelta(days=1)
    refused = [
        (errors.NotACouncil, lambda: services.open_dossier(**commune(committee), geometry=POINT, about="")),
        (
            errors.NoParcel,
            lambda: services.open_dossier(**committee.told(geometry={"type": "Point"}, about="")),
        ),
        (errors.NoSuchDossier, lambda: committee.hears(stranger)),
        (errors.NoOccupant, lambda: committee.hears(dossier, occupant=nobody)),
        (errors.LivesFromLater, lambda: committee.hears(dossier, since=later)),
        (errors.EvidenceRefused, lambda: committee.seals(dossier, content=b"<svg/>")),
        (errors.EvidenceRefused, lambda: committee.seals(dossier, content=b"\xff\xd8\xff broken")),
        (errors.EvidenceRefused, lambda: committee.seals(dossier, content=b"%PDF-1.7 cut off")),
        (errors.EvidenceRefused, lambda: committee.seals(dossier, content=ACTIVE)),
        (errors.DossierLacks, lambda: committee.moves(dossier, "gathered")),
        (errors.StepOutOfTurn, lambda: committee.moves(dossier, "answered", outcome="granted")),
    ]

    for refusal, deed in refused:
        with pytest.raises(refusal):
            deed()
    committee.hears(dossier)
    committee.seals(dossier)
    with pytest.raises(errors.EvidenceKeptAlready):
        committee.seals(dossier)
    committee.moves(dossier, "gathered")
    with pytest.raises(errors.DossierIsShut):
        committee.hears(dossier)
    with pytest.raises(errors.DossierLacks):
        committee.moves(dossier, "submitted")


def commune(committee: Committee) -> dict[str, Any]:
    """Return what a verb is told for the commune, where no dossier is opened."""
    country = committee.desk.country
    by = Authority(country.commune.ref, committee.by().rules, committee.by().mandate)
    return {"place": country.commune, "by": by, "at": country.at}


def test_only_whoever_speaks_for_the_land_committee_keeps_them(committee):
    water = speaker(committee.desk, "water")
    place, day = committee.desk.place, committee.desk.country.day

    assert "people.keep_land" in mandates.powers_of(committee.mandate.holder_id, place, day)
    assert "people.keep_land" not in mandates.powers_of(water.holder_id, place, day)
    with pytest.raises(NoMandate):
        mandates.authority(
            resident_id=water.holder_id, power="people.keep_land", place=place, at=committee.desk.country.at
        )
    with pytest.raises(MandateNotInForce):
        services.open_dossier(**committee.told(geometry=POINT, about="", by=committee.by(water)))


def test_the_gazette_says_that_and_never_who_where_or_what(committee):
    dossier = committee.opens()
    committee.hears(dossier)
    shown, hidden = (
        committee.seals(dossier),
        committee.seals(dossier, content=picture("blue"), is_hash_public=False),
    )

    told = b"".join(bytes(entry.body) for entry in Entry.objects.filter(kind__startswith="people.land"))
    for private in (b"Zulay", b"Levantamos", b"tanque", b"10.4", hidden.sha256.encode()):
        assert private not in told
    assert shown.sha256.encode() in told


def test_a_file_is_sealed_and_a_photo_forgets_where_it_was_taken(committee):
    original = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Calle de atrás"
    Image.new("RGB", (40, 30), "green").save(original, "JPEG", exif=exif)

    kept = committee.seals(committee.opens(), content=original.getvalue())

    assert b"JFIF" not in bytes(kept.sealed)
    assert kept.size < 20_000


@pytest.mark.parametrize("model", [LandStatement, LandEvidence, LandStep])
def test_sql_changes_nothing_that_was_gathered(committee, model):
    dossier = committee.opens()
    committee.hears(dossier)
    committee.seals(dossier)
    committee.moves(dossier, "gathered")

    for change in (lambda: model.objects.update(holder="x"), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        LandDossier.objects.update(status="answered", outcome="granted")


def test_everyone_sees_counts_and_states_and_nothing_else(client, committee, django_assert_max_num_queries):
    dossier = committee.opens()
    committee.hears(dossier)
    where = reverse("people:land", args=[committee.desk.place.code])

    with django_assert_max_num_queries(12):
        page = client.get(where).content.decode()
    rows = list(csv.reader(client.get(where[:-1] + ".csv").content.decode().splitlines()))

    assert "Parcela 1" in page
    assert [row[1:3] for row in rows] == [["number", "status"], ["1", "open"]]
    for private in ("Zulay", "tanque", "10.4", str(dossier.id)):
        assert private not in page
    assert client.get(dossier.get_absolute_url()).status_code == 302


def test_the_committee_works_by_its_pages_and_the_occupant_sees_who_read(client, committee):
    page = signed_in(client, committee.mandate)
    where = reverse("people:land_open", args=[committee.desk.place.code])
    key = page.get(where).context["form"]["key"].value()
    typed = "10.40, -66.90\n10.41, -66.90\n10.41, -66.89"
    address = page.post(where, {"key": key, "points": typed}).headers["Location"]
    key = page.get(f"{address}declaracion/").context["form"]["key"].value()
    born = committee.occupant.birth_date
    told = {
        "key": key,
        "given_names": "Zulay",
        "surnames": "Pérez",
        "since": "1999-05-01",
        "text": "Aquí vivo",
    }
    told |= {"birth_date_year": born.year, "birth_date_month": born.month, "birth_date_day": born.day}
    assert page.post(f"{address}declaracion/", told).status_code == 302
    key = page.get(f"{address}prueba/").context["form"]["key"].value()
    file = SimpleUploadedFile("a.jpg", picture())
    assert page.post(f"{address}prueba/", {"key": key, "kind": "photo", "file": file}).status_code == 302
    key = page.get(f"{address}avanzar/").context["form"]["key"].value()
    assert page.post(f"{address}avanzar/", {"key": key, "status": "gathered"}).status_code == 302

    shown = page.get(address).content.decode()
    taken = page.get(f"{address}expediente.geojson").json()
    evidence = LandEvidence.objects.get()
    sealed = page.get(reverse("people:land_evidence_file", args=[evidence.dossier_id, evidence.id]))

    assert "Aquí vivo" in shown
    assert taken["geometry"]["type"] == "Polygon"
    assert taken["properties"]["statements"][0]["text"] == "Aquí vivo"
    assert sealed.content.startswith(b"\xff\xd8")
    assert "attachment" in sealed.headers["Content-Disposition"]
    assert Reading.objects.filter(residents__contains=[committee.occupant.id], kind="record").count() == 3
    assert "people.landstatement" in queries.held_about(committee.occupant)
    other = signed_in(client, speaker(committee.desk, "water"))
    for path in (address, f"{address}declaracion/", f"{address}avanzar/", f"{address}expediente.geojson"):
        assert other.get(path).status_code == 404
