"""The tracking page believes its own sums and not the server; the booth asks for its part of the list."""

from __future__ import annotations

import pytest

from toparquia.engines.ballots.hashing import fingerprint

from .test_voting_page import HERE, Opened, cast, enter, mark, phone, urn, wait_state

__all__ = ["phone", "urn"]
pytestmark = pytest.mark.django_db


def track(page, urn, tracker, said):
    page.goto("about:blank")
    page.goto(f"{HERE}{urn.root}rastreo/#{tracker}")
    page.wait_for_selector(f".notice >> text={said}")
    return page.inner_text("[data-part=checked]")


def test_the_page_works_out_the_chain_and_notices_another(phone, urn):
    enter(phone, urn, urn.slips[0])
    tracker = cast(phone, "La luz")
    wait_state(phone, "recorded")

    assert "Comprobado en este aparato" in track(phone, urn, tracker, "es el que cuenta")
    assert phone.locator("[data-part=evidence]").is_visible()
    urn.place = {"parent": "1" * 64}
    assert track(phone, urn, tracker, "no cuadra con su huella") == ""
    urn.place = {"after": None}
    assert "Esto lo dice la urna" in track(phone, urn, tracker, "es el que cuenta")


def test_once_the_archive_is_out_it_is_searched_here(browser, urn, finished):
    _vote, parts, _second = finished
    trackers = [fingerprint(pieces[0]) for kind, pieces in parts.steps if kind == "Ballot"]
    urn.state = "tallied"
    with Opened(browser, urn, "rastreo/") as page:
        page.route("**/urna/archivo.bel", lambda route: route.fulfill(body=parts.archive()))

        assert "entre los 4" in track(page, urn, trackers[-1], "es el que cuenta")
        assert "entre los 4" in track(page, urn, trackers[-2], "no es el que cuenta")
        track(page, urn, "A" * 43, "no está en el archivo")


def test_a_ballot_that_the_chain_does_not_hold_is_not_called_recorded(phone, urn):
    urn.place = {"parent": "1" * 64}
    enter(phone, urn, urn.slips[0])

    cast(phone, "La luz")

    phone.wait_for_selector("[data-part=state]:has-text('No hay señal')")


def test_of_a_long_list_the_booth_asks_for_its_part_alone(phone, urn):
    urn.credentials = 20_000
    enter(phone, urn, urn.slips[0])

    asked = [one.split(" ")[1] for one in urn.requests if "credenciales.json" in one]
    assert [address.partition("=")[2] for address in asked] == [urn.listed[0][:2]]


def test_without_connection_a_slip_of_a_long_list_is_taken_with_a_warning(phone, urn):
    urn.credentials = 20_000
    phone.goto(f"{HERE}{urn.root}cabina/")
    phone.wait_for_selector("[data-step=slip]:not([hidden])")
    phone.route("**/credenciales.json*", lambda route: route.abort())

    phone.get_by_label("Letras del papelito").fill(urn.slips[0])
    phone.get_by_role("button", name="Entrar a votar").click()

    phone.wait_for_selector("[data-part=choice-wrong]:not([hidden]) >> text=No hay señal para mirar")
    mark(phone, "El agua")
    assert phone.locator("[data-part=review] li").all_inner_texts() == ["El agua"]
