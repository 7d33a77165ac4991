"""The shell's own pages: in both languages, in either theme, without script, under a strict policy."""

import re

import pytest
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.web import preferences, views
from toparquia.web.middleware import RefusalMiddleware

pytestmark = pytest.mark.django_db
PAGES = [
    "web:home",
    "web:verify",
    "web:about",
    "web:accessibility",
    "account_login",
    "account_request_login_code",
]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_whole_in_both_languages(client, name, language):
    response = client.get(reverse(name), headers={"accept-language": language})
    html = response.content.decode()

    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert response.headers["Content-Language"] == language
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert ("Ir al contenido" in html) is (language == "es")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_inline_script_or_style_or_another_host(client, name):
    response = client.get(reverse(name))
    html = response.content.decode()

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert " style=" not in html
    assert not re.search(r"<style| on[a-z]+=", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_reader_without_account_gets_no_cookie(client):
    # A page without cookies can be copied, cached and forwarded as it is.
    assert not client.get(reverse("web:home")).cookies


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "es"),
        ("en-US,en;q=0.9", "en"),
        ("en-US,en;q=0.9,es;q=0.5", "es"),
        ("es-VE", "es"),
        ("pt-BR,fr;q=0.5", "es"),
        ("x" * 5000, "es"),
        (";;q=,en", "es"),
    ],
)
def test_spanish_unless_the_device_knows_english_and_no_spanish(client, header, language):
    response = client.get(reverse("web:about"), headers={"accept-language": header})

    assert response.headers["Content-Language"] == language


def test_a_chosen_language_stays_and_leads_back(client):
    response = client.post(reverse("web:preferences"), {"language": "en", "next": "/acerca/?q=1"})

    assert response.headers["Location"] == "/acerca/?q=1"
    assert "What Toparquia is" in client.get("/acerca/").content.decode()


def test_a_chosen_theme_stays_until_it_is_left_to_the_device(client):
    client.post(reverse("web:preferences"), {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in client.get("/acerca/").content.decode()

    client.post(reverse("web:preferences"), {"theme": "device", "next": "/"})
    assert "data-theme" not in client.get("/acerca/").content.decode()


@pytest.mark.parametrize(
    "next_address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_preferences_never_lead_elsewhere(client, next_address):
    response = client.post(reverse("web:preferences"), {"theme": "dark", "next": next_address})

    assert response.headers["Location"] == "/"


def test_a_language_or_theme_that_is_not_offered_changes_nothing(client):
    client.post(reverse("web:preferences"), {"language": "xx", "theme": '"><script>', "next": "/"})

    assert "data-theme" not in client.get("/acerca/").content.decode()
    assert preferences.THEME_COOKIE not in {name for name, cookie in client.cookies.items() if cookie.value}


def test_preferences_are_changed_by_post_only(client):
    assert client.get(reverse("web:preferences")).status_code == 405


@pytest.mark.parametrize("name", ["home", "verify", "about", "accessibility"])
def test_pages_are_read_only(client, name):
    assert client.post(reverse(f"web:{name}")).status_code == 405


def test_an_address_with_a_null_character_is_refused_cheaply(client):
    assert client.get("/acerca/?q=%00").status_code == 400
    assert client.get("/acerca/%00").status_code == 400


@pytest.fixture
def request_():
    return RequestFactory().get("/donde/")


def test_each_error_says_what_happened_and_what_to_do(request_):
    with translation.override("es"):
        answers = {
            400: views.bad_request(request_, ValueError()),
            403: views.forbidden(request_, PermissionError("Solo el comité de finanzas puede pagar.")),
            404: views.not_found(request_, ValueError()),
            413: views.bad_request(request_, RequestDataTooBig()),
            500: views.server_error(request_),
        }

    for status, answer in answers.items():
        assert answer.status_code == status
        assert 'href="' in answer.content.decode().split("<main")[1], "there is a way on"
    assert "Solo el comité de finanzas puede pagar." in answers[403].content.decode()


def test_an_address_with_nothing_behind_it_is_answered_by_our_page(client):
    response = client.get("/no-existe/")

    assert response.status_code == 404
    assert "Aquí no hay nada" in response.content.decode()


def test_a_form_without_its_token_is_answered_by_our_page():
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@example.org"})

    assert response.status_code == 403
    assert "Este formulario caducó" in response.content.decode()


def test_the_page_for_our_own_failure_asks_no_database(request_, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert views.server_error(request_).status_code == 500


def test_a_stale_form_says_that_nothing_was_sent_and_where_to_start_again(request_):
    with translation.override("es"):
        answer = views.stale_form(request_, "CSRF token missing")

    assert answer.status_code == 403
    assert "No se envió nada." in answer.content.decode()
    assert 'href="/donde/"' in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


def test_a_refusal_that_a_view_let_through_becomes_a_page(request_):
    try:
        Money.parse("doce", "VES")
    except Exception as error:
        refusal = error
    middleware = RefusalMiddleware(lambda request: None)

    with translation.override("es"):
        answer = middleware.process_exception(request_, refusal)

    assert answer.status_code == 409
    assert "«doce» no es un monto en VES." in answer.content.decode()
    assert middleware.process_exception(request_, ValueError("a bug stays a bug")) is None


def test_messages_of_a_view_are_shown_once_with_shape_and_role(client, settings):
    request = RequestFactory().get("/")
    shown = [
        messages.storage.base.Message(messages.ERROR, "<b>No</b>"),
        messages.storage.base.Message(messages.SUCCESS, "Listo"),
    ]

    html = render_to_string("web/_messages.html", {"messages": shown}, request)

    assert "&lt;b&gt;No&lt;/b&gt;" in html
    assert 'role="alert"' in html
    assert 'class="notice success" role="status"' in html


def test_sample_data_are_named_on_every_page(client, settings):
    settings.SAMPLE_DATA = Sentence(es="Semilla 7.", en="Seed 7.")

    assert "Semilla 7." in client.get("/acerca/").content.decode()
    assert "Seed 7." in client.get("/acerca/", headers={"accept-language": "en"}).content.decode()


def test_real_data_carry_no_banner(client, settings):
    settings.SAMPLE_DATA = ""

    assert "Datos de muestra" not in client.get("/acerca/").content.decode()


def test_an_english_page_has_no_spanish_left(client, settings):
    # Every text of the shell is translated, so none of its Spanish function words may show.
    settings.SAMPLE_DATA = ""
    client.cookies["toparquia_language"] = "en"
    for name in PAGES:
        html = client.get(reverse(name)).content.decode()
        words = re.sub(r"<[^>]*>", " ", html).lower().split()
        # "Español" is the switch, and the word by Simón Rodríguez is quoted as he wrote it.
        assert not {"que", "los", "las", "una", "para", "del"} & set(words), name


def test_the_first_page_needs_few_files(client):
    html = client.get("/").content.decode()

    files = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', html)
    assert len(files) + 1 <= 6


def test_a_request_longer_than_anything_we_ask_for_is_refused_unread(client, settings):
    settings.REQUEST_MAX_BYTES = 1_000

    answer = client.post("/preferencias/", {"language": "es" * 600})

    assert answer.status_code == 413
    assert "413" in answer.content.decode()
