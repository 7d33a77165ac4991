"""Reports of the bank to the assembly, its provision, and the internal funds of a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.bank import queries, services
from toparquia.bank.forms import FundIncomeForm, FundRequestForm, ResolutionForm
from toparquia.bank.models import Bank, BankReport
from toparquia.bank.views import telling
from toparquia.foundation.clock import now
from toparquia.foundation.rulesets.codes import WORDS
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury.views.writing import Asked, form_page


@login_required
def provision(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Set against loans what the rules ask for today."""
    title, noted = _("Poner al día la provisión"), _("Provisión anotada en la Gaceta.")
    return _confirm(request, bank_id, services.make_provision, title, noted)


@login_required
def present(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Freeze the bank's figures of today for the assembly."""
    title, noted = _("Informar a la asamblea"), _("Informe presentado. Ahora lo decide la asamblea.")
    return _confirm(request, bank_id, services.present_report, title, noted)


@require_safe
def report(request: HttpRequest, bank_report_id: UUID) -> HttpResponse:
    """Show a report as it was frozen."""
    found = queries.report(bank_report_id)
    context = {
        "report": found,
        "bank": found.bank,
        "figures": telling.report_figures(found),
        "honesty": telling.report_honesty(found),
        "ageing": telling.report_ageing(found),
        "is_decided": hasattr(found, "decision"),
        "powers": acting.powers(request, found.bank.place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "bank/report.html", context)


@login_required
def decide(request: HttpRequest, bank_report_id: UUID) -> HttpResponse:
    """Record what the assembly said of a report."""
    found = queries.report(bank_report_id)
    place = found.bank.place
    by = acting.authority(request, "bank.serve", place)
    taken = queries.resolutions_on(queries.REPORT, found.id, place.id)
    form = ResolutionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.record_report_decision(
            bank_report_id=found.id, resolution_id=form.resolution_id, by=by, at=at
        )
        return found.get_absolute_url()

    asked = Asked(
        verb="bank.record_report_decision",
        title=_("Anotar la decisión de la asamblea"),
        button=_("Anotar la decisión"),
        noted=_("Decisión anotada en la Gaceta."),
        about=telling.report_word(found),
        about_url=found.get_absolute_url(),
        warning="" if taken else _("La asamblea no ha decidido todavía sobre este informe."),
    )
    return form_page(request, form, asked, done)


@require_safe
def funds(request: HttpRequest, code: str) -> HttpResponse:
    """Show the internal funds of a place: what each holds, what was asked of it, what it paid."""
    place = territory.place_by_code(code)
    found = queries.funds_of(place)
    held = queries.held_in([one.account for one in found], territory.local_day(place, now()))
    context = {
        "place": place,
        "figures": [{"label": fund_word(one.kind), "amount": held[one.account_id]} for one in found],
        "funds": [{"fund": one, "word": fund_word(one.kind)} for one in found],
        "requests": queries.fund_requests_of(place),
        "incomes": queries.fund_incomes_of(place),
        "may_keep": "funds.keep" in acting.powers(request, place),
    }
    return render(request, "bank/funds.html", context)


@login_required
def open_funds(request: HttpRequest, code: str) -> HttpResponse:
    """Open the funds that a place's rules name."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "funds.keep", place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        services.open_funds(place=place, by=by, at=at)
        return telling.funds_way(place)

    title = _("Abrir los fondos internos")
    return form_page(
        request, form, _of_place(place, "bank.open_funds", title, title, _("Fondos abiertos.")), done
    )


@login_required
def receive(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """Take money into a fund."""
    fund = queries.fund(fund_id)
    by = acting.authority(request, "funds.keep", fund.place)
    form = FundIncomeForm(request.POST or None, currency=fund.account.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.receive_into_fund(
            fund_id=fund.id, amount=given["amount"], source=given["source"], by=by, at=at
        )
        return telling.funds_way(fund.place)

    title = _("Recibir dinero: %(fund)s") % {"fund": fund_word(fund.kind)}
    asked = _of_place(fund.place, "bank.receive_into_fund", title, _("Anotar"), _("Anotado en el fondo."))
    return form_page(request, form, asked, done)


@login_required
def ask(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """Ask the assembly for money of a fund."""
    fund = queries.fund(fund_id)
    by = acting.authority(request, "funds.keep", fund.place)
    form = FundRequestForm(request.POST or None, currency=fund.account.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.ask_fund(fund_id=fund.id, amount=given["amount"], purpose=given["purpose"], by=by, at=at)
        return telling.funds_way(fund.place)

    title = _("Pedir dinero: %(fund)s") % {"fund": fund_word(fund.kind)}
    noted = _("Pedido hecho. Ahora lo decide la asamblea.")
    return form_page(
        request, form, _of_place(fund.place, "bank.ask_fund", title, _("Llevar a la asamblea"), noted), done
    )


@login_required
def pay(request: HttpRequest, fund_request_id: UUID) -> HttpResponse:
    """Pay what the assembly resolved."""
    asked_for = queries.fund_request(fund_request_id)
    place = asked_for.fund.place
    by = acting.authority(request, "funds.keep", place)
    taken = queries.resolutions_on(queries.FUND, asked_for.id, place.id)
    form = ResolutionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.pay_request(fund_request_id=asked_for.id, resolution_id=form.resolution_id, by=by, at=at)
        return telling.funds_way(place)

    title = _("Pagar del fondo: %(purpose)s") % {"purpose": asked_for.purpose}
    return form_page(
        request, form, _of_place(place, "bank.pay_request", title, _("Pagar"), _("Pagado.")), done
    )


def fund_word(kind: str) -> str:
    """Return what a fund is called; a code that nobody translated is shown as it is."""
    word = WORDS.get(kind)
    return telling.in_language(word) if word else kind


def _confirm(request: HttpRequest, bank_id: UUID, do: Any, title: str, noted: str) -> HttpResponse:
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        made = do(bank_id=bank.id, by=by, at=at)
        return made.get_absolute_url() if isinstance(made, BankReport) else bank.get_absolute_url()

    asked = Asked(
        verb=f"bank.{do.__name__}",
        title=title,
        button=title,
        noted=noted,
        about=_about(bank),
        about_url=bank.get_absolute_url(),
    )
    return form_page(request, form, asked, done)


def _about(bank: Bank) -> str:
    return _("Banco de %(place)s") % {"place": bank.place.name}


def _of_place(place: Place, verb: str, title: str, button: str, noted: str) -> Asked:
    about, back = _("Fondos de %(place)s") % {"place": place.name}, telling.funds_way(place)
    return Asked(verb=verb, title=title, button=button, noted=noted, about=about, about_url=back)
