"""Anyone of the commune asks about the accounts; the social audit opens a case from a line, and closes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from toparquia.foundation.clock import frozen_at
from toparquia.gazette.models import Entry
from toparquia.territory import queries as territory
from toparquia.treasury import errors, services
from toparquia.treasury.models import CaseClosing, Question
from toparquia.treasury.tests.test_pages import post, sign_in, text_of  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


def asked(treasury, **more):
    bill = treasury.record(1_000)
    facts = {"by": treasury.by(treasury.auditor), "at": treasury.at}
    return services.ask_about_invoice(invoice_id=bill.id, text="¿Por qué?", **facts, **more)


def closed(treasury, question, is_settled=True):
    return services.close_case(
        question_id=question.id,
        is_settled=is_settled,
        text="Se vio el recibo.",
        by=treasury.by(treasury.auditor),
        at=treasury.at,
    )


def test_a_case_is_opened_from_a_line_answered_and_closed(treasury):
    treasury.receive()
    question = asked(treasury, line=1)
    services.answer(question_id=question.id, text="Por esto.", by=treasury.member(), at=treasury.at)

    closed(treasury, question)

    assert question.line == 1
    assert Entry.objects.latest("index").kind == "treasury.question_closed"
    with pytest.raises(errors.CaseClosedBefore), transaction.atomic():
        closed(treasury, question)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseClosing.objects.update(is_settled=False)


def test_a_case_waits_for_its_answer_or_its_deadline(treasury):
    treasury.receive()
    with pytest.raises(errors.LineUnknown), transaction.atomic():
        asked(treasury, line=2)
    question = asked(treasury)
    with pytest.raises(errors.CaseUnanswered), transaction.atomic():
        closed(treasury, question)

    treasury.at += timedelta(days=16)

    assert not closed(treasury, question, is_settled=False).is_settled


def test_a_resident_asks_one_thing_at_a_time_and_is_not_named(treasury, sign_in, client):  # noqa: F811
    treasury.receive()
    report = treasury.report()
    neighbour = treasury.house.polls.country.neighbour(name="Curiosa Pérez")
    by = {"by": territory.open_authority(treasury.place, treasury.at), "at": treasury.at}
    asking = {"report_id": report.id, "resident_id": neighbour.id, "text": "¿Y la arena?"}

    question = services.raise_question(**asking, **by)

    with pytest.raises(errors.QuestionWaits), transaction.atomic():
        services.raise_question(**asking, **by)
    services.answer(question_id=question.id, text="Llega mañana.", by=treasury.member(), at=treasury.at)
    services.raise_question(**asking, **by)
    assert Question.objects.filter(mandate__isnull=True).count() == 2
    act = Entry.objects.filter(kind="treasury.question_raised").first()
    assert str(neighbour.id) not in str(act.document)
    with frozen_at(treasury.at):
        shown = text_of(client.get(report.get_absolute_url()))
    assert "¿Y la arena?" in shown
    assert "Una vecina o un vecino" in shown
    assert "Curiosa" not in shown


def test_the_forms_ask_and_close(treasury, sign_in, client):  # noqa: F811
    treasury.receive()
    report = treasury.report()
    with frozen_at(treasury.at):
        member = sign_in(treasury.committee[2])
        post(member, f"{report.get_absolute_url()}pregunta-vecinal/", text="¿Cuándo?")
        question = Question.objects.get()
        post(sign_in(treasury.committee[0]), f"/preguntas/{question.id}/responder/", text="Ya.")
        post(sign_in(treasury.auditor), f"/preguntas/{question.id}/cerrar/", outcome="settled", text="Sí.")

        assert "Cerrado: aclarado" in text_of(client.get(report.get_absolute_url()))


def test_a_missed_report_is_public(treasury, client):
    treasury.receive()
    address = treasury.obligation.get_absolute_url()

    with frozen_at(treasury.at + timedelta(days=85)):
        assert "Falta una rendición" not in text_of(client.get(address))
    with frozen_at(treasury.at + timedelta(days=95)):
        assert "Falta una rendición" in text_of(client.get(address))
        assert "Rendiciones que faltan" in text_of(client.get("/obligaciones/antiguedad/"))
    treasury.at += timedelta(days=95)
    treasury.report()
    with frozen_at(treasury.at + timedelta(days=1)):
        assert "Falta una rendición" not in text_of(client.get(address))
