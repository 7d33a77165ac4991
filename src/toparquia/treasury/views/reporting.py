"""Reports: presented by the committee, decided by the assembly, asked about and answered in public."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.treasury import queries, services
from toparquia.treasury.forms import ClosingForm, DecisionForm, WordsForm
from toparquia.treasury.views import telling
from toparquia.treasury.views.doors import doors_of_report
from toparquia.treasury.views.snapshot import sheet_of
from toparquia.treasury.views.writing import Asked, form_page


@require_safe
def detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show one report as a neighbour understands it, from its frozen snapshot."""
    report = queries.report(report_id)
    obligation = report.obligation
    powers = acting.powers(request, obligation.place)
    context = {
        "report": report,
        "obligation": obligation,
        "place": obligation.place,
        "told": telling.report_of(report),
        "sheet": sheet_of(report),
        "address": request.build_absolute_uri(report.get_absolute_url()),
        "questions": queries.questions_about(report),
        "can_answer": "treasury.report" in powers,
        "can_close": "treasury.query" in powers,
        "doors": doors_of_report(report, powers),
        "acts": [shown(entry) for entry in gazette.entries_about([report.id])],
    }
    return render(request, "treasury/report.html", context)


@login_required
def present(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Present a report: freeze what became of the money so far."""
    obligation = queries.obligation(obligation_id)
    by = acting.authority(request, "treasury.report", obligation.place)
    form = ConfirmForm(request.POST or None)
    spending = queries.spending(obligation, now())

    def done(at: datetime) -> str:
        return services.present_report(obligation_id=obligation.id, by=by, at=at).get_absolute_url()

    asked = Asked(
        verb="treasury.present_report",
        title=_("Presentar la rendición"),
        button=_("Congelar y publicar la rendición"),
        noted=_("Rendición publicada. Ahora la decide la asamblea."),
        about=obligation.project.title,
        about_url=obligation.get_absolute_url(),
        lead=_(
            "Se publica cada factura y el balance de hoy. Después no se cambia: un error se dice en otra."
        ),
        rows=[
            {"key": row["label"], "value": telling.money_of(row["amount"])}
            for row in telling.figures_of(spending)
        ],
    )
    return form_page(request, form, asked, done)


@login_required
def decide(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Record what the assembly decided on a report."""
    report = queries.report(report_id)
    by = acting.authority(request, "treasury.record_decision", report.obligation.place)
    taken = queries.resolutions_on(report)
    form = DecisionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.record_decision(report_id=report.id, resolution_id=form.resolution_id, by=by, at=at)
        return report.get_absolute_url()

    asked = Asked(
        verb="treasury.record_decision",
        title=_("Anotar la decisión de la asamblea"),
        button=_("Anotar la decisión"),
        noted=_("Decisión anotada en la Gaceta."),
        about=_("Rendición %(number)s") % {"number": report.number},
        about_url=report.get_absolute_url(),
        lead=_(
            "Vale la primera decisión que se tomó sobre esta rendición. Aprobada o no, se anota como fue."
        ),
        warning="" if taken else _("Ninguna asamblea ha decidido todavía sobre esta rendición."),
    )
    return form_page(request, form, asked, done)


@login_required
def ask(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask in public about a report."""
    report = queries.report(report_id)
    by = acting.authority(request, "treasury.query", report.obligation.place)
    form = WordsForm(request.POST or None, label=_("Pregunta"))

    def done(at: datetime) -> str:
        services.ask_about_report(report_id=report.id, text=form.cleaned_data["text"], by=by, at=at)
        return report.get_absolute_url()

    asked = Asked(
        verb="treasury.ask_about_report",
        title=_("Preguntar por una rendición"),
        button=_("Preguntar en público"),
        noted=_("Pregunta anotada. El comité tiene un plazo para responder."),
        about=_("Rendición %(number)s") % {"number": report.number},
        about_url=report.get_absolute_url(),
    )
    return form_page(request, form, asked, done)


@login_required
def raise_question(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask in public about a report, as any resident may."""
    report = queries.report(report_id)
    place = report.obligation.place
    by = acting.open_authority(request, place, now())
    resident = acting.resident_id(request)
    assert resident is not None, "asked by `open_authority`"
    form = WordsForm(request.POST or None, label=_("Pregunta"))

    def done(at: datetime) -> str:
        services.raise_question(
            report_id=report.id, resident_id=resident, text=form.cleaned_data["text"], by=by, at=at
        )
        return report.get_absolute_url()

    asked = Asked(
        verb="treasury.raise_question",
        title=_("Preguntar por una rendición"),
        button=_("Preguntar en público"),
        noted=_("Pregunta publicada, sin tu nombre. El comité tiene un plazo para responder."),
        about=_("Rendición %(number)s") % {"number": report.number},
        about_url=report.get_absolute_url(),
        lead=_("Cualquiera de la comuna puede preguntar. Se publica la pregunta, no quién la hizo."),
    )
    return form_page(request, form, asked, done)


@login_required
def close_case(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Close what was asked."""
    question = queries.question(question_id)
    about = question.report or question.invoice
    assert about is not None, "a question is about one thing"
    by = acting.authority(request, "treasury.query", queries.obligation(about.obligation_id).place)
    form = ClosingForm(request.POST or None)

    def done(at: datetime) -> str:
        services.close_case(
            question_id=question.id,
            is_settled=form.cleaned_data["outcome"] == "settled",
            text=form.cleaned_data["text"],
            by=by,
            at=at,
        )
        return about.get_absolute_url()

    asked = Asked(
        verb="treasury.close_case",
        title=_("Cerrar el caso"),
        button=_("Cerrar el caso"),
        noted=_("Caso cerrado."),
        about=_("Lo que se pregunta"),
        about_url=about.get_absolute_url(),
        lead=question.text,
    )
    return form_page(request, form, asked, done)


@login_required
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer a question of the social audit."""
    question = queries.question(question_id)
    about = question.report or question.invoice
    assert about is not None, "a question is about one thing"
    by = acting.authority(request, "treasury.report", queries.obligation(about.obligation_id).place)
    form = WordsForm(request.POST or None, label=_("Respuesta"))

    def done(at: datetime) -> str:
        services.answer(question_id=question.id, text=form.cleaned_data["text"], by=by, at=at)
        return about.get_absolute_url()

    asked = Asked(
        verb="treasury.answer",
        title=_("Responder a la contraloría"),
        button=_("Responder en público"),
        noted=_("Respuesta publicada."),
        about=_("Lo que se pregunta"),
        about_url=about.get_absolute_url(),
        lead=question.text,
    )
    return form_page(request, form, asked, done)
