"""The social audit asks about an invoice or a report; the finance committee answers, in public."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import enact
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries
from toparquia.treasury.acts import QuestionAnswered, QuestionAsked
from toparquia.treasury.models import AccountabilityReport, Answer, Invoice, Obligation, Question
from toparquia.treasury.models.reports import QUESTION_LIMIT
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of

QUESTION = Sentence("pregunta", "question")
ANSWER = Sentence("respuesta", "answer")


@transaction.atomic
def ask_about_invoice(*, invoice_id: UUID, text: str, by: Authority, at: datetime) -> Question:
    """Ask in public about an invoice. :raises NoSuchInvoice: or as `clean_text`."""
    invoice = queries.invoice(invoice_id)
    return _asked(locked(invoice.obligation_id, by), text, by, at, invoice=invoice)


@transaction.atomic
def ask_about_report(*, report_id: UUID, text: str, by: Authority, at: datetime) -> Question:
    """Ask in public about a report. :raises NoSuchReport: or as `clean_text`."""
    report = queries.report(report_id)
    return _asked(locked(report.obligation_id, by), text, by, at, report=report)


@transaction.atomic
def answer(*, question_id: UUID, text: str, by: Authority, at: datetime) -> Answer:
    """Answer a question; the first answer stands, and a new question asks for more.

    :raises NoSuchQuestion, AnsweredBefore, TextMissing, TextTooLong, TextUnreadable:
    """
    question = queries.question(question_id)
    about = question.report or question.invoice
    assert about is not None, "a question is about one thing"
    obligation = locked(about.obligation_id, by)
    if Answer.objects.filter(question=question).exists():
        raise errors.AnsweredBefore()
    said = clean_text(text, ANSWER, QUESTION_LIMIT)
    mandate = acting_mandate(by, obligation, at)
    answered = Answer.objects.create(question=question, text=said, mandate=mandate, answered_at=at)
    enact(QuestionAnswered(subject=question.id, text_sha256=_digest(said)), by=by, at=at)
    return answered


def _asked(
    obligation: Obligation,
    text: str,
    by: Authority,
    at: datetime,
    *,
    invoice: Invoice | None = None,
    report: AccountabilityReport | None = None,
) -> Question:
    said = clean_text(text, QUESTION, QUESTION_LIMIT)
    days = rules_of(obligation, at).days("report.answer_days")
    question = Question.objects.create(
        invoice=invoice,
        report=report,
        text=said,
        answer_by=territory.local_day(obligation.place, at) + timedelta(days=days),
        mandate=acting_mandate(by, obligation, at),
        asked_at=at,
    )
    about = invoice or report
    assert about is not None, "a question is about one thing"
    act = QuestionAsked(
        subject=about.id,
        question=question.id,
        answer_by=question.answer_by,
        text_sha256=_digest(said),
    )
    enact(act, by=by, at=at)
    return question


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
