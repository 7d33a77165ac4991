"""Loans: the committee's list, one application and its schedule, and a form for each verb."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.bank import queries, rules, services
from toparquia.bank.forms import AmountForm, ApplyForm, ProductForm, ResolutionForm, ReviewForm
from toparquia.bank.models import Application, Bank, Loan
from toparquia.bank.views import telling
from toparquia.bank.views.standing import doors_of_loan, guarantee_of, standing_of
from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury.views.writing import Asked, form_page

READERS = frozenset({"bank.serve", "bank.decide", "bank.watch"})


@login_required
def propose(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Write down the conditions of a kind of loan."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = ProductForm(request.POST or None, currency=bank.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        return services.propose_product(
            bank_id=bank.id, name=given["name"], currency=given["currency"], terms=form.terms,
            arrears_grace_days=given["arrears_grace_days"], **form.guaranteed, by=by, at=at,
        ).get_absolute_url()  # fmt: skip

    asked = Asked(
        verb="bank.propose_product",
        title=_("Proponer un crédito"),
        button=_("Llevar a la asamblea"),
        noted=_("Crédito propuesto. Ahora lo decide la asamblea."),
        about=_("Banco de %(place)s") % {"place": bank.place.name},
        about_url=bank.get_absolute_url(),
        lead=_("Nada se presta antes de que la asamblea lo apruebe."),
    )
    return form_page(request, form, asked, done)


@login_required
def adopt(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Record what the assembly decided on a product."""
    product = queries.product(product_id)
    place = product.bank.place
    by = acting.authority(request, "bank.serve", place)
    taken = queries.resolutions_on(queries.PRODUCT, product.id, place.id)
    form = ResolutionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.record_adoption(product_id=product.id, resolution_id=form.resolution_id, by=by, at=at)
        return product.get_absolute_url()

    asked = Asked(
        verb="bank.record_adoption",
        title=_("Anotar la decisión de la asamblea"),
        button=_("Anotar la decisión"),
        noted=_("Decisión anotada en la Gaceta."),
        about=product.name,
        about_url=product.get_absolute_url(),
        warning="" if taken else _("La asamblea no ha decidido todavía sobre este crédito."),
    )
    return form_page(request, form, asked, done)


@login_required
def apply(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask for a loan."""
    product = queries.product(product_id)
    person = acting.resident_id(request)
    queries.member_of(product.bank, person)
    form = ApplyForm(request.POST or None, currency=product.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        return services.apply(
            product_id=product.id, resident_id=person, principal=given["amount"],
            instalments=given["instalments"], purpose=given["purpose"], at=at,
        ).get_absolute_url()  # fmt: skip

    asked = Asked(
        verb="bank.apply",
        title=_("Pedir un préstamo"),
        button=_("Enviar la solicitud"),
        noted=_("Solicitud enviada al comité de aprobación."),
        about=product.name,
        about_url=product.get_absolute_url(),
        rows=telling.conditions_of(product),
    )
    return form_page(request, form, asked, done)


@login_required
@require_safe
def listed(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Show the bank's offices what waits for them and how each loan stands."""
    bank = queries.bank(bank_id)
    if not READERS & acting.powers(request, bank.place):
        raise Http404
    day = territory.local_day(bank.place, now())
    loans = queries.loans().filter(application__member__bank=bank)
    heads = [_("N.º"), _("Crédito")]
    context = {
        "bank": bank,
        "waiting_columns": [*heads, (_("Pide"), "number"), _("Estado")],
        "loan_columns": [*heads, (_("Falta por pagar"), "number"), _("Mora")],
        "waiting": [_row(one) for one in queries.to_decide(bank)],
        "loans": [_loan_row(one, queries.standing(one, day)) for one in loans],
        "agent_columns": [_("N.º"), (_("En su caja"), "number"), (_("Límite"), "number")],
        "agents": _agent_rows(bank, day),
        "groups": bank.groups.all(),
    }
    return render(request, "bank/applications.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Show an application to who made it and to the bank's offices."""
    application, powers = _readable(request, application_id)
    bank, product = application.member.bank, application.product
    day = territory.local_day(bank.place, now())
    loan = queries.loan(application) if hasattr(application, "loan") else None
    begins = loan.disbursed_on if loan else day
    offer = rules.offer(product.terms.of(application.principal_minor, application.instalments, begins))
    kind, word = telling.decision_of(application)
    context = {
        "application": application,
        "bank": bank,
        "product": product,
        "kind": kind,
        "word": word,
        "cost": telling.cost_of(offer, product.currency),
        "rows": telling.schedule_of(offer, product.currency),
        "schedule_columns": telling.schedule_columns(),
        "reviews": application.reviews.all(),
        "standing": standing_of(loan, day) if loan else (),
        "guarantee": guarantee_of(application),
        "doors": doors_of_loan(application, loan, powers, acting.resident_id(request), day),
    }
    return render(request, "bank/application.html", context)


@login_required
def judge(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Give one's review on an application."""
    application = queries.application(application_id)
    by = acting.authority(request, "bank.decide", application.member.bank.place)
    form = ReviewForm(request.POST or None)

    def done(at: datetime) -> str:
        services.give_review(
            application_id=application.id, is_in_favour=form.cleaned_data["review"] == "yes",
            reason=form.cleaned_data["reason"], by=by, at=at,
        )  # fmt: skip
        return application.get_absolute_url()

    asked = _asked(
        application,
        "bank.give_review",
        _("Opinar sobre la solicitud"),
        _("Firmar mi opinión"),
        _("Opinión anotada en el acta."),
    )
    return form_page(request, form, asked, done)


@login_required
def disburse(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Pay out an approved loan."""
    application = queries.application(application_id)
    by = acting.authority(request, "bank.disburse", application.member.bank.place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        services.disburse(application_id=application.id, by=by, at=at)
        return application.get_absolute_url()

    asked = _asked(
        application, "bank.disburse", _("Entregar el préstamo"), _("Entregar"), _("Préstamo entregado.")
    )
    return form_page(request, form, asked, done)


@login_required
def repay(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Take in a payment on a loan."""
    application = queries.application(application_id)
    by = acting.authority(request, "bank.serve", application.member.bank.place)
    form = AmountForm(request.POST or None, currency=application.product.currency)

    def done(at: datetime) -> str:
        services.repay(application_id=application.id, amount=form.cleaned_data["amount"], by=by, at=at)
        return application.get_absolute_url()

    asked = _asked(
        application,
        "bank.repay",
        _("Cobrar una cuota"),
        _("Anotar el pago"),
        _("Pago anotado, con su recibo numerado."),
    )
    return form_page(request, form, asked, done)


@login_required
def write_off(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Stop counting on a late loan, as the assembly decided."""
    application = queries.application(application_id)
    place = application.member.bank.place
    by = acting.authority(request, "bank.serve", place)
    taken = queries.resolutions_on(queries.LOAN, application.id, place.id)
    form = ResolutionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.write_off(application_id=application.id, resolution_id=form.resolution_id, by=by, at=at)
        return application.get_absolute_url()

    asked = _asked(
        application,
        "bank.write_off",
        _("Castigar el préstamo"),
        _("Castigar"),
        _("Préstamo castigado. La deuda sigue."),
    )
    return form_page(request, form, asked, done)


def _readable(request: HttpRequest, application_id: UUID) -> tuple[Application, frozenset[str]]:
    """Return an application for those who may read it; for others there is none."""
    application = queries.application(application_id)
    powers = acting.powers(request, application.member.bank.place)
    if application.member.resident_id != acting.resident_id(request) and not READERS & powers:
        raise Http404
    return application, powers


def _asked(application: Application, verb: str, title: str, button: str, noted: str) -> Asked:
    facts = {"number": application.member.number, "name": application.product.name}
    return Asked(
        verb=verb,
        title=title,
        button=button,
        noted=noted,
        about=_("%(name)s, socia o socio %(number)s") % facts,
        about_url=application.get_absolute_url(),
        lead=telling.money_or_text(application.principal),  # type: ignore[arg-type]
    )


def _agent_rows(bank: Bank, day: date) -> list[list[Any]]:
    found = list(queries.agents().filter(bank=bank))
    held = queries.held_in([one.account for one in found], day)
    return [[one.member.number, held[one.account_id], one.limit] for one in found]


def _row(application: Application) -> dict[str, Any]:
    member, product = application.member, application.product
    cells = [member.number, product.name, application.principal, telling.decision_of(application)[1]]
    return {"cells": cells, "url": application.get_absolute_url()}


def _loan_row(loan: Loan, found: rules.Standing) -> dict[str, Any]:
    asked = loan.application
    left = Money(found.total_left, asked.product.currency)
    cells = [asked.member.number, asked.product.name, left, telling.late_word(found.late.days)]
    return {"cells": cells, "url": asked.get_absolute_url()}
