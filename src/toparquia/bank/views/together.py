"""Groups, new terms, pledges and the collection sheet: forms around loans that more than one person signs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.bank import queries, services
from toparquia.bank.forms import AmountForm, GroupForm, ReschedulingForm, SheetForm
from toparquia.bank.models import Application, Bank, Loan
from toparquia.bank.services import Collected
from toparquia.bank.views import telling
from toparquia.foundation import printing
from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury.views.writing import Asked, form_page

READERS: Final = frozenset({"bank.serve", "bank.decide", "bank.watch"})
TEMPLATES: Final = Path(__file__).parents[1] / "printing"
BLANK: Final = "\u00a0"


@login_required
def sheet(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Type a collection sheet: all of it is taken in, or none."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    rows = [(loan.application_id, _line(loan, due), due) for loan, due in _due(bank)]
    form = SheetForm(request.POST or None, due=rows, currency=bank.currency)

    def done(at: datetime) -> str:
        services.collect(bank_id=bank.id, lines=_lines(bank, form.cleaned_data), by=by, at=at)
        return telling.way("applications", bank.id)

    asked = Asked(
        verb="bank.collect",
        title=_("Pasar la hoja de cobro"),
        button=_("Anotar la hoja entera"),
        noted=_("Hoja anotada: cada renglón tiene su recibo numerado."),
        about=_("Banco de %(place)s") % {"place": bank.place.name},
        about_url=bank.get_absolute_url(),
        lead=_("Escribe solo los montos que recibiste. Si uno no cuadra, no se anota ninguno."),
    )
    return form_page(request, form, asked, done)


@login_required
@require_safe
def printed_sheet(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Return the collection sheet to fill in by hand, as PDF, for the bank's offices."""
    bank = queries.bank(bank_id)
    if not READERS & acting.powers(request, bank.place):
        raise Http404
    language, at = get_language() or "es", now()
    title = _("Hoja de cobro")
    values = {
        "kind": title,
        "place": bank.place.name,
        "facts": [[_("Día"), territory.local_day(bank.place, at).isoformat()]],
        "heads": [_("N.º"), _("Crédito"), _("Toca"), _("Recibido"), _("Firma")],
        "rows": [
            [
                str(loan.application.member.number),
                loan.application.product.name,
                due.in_language(language),
                BLANK,
                BLANK,
            ]
            for loan, due in _due(bank)
        ],
        "saved_title": _("Ahorro"),
        "saved_heads": [_("N.º"), _("Monto"), _("Firma")],
        "saved": [[BLANK, BLANK, BLANK]] * 8,
        "signers": [_("Quien cobra"), _("Quien revisa")],
    }
    made = printing.pdf(TEMPLATES / "sheet.typ", values, title=title, language=language[:2], made_at=at)
    return HttpResponse(made, content_type="application/pdf")


@login_required
def form_group(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Write down who stands for one another."""
    bank = queries.bank(bank_id)
    by = acting.authority(request, "bank.serve", bank.place)
    form = GroupForm(request.POST or None)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        made = services.form_group(
            bank_id=bank.id, name=given["name"], numbers=given["numbers"], by=by, at=at
        )
        return made.get_absolute_url()

    asked = Asked(
        verb="bank.form_group",
        title=_("Formar un grupo solidario"),
        button=_("Formar el grupo"),
        noted=_("Grupo formado."),
        about=_("Banco de %(place)s") % {"place": bank.place.name},
        about_url=bank.get_absolute_url(),
        lead=_("Cada quien tiene su préstamo, y las demás personas del grupo lo respaldan con su ahorro."),
    )
    return form_page(request, form, asked, done)


@login_required
@require_safe
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Show a group its loans as one total, and each member only their own."""
    found = queries.group(group_id)
    person = acting.resident_id(request)
    members = [one.member for one in found.memberships.select_related("member")]
    mine = next((one for one in members if one.resident_id == person), None)
    if mine is None and not READERS & acting.powers(request, found.bank.place):
        raise Http404
    day = territory.local_day(found.bank.place, now())
    loans = list(queries.loans().filter(application__group=found))
    context = {
        "group": found,
        "bank": found.bank,
        "numbers": ", ".join(str(one.number) for one in members),
        "figures": _group_figures(loans, day),
        "mine": [one.application for one in loans if mine and one.application.member_id == mine.id],
        "asked": queries.group_applications(found, without=mine),
    }
    return render(request, "bank/group.html", context)


@login_required
def pledge(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Set one's own savings aside for another of one's group."""
    application = queries.application(application_id)
    bank, person = application.member.bank, acting.resident_id(request)
    member = queries.member_of(bank, person)
    if application.group is None or queries.group_of(member) != application.group:
        raise Http404
    form = AmountForm(request.POST or None, currency=bank.currency)

    def done(at: datetime) -> str:
        services.pledge(
            application_id=application.id, resident_id=person, amount=form.cleaned_data["amount"], at=at
        )
        return application.group.get_absolute_url()

    missing = queries.guarantee_missing(application)
    asked = Asked(
        verb="bank.pledge",
        title=_("Apartar mi fianza"),
        button=_("Apartar"),
        noted=_("Fianza apartada. Vuelve a ti cuando el préstamo se pague."),
        about=application.group.name,
        about_url=application.group.get_absolute_url(),
        lead=_("Falta apartar %(amount)s. Sale de tu ahorro a la vista y no se mueve sin razón.")
        % {"amount": telling.money_or_text(missing) if missing else "0"},
    )
    return form_page(request, form, asked, done)


@login_required
def ask_rescheduling(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Ask for new instalments for one's own loan."""
    application = queries.application(application_id)
    person = acting.resident_id(request)
    if application.member.resident_id != person:
        raise Http404
    form = ReschedulingForm(request.POST or None)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        return services.ask_rescheduling(
            application_id=application.id, resident_id=person, instalments=given["instalments"],
            purpose=given["purpose"], at=at,
        ).get_absolute_url()  # fmt: skip

    title = _("Pedir cuotas nuevas")
    noted = _("Pedido enviado al comité de aprobación.")
    return form_page(
        request, form, _asked(application, "bank.ask_rescheduling", title, _("Enviar"), noted), done
    )


@login_required
def reschedule(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Give the new instalments that the committee approved."""
    title, noted = (
        _("Dar las cuotas nuevas"),
        _("Cuotas nuevas desde hoy. El préstamo cuenta como en riesgo."),
    )
    return _confirm(request, application_id, ("bank.disburse", services.reschedule), title, noted)


@login_required
def call_guarantee(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Let the group pay what one of it is late with."""
    title, noted = _("Cobrar la fianza al grupo"), _("Fianza cobrada, con su recibo numerado.")
    return _confirm(request, application_id, ("bank.serve", services.call_guarantee), title, noted)


@login_required
def release(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Give back what the group set aside."""
    title, noted = _("Devolver la fianza"), _("Fianza devuelta a cada quien.")
    return _confirm(request, application_id, ("bank.serve", services.release_pledges), title, noted)


def _confirm(
    request: HttpRequest, application_id: UUID, verb: tuple[str, Any], title: str, noted: str
) -> HttpResponse:
    application = queries.application(application_id)
    power, do = verb
    by = acting.authority(request, power, application.member.bank.place)
    form = ConfirmForm(request.POST or None)

    def done(at: datetime) -> str:
        do(application_id=application.id, by=by, at=at)
        return application.get_absolute_url()

    return form_page(request, form, _asked(application, f"bank.{do.__name__}", title, title, noted), done)


def _asked(application: Application, verb: str, title: str, button: str, noted: str) -> Asked:
    facts = {"number": application.member.number, "name": application.product.name}
    return Asked(
        verb=verb,
        title=title,
        button=button,
        noted=noted,
        about=_("%(name)s, socia o socio %(number)s") % facts,
        about_url=application.get_absolute_url(),
    )


def _due(bank: Bank) -> list[tuple[Loan, Money]]:
    """Return the loans with something due today, and how much."""
    day = territory.local_day(bank.place, now())
    found = []
    for loan in (
        queries.loans().filter(application__member__bank=bank).order_by("application__member__number")
    ):
        due = sum(one.total for one in queries.standing(loan, day).open if one.due_on <= day)
        if due:
            found.append((loan, Money(due, loan.application.product.currency)))
    return found


def _line(loan: Loan, due: Money) -> str:
    facts = {
        "number": loan.application.member.number,
        "name": loan.application.product.name,
        "due": telling.money_or_text(due),
    }
    return _("N.º %(number)s, %(name)s: toca %(due)s") % facts


def _lines(bank: Bank, given: dict[str, Any]) -> list[Collected]:
    repaid = [Collected(amount, application_id=loan_id) for loan_id, amount in given["repaid"]]
    saved = [
        Collected(amount, savings_id=queries.demand_savings(queries.member_numbered(bank, number)).id)
        for number, amount in given["saved"]
    ]
    return repaid + saved


def _group_figures(loans: list[Loan], day: Any) -> list[dict[str, Any]]:
    """Return a group's debt as one total a unit, and how much of it is late."""
    units = sorted({one.application.product.currency for one in loans})
    shown = []
    for unit in units:
        stand = [queries.standing(one, day) for one in loans if one.application.product.currency == unit]
        shown.append(
            {"label": _("Debe el grupo entero"), "amount": Money(sum(s.total_left for s in stand), unit)}
        )
        shown.append({"label": _("Atrasado"), "amount": Money(sum(s.late.total for s in stand), unit)})
    return shown
