"""Agents of the bank and the communal currency: forms of the desk and of members."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.bank import queries, services
from toparquia.bank.forms import AgentBoxForm, CurrencyForm, MemberAmountForm, ResolutionForm
from toparquia.bank.models import Bank, CommunalCurrency
from toparquia.bank.models.communal import UNIT
from toparquia.bank.views import telling
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury.views.writing import Asked, form_page


@login_required
def name_agent(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Let a member take in money for the bank."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = MemberAmountForm(request.POST or None, currency=bank.currency)
    form.fields["amount"].label = _("Lo más que puede haber en su caja")

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.name_agent(bank_id=bank.id, number=given["number"], limit=given["amount"], by=by, at=at)
        return telling.way("applications", bank.id)

    asked = _asked(
        bank, "bank.name_agent", _("Nombrar a un agente"), _("Nombrar"), _("Agente con su caja propia.")
    )
    return form_page(request, form, asked, done)


@login_required
def take_in(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Take in a deposit as an agent."""
    bank = queries.bank(bank_id)
    person = acting.resident_id(request)
    queries.member_of(bank, person)
    form = MemberAmountForm(request.POST or None, currency=bank.currency)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.take_in(
            bank_id=bank.id, resident_id=person, number=given["number"], amount=given["amount"], at=at
        )
        return telling.way("own", bank.id)

    asked = _asked(
        bank,
        "bank.take_in",
        _("Recibir un depósito como agente"),
        _("Anotar"),
        _("Depósito anotado, con su recibo."),
    )
    return form_page(request, form, asked, done)


@login_required
def empty_box(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Count an agent's box and take it over."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    found = queries.agents().filter(bank=bank)
    choices = [(str(one.id), _("N.º %(number)s") % {"number": one.member.number}) for one in found]
    form = AgentBoxForm(request.POST or None, currency=bank.currency, agents=choices)
    form.fields["amount"].label = _("Cuánto efectivo hay")

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.empty_box(agent_id=UUID(given["agent"]), counted=given["amount"], by=by, at=at)
        return telling.way("applications", bank.id)

    asked = _asked(
        bank, "bank.empty_box", _("Recibir la caja de un agente"), _("Recibir"), _("Caja contada y recibida.")
    )
    return form_page(request, form, asked, done)


@login_required
def propose_currency(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Propose a communal currency to the assembly."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = CurrencyForm(request.POST or None)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        return services.propose_currency(
            bank_id=bank.id, name=given["name"], credit_limit=given["amount"], by=by, at=at
        ).get_absolute_url()

    asked = _asked(
        bank,
        "bank.propose_currency",
        _("Proponer una moneda comunal"),
        _("Llevar a la asamblea"),
        _("Moneda propuesta. Ahora la decide la asamblea."),
    )
    return form_page(request, form, asked, done)


@require_safe
def currency(request: HttpRequest, currency_id: UUID) -> HttpResponse:
    """Show a communal currency, and a member what is theirs in it."""
    found = queries.communal_currency(currency_id)
    bank, day = found.bank, territory.local_day(found.bank.place, now())
    member = queries.member_if_any(bank, acting.resident_id(request))
    mine = queries.communal_account_of(member) if member else None
    context = {
        "currency": found,
        "bank": bank,
        "is_adopted": queries.is_currency_adopted(found),
        "is_decided": hasattr(found, "adoption"),
        "members": found.accounts.count(),
        "member": member,
        "mine": mine,
        "balance": queries.communal_balance(mine, day) if mine else None,
        "powers": acting.powers(request, bank.place),
        "acts": [shown(entry) for entry in gazette.entries_about([found.id])],
    }
    return render(request, "bank/currency.html", context)


@login_required
def adopt_currency(request: HttpRequest, currency_id: UUID) -> HttpResponse:
    """Record what the assembly decided on a communal currency."""
    found = queries.communal_currency(currency_id)
    place = found.bank.place
    by = acting.authority(request, "bank.serve", place)
    taken = queries.resolutions_on(queries.CURRENCY, found.id, place.id)
    form = ResolutionForm(request.POST or None, resolutions=taken)

    def done(at: datetime) -> str:
        services.record_currency(currency_id=found.id, resolution_id=form.resolution_id, by=by, at=at)
        return found.get_absolute_url()

    title = _("Anotar la decisión de la asamblea")
    asked = _asked_of(found, "bank.record_currency", title, title, _("Decisión anotada en la Gaceta."))
    return form_page(request, form, asked, done)


@login_required
def join_currency(request: HttpRequest, currency_id: UUID) -> HttpResponse:
    """Open one's own account in the communal currency."""
    found = queries.communal_currency(currency_id)
    person = acting.resident_id(request)
    queries.member_of(found.bank, person)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        services.join_currency(currency_id=found.id, resident_id=person, at=at)
        return found.get_absolute_url()

    title = _("Usar la moneda comunal")
    return form_page(
        request, form, _asked_of(found, "bank.join_currency", title, title, _("Cuenta abierta.")), done
    )


@login_required
def pay_in_currency(request: HttpRequest, currency_id: UUID) -> HttpResponse:
    """Pay another member in the communal currency."""
    found = queries.communal_currency(currency_id)
    person = acting.resident_id(request)
    queries.member_of(found.bank, person)
    form = MemberAmountForm(request.POST or None, currency=UNIT)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.pay_in_currency(
            currency_id=found.id, resident_id=person, number=given["number"], amount=given["amount"],
            key=given["key"], at=at,
        )  # fmt: skip
        return found.get_absolute_url()

    asked = _asked_of(
        found, "bank.pay_in_currency", _("Pagar con la moneda comunal"), _("Pagar"), _("Pago hecho.")
    )
    return form_page(request, form, asked, done)


def _asked(bank: Bank, verb: str, title: str, button: str, noted: str) -> Asked:
    about = _("Banco de %(place)s") % {"place": bank.place.name}
    return Asked(
        verb=verb, title=title, button=button, noted=noted, about=about, about_url=bank.get_absolute_url()
    )


def _asked_of(found: CommunalCurrency, verb: str, title: str, button: str, noted: str) -> Asked:
    return Asked(
        verb=verb,
        title=title,
        button=button,
        noted=noted,
        about=found.name,
        about_url=found.get_absolute_url(),
    )
