"""Each refusal of the treasury, in the order in which the verbs look. None of them refuses an obligation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from toparquia.assemblies.errors import NoSuchResolution
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.errors import DomainError
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.texts import TextMissing, TextTooLong, TextUnreadable
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.ledger.models import JournalEntry
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.territory import queries as territory
from toparquia.treasury import errors, services
from toparquia.treasury.models import Invoice
from toparquia.treasury.tests.factories import DAY, photo, ves

pytestmark = pytest.mark.django_db


def refuses(refusal, verb, *args, **facts):
    """Expect one refusal in two languages that leaves the Gazette and the ledger as they were."""
    before = Entry.objects.count(), JournalEntry.objects.count()
    with pytest.raises(refusal) as caught, transaction.atomic():
        verb(*args, **facts)
    if isinstance(caught.value, DomainError):
        assert caught.value.message("es") != caught.value.message("en")
    assert (Entry.objects.count(), JournalEntry.objects.count()) == before


def test_tranches_go_in_turn(treasury):
    refuses(errors.NoSuchTranche, treasury.send, 3)
    refuses(errors.NoSuchTranche, treasury.send, 0)
    refuses(errors.TrancheOutOfTurn, treasury.send, 2)
    treasury.send(1)
    refuses(errors.TrancheAlreadySent, treasury.send, 1)
    refuses(errors.TrancheOutOfTurn, treasury.send, 2)


def test_the_second_tranche_waits_for_an_approved_report_on_the_first(treasury):
    treasury.receive(1)
    refuses(errors.TrancheWaitsForReport, treasury.send, 2)
    report = treasury.report()
    refuses(errors.TrancheWaitsForReport, treasury.send, 2)
    treasury.decide(report, is_carried=False)
    refuses(errors.TrancheWaitsForReport, treasury.send, 2)
    treasury.decide(treasury.report())
    treasury.receive(2)


@pytest.mark.parametrize("reference", ["", " - ", "Ñ-1", "A" * 61, "1/2", "-"])
def test_a_bank_reference_is_letters_and_digits(treasury, reference):
    with pytest.raises(errors.ReferenceMalformed):
        services.disburse(
            obligation_id=treasury.obligation.id,
            tranche=1,
            bank_reference=reference,
            by=treasury.by(treasury.treasurer),
            at=treasury.at,
        )


def test_a_bank_reference_is_used_once(treasury):
    treasury.send(1, "BDV-77")
    services.confirm_receipt(
        disbursement_id=treasury.obligation.tranches.get(number=1).disbursement.id,
        by=treasury.member(),
        at=treasury.at,
    )
    treasury.decide(treasury.report())
    refuses(errors.ReferenceUsed, treasury.send, 2, "bdv-77")


def test_money_comes_in_once(treasury):
    sent = treasury.receive(1)
    facts = {"by": treasury.member(), "at": treasury.at}
    refuses(errors.AlreadyConfirmed, services.confirm_receipt, disbursement_id=sent.id, **facts)
    refuses(errors.NoSuchDisbursement, services.confirm_receipt, disbursement_id=new_id(), **facts)


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (TextMissing, {"supplier": "  "}),
        (TextTooLong, {"number": "1" * 61}),
        (TextUnreadable, {"supplier": "abc\u202edef"}),
        (errors.SupplierUnreadable, {"number": "--"}),
        (errors.SupplierUnreadable, {"supplier": "¡!"}),
        (errors.LinesMissing, {"lines": ()}),
        (errors.FileEmpty, {"file": b""}),
        (errors.FileTooLarge, {"file": photo() + bytes(8_000_001)}),
        (errors.FileTypeRefused, {"file": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}),
        (errors.FileTypeRefused, {"file": b"<!doctype html><script>alert(1)</script>"}),
        (errors.FileDamaged, {"file": photo()[:-30]}),
    ],
)
def test_an_invoice_is_refused(treasury, refusal, change):
    treasury.receive(1)
    new = replace(treasury.new(100), **change)
    facts = {"obligation_id": treasury.obligation.id, "by": treasury.member(), "at": treasury.at}
    refuses(refusal, services.record_invoice, new=new, **facts)
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (errors.HeadUnknown, {"head": "propaganda"}),
        (errors.CurrencyOfAnotherKind, {"amount": Money(100, "USD")}),
        (errors.AmountNotPositive, {"amount": ves(0)}),
        (errors.AmountNotPositive, {"amount": ves(-5)}),
        (TextMissing, {"what": ""}),
    ],
)
def test_a_line_is_refused(treasury, refusal, change):
    treasury.receive(1)
    new = treasury.new(100)
    new = replace(new, lines=(replace(new.lines[0], **change),))
    facts = {"obligation_id": treasury.obligation.id, "by": treasury.member(), "at": treasury.at}
    refuses(refusal, services.record_invoice, new=new, **facts)


def test_an_invoice_above_what_is_left_changes_nothing(treasury):
    refuses(errors.InvoiceAboveWhatIsLeft, treasury.record, 1)
    treasury.receive(1)
    refuses(errors.InvoiceAboveWhatIsLeft, treasury.record, 50_001)
    treasury.pay(30_000)
    refuses(errors.InvoiceAboveWhatIsLeft, treasury.record, 20_001, number="A-2")
    treasury.record(20_000, number="A-2")


def test_an_invoice_of_tomorrow_is_refused(treasury):
    treasury.receive(1)
    tomorrow = territory.local_day(treasury.place, treasury.at) + DAY
    refuses(errors.InvoiceOfTheFuture, treasury.record, 1, issued_on=tomorrow)


def test_the_same_invoice_or_file_is_recorded_once(treasury):
    treasury.receive(1)
    treasury.record(100, number="N.º 00-12")
    facts = {"supplier": "FERRETERIA  «EL SOL»", "file": photo(500)}
    refuses(errors.InvoiceRecordedBefore, treasury.record, 100, number="nº 0012", **facts)
    used = photo(sum("N.º 00-12".encode()))
    refuses(errors.FileUsedBefore, treasury.record, 100, number="B-9", file=used)


def test_neither_recorder_nor_payee_releases_and_nobody_twice(treasury):
    treasury.receive(1)
    new = replace(treasury.new(100), payee_id=treasury.committee[1].holder_id)
    facts = {"by": treasury.member(0), "at": treasury.at}
    invoice = services.record_invoice(obligation_id=treasury.obligation.id, new=new, **facts)
    refuses(errors.ReleasedByRecorder, treasury.release, invoice, 0)
    refuses(errors.ReleasedByPayee, treasury.release, invoice, 1)
    treasury.release(invoice, 2)
    refuses(errors.ReleasedBefore, treasury.release, invoice, 2)


def test_a_member_named_as_the_supplier_is_the_payee(treasury):
    treasury.receive(1)
    name = treasury.committee[1].holder.full_name.upper()
    invoice = treasury.record(100, supplier=name)
    refuses(errors.ReleasedByPayee, treasury.release, invoice, 1)


def test_what_is_paid_or_taken_back_is_not_released(treasury):
    treasury.receive(1)
    paid = treasury.pay(100)
    refuses(errors.InvoicePaidAlready, treasury.release, paid, 0)
    mistaken = treasury.record(100, number="A-2")
    facts = {"reason": "Monto errado", "by": treasury.member(0), "at": treasury.at}
    services.take_back(invoice_id=mistaken.id, **facts)
    refuses(errors.InvoiceTakenBack, treasury.release, mistaken, 1)
    refuses(errors.InvoiceTakenBack, services.take_back, invoice_id=mistaken.id, **facts)
    refuses(errors.ReversedByRecorder, services.take_back, invoice_id=paid.id, **facts)
    refuses(
        TextMissing,
        services.take_back,
        invoice_id=paid.id,
        **{**facts, "reason": "", "by": treasury.member(1)},
    )


def test_two_invoices_that_each_fit_are_not_both_paid(treasury):
    treasury.receive(1)
    first, second = treasury.record(30_000), treasury.record(30_000, number="A-2")
    treasury.release(first)
    treasury.release(second, 1)
    refuses(errors.InvoiceAboveWhatIsLeft, treasury.release, second, 2)
    assert second.releases.count() == 1


def test_a_report_has_something_to_report_and_one_waits_at_a_time(treasury):
    refuses(errors.NothingReceived, treasury.report)
    treasury.receive(1)
    treasury.report()
    refuses(errors.ReportUndecided, treasury.report)


def test_only_the_assemblys_resolution_about_the_report_decides(treasury):
    treasury.receive(1)
    report = treasury.report()

    def decide(refusal, resolution):
        facts = {"by": treasury.member(), "at": treasury.at + 9 * DAY}
        refuses(refusal, services.record_decision, report_id=report.id, resolution_id=resolution, **facts)

    decide(NoSuchResolution, new_id())
    decide(errors.ResolutionOfSomethingElse, treasury.resolve(new_id()))
    decide(errors.ResolutionOfSomethingElse, treasury.resolve(report.id, kind="planning.admission"))
    first = treasury.resolve(report.id, is_carried=False)
    decide(errors.ResolutionNotTheFirst, treasury.resolve(report.id))
    facts = {"by": treasury.member(), "at": treasury.at + 9 * DAY}
    services.record_decision(report_id=report.id, resolution_id=first, **facts)
    decide(errors.ReportDecidedBefore, first)
    assert not report.decision.is_approved


def test_a_report_is_published_before_the_session(treasury):
    treasury.receive(1)
    early = treasury.at
    treasury.at += 8 * DAY
    report = treasury.report()
    treasury.at = early
    resolution = treasury.resolve(report.id)
    facts = {"by": treasury.member(), "at": early + 9 * DAY}
    refuses(
        errors.ReportAfterSession,
        services.record_decision,
        report_id=report.id,
        resolution_id=resolution,
        **facts,
    )


def test_the_next_councils_assembly_has_no_say(treasury):
    from toparquia.planning.tests.factories import Planner

    treasury.receive(1)
    report = treasury.report()
    country = treasury.house.polls.country
    place = country.councils[1]
    mandate = country.officer(place, "coordination", holder=country.neighbour(place, name="Rosa"))
    planner = Planner(country, place, mandates.authority_of(mandate, place=place, day=country.day))
    resolution = treasury.resolve(report.id, planner=planner)
    facts = {"by": treasury.member(), "at": treasury.at + 9 * DAY}
    refuses(
        errors.ResolutionElsewhere,
        services.record_decision,
        report_id=report.id,
        resolution_id=resolution,
        **facts,
    )


def test_a_question_is_answered_once(treasury):
    treasury.receive(1)
    invoice = treasury.record(100)
    facts = {"text": "¿Dónde está?", "by": treasury.by(treasury.auditor), "at": treasury.at}
    question = services.ask_about_invoice(invoice_id=invoice.id, **facts)
    answered = {"text": "Aquí.", "by": treasury.member(), "at": treasury.at}
    services.answer(question_id=question.id, **answered)
    refuses(errors.AnsweredBefore, services.answer, question_id=question.id, **answered)
    refuses(errors.NoSuchQuestion, services.answer, question_id=new_id(), **answered)
    refuses(TextMissing, services.ask_about_invoice, invoice_id=invoice.id, **{**facts, "text": " "})
    refuses(errors.NoSuchReport, services.ask_about_report, report_id=new_id(), **facts)
    refuses(errors.NoSuchInvoice, services.ask_about_invoice, invoice_id=new_id(), **facts)


def test_a_thing_that_is_not_there(treasury):
    facts = {"by": treasury.member(), "at": treasury.at}
    refuses(errors.NoSuchObligation, services.present_report, obligation_id=new_id(), **facts)
    refuses(errors.NoSuchInvoice, services.release, invoice_id=new_id(), **facts)
    refuses(
        errors.NoSuchReport, services.record_decision, report_id=new_id(), resolution_id=new_id(), **facts
    )


VERBS = {
    "disburse": lambda t: (services.disburse, {"tranche": 1, "bank_reference": "X1"}),
    "report": lambda t: (services.present_report, {}),
    "record": lambda t: (services.record_invoice, {"new": t.new(100)}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_asks_for_its_own_mandate_here_and_today(treasury, verb):
    if verb != "disburse":
        treasury.receive(1)
    do, facts = VERBS[verb](treasury)
    facts = {"obligation_id": treasury.obligation.id, "at": treasury.at, **facts}
    commissioner = treasury.house.by(0)
    refuses(MandateNotInForce, do, by=commissioner, **facts)
    refuses(
        (NoMandate, MandateNotInForce), do, by=territory.open_authority(treasury.place, treasury.at), **facts
    )
    country = treasury.house.polls.country
    elsewhere = replace(treasury.member(), place=country.councils[0].ref)
    refuses(AuthorityOfAnotherPlace, do, by=elsewhere, **facts)
    late = {**facts, "at": treasury.at + timedelta(days=9 * 366)}
    by = treasury.by(treasury.treasurer) if verb == "disburse" else treasury.member()
    refuses((NoMandate, MandateNotInForce), do, by=by, **late)
