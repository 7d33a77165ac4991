"""How the bank's facts are told on its pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toparquia.bank import queries, rules
from toparquia.bank.forms import period_words
from toparquia.bank.models import Application, Bank, BankReport, LoanProduct, Savings
from toparquia.bank.queries import Figures, Network
from toparquia.engines.lending import Period
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.parameters import DatedCount
from toparquia.territory.models import Place

_FROZEN: Final = ("cash", "saved", "shares", "capital", "lent", "earned", "lost", "provision")
_RATIOS: Final = ("at_risk", "rescheduled", "written_off", "growth")


def figures_of(figures: Figures) -> list[dict[str, Any]]:
    """Return a bank's totals as figures."""
    return [
        {"label": _("Socias y socios"), "value": figures.members},
        {"label": _("Ahorrado"), "amount": figures.saved},
        {"label": _("Aportes de capital"), "amount": figures.shares},
        {"label": _("Prestado y por cobrar"), "amount": figures.lent},
        {"label": _("En caja"), "amount": figures.cash},
        {"label": _("Provisión"), "amount": figures.provision},
        {"label": _("Excedente"), "amount": figures.surplus},
    ]


def ageing_of(figures: Figures, currency: str) -> list[dict[str, Any]]:
    """Return what is lent by how late it is."""
    return _ageing(figures.quality.by_bucket, currency)


def _ageing(found: Mapping[int | None, int], currency: str) -> list[dict[str, Any]]:
    words = {
        0: _("Al día"),
        30: _("1 a 30 días"),
        60: _("31 a 60 días"),
        90: _("61 a 90 días"),
        180: _("91 a 180 días"),
        360: _("181 a 360 días"),
        None: _("Más de 360 días"),
    }
    return [
        {"label": words[end], "value": Money(minor, currency), "marked": end is None or end > 30}
        for end, minor in found.items()
    ]


def honesty_of(figures: Figures) -> list[dict[str, Any]]:
    """Return PAR30 and, on the same line, what could make it look better than it is."""
    return _honesty({name: getattr(figures.quality, name) for name in _RATIOS})


def _honesty(found: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
    rows = [
        (_("En riesgo, más de 30 días (PAR30)"), found["at_risk"]),
        (_("Refinanciado"), found["rescheduled"]),
        (_("Castigado en un año"), found["written_off"]),
        (_("Crecimiento en un año"), found["growth"]),
    ]
    return [
        {"key": word, "value": percent(part, whole) if whole else _("No hay con qué comparar")}
        for word, (part, whole) in rows
    ]


def report_word(report: BankReport) -> str:
    """Return what a report is called."""
    return _("Informe n.º %(number)s") % {"number": report.number}


def report_figures(report: BankReport) -> list[dict[str, Any]]:
    """Return liquidity, reserves and surplus as a report froze them."""
    found = {name: Money(report.figures[name], report.currency) for name in _FROZEN}
    saved = found["saved"].minor
    liquidity = percent(found["cash"].minor, saved) if saved else _("No hay ahorro")
    return [
        {"label": _("Socias y socios"), "value": report.figures["members"]},
        {"label": _("Liquidez"), "value": liquidity, "note": _("efectivo sobre lo ahorrado")},
        {"label": _("En caja"), "amount": found["cash"]},
        {"label": _("Ahorrado"), "amount": found["saved"]},
        {
            "label": _("Reservas"),
            "amount": found["capital"] + found["shares"],
            "note": _("capital y aportes"),
        },
        {"label": _("Provisión"), "amount": found["provision"]},
        {"label": _("Prestado y por cobrar"), "amount": found["lent"]},
        {"label": _("Excedente"), "amount": found["earned"] - found["lost"]},
    ]


def report_honesty(report: BankReport) -> list[dict[str, Any]]:
    """Return PAR30 and what could flatter it, as a report froze them."""
    return _honesty({name: tuple(report.figures[name]) for name in _RATIOS})


def report_ageing(report: BankReport) -> list[dict[str, Any]]:
    """Return what was lent by how late it was, as a report froze it."""
    return _ageing(dict(report.figures["by_bucket"]), report.currency)


def network_of(found: Network, target: DatedCount) -> list[dict[str, Any]]:
    """Return what all banks add up to, beside the target."""
    rows = [
        {"label": _("Bancos"), "value": found.banks, "note": _("meta: %(count)s") % {"count": target.count}},
        {"label": _("Informaron"), "value": found.reporting},
        {"label": _("Socias y socios"), "value": found.members},
        {"label": _("Ahorrado"), "amount": found.saved},
        {"label": _("Prestado y por cobrar"), "amount": found.lent},
    ]
    part, whole = found.at_risk
    risk = percent(part, whole) if whole else _("No hay con qué comparar")
    return [*rows, {"label": _("En riesgo, más de 30 días (PAR30)"), "value": risk}]


def in_language(sentence: Sentence) -> str:
    """Return a sentence in the reader's language."""
    return sentence.in_language(get_language() or "es")


def funds_way(place: Place) -> str:
    """Return the address of a place's funds."""
    return reverse("bank:funds", args=[place.code])


def percent(part: int, whole: int) -> str:
    """Return a part of a whole in per cents with one decimal, rounded half up."""
    tenths = (2_000 * part + whole) // (2 * whole)
    sign = "\u2212" if tenths < 0 else ""
    return f"{sign}{_decimals(abs(tenths), 1)}"


def rate(basis_points: int) -> str:
    """Return a rate a year in per cents."""
    return _decimals(basis_points, 2)


def _decimals(number: int, digits: int) -> str:
    point = "." if (get_language() or "es").startswith("en") else ","
    whole, part = divmod(number, 10**digits)
    return f"{whole}{point}{part:0{digits}d}\u00a0%"


def conditions_of(product: LoanProduct) -> list[dict[str, Any]]:
    """Return the conditions of a product as rows."""
    is_flat = product.interest_method == "flat"
    rows = [
        (_("Monto máximo"), product.principal_max),
        (_("Interés al año"), rate(product.rate_bp)),
        (_("Se cuenta"), _("Fijo, sobre lo prestado") if is_flat else _("Sobre lo que falta por pagar")),
        (_("Cargo por servicio"), rate(product.fee_bp)),
        (_("Se paga"), period_words()[Period(product.period)]),
        (_("Cuotas como máximo"), product.instalments_max),
        (_("Primeras cuotas sin capital"), product.principal_grace),
    ]
    return [{"key": key, "value": money_or_text(value)} for key, value in rows]


def cost_of(offer: rules.Offer, currency: str) -> list[dict[str, Any]]:
    """Return what a loan costs in all, as figures beside every offer."""
    found = [
        {"label": _("Recibes"), "amount": Money(offer.cost.received, currency)},
        {"label": _("Pagas en total"), "amount": Money(offer.cost.paid, currency)},
        {"label": _("Te cuesta"), "amount": Money(offer.cost.total, currency)},
        {"label": _("Tasa efectiva al año"), "value": rate(offer.cost.effective_bp)},
    ]
    if offer.is_flat:
        note = _("lo que costaría sobre lo que falta por pagar")
        found.append({"label": _("Equivale a"), "value": rate(offer.declining_bp), "note": note})
    return found


def schedule_of(offer: rules.Offer, currency: str) -> list[list[Any]]:
    """Return the instalments as rows of a table."""
    return [
        [
            one.number,
            one.due_on,
            *(Money(n, currency) for n in (one.principal, one.interest, one.total, one.left)),
        ]
        for one in offer.schedule.instalments
    ]


def schedule_columns() -> list[Any]:
    """Return the columns of a schedule."""
    words = (_("Vence"), _("Capital"), _("Interés"), _("Cuota"), _("Queda"))
    return [_("N.º"), words[0], *((word, "number") for word in words[1:])]


def savings_word(savings: Savings) -> str:
    """Return what kind of savings these are."""
    words = {
        "demand": _("Ahorro a la vista"),
        "fixed": _("Ahorro a plazo"),
        "recurring": _("Ahorro de cada mes"),
        "share": _("Aporte de capital"),
    }
    return words[savings.kind]


def decision_of(application: Application) -> tuple[str, str]:
    """Return how an application stands, as a kind of status and its word."""
    if hasattr(application, "loan"):
        return "done", _("Entregado")
    if hasattr(application, "rescheduling"):
        return "done", _("Cuotas nuevas")
    found = queries.decision(application)
    words = {
        rules.OPEN: ("pending", _("En el comité")),
        rules.APPROVED: ("open", _("Aprobado")),
        rules.REJECTED: ("refused", _("No aprobado")),
    }
    return words[found]


def late_word(days: int) -> str:
    """Return how late a loan is."""
    if not days:
        return _("Al día")
    return ngettext("%(days)s día de atraso", "%(days)s días de atraso", days) % {"days": days}


def money_or_text(value: object) -> object:
    """Return money as people read it, and anything else as it is."""
    return value.in_language(get_language() or "es") if isinstance(value, Money) else value


def doors_of(bank: Bank, powers: Collection[str], *, is_member: bool) -> list[dict[str, str]]:
    """Return the forms for someone with these powers, and for a member."""
    found: list[tuple[str, str]] = []
    if is_member:
        found += [(_("Mi cuenta"), "own"), (_("Pagar a otra persona"), "pay")]
    if "bank.serve" in powers:
        found += [
            (_("Depósito"), "deposit"),
            (_("Retiro"), "withdraw"),
            (_("Inscribir"), "enrol"),
            (_("Abrir un ahorro"), "savings"),
            (_("Contar y cerrar la caja"), "count"),
            (_("Anotar capital recibido"), "capital"),
            (_("Pasar la hoja de cobro"), "sheet"),
            (_("Proponer un crédito"), "propose"),
            (_("Formar un grupo solidario"), "form_group"),
            (_("Nombrar a un agente"), "name_agent"),
            (_("Recibir la caja de un agente"), "empty_box"),
            (_("Proponer una moneda comunal"), "propose_currency"),
            (_("Poner al día la provisión"), "provision"),
            (_("Informar a la asamblea"), "present_report"),
        ]
    if {"bank.serve", "bank.decide", "bank.watch"} & set(powers):
        found.append((_("Solicitudes y préstamos"), "applications"))
    return [{"title": title, "url": way(name, bank.id)} for title, name in found]


def way(name: str, thing: UUID) -> str:
    """Return the address of a form."""
    return reverse(f"bank:{name}", args=[thing])
