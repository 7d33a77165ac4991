"""A statement of the bank comes in once, and a person matches its lines with our movements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.treasury import errors, queries, services
from toparquia.treasury.models import BankStatement, LineMatch, StatementLine
from toparquia.treasury.tests.test_pages import post, sign_in, text_of  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(treasury):
    with frozen_at(treasury.at) as clock:
        yield clock


def written(treasury, *rows):
    """Return a CSV with rows of (days from now, reference, amount)."""
    day = treasury.at.date()
    lines = [
        f"{(day + timedelta(days=days)).isoformat()};{reference};{amount}" for days, reference, amount in rows
    ]
    return "\n".join(["fecha;referencia;monto", *lines, ""]).encode()


def imported(treasury, content):
    facts = {"place": treasury.place, "by": treasury.member(), "at": treasury.at}
    sha256 = services.keep_statement(content=content, **facts)
    return services.import_statement(sha256=sha256, **facts)


def match(treasury, line, one):
    return services.match_line(
        line_id=line.id, kind=one.kind, movement_id=one.id, by=treasury.member(), at=treasury.at
    )


def lived(treasury):
    """Receive a tranche, pay an invoice, and return the bank's words about it."""
    sent = treasury.receive()
    bill = treasury.pay(20_000)
    content = written(treasury, (1, sent.bank_reference, "500,00"), (2, "OTRA", "-200,00"), (3, "X", "-3,00"))
    return sent, bill, imported(treasury, content)


def test_lines_are_matched_by_reference_amount_and_day(treasury):
    sent, bill, sheet = lived(treasury)
    came, went, strange = queries.lines(sheet)

    assert [(one.id, named) for one, named in queries.candidates_for(came)] == [(sent.id, True)]
    assert [(one.id, named) for one, named in queries.candidates_for(went)] == [(bill.payment.id, False)]
    assert queries.candidates_for(strange) == []

    for line in (came, went):
        match(treasury, line, queries.candidates_for(line)[0][0])
    assert LineMatch.objects.count() == 2
    assert Entry.objects.filter(kind="treasury.statement_matched").count() == 2
    assert queries.candidates_for(came) == []


def test_the_same_statement_again_adds_nothing(treasury):
    _sent, _bill, sheet = lived(treasury)
    before = StatementLine.objects.count()
    content = written(treasury, (3, "X", "-3,00"), (4, "Y", "-4,00"))

    again = imported(treasury, content)

    assert (again.lines_given, again.lines_new) == (2, 1)
    assert imported(treasury, content) == again
    assert StatementLine.objects.count() == before + 1
    assert BankStatement.objects.count() == 2
    assert sheet.lines_new == 3


@pytest.mark.parametrize("kind", ["payment", "disbursement", "nada"])
def test_a_line_is_not_matched_with_something_else(treasury, kind):
    sent, _bill, sheet = lived(treasury)
    strange = list(queries.lines(sheet))[2]

    with pytest.raises(errors.NotTheSameMovement), transaction.atomic():
        services.match_line(
            line_id=strange.id, kind=kind, movement_id=sent.id, by=treasury.member(), at=treasury.at
        )


def test_a_line_and_a_movement_are_matched_once(treasury):
    sent, _bill, sheet = lived(treasury)
    came = next(iter(queries.lines(sheet)))
    ((one, _named),) = queries.candidates_for(came)
    match(treasury, came, one)

    with pytest.raises(errors.LineMatchedBefore), transaction.atomic():
        match(treasury, came, one)
    more = imported(treasury, written(treasury, (5, "Z", "500,00")))
    with pytest.raises(errors.LineMatchedBefore), transaction.atomic():
        services.match_line(
            line_id=more.lines.get().id,
            kind="disbursement",
            movement_id=sent.id,
            by=treasury.member(),
            at=treasury.at,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementLine.objects.update(amount_minor=1)


def test_a_statement_of_another_currency_or_none_is_refused(treasury):
    from toparquia.treasury.tests.test_bankfiles import CAMT

    with pytest.raises(errors.StatementOfAnotherCurrency):
        imported(treasury, CAMT.replace(b"VES", b"USD"))
    with pytest.raises(errors.NoSuchStatement):
        services.import_statement(place=treasury.place, sha256="0" * 64, by=treasury.member(), at=treasury.at)


def test_a_member_uploads_looks_saves_and_matches(treasury, sign_in, client, django_assert_max_num_queries):  # noqa: F811
    sent = treasury.receive()
    member = sign_in(treasury.committee[0])
    file = SimpleUploadedFile("banco.csv", written(treasury, (0, sent.bank_reference, "500,00")), "text/csv")

    seen = post(member, f"/lugares/{treasury.place.code}/extractos/nuevo/", file=file)
    assert "1 renglones; 1 no estaban" in text_of(member.get(seen.url))
    saved = post(member, seen.url)
    line = StatementLine.objects.get()
    assert sent.bank_reference in text_of(member.get(saved.url))
    form = member.get(f"/renglones/{line.id}/cuadrar/")
    assert "la referencia es la misma" in text_of(form)
    post(member, f"/renglones/{line.id}/cuadrar/", movement=f"disbursement:{sent.id}")

    client.logout()
    for address in (saved.url, f"/lugares/{treasury.place.code}/extractos/"):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
    assert "Todo cuadra" in text_of(client.get(saved.url))


def test_what_the_bank_wrote_stays_inside(treasury, client):
    sheet = imported(treasury, written(treasury, (1, "MARIA PEREZ", "-7,00")))

    assert "MARIA" not in text_of(client.get(sheet.get_absolute_url()))
    assert client.get(f"/renglones/{new_id()}/cuadrar/").status_code in (302, 404)
