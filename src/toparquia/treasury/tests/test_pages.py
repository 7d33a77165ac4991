"""The pages: read by anyone, written by who holds the mandate, once, with what was typed kept."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.people.models import Account
from toparquia.treasury.models import Disbursement, Invoice, Payment, Question, Receipt, Release
from toparquia.treasury.tests.factories import photo, ves

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def sign_in(client):
    """Return how one person after the other signs in."""

    def signed(mandate):
        account = Account.objects.filter(resident=mandate.holder).first() or Account.objects.create_user(
            f"{mandate.holder_id.hex}@example.org", resident=mandate.holder
        )
        client.force_login(account)
        return client

    return signed


@pytest.fixture(autouse=True)
def clock(treasury):
    """Let the clock stand where the cast's does."""
    with frozen_at(treasury.at) as clock:
        yield clock


def post(client, address, **fields):
    """Send a form with a fresh key, or with the one given."""
    return client.post(address, {"key": str(new_id()), **fields})


def text_of(answer):
    """Return a page's words without its marks, spaces made plain."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"[\s\u00a0\u202f]+", " ", plain)


def typed(file=None, **changed):
    """Return an invoice as it is typed."""
    content = photo(9) if file is None else file
    return {
        "supplier": "Ferretería El Sol",
        "number": "A-1",
        "issued_on": "2026-03-28",
        "head_1": "materials",
        "what_1": "Cemento",
        "amount_1": "120,50",
        "head_2": "labour",
        "what_2": "Dos jornadas",
        "amount_2": "79,50",
        "direct_reason": "Es la única del lugar.",
        "again_reason": "Es otra.",
        "file": SimpleUploadedFile("foto.png", content, "image/png"),
        **changed,
    }


def finished(treasury):
    """Bring the first tranche to a report that the assembly approved."""
    treasury.receive(1)
    invoice = treasury.pay(20_000, 5_000)
    report = treasury.report()
    treasury.decide(report)
    return invoice, report


def test_anyone_reads_every_page_in_both_languages_with_few_queries(
    client, treasury, clock, django_assert_max_num_queries
):
    invoice, report = finished(treasury)
    clock.move_to(treasury.at)
    pages = (
        "/obligaciones/",
        f"/obligaciones/?lugar={treasury.place.code}&estado=en-parte",
        treasury.obligation.get_absolute_url(),
        invoice.get_absolute_url(),
        report.get_absolute_url(),
    )
    for page in pages:
        for language in ("es", "en"):
            client.cookies["toparquia_language"] = language
            with django_assert_max_num_queries(QUERIES):
                answer = client.get(page)
            assert answer.status_code == 200, page
            assert "Proyecto 1 de 1000" in text_of(answer)


def test_the_list_says_what_is_late_first_and_in_figures(client, treasury, clock):
    clock.move_to(treasury.at + timedelta(days=45))

    shown = text_of(client.get("/obligaciones/"))

    assert "16 días de atraso" in shown
    assert "Atrasado: ya venció y no ha llegado Bs. 1.000,00" in shown
    assert "Ninguna obligación así" in text_of(client.get("/obligaciones/?estado=pagadas"))
    assert client.get("/obligaciones/?lugar=nowhere").status_code == 404


def test_a_tranche_is_sent_once_and_confirmed(treasury, sign_in):
    address = f"{treasury.obligation.get_absolute_url()}desembolso/"
    state = sign_in(treasury.treasurer)
    fields = {"key": str(new_id()), "tranche": 1, "bank_reference": "bdv 123"}

    for _again in range(2):
        assert state.post(address, fields).status_code == 302

    sent = Disbursement.objects.get()
    assert sent.bank_reference == "BDV123"
    committee = sign_in(treasury.committee[0])
    assert "Confirmar que llegó" in text_of(committee.get(treasury.obligation.get_absolute_url()))
    assert post(committee, f"/desembolsos/{sent.id}/recibo/").status_code == 302
    assert Receipt.objects.get().disbursement == sent


def test_a_stale_form_is_told_so(treasury, sign_in):
    treasury.receive(1)

    answer = post(
        sign_in(treasury.treasurer),
        f"{treasury.obligation.get_absolute_url()}desembolso/",
        tranche=1,
        bank_reference="OTRA-1",
    )

    assert "El tramo 1 ya se anotó como enviado" in text_of(answer)
    assert 'value="OTRA-1"' in answer.content.decode()


def test_an_invoice_is_recorded_released_by_two_and_paid(treasury, sign_in):
    treasury.receive(1)
    address = f"{treasury.obligation.get_absolute_url()}facturas/nueva/"

    answer = post(sign_in(treasury.committee[0]), address, **typed())

    invoice = Invoice.objects.get()
    assert answer.url == invoice.get_absolute_url()
    assert [(line.head, line.amount_minor) for line in invoice.lines.all()] == [
        ("materials", 12_050),
        ("labour", 7_950),
    ]
    for member in (1, 2):
        client = sign_in(treasury.committee[member])
        assert post(client, f"{invoice.get_absolute_url()}liberar/").status_code == 302
    assert treasury.now().spent == ves(20_000)
    shown = text_of(client.get(invoice.get_absolute_url()))
    assert "Gil Pérez" in shown
    assert "Inés Pérez" in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount_1": "999.999,00"}, "no alcanza"),
        ({"amount_1": "mucho"}, "no es un monto"),
        ({"amount_1": ""}, "Falta esto en el renglón 1"),
        ({"issued_on": "2099-01-01"}, "después de hoy"),
        (
            {"file": SimpleUploadedFile("f.png", b"<svg xmlns='x'/>", "image/png")},
            "no es de los que se adjuntan",
        ),
        ({"file": SimpleUploadedFile("f.png", b"", "image/png")}, "vacío"),
        (
            {"file": SimpleUploadedFile("f.png", b"\x89PNG\r\n\x1a\n" + bytes(8_000_000), "image/png")},
            "caben",
        ),
    ],
)
def test_a_refused_invoice_keeps_what_was_typed(treasury, sign_in, change, says):
    treasury.receive(1)
    address = f"{treasury.obligation.get_absolute_url()}facturas/nueva/"

    answer = post(sign_in(treasury.committee[0]), address, **{**typed(), **change})

    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'value="Dos jornadas"' in answer.content.decode()
    assert not Invoice.objects.exists()


def test_the_same_post_counts_once(treasury, sign_in):
    treasury.receive(1)
    invoice = treasury.record(1_000)
    client, key = sign_in(treasury.committee[1]), str(new_id())

    for _again in range(3):
        assert client.post(f"{invoice.get_absolute_url()}liberar/", {"key": key}).status_code == 302

    assert Release.objects.count() == 1
    assert not Payment.objects.exists()


def test_strangers_write_nothing_and_see_no_button(client, treasury, sign_in):
    treasury.receive(1)
    invoice = treasury.record(1_000)
    stranger = sign_in(treasury.house.polls.members[0])
    pages = {
        f"{treasury.obligation.get_absolute_url()}{name}/": model
        for name, model in (
            ("desembolso", Disbursement),
            ("facturas/nueva", Invoice),
            ("rendiciones/nueva", Invoice),
        )
    }
    pages[f"{invoice.get_absolute_url()}liberar/"] = Release
    for page, model in pages.items():
        before = model.objects.count()
        assert post(stranger, page, tranche=2, bank_reference="X").status_code == 403
        assert model.objects.count() == before
    assert "Anotar una factura" not in text_of(stranger.get(treasury.obligation.get_absolute_url()))
    client.logout()
    assert client.get(f"{invoice.get_absolute_url()}liberar/").status_code == 302


def test_the_public_copy_runs_nothing_and_the_original_stays_sealed(client, treasury, sign_in):
    treasury.receive(1)
    invoice = treasury.record(1_000)

    copy = client.get(f"{invoice.get_absolute_url()}copia/")

    assert copy["Content-Type"] == "image/jpeg"
    assert copy["Content-Security-Policy"].startswith("sandbox")
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert hashlib.sha256(copy.content).hexdigest() == invoice.attachment.public_sha256
    sealed = f"{invoice.get_absolute_url()}original/"
    assert client.get(sealed).status_code == 302
    assert sign_in(treasury.house.polls.members[0]).get(sealed).status_code == 403
    kept = sign_in(treasury.auditor).get(sealed)
    assert hashlib.sha256(kept.content).hexdigest() == invoice.attachment.sha256
    assert kept["Content-Disposition"].startswith("attachment")


def test_a_person_who_was_paid_is_not_named_to_everyone(client, treasury, sign_in):
    treasury.receive(1)
    address = f"{treasury.obligation.get_absolute_url()}facturas/nueva/"
    post(sign_in(treasury.committee[0]), address, **typed(supplier="Carmen Rojas", supplier_is_person="on"))
    invoice = Invoice.objects.get()

    assert "Carmen" in text_of(client.get(invoice.get_absolute_url()))
    client.logout()
    for page in (invoice.get_absolute_url(), treasury.obligation.get_absolute_url()):
        assert "Carmen" not in text_of(client.get(page))
    assert b"Carmen" not in bytes(treasury.report().body)


def test_the_assembly_decides_on_a_report_through_its_form(treasury, sign_in, clock):
    treasury.receive(1)
    treasury.pay(100)
    client = sign_in(treasury.committee[0])
    answer = post(client, f"{treasury.obligation.get_absolute_url()}rendiciones/nueva/")
    report = treasury.obligation.reports.get()
    assert answer.url == report.get_absolute_url()
    treasury.at = treasury.at + timedelta(minutes=1)
    taken = treasury.resolve(report.id)
    clock.move_to(treasury.at + timedelta(days=8))

    post(client, f"{report.get_absolute_url()}decision/", resolution=str(taken))

    assert "Aprobada por la asamblea" in text_of(client.get(report.get_absolute_url()))
    saved = client.get(f"{report.get_absolute_url()}rendicion.json")
    assert hashlib.sha256(saved.content).hexdigest() == report.sha256


def test_the_audit_asks_and_the_committee_answers_in_public(client, treasury, sign_in):
    treasury.receive(1)
    invoice = treasury.record(1_000)
    post(sign_in(treasury.auditor), f"{invoice.get_absolute_url()}preguntar/", text="¿Dónde está el cemento?")
    question = Question.objects.get()

    post(sign_in(treasury.committee[0]), f"/preguntas/{question.id}/responder/", text="En la cancha.")

    client.logout()
    shown = text_of(client.get(invoice.get_absolute_url()))
    assert "¿Dónde está el cemento?" in shown
    assert "En la cancha." in shown
