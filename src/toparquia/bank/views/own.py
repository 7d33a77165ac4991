"""A member's own: what they have and owe, and paying another member."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toparquia.bank import queries, services
from toparquia.bank.forms import MemberAmountForm
from toparquia.bank.models import Application
from toparquia.bank.views import telling
from toparquia.foundation.clock import now
from toparquia.foundation.money import Money
from toparquia.ledger import queries as ledger
from toparquia.mandates import acting
from toparquia.territory import queries as territory
from toparquia.treasury.views.writing import Asked, form_page


@login_required
@require_safe
def account(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Show a member what is theirs, and nobody else."""
    bank = queries.bank(bank_id)
    member = queries.member_of(bank, acting.resident_id(request))
    day = territory.local_day(bank.place, now())
    mine = queries.savings_of(member)
    held = ledger.balances([one.account for one in mine], day)
    agent = queries.agent_of(member)
    context = {
        "group": queries.group_of(member),
        "agent": agent,
        "box": queries.held(agent.account, day) if agent else None,
        "bank": bank,
        "member": member,
        "figures": [{"label": telling.savings_word(one), "amount": held[one.account_id]} for one in mine],
        "applications": [_told(one) for one in queries.applications_of(member)],
    }
    return render(request, "bank/own.html", context)


@login_required
@require_safe
def card(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Return the code on a member's card: the address at which whoever reads it pays this member."""
    bank = queries.bank(bank_id)
    member = queries.member_of(bank, acting.resident_id(request))
    address = request.build_absolute_uri(f"{telling.way('pay', bank.id)}?numero={member.number}")
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=4)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@login_required
def pay(request: HttpRequest, bank_id: UUID) -> HttpResponse:
    """Pay another member by their number, typed or brought by the code on their card."""
    bank = queries.bank(bank_id)
    person = acting.resident_id(request)
    queries.member_of(bank, person)
    number = request.GET.get("numero", "")
    initial = {"number": number} if number.isdecimal() and len(number) < 10 else {}
    form = MemberAmountForm(request.POST or None, currency=bank.currency, initial=initial)

    def done(at: datetime) -> str:
        given = form.cleaned_data
        services.pay_member(
            bank_id=bank.id,
            resident_id=person,
            number=given["number"],
            amount=given["amount"],
            key=given["key"],
            at=at,
        )
        return telling.way("own", bank.id)

    asked = Asked(
        verb="bank.pay_member",
        title=_("Pagar a otra persona"),
        button=_("Pagar"),
        noted=_("Pago hecho."),
        about=_("Mi cuenta"),
        about_url=telling.way("own", bank.id),
        lead=_("Sale de tu ahorro a la vista. Lo ven solo tú y quien recibe."),
    )
    return form_page(request, form, asked, done)


def _told(application: Application) -> dict[str, Any]:
    kind, word = telling.decision_of(application)
    return {
        "url": application.get_absolute_url(),
        "name": application.product.name,
        "amount": Money(application.principal_minor, application.product.currency),
        "kind": kind,
        "word": word,
    }
