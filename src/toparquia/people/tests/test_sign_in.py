"""Whoever is registered with an e-mail signs in by a code sent there; an account alone gives no power."""

from __future__ import annotations

import re

import pytest
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


def test_the_page_for_signing_up_says_so(client):
    page = client.get("/cuenta/signup/", HTTP_ACCEPT_LANGUAGE="es").content.decode()

    assert "La cuenta no te da poderes" in page
