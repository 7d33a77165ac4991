"""The desk's forms: opening, enrolling, money in and out, counting the box."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from toparquia.bank import queries, services
from toparquia.bank.forms import AmountForm, CapitalForm, DeskForm, EnrolForm, SavingsForm
from toparquia.bank.models import Bank
from toparquia.bank.views import telling
from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury.views.writing import Asked, form_page


@login_required
def open_bank(request: HttpRequest, code: str) -> HttpResponse:
    """Open a commune's bank, in the currency of its rules."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "bank.open", place)
    form = ConfirmForm(request.POST or None)
    currency = territory.rules(place, territory.local_day(place, now())).currency

    def done(at: datetime) -> str:
        return services.open_bank(place=place, currency=currency, by=by, at=at).get_absolute_url()

    asked = Asked(
        verb="bank.open_bank",
        title=_("Abrir el banco comunal"),
        button=_("Abrir el banco"),
        noted=_("Banco abierto y anotado en la Gaceta."),
        about=place.name,
        about_url=place.get_absolute_url(),
        lead=_("Cada comuna tiene un banco. Sus totales son públicos; la cuenta de cada quien, no."),
    )
    return form_page(request, form, asked, done)


@login_required
def capital(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Record what came in for nobody's account."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = CapitalForm(request.POST or None, currency=bank.currency)

    def done(at: datetime) -> str:
        services.receive_capital(bank_id=bank.id, amount=form.money, by=by, at=at)
        return bank.get_absolute_url()

    asked = _asked(
        bank, "bank.receive_capital", _("Anotar capital recibido"), _("Anotar"), _("Capital anotado.")
    )
    return form_page(request, form, asked, done)


@login_required
def enrol(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Enrol a resident."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = EnrolForm(request.POST or None)

    def done(at: datetime) -> str:
        who = {name: form.cleaned_data[name] for name in ("given_names", "surnames", "birth_date")}
        services.enrol(bank_id=bank.id, by=by, at=at, **who)
        return bank.get_absolute_url()

    asked = _asked(
        bank,
        "bank.enrol",
        _("Inscribir a una socia o un socio"),
        _("Inscribir"),
        _("Inscripción hecha, con su ahorro a la vista."),
        _("Como dicen su documento y el registro del consejo. No se publica."),
    )
    return form_page(request, form, asked, done)


@login_required
def savings(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Open savings of another kind."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = SavingsForm(request.POST or None)

    def done(at: datetime) -> str:
        member = queries.member_numbered(bank, form.cleaned_data["number"])
        given = {name: form.cleaned_data[name] for name in ("kind", "matures_on")}
        services.open_savings(member_id=member.id, by=by, at=at, **given)
        return bank.get_absolute_url()

    asked = _asked(bank, "bank.open_savings", _("Abrir un ahorro"), _("Abrir"), _("Ahorro abierto."))
    return form_page(request, form, asked, done)


@login_required
def deposit(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Take in what a member brings."""
    return _money(request, bank_id, is_in=True)


@login_required
def withdraw(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Give out what a member asks for."""
    return _money(request, bank_id, is_in=False)


@login_required
def count(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Count the box and close the day; what the books say is not shown before."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = AmountForm(request.POST or None, currency=bank.currency)
    form.fields["amount"].label = _("Cuánto efectivo hay")

    def done(at: datetime) -> str:
        services.count_cash(bank_id=bank.id, counted=form.cleaned_data["amount"], by=by, at=at)
        return bank.get_absolute_url()

    asked = _asked(
        bank,
        "bank.count_cash",
        _("Contar y cerrar la caja"),
        _("Cerrar la caja de hoy"),
        _("Caja contada y cerrada. La diferencia es pública."),
        _("Cuenta el efectivo antes de mirar el libro. Después de cerrar no se mueve dinero hasta mañana."),
    )
    return form_page(request, form, asked, done)


def _money(request: HttpRequest, bank_id: UUID, *, is_in: bool) -> HttpResponse:
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = DeskForm(request.POST or None, currency=bank.currency)
    verb = services.deposit if is_in else services.withdraw

    def done(at: datetime) -> str:
        member = queries.member_numbered(bank, form.cleaned_data["number"])
        mine = queries.savings_of_kind(member, form.cleaned_data["kind"] or "demand")
        verb(savings_id=mine.id, amount=form.cleaned_data["amount"], by=by, at=at)
        return telling.way("deposit" if is_in else "withdraw", bank.id)

    title = _("Depósito") if is_in else _("Retiro")
    noted = (
        _("Depósito anotado, con su recibo numerado.")
        if is_in
        else _("Retiro anotado, con su recibo numerado.")
    )
    asked = _asked(bank, "bank.deposit" if is_in else "bank.withdraw", title, _("Anotar"), noted)
    return form_page(request, form, asked, done)


def _asked(bank: Bank, verb: str, title: str, button: str, noted: str, lead: str = "") -> Asked:
    return Asked(
        verb=verb,
        title=title,
        button=button,
        noted=noted,
        about=_("Banco de %(place)s") % {"place": bank.place.name},
        about_url=bank.get_absolute_url(),
        lead=lead,
    )
