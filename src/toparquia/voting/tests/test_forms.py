"""The forms of an electoral commission, and that nothing typed into them ends in an error of ours."""

from __future__ import annotations

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import ask_ugly, send, sign_in, try_ugly
from toparquia.people.models import Reading
from toparquia.people.services import freeze_roll
from toparquia.voting.models import Certificate, TallyEntry, TallySheet, TieSeed, Vote
from toparquia.voting.rules import GroupedBallot
from toparquia.voting.tests.factories import DICE, make_polls, sheet

pytestmark = pytest.mark.django_db

FIGURES = {"marks_0": "12", "marks_1": "5", "blank": "1", "null": "0", "ballots": "18", "check_ins": "18"}
SHEET = {"table": "1", **FIGURES}
# As many as a consultation may have, and so a ballot.
OPTIONS_LIMIT = 500
# No room above certifies such a vote.
OWN = "voting.survey"


@pytest.fixture
def polls(noon, client):
    client.cookies["toparquia_language"] = "es"
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        clock.move_to(polls.evening)
        yield polls


def as_member(polls, client, member):
    """Sign a commissioner in."""
    sign_in(client, polls.members[member].holder)


def test_a_vote_goes_from_its_sheets_to_the_certificate_by_forms_alone(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    here = vote.get_absolute_url()
    for member in (0, 1):
        as_member(polls, client, member)
        assert send(client, f"{here}actas/", SHEET).headers["Location"] == here
    for verb, values in (("cerrar", {}), ("sorteo", {"seed": DICE}), ("certificar", {})):
        assert send(client, f"{here}{verb}/", values).headers["Location"] == here

    page = client.get(here).content.decode()
    assert Certificate.objects.get().result["votes"] == {"park": 12, "road": 5}
    assert "Resultado certificado" in page
    assert "Se anotó después del cierre" in page


def test_a_sheet_of_the_longest_ballot_is_not_too_long_a_form(polls, client):
    codes = [f"p{number}" for number in range(OPTIONS_LIMIT)]
    vote = polls.open(*codes, purpose=OWN)
    as_member(polls, client, 0)
    figures = {f"marks_{number}": "0" for number in range(OPTIONS_LIMIT)} | {"marks_7": "12"}

    send(client, f"{vote.get_absolute_url()}actas/", {**SHEET, **figures, "blank": "6"})

    assert TallyEntry.objects.get().marks[7] == 12


def test_three_people_type_when_two_differ(polls, client):
    vote = polls.open("park", "road")
    there = f"{vote.get_absolute_url()}actas/"
    told = []
    for member, figures in enumerate((SHEET, {**SHEET, "marks_0": "11", "marks_1": "6"}, SHEET)):
        as_member(polls, client, member)
        send(client, there, figures)
        told.append(client.get(vote.get_absolute_url()).content.decode())

    assert "otra persona de la comisión la escribe aparte" in told[0]
    assert "Que una tercera la escriba" in told[1]
    assert "el acta quedó aceptada" in told[2]
    assert TallySheet.objects.count() == 1


def test_a_correction_gives_its_reason_and_is_typed_twice_again(polls, client):
    vote = polls.open("park", "road")
    polls.count_table(vote, sheet(12, 5))
    there = f"{vote.get_absolute_url()}actas/1/correccion/"
    as_member(polls, client, 0)
    assert client.get(there).status_code == 200
    send(client, there, FIGURES)
    assert TallyEntry.objects.count() == 2

    for member in (0, 1):
        as_member(polls, client, member)
        send(client, there, {**FIGURES, "reason": "recount"})

    assert TallySheet.objects.get(revision=2).entry.reason == "recount"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"marks_0": "13"}, "no pueden salir de 18 boletas"),
        ({"check_ins": "17"}, "Hay 18 boletas y solo 17 personas"),
        ({"marks_0": "9" * 24}, "Park"),
        ({"marks_0": "-1"}, "Park"),
        ({"blank": ""}, "Boletas en blanco"),
        ({"table": "99999"}, "Número de la mesa"),
    ],
)
def test_a_sheet_that_cannot_be_is_a_sentence_and_what_was_typed_stays(polls, client, change, says):
    vote = polls.open("park", "road")
    as_member(polls, client, 0)

    page = send(client, f"{vote.get_absolute_url()}actas/", {**SHEET, **change}).content.decode()

    assert says in page
    assert "error-summary" in page
    assert not TallyEntry.objects.exists()


def test_a_sheet_sent_twice_is_one_entry_and_by_another_person_not_the_same_form(polls, client):
    vote = polls.open("park", "road")
    there, key = f"{vote.get_absolute_url()}actas/", str(new_id())
    as_member(polls, client, 0)
    assert [send(client, there, {**SHEET, "key": key}).status_code for _ in range(2)] == [302, 302]
    as_member(polls, client, 1)

    assert send(client, there, {**SHEET, "key": key}).status_code == 422
    assert TallyEntry.objects.count() == 1


def test_a_founding_referendum_is_certified_on_its_page_which_leads_to_the_charter(polls, client):
    vote = polls.open(purpose="charters.founding")
    polls.count_table(vote, sheet(60, 5))
    polls.close(vote)
    as_member(polls, client, 0)
    here = vote.get_absolute_url()
    before = client.get(here).content.decode()

    send(client, f"{here}certificar/", {})

    assert f"{here}certificar/" in before
    assert f"/cartas/{vote.subject_id}/" in before
    assert Certificate.objects.get().result["decided"]["outcome"] == "approved"


def test_the_acts_of_many_tables_are_counted_and_not_read(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    for table in (1, 2, 3):
        polls.count_table(vote, sheet(12, 5), table=table)

    page = client.get(vote.get_absolute_url())

    assert page.context["sheets"] == 3
    assert {act["document"]["kind"] for act in page.context["acts"]} == {"voting.opened"}


def test_what_a_room_above_certifies_is_not_certified_here(polls, client):
    vote = polls.open("park", "road", purpose="consultations.project")
    polls.close(vote)
    as_member(polls, client, 0)

    assert "certificar/" not in client.get(vote.get_absolute_url()).content.decode()
    page = send(client, f"{vote.get_absolute_url()}certificar/", {}).content.decode()

    assert "se certifica en la página de lo que se vota" in page
    assert not Certificate.objects.exists()


def test_a_seed_is_recorded_once_and_not_after_the_certificate(polls, client):
    vote = polls.open("park", "road", purpose=OWN)
    there = f"{vote.get_absolute_url()}sorteo/"
    as_member(polls, client, 0)
    send(client, there, {"seed": DICE})
    assert "ya tiene su semilla" in send(client, there, {"seed": "1 1 1 1 1 1"}).content.decode()
    assert TieSeed.objects.get().seed == DICE

    other = polls.open("park", "road", purpose=OWN)
    polls.bring(other, GroupedBallot((0,), None, 20))
    polls.close(other)
    send(client, f"{other.get_absolute_url()}certificar/", {})
    send(client, f"{other.get_absolute_url()}sorteo/", {"seed": DICE})
    assert TieSeed.objects.count() == 1


def test_only_the_commission_opens_the_forms(polls, client):
    here = polls.open("park", "road").get_absolute_url()
    sign_in(client, polls.country.neighbour(name="Vecina"))
    for form in ("actas/", "actas/1/correccion/", "cerrar/", "sorteo/", "certificar/"):
        assert client.get(f"{here}{form}").status_code == 403
    assert "actas/" not in client.get(here).content.decode()


def test_ugly_addresses_are_answered(polls, client):
    vote = polls.open("park", "road")
    as_member(polls, client, 0)

    ask_ugly(client, f"{vote.get_absolute_url()}actas/", "mesa")
    ask_ugly(client, f"{vote.get_absolute_url()}cuaderno/", "lugar")
    assert client.get(f"{vote.get_absolute_url()}boletas/{'9' * 24}.csv").status_code == 409


def test_the_printed_roll_lists_a_council_and_notes_who_read_it(polls, client):
    voter = polls.country.neighbour(name="Votante")
    roll = freeze_roll(place=polls.place, day=polls.country.day, by=polls.by(), at=polls.at)
    vote = polls.open("park", "road", roll=roll)
    as_member(polls, client, 0)
    there = f"{vote.get_absolute_url()}cuaderno/"

    assert "Votante" not in client.get(there).content.decode()
    assert not Reading.objects.exists()
    assert "Votante" in client.get(f"{there}?lugar=consejo-1").content.decode()

    assert voter.id in Reading.objects.get().residents


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Resultado certificado", "Participaron 48 de 100", "Qué está protegido", "Mesa por mesa"]),
        ("en", ["Result certified", "48 of 100 people took part", "What is protected", "Table by table"]),
    ],
)
def test_the_page_tells_the_result_in_both_languages(polls, client, language, words):
    vote = polls.open("park", "road", purpose=OWN)
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.count_table(vote, sheet(12, 5, blank=1))
    polls.close(vote)
    as_member(polls, client, 0)
    send(client, f"{vote.get_absolute_url()}certificar/", {})
    client.cookies["toparquia_language"] = language

    page = client.get(vote.get_absolute_url()).content.decode()

    assert [word for word in words if word not in page] == []


def forms_of(polls, name):
    """Return the address of a form and what would be accepted there."""
    vote = polls.open("park", "road", purpose=OWN)
    here = vote.get_absolute_url()
    if name == "correct":
        polls.count_table(vote, sheet(12, 5))
    if name == "certify":
        polls.close(vote)
    return {
        "tally": (f"{here}actas/", SHEET),
        "correct": (f"{here}actas/1/correccion/", {**FIGURES, "reason": "typing"}),
        "close": (f"{here}cerrar/", {}),
        "seed": (f"{here}sorteo/", {"seed": DICE}),
        "certify": (f"{here}certificar/", {}),
    }[name]


@pytest.mark.parametrize("name", ["tally", "correct", "close", "seed", "certify"])
def test_ugly_input_is_answered_by_a_sentence(polls, client, name):
    address, good = forms_of(polls, name)
    as_member(polls, client, 0)

    try_ugly(client, address, good)


@pytest.mark.parametrize("seed", ["1234567\x00", "1234567\u202e8", "e" + "\u0301" * 10_000, "1234\n5678"])
def test_a_seed_that_nobody_can_read_is_refused(polls, client, seed):
    vote = polls.open("park", "road")
    as_member(polls, client, 0)
    before = Entry.objects.count()

    answer = send(client, f"{vote.get_absolute_url()}sorteo/", {"seed": seed})

    assert answer.context["form"].errors
    assert Entry.objects.count() == before


@pytest.mark.parametrize("is_certified", [False, True])
def test_the_page_costs_few_queries(polls, client, is_certified, django_assert_max_num_queries):
    vote = polls.open("park", "road", purpose=OWN)
    polls.bring(vote, GroupedBallot((0,), None, 30))
    polls.count_table(vote, sheet(12, 5))
    polls.close(vote)
    if is_certified:
        as_member(polls, client, 0)
        send(client, f"{vote.get_absolute_url()}certificar/", {})
        client.logout()

    with django_assert_max_num_queries(12):
        assert client.get(vote.get_absolute_url()).status_code == 200


def test_a_vote_that_is_not_there_is_a_404_with_a_sentence(polls, client):
    assert client.get(f"/votaciones/{new_id()}/").status_code == 404
    assert Vote.objects.count() == 0
