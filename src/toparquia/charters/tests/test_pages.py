"""The pages of a founding, of the rules and of the register, and their forms."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toparquia.charters import queries
from toparquia.charters.models import CharterText, FoundingCharter, Joining, Registration
from toparquia.charters.rules import JOINING
from toparquia.charters.tests.factories import SECTIONS
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.foundation.rulesets import as_toml, built_in
from toparquia.mandates.models import Mandate
from toparquia.people.models import Account
from toparquia.territory.models import AdoptedRules, Place
from toparquia.territory.services import NewPlace, register_place

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


@pytest.fixture(autouse=True)
def day_of_the_assemblies(founding):
    """Let it be the day of the assemblies."""
    with frozen_at(founding.assembly_at) as clock:
        yield clock


def sign_in(client, resident):
    """Sign in as someone."""
    account = Account.objects.create_user(f"{resident.id}@example.org", resident=resident)
    client.force_login(account)
    return client


def send(client, url, **typed):
    """Send a form with a fresh key."""
    return client.post(url, {"key": str(new_id()), **typed}, **SPANISH)


@pytest.fixture
def spokesperson(client, founding):
    """Return a browser in which the first council's spokesperson is signed in."""
    return sign_in(client, founding.spokespersons[founding.councils[0].id].holder)


@pytest.fixture
def registrar(client, founding):
    """Return a browser in which the registrar is signed in."""
    return sign_in(client, founding.country.registrar.holder)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_charter_says_what_is_missing(client, founding, language, django_assert_max_num_queries):
    founding.joins(founding.councils[0])
    client.cookies["toparquia_language"] = language

    with django_assert_max_num_queries(12):
        page = client.get(founding.charter.get_absolute_url()).content.decode()

    assert {"es": "hacen falta al menos 5", "en": "at least 5 are needed"}[language] in page
    assert "Consejo 1" in page


def test_a_founded_commune_shows_its_text_and_its_result(client, founding, django_assert_max_num_queries):
    founding.ready().approved()
    founding.registers()

    with django_assert_max_num_queries(12):
        page = client.get(founding.charter.get_absolute_url(), **SPANISH).content.decode()

    assert "Del río al cerro." in page
    assert "Entrar con mi consejo" not in page


def test_the_text_can_be_checked_against_the_gazette(client, founding):
    founding.all_join()
    text = founding.writes()

    body = client.get(f"{founding.charter.get_absolute_url()}texto/1.json").content

    assert hashlib.sha256(body).hexdigest() == text.digest


def test_anyone_in_a_register_may_promote_a_commune_and_a_visitor_is_asked_to_sign_in(client, founding):
    registry = founding.country.registry(founding.country.root)
    state = register_place(
        new=NewPlace("state", "otro", "Otro"),
        parent=founding.country.root,
        by=registry,
        at=founding.country.at,
    )
    circuit = register_place(
        new=NewPlace("circuit", "cc", "CC"),
        parent=state,
        by=founding.country.registry(state),
        at=founding.country.at,
    )
    commune = register_place(
        new=NewPlace("commune", "nueva", "Nueva"),
        parent=circuit,
        by=founding.country.registry(circuit),
        at=founding.country.at,
    )
    url = f"{commune.get_absolute_url()}carta/promover/"
    assert client.post(url).status_code == 302
    client.force_login(Account.objects.create_user("alguien@example.org"))
    assert send(client, url).status_code == 422
    sign_in(client, founding.country.neighbour(name="Alguien"))

    answer = send(client, url)

    assert answer.status_code == 302
    assert FoundingCharter.objects.get(place=commune).get_absolute_url() == answer.url


def test_a_council_joins_and_writes_through_the_forms(spokesperson, founding):
    resolution = founding.resolved(founding.councils[0], (JOINING, founding.place.id))
    url = founding.charter.get_absolute_url()

    joined = send(spokesperson, f"{url}entrar/", resolution=str(resolution.id))
    written = send(spokesperson, f"{url}escribir/", **SECTIONS)

    assert (joined.status_code, written.status_code) == (302, 302)
    assert Joining.objects.get().council == founding.councils[0]
    assert queries.section_texts(CharterText.objects.get()) == SECTIONS


def test_a_spokesperson_who_has_no_resolution_is_told_which_motion_to_put(spokesperson, founding):
    page = spokesperson.get(f"{founding.charter.get_absolute_url()}entrar/", **SPANISH).content.decode()

    assert f"{JOINING}:{founding.place.id}" in page


@pytest.mark.parametrize("bad", ["nulo \x00", "giro \u202eotxet", "pegado \ufeff"])
def test_signs_that_nobody_sees_are_refused_and_what_was_typed_stays(spokesperson, founding, bad):
    founding.joins(founding.councils[0])

    answer = send(
        spokesperson, f"{founding.charter.get_absolute_url()}escribir/", **{**SECTIONS, "territory": bad}
    )

    assert answer.status_code == 422
    assert "Falta agua." in answer.content.decode()
    assert not CharterText.objects.exists()


def test_the_commission_calls_and_proclaims_and_the_registrar_registers(
    client, founding, day_of_the_assemblies
):
    founding.ready()
    url = founding.charter.get_absolute_url()
    sign_in(client, founding.commission[0].holder)
    day = founding.vote_at.date().isoformat()
    called = send(client, f"{url}convocar/", day=day, opens="08:00", closes="18:00", seed="4 2 6 1 5 3")
    assert called.status_code == 302, called.content.decode()
    day_of_the_assemblies.move_to(founding.vote_at.replace(hour=23))
    founding.counted(queries.last_referendum(founding.charter), yes=12, no=2)

    proclaimed = send(client, f"{url}proclamar/")
    registered = send(sign_in(client, founding.country.registrar.holder), f"{url}registrar/")

    assert (proclaimed.status_code, registered.status_code) == (302, 302)
    assert Registration.objects.get().charter == founding.charter


def test_a_registrar_cannot_register_before_its_steps_are_green(registrar, founding):
    answer = send(registrar, f"{founding.charter.get_absolute_url()}registrar/")

    assert answer.status_code == 422
    assert "Entraron 0; hacen falta al menos 5" in answer.content.decode()


@pytest.mark.parametrize("step", ["escribir/", "convocar/", "proclamar/", "registrar/"])
def test_whoever_holds_no_office_is_told_so_with_403(client, founding, step):
    sign_in(client, founding.country.neighbour(name="Nadie"))

    answer = client.get(f"{founding.charter.get_absolute_url()}{step}", **SPANISH)

    assert answer.status_code == 403
    assert "no tienes hoy un cargo" in answer.content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("url", ["/reglas/", "/lugares/comuna/reglas/"])
def test_the_rules_in_force_are_shown_in_plain_words(
    client, founding, url, language, django_assert_max_num_queries
):
    client.cookies["toparquia_language"] = language
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()

    assert {"es": "Edad para votar", "en": "Age to vote"}[language] in page
    assert "entrevista fundacional" in page


def test_a_founding_leads_to_the_vote_where_its_sheets_are_typed(client, founding):
    called = founding.ready().calls()

    page = client.get(founding.charter.get_absolute_url(), **SPANISH).content.decode()

    assert called.vote.get_absolute_url() in page


def test_the_rules_can_be_checked_and_changed(client, founding):
    row = AdoptedRules.objects.get()

    exact = client.get(f"/lugares/comuna/reglas/{row.id}.json").content
    toml = client.get(f"/lugares/comuna/reglas/{row.id}.toml").content.decode()

    assert hashlib.sha256(exact).hexdigest() == row.digest
    assert toml == as_toml(built_in("venezuela-communes"))
    assert client.get(f"/lugares/comuna/reglas/{new_id()}.json").status_code == 404


def test_the_registrar_adopts_rules_of_ones_own_and_the_history_shows_it(registrar, founding):
    file = as_toml(built_in("venezuela-communes")).replace('version = "1"', 'version = "propia-2"')

    answer = send(
        registrar,
        "/lugares/comuna/reglas/adoptar/",
        file=SimpleUploadedFile("mis-reglas.toml", file.encode()),
        starts_on="2026-04-01",
    )

    assert answer.status_code == 302, answer.content.decode()
    page = registrar.get("/lugares/comuna/reglas/", **SPANISH).content.decode()
    assert "propia-2" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[age.min_vote]\nvalue = 300", "mis-reglas.toml:2: age.min_vote.value"),
        (b"\xff\xfe", "se esperaba texto en UTF-8"),
        (b"x" * 200_001, "pasa de 200000 bytes"),
    ],
)
def test_a_file_with_problems_says_where_and_what_was_expected(registrar, founding, content, said):
    answer = send(
        registrar,
        "/lugares/comuna/reglas/adoptar/",
        file=SimpleUploadedFile("mis-reglas.toml", content),
        starts_on="2026-04-01",
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert AdoptedRules.objects.count() == 1


def test_rules_never_begin_in_the_past(registrar, founding):
    answer = send(
        registrar, "/lugares/comuna/reglas/adoptar/", built_in="venezuela-communes", starts_on="2026-01-01"
    )

    assert answer.status_code == 422
    assert "no pueden regir desde" in answer.content.decode()


def test_a_place_is_registered_with_its_name_as_written(registrar, founding):
    answer = send(
        registrar,
        "/lugares/comuna/registrar/",
        kind="council",
        name="Ñañez d'Ávila  ʼÜ",
        code="Nanez",
        setting="rural",
    )

    place = Place.objects.get(code="nanez")
    assert answer.url == place.get_absolute_url()
    assert place.name == "Ñañez d'Ávila ʼÜ"


def test_communes_are_listed_with_their_state(client, founding, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        before = client.get("/comunas/", **SPANISH).content.decode()
    founding.ready().approved()
    founding.registers()
    with frozen_at(founding.vote_at):
        founded = client.get("/comunas/?q=comuna", **SPANISH).content.decode()
    with frozen_at(founding.vote_at.replace(year=2032)):
        later = client.get("/comunas/", **SPANISH).content.decode()
    for council in founding.councils:
        mandate = founding.spokespersons[council.id]
        Mandate.objects.filter(id=mandate.id).update(ends_on=founding.vote_at.date(), end_reason="moved")
    with frozen_at(founding.vote_at):
        facade = client.get("/comunas/", **SPANISH).content.decode()

    assert "En promoción" in before
    assert "Fundada" in founded
    assert "Con mandatos vencidos" in later
    assert "De fachada" in facade


def test_a_search_that_finds_nothing_says_so(client, founding):
    assert "Ninguna comuna se llama así" in client.get("/comunas/?q=zzz", **SPANISH).content.decode()


@pytest.mark.parametrize("number", ["7", "9" * 24])
def test_a_version_that_is_not_there_is_a_404(client, founding, number):
    assert client.get(f"{founding.charter.get_absolute_url()}texto/{number}.json").status_code == 404


@pytest.mark.parametrize("query", ["?pagina=" + "9" * 24, "?pagina=x", "?q=%00", "?q=" + "a" * 5_000])
def test_odd_questions_to_the_register_are_answered(client, founding, query):
    assert client.get(f"/comunas/{query}").status_code in (200, 400)
