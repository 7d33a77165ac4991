"""Whoever is registered with an e-mail signs in by a code sent there; an account alone gives no power."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from toparquia.people.models import Account

pytestmark = pytest.mark.django_db


def test_a_registered_person_signs_in_by_the_code_in_their_mail(client, desk):
    (person,) = desk.registers(desk.someone(email="marta@example.org"))

    client.post("/cuenta/login/code/", {"email": "marta@example.org"})
    (letter,) = mail.outbox
    code = re.search(r"^\s*([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})\s*$", letter.body, re.MULTILINE)
    client.post("/cuenta/login/code/confirm/", {"code": code[1]})

    assert letter.to == ["marta@example.org"]
    assert client.get("/yo/").context["person"] == person


def test_an_account_that_anyone_opens_is_of_nobody_and_gives_no_power(client, desk):
    answer = client.post(
        "/cuenta/signup/",
        {
            "email": "alguien@example.org",
            "password1": "una frase bien larga",
            "password2": "una frase bien larga",
        },
    )

    assert answer.status_code == 302
    assert Account.objects.get(email="alguien@example.org").resident is None
    assert client.get("/lugares/consejo-1/habitantes/").status_code == 404
    assert client.get("/lugares/consejo-1/asambleas/nueva/").status_code == 403


def code_sent_to(client, address):
    """Ask for a code at an address and return it; None if no letter came."""
    mail.outbox.clear()
    client.post("/cuenta/login/code/", {"email": address})
    found = [
        re.search(r"^\s*([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})\s*$", one.body, re.MULTILINE) for one in mail.outbox
    ]
    return found[0][1] if found and found[0] else None


def test_an_account_has_one_address_so_that_no_second_one_signs_a_neighbour_in(client, desk):
    # A thief takes a neighbour's address before the council registers her, and tries to add his own.
    phrase = {"password1": "una frase bien larga", "password2": "una frase bien larga"}
    client.post("/cuenta/signup/", {"email": "marta@example.org", **phrase})
    client.post("/cuenta/email/", {"action_add": "", "email": "ladron@example.org"})

    (marta,) = desk.registers(desk.someone(email="marta@example.org"))

    client.logout()
    assert code_sent_to(client, "ladron@example.org") is None
    assert Account.objects.get(resident=marta).email == "marta@example.org"
    assert client.get("/yo/").status_code == 302


def test_whoever_held_an_address_before_is_not_reached_by_it_any_more(client, desk):
    # The thief's own account names the neighbour's address as a second one.
    thief = Account.objects.create_user("ladron@example.org")
    EmailAddress.objects.create(user=thief, email="marta@example.org", verified=True)

    (marta,) = desk.registers(desk.someone(email="marta@example.org"))
    code = code_sent_to(client, "marta@example.org")
    client.post("/cuenta/login/code/confirm/", {"code": code})

    assert client.get("/yo/").context["person"] == marta


def test_the_page_for_signing_up_says_so(client):
    page = client.get("/cuenta/signup/", HTTP_ACCEPT_LANGUAGE="es").content.decode()

    assert "La cuenta no te da poderes" in page
