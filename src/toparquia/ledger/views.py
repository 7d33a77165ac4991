"""The books of a territory for everyone: trial balance, journal, statements. Persons appear as sums."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import WORDS
from toparquia.foundation.terms import Term
from toparquia.ledger import queries
from toparquia.ledger.errors import NoSuchAccount
from toparquia.ledger.models import AccountKind
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

SHOWN: Final = 200
MONTH: Final = timedelta(days=31)


@require_safe
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Show what each account of a territory holds at a day, and what moved in the month before."""
    place = territory.place_by_code(code)
    on = _day(request, place)
    lines = queries.grouped(queries.trial_balance(on, [place.id]))
    moved = queries.journal([place.id], Term(on - MONTH, on + timedelta(days=1)), SHOWN)
    context = {
        "place": place,
        "on": on,
        "trial_columns": [_("Cuenta"), _("Tipo"), (_("Debe"), "number"), (_("Haber"), "number")],
        "trial": [_trial_row(place, line) for line in lines],
        "journal_columns": [_("Día"), _("Entra en"), _("Sale de"), (_("Monto"), "number")],
        "journal": [_journal_row(line) for line in moved[::-1][:SHOWN]],
    }
    return render(request, "ledger/book.html", context)


@require_safe
def statement(request: HttpRequest, code: str, account: str) -> HttpResponse:
    """Show one account's month up to a day; a person's own account has no page."""
    place = territory.place_by_code(code)
    found = queries.account(account)
    if found.owner_id != place.id or found.is_private:
        raise NoSuchAccount(account=account[:120])
    on = _day(request, place)
    told = queries.statement(found, Term(on - MONTH, on + timedelta(days=1)), SHOWN)
    context = {
        "place": place,
        "account": found,
        "word": account_word(found.code),
        "on": on,
        "told": told,
        "columns": [_("Día"), _("Con"), (_("Monto"), "number"), (_("Saldo"), "number")],
        "rows": [
            [line.effective_on, account_word(line.other_code), line.amount, line.balance]
            for line in told.lines
        ],
    }
    return render(request, "ledger/statement.html", context)


def account_word(code: str) -> str:
    """Return what people call an account; codes stay in exports, where programs read them.

    A code is `room.whose.purpose`, and the purpose may end with the unit and with in or out.
    """
    room, _dot, rest = code.partition(".")
    purpose = rest.partition(".")[2] or rest
    if room == "held":
        return _("Apartado: %(account)s") % {"account": account_word(rest)}
    known = _words()
    stem, _dash, end = purpose.rpartition("-")
    side = {"in": _("lo que entró"), "out": _("lo que se pagó")}.get(end)
    if side and f"{room}.{stem}" in known:
        return f"{known[f'{room}.{stem}']}: {side}"
    word = known.get(f"{room}.{purpose}") or known.get(f"{room}.{stem}")
    if word is None and room == "obligation" and purpose.startswith("head."):
        rubric = WORDS.get(purpose.removeprefix("head.").replace("-", "_"))
        shown = rubric.in_language(get_language() or "es") if rubric else purpose.removeprefix("head.")
        word = _("Gastado en %(head)s") % {"head": shown}
    number = rest.partition(".")[0][-6:]
    if room == "obligation" and word:
        return _("%(account)s, obra %(number)s") % {"account": word, "number": number}
    return word or code


def _words() -> dict[str, str]:
    return {
        "obligation.receivable": _("Lo que el Estado debe"),
        "obligation.committed": _("Comprometido para la obra"),
        "obligation.transit": _("Dinero en camino"),
        "obligation.bank": _("Banco de la obra"),
        "obligation.petty": _("Caja chica"),
        "obligation.petty-cash": _("Caja chica"),
        "bank.cash": _("Caja del banco comunal"),
        "bank.capital": _("Capital del banco comunal"),
        "bank.interest": _("Intereses cobrados"),
        "bank.fees": _("Cargos por servicio"),
        "bank.difference": _("Diferencias de caja"),
        "bank.losses": _("Préstamos castigados"),
        "bank.provision": _("Provisión contra préstamos atrasados"),
        "bank.provisioned": _("Costo de la provisión"),
        "bank.guarantees": _("Fianzas en camino"),
        "bank.issue": _("Créditos de la moneda comunal"),
        "bank.loans": _("Préstamos por cobrar"),
        "bank.agents": _("Cajas de agentes"),
        "bank.communal": _("Saldos en la moneda comunal"),
        "bank.savings-demand": _("Ahorro a la vista"),
        "bank.savings-fixed": _("Ahorro a plazo"),
        "bank.savings-recurring": _("Ahorro de cada mes"),
        "bank.savings-share": _("Aportes de capital de socias y socios"),
        "fund.social-action": _("Fondo de acción social"),
        "fund.operating": _("Fondo de gastos operativos"),
        "fund.savings-and-credit": _("Fondo de ahorro y crédito social"),
        "fund.risks": _("Fondo de riesgos"),
    }


def _day(request: HttpRequest, place: Place) -> date:
    """Return the day that is asked for, else today."""
    try:
        asked = parse_date(request.GET.get("dia", ""))
    except ValueError:
        asked = None
    today = territory.local_day(place, now())
    return asked if asked and date(1990, 1, 1) <= asked <= today else today


def _trial_row(place: Place, line: queries.TrialLine) -> dict[str, Any]:
    words = {
        AccountKind.ASSET: _("Lo que hay"),
        AccountKind.LIABILITY: _("Lo que se debe"),
        AccountKind.EQUITY: _("Capital y compromisos"),
        AccountKind.INCOME: _("Lo que entró"),
        AccountKind.EXPENSE: _("Lo que se gastó"),
    }
    held = line.balance
    nothing = Money.zero(line.currency)
    sides = (nothing, -held) if held.is_negative else (held, nothing)
    row = {"cells": [account_word(line.code), words[AccountKind(line.kind)], *sides]}
    return row if line.is_private else {**row, "url": f"/lugares/{place.code}/libro/{line.code}/"}


def _journal_row(line: queries.JournalLine) -> list[Any]:
    sides = [account_word(code) for code in (line.debit_code, line.credit_code)]
    return [line.effective_on, *sides, line.amount]
