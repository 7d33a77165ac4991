"""The social audit and any resident ask about an invoice or a report; the committee answers, in public."""

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
from toparquia.treasury.acts import CaseClosed, QuestionAnswered, QuestionAsked, QuestionRaised
from toparquia.treasury.models import Answer, CaseClosing, Obligation, Question
from toparquia.treasury.models.reports import QUESTION_LIMIT
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of

QUESTION = Sentence("pregunta", "question")
ANSWER = Sentence("respuesta", "answer")
CLOSING = Sentence("conclusión", "conclusion")


@transaction.atomic
def ask_about_invoice(
    *, invoice_id: UUID, text: str, by: Authority, at: datetime, line: int | None = None
) -> Question:
    """Ask in public about an invoice, or one line of it. :raises LineUnknown: or as `clean_text`."""
    invoice = queries.invoice(invoice_id)
    obligation = locked(invoice.obligation_id, by)
    if line is not None and not invoice.lines.filter(number=line).exists():
        raise errors.LineUnknown(line=line)
    mandate = acting_mandate(by, obligation, at)
    return _asked(obligation, text, by, at, Question(invoice=invoice, line=line, mandate=mandate))


@transaction.atomic
def ask_about_report(*, report_id: UUID, text: str, by: Authority, at: datetime) -> Question:
    """Ask in public about a report. :raises NoSuchReport: or as `clean_text`."""
    report = queries.report(report_id)
    obligation = locked(report.obligation_id, by)
    mandate = acting_mandate(by, obligation, at)
    return _asked(obligation, text, by, at, Question(report=report, mandate=mandate))


@transaction.atomic
def raise_question(*, report_id: UUID, resident_id: UUID, text: str, by: Authority, at: datetime) -> Question:
    """Ask in public about a report, as any resident may; who asked is not published.

    :raises QuestionWaits: while their last question about it waits for its answer.
    """
    report = queries.report(report_id)
    obligation = locked(report.obligation_id, by)
    mine = Question.objects.filter(report=report, asker_id=resident_id)
    if mine.filter(answer__isnull=True).exists():
        raise errors.QuestionWaits()
    return _asked(obligation, text, by, at, Question(report=report, asker_id=resident_id))


@transaction.atomic
def close_case(*, question_id: UUID, is_settled: bool, text: str, by: Authority, at: datetime) -> CaseClosing:
    """Close what was asked, settled or not, once it was answered or its deadline passed.

    :raises CaseClosedBefore: :raises CaseUnanswered: or as `clean_text`.
    """
    question = queries.question(question_id)
    about = question.report or question.invoice
    assert about is not None, "a question is about one thing"
    obligation = locked(about.obligation_id, by)
    if CaseClosing.objects.filter(question=question).exists():
        raise errors.CaseClosedBefore()
    is_over = territory.local_day(obligation.place, at) > question.answer_by
    if not is_over and not Answer.objects.filter(question=question).exists():
        raise errors.CaseUnanswered(day=question.answer_by)
    said = clean_text(text, CLOSING, QUESTION_LIMIT)
    closed = CaseClosing.objects.create(
        question=question,
        is_settled=is_settled,
        text=said,
        mandate=acting_mandate(by, obligation, at),
        closed_at=at,
    )
    enact(CaseClosed(subject=question.id, is_settled=is_settled, text_sha256=_digest(said)), by=by, at=at)
    return closed


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


def _asked(obligation: Obligation, text: str, by: Authority, at: datetime, question: Question) -> Question:
    said = clean_text(text, QUESTION, QUESTION_LIMIT)
    days = rules_of(obligation, at).days("report.answer_days")
    question.text, question.asked_at = said, at
    question.answer_by = territory.local_day(obligation.place, at) + timedelta(days=days)
    question.save(force_insert=True)
    about = question.invoice or question.report
    assert about is not None, "a question is about one thing"
    kind = QuestionAsked if question.mandate_id else QuestionRaised
    act = kind(
        subject=about.id,
        question=question.id,
        answer_by=question.answer_by,
        text_sha256=_digest(said),
    )
    enact(act, by=by, at=at)
    return question


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
