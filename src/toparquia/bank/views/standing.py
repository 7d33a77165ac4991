"""How a loan stands, who stands for it, and which forms whoever reads it may open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from toparquia.bank import queries, rules
from toparquia.bank.models import Application, Loan
from toparquia.bank.views import telling
from toparquia.foundation.money import Money


def doors_of_loan(
    application: Application, loan: Loan | None, powers: frozenset[str], person: UUID | None, day: date
) -> list[dict[str, str]]:
    """Return the forms that someone with these powers may open on an application."""
    is_other = person != application.member.resident_id
    ways = [*_waiting(application, powers, person, is_other=is_other)]
    if loan is not None and not queries.is_written_off(loan):
        ways += _running(loan, powers, day, is_other=is_other)
    if loan is not None and queries.is_written_off(loan):
        ways += [(_("Cobrar una cuota"), "repay", "bank.serve" in powers)]
    return [{"title": title, "url": telling.way(name, application.id)} for title, name, may in ways if may]


def _waiting(
    application: Application, powers: frozenset[str], person: UUID | None, *, is_other: bool
) -> Iterable[tuple[str, str, bool]]:
    given = {one.judge_id for one in application.reviews.all()}
    found = queries.decision(application)
    is_done = hasattr(application, "loan") or hasattr(application, "rescheduling")
    may_pay = "bank.disburse" in powers and found == rules.APPROVED and not is_done
    yield (
        _("Opinar"),
        "judge",
        "bank.decide" in powers and is_other and person not in given and found == rules.OPEN,
    )
    if application.reschedules_id:
        yield _("Dar las cuotas nuevas"), "reschedule", may_pay
    else:
        yield _("Entregar el préstamo"), "disburse", may_pay and is_other
    if application.group_id and not is_done and found != rules.REJECTED:
        yield _("Apartar mi fianza"), "pledge", is_other and person is not None


def _running(loan: Loan, powers: frozenset[str], day: date, *, is_other: bool) -> list[tuple[str, str, bool]]:
    stands, may_serve = queries.standing(loan, day), "bank.serve" in powers
    is_late = stands.late.days > 0
    is_backed = loan.application.group_id is not None
    return [
        (_("Cobrar una cuota"), "repay", may_serve and not stands.is_paid),
        (_("Pedir cuotas nuevas"), "ask_rescheduling", not is_other and not stands.is_paid),
        (_("Cobrar la fianza al grupo"), "call_guarantee", may_serve and is_late and is_backed),
        (_("Devolver la fianza"), "release", may_serve and stands.is_paid and is_backed),
        (_("Castigar el préstamo"), "write_off", may_serve and is_late),
    ]


def standing_of(loan: Loan, day: date) -> list[dict[str, Any]]:
    """Return how a loan stands, as figures."""
    found = queries.standing(loan, day)
    currency = loan.application.product.currency
    next_due = found.open[0] if found.open else None
    shown = [
        {"label": _("Falta por pagar"), "amount": Money(found.total_left, currency)},
        {
            "label": _("Atrasado"),
            "amount": Money(found.late.total, currency),
            "note": telling.late_word(found.late.days),
        },
    ]
    if next_due:
        shown.append({"label": _("Próxima cuota"), "amount": Money(next_due.total, currency)})
    if loan.reschedulings.all():
        shown.append({"label": _("Cuotas nuevas"), "value": len(loan.reschedulings.all())})
    return shown


def guarantee_of(application: Application) -> dict[str, Any] | None:
    """Return who stands for a loan and with how much in all; nobody's own part is shown to another."""
    if application.group is None:
        return None
    pledges = application.pledges.all()
    currency = application.product.currency
    return {
        "group": application.group,
        "held": Money(sum(one.amount_minor for one in pledges), currency),
        "missing": queries.guarantee_missing(application),
    }
