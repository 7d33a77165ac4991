"""The booth's pages in a real browser, before an urn that checks each ballot with the engine."""

from __future__ import annotations

import gzip
import json
import re
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from toparquia.engines.ballots.election import Question
from toparquia.engines.ballots.tests.elections import a_vote
from toparquia.voting.tests.factories import make_polls

from .driving import BUILT
from .urn import Urn

pytestmark = pytest.mark.django_db
HERE = "http://localhost"
BUDGET = 100_000
PROJECTS = Question("¿Qué hacemos primero?", ("El agua", "La luz", "La vía"), 1, 2, blank=True)


@pytest.fixture
def urn(noon):
    vote = make_polls(noon).open("agua", "luz", "via")
    return Urn(a_vote(questions=(PROJECTS,)), vote.get_absolute_url())


@pytest.fixture
def phone(urn, browser):
    """Return a page on a small phone, to which the site and the urn answer."""
    with Opened(browser, urn, "cabina/") as page:
        yield page


class Opened:
    """A page of the vote in a fresh browser; what the site says is asked before the browser is."""

    def __init__(self, browser, urn, path, *, language="es", script=True):
        client, files = Client(HTTP_ACCEPT_LANGUAGE=language), {}
        pages = {urn.root + one: client.get(urn.root + one) for one in ("cabina/", "rastreo/", "kiosco/")}
        for answer in pages.values():
            for file in re.findall(r'(?:href|src|data-worker)="(/static/[^"]+)"', answer.content.decode()):
                files[file] = client.get(file, HTTP_ACCEPT_ENCODING="identity")
        self.answers = {
            path: {
                "status": answer.status_code,
                "headers": dict(answer.headers),
                "body": answer.getvalue() if answer.streaming else answer.content,
            }
            for path, answer in (pages | files).items()
        }
        self.context = browser.new_context(
            viewport={"width": 360, "height": 760}, locale=language, java_script_enabled=script
        )
        self.urn, self.path = urn, path
        self.cast = self.tab()

    def tab(self):
        """Open a tab of this browser; its tabs share what the phone keeps."""
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.route("**/*", partial(give, self.answers))
        page.route(f"**{self.urn.root}urna/**", self.urn.answer)
        return page

    def __enter__(self):
        return self.cast

    def __exit__(self, *_):
        self.context.close()


def give(answers, route):
    route.fulfill(**answers.get(urlsplit(route.request.url).path, {"status": 404}))


def enter(page, urn, slip):
    page.goto(f"{HERE}{urn.root}cabina/#{slip}")
    page.wait_for_selector("[data-step=choose]:not([hidden])")


def mark(page, *answers):
    for answer in answers:
        page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Revisar mi voto").click()


def seal(page, *answers):
    mark(page, *answers)
    page.get_by_role("button", name="Cerrar mi voto").click()
    page.wait_for_selector("[data-step=sealed]:not([hidden])")
    return page.inner_text("[data-part=tracker]")


def cast(page, *answers):
    tracker = seal(page, *answers)
    page.get_by_role("button", name="Enviar mi voto").click()
    return tracker


def wait_state(page, state):
    page.wait_for_selector(f"[data-part=states][data-state={state}]")


def test_a_slips_link_votes_and_leaves_no_secret_behind(phone, urn):
    # A browser and its worker start: some seconds.
    slip = urn.slips[0]
    enter(phone, urn, slip)

    tracker = cast(phone, "La luz", "La vía")
    wait_state(phone, "recorded")

    assert urn.trackers() == [tracker]
    assert phone.inner_text("[data-part=code]") == tracker
    assert phone.evaluate("location.href") == f"{HERE}{urn.root}cabina/"
    assert not any(slip in asked or "La luz" in asked or "cookie" in asked for asked in urn.requests)
    assert "La luz" not in phone.content().replace("data-part", "").split("<template")[0]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_vote_made_without_connection_waits_sealed_and_goes_out_later(phone, urn):
    enter(phone, urn, urn.slips[0])
    phone.context.set_offline(True)
    phone.route(f"**{urn.root}urna/**", lambda route: route.abort())

    tracker = cast(phone, "El agua")
    wait_state(phone, "saved")
    phone.locator("[data-part=state]", has_text="No hay señal").wait_for()

    kept = phone.evaluate(KEPT)
    assert [one["tracker"] for one in kept] == [tracker]
    assert "El agua" not in json.dumps(kept)
    assert urn.slips[0] not in json.dumps(kept)
    assert urn.ballots == []

    phone.unroute(f"**{urn.root}urna/**")
    phone.route(f"**{urn.root}urna/**", urn.answer)
    phone.context.set_offline(False)
    wait_state(phone, "recorded")

    assert urn.trackers() == [tracker]
    assert phone.evaluate(KEPT) == []


def cut_off(page, urn):
    page.context.set_offline(True)
    page.route(f"**{urn.root}urna/**", lambda route: route.abort())


def connected_again(page, urn):
    page.unroute(f"**{urn.root}urna/**")
    page.route(f"**{urn.root}urna/**", urn.answer)
    page.context.set_offline(False)


def test_of_two_votes_made_without_connection_the_last_alone_goes_out(urn, browser):
    opened = Opened(browser, urn, "cabina/")
    with opened as first:
        second = opened.tab()
        for tab in (first, second):
            enter(tab, urn, urn.slips[0])
            tab.route(f"**{urn.root}urna/**", lambda route: route.abort())
        opened.context.set_offline(True)
        cast(first, "El agua")
        wait_state(first, "saved")
        last = cast(second, "La luz")
        wait_state(second, "saved")

        assert [one["tracker"] for one in second.evaluate(KEPT)] == [last]
        connected_again(second, urn)
        wait_state(second, "recorded")

        assert urn.trackers() == [last]


def test_a_kiosk_shows_nobody_the_code_of_who_was_there_before(phone, urn):
    open_kiosk(phone, urn)
    release(phone, urn.slips[0])
    cut_off(phone, urn)
    before = cast(phone, "El agua")
    wait_state(phone, "saved")
    # The machine locks itself after a minute; whoever comes next is let in while the first still waits.
    phone.evaluate("document.querySelector('[data-action=finish]').click()")
    phone.wait_for_selector("[data-step=locked]:not([hidden])")
    release(phone, urn.slips[1])
    with phone.expect_response(
        lambda answer: "/urna/boletas/" in answer.url and answer.request.method == "GET"
    ):
        connected_again(phone, urn)

    assert urn.trackers() == [before]
    assert phone.locator("[data-step=choose]").is_visible()
    assert before not in phone.content()


KEPT = """() => new Promise((done) => {
    const asked = indexedDB.open("toparquia-booth", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("ballots").objectStore("ballots").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result); };
    };
})"""


def test_an_audited_ballot_is_opened_and_never_sent(phone, urn):
    enter(phone, urn, urn.slips[0])
    first = seal(phone, "El agua")

    phone.get_by_role("button", name="Abrirlo para comprobar").click()
    phone.wait_for_selector("[data-step=audit]:not([hidden])")

    assert phone.inner_text("[data-part=opened] li") == "El agua"
    assert "estaba bien cerrado" in phone.inner_text("[data-part=audit-verdict]")
    assert phone.inner_text("[data-part=audit-tracker]") == first
    assert urn.ballots == []

    phone.get_by_role("button", name="Elegir otra vez").click()
    second = cast(phone, "La vía")
    wait_state(phone, "recorded")

    assert urn.trackers() == [second] != [first]


def test_the_booth_says_what_is_wrong_and_lets_it_be_put_right(phone, urn):
    phone.goto(f"{HERE}{urn.root}cabina/")
    phone.wait_for_selector("[data-step=slip]:not([hidden])")

    for letters, said in (("0" * 22, "Esas no son las 22 letras"), ("1" * 22, "no es de esta votación")):
        phone.get_by_label("Letras del papelito").fill(letters)
        phone.get_by_role("button", name="Entrar a votar").click()
        phone.wait_for_selector(f"[data-part=slip-wrong]:not([hidden]) >> text={said}")
        assert phone.evaluate("document.activeElement.dataset.part") == "slip-wrong"

    phone.get_by_label("Letras del papelito").fill(urn.slips[1].replace("-", " "))
    phone.get_by_role("button", name="Entrar a votar").click()
    phone.wait_for_selector("[data-step=choose]:not([hidden])")
    mark(phone)
    assert "de 1 a 2" in phone.inner_text("[data-part=choice-wrong]")

    mark(phone, "El agua", "Voto en blanco")
    assert phone.locator("[data-part=review] li").all_inner_texts() == ["Voto en blanco"]


@pytest.mark.parametrize(("state", "said"), [("closed", "ya cerró"), ("setting_up", "todavía no abre")])
def test_a_closed_booth_says_so(phone, urn, state, said):
    urn.state = state

    phone.goto(f"{HERE}{urn.root}cabina/")

    phone.wait_for_selector(f"[data-step=stopped]:not([hidden]) >> text={said}")


def test_a_refused_ballot_tells_the_reason(phone, urn):
    urn.refusal = {"code": "voting.closed_already", "es": "La votación cerró.", "en": "The vote is closed."}
    enter(phone, urn, urn.slips[0])

    cast(phone, "La luz")
    wait_state(phone, "refused")

    assert phone.inner_text("[data-part=state]") == "La urna no aceptó este voto: La votación cerró."


def test_without_the_systems_randomness_there_is_no_vote(phone, urn):
    phone.add_init_script("delete Crypto.prototype.getRandomValues")

    phone.goto(f"{HERE}{urn.root}cabina/#{urn.slips[0]}")

    phone.wait_for_selector("[data-step=stopped]:not([hidden]) >> text=números al azar")


def open_kiosk(page, urn):
    page.goto(f"{HERE}{urn.root}kiosco/")
    page.locator("#number").fill("4711")
    page.get_by_role("button", name="Preparar la máquina").click()


def release(page, slip):
    page.locator("#release").fill("4711")
    page.get_by_role("button", name="Dejar votar a una persona").click()
    page.get_by_label("Letras del papelito").fill(slip)
    page.get_by_role("button", name="Entrar a votar").click()
    page.wait_for_selector("[data-step=choose]:not([hidden])")


def test_the_kiosk_lets_one_person_vote_and_keeps_nothing(phone, urn):
    open_kiosk(phone, urn)
    for number in ("1234", "4711"):
        phone.locator("#release").fill(number)
        phone.get_by_role("button", name="Dejar votar a una persona").click()
    phone.get_by_label("Letras del papelito").fill(urn.slips[2])
    phone.get_by_role("button", name="Entrar a votar").click()
    phone.wait_for_selector("[data-step=choose]:not([hidden])")
    tracker = cast(phone, "La luz")
    wait_state(phone, "recorded")

    phone.get_by_role("button", name="Terminar").click()
    phone.wait_for_selector("[data-step=locked]:not([hidden])")

    seen = phone.content()
    assert urn.trackers() == [tracker]
    assert tracker not in seen
    assert urn.slips[2] not in seen
    assert "La luz" not in seen
    assert phone.evaluate("indexedDB.databases()") == []
    assert phone.context.cookies() == []


def test_a_code_finds_its_ballot(phone, urn):
    enter(phone, urn, urn.slips[0])
    tracker = cast(phone, "La luz")
    wait_state(phone, "recorded")

    phone.goto(f"{HERE}{urn.root}rastreo/#{tracker}")
    phone.wait_for_selector(".notice.success >> text=es el que cuenta")
    phone.get_by_label("Código de seguimiento").fill("A" * 43)
    phone.get_by_role("button", name="Buscar mi voto").click()
    phone.wait_for_selector(".notice.error >> text=no está en la urna")


def test_a_booth_without_script_says_how_to_vote(urn, browser):
    with Opened(browser, urn, "cabina/", script=False) as page:
        page.goto(f"{HERE}{urn.root}cabina/")

        assert "hace falta JavaScript" in page.inner_text("main")
        assert "Ve a la mesa" in page.inner_text("main")


def test_the_first_load_fits_a_phone(urn):
    # The page, its style, its scripts and the worker; a sealed ballot is 6 kB more.
    page = Client().get(f"{urn.root}cabina/").content
    files = ["booth/booth.js", "booth/booth-worker.js", "toparquia.css", "toparquia.js", "icon.svg"]
    parts = [page, *((BUILT.parent / file).read_bytes() for file in files)]

    assert sum(len(gzip.compress(part, 9, mtime=0)) for part in parts) <= BUDGET


@pytest.mark.parametrize("name", ["booth", "tracking", "kiosk", "trustees", "credentials"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_pages_need_few_questions_to_the_database(urn, name, language, django_assert_max_num_queries):
    vote_id = urn.root.split("/")[2]
    with django_assert_max_num_queries(12):
        answer = Client(HTTP_ACCEPT_LANGUAGE=language).get(reverse(f"web:{name}", args=[vote_id]))

    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
