"""Purchases, petty cash, bank statements and the work itself, each page in its moment, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.foundation.clock import frozen_at
from toparquia.gazette.tests.posting import sign_in
from toparquia.mandates.models import Mandate
from toparquia.treasury import services
from toparquia.treasury.rules.works import NewStage
from toparquia.treasury.tests.factories import Treasury, make_treasury, photo, ves

pytestmark = pytest.mark.django_db
Moment = tuple[Mandate | None, str]


@pytest.fixture
def treasury(noon: Any, tmp_path: Any) -> Iterator[Treasury]:
    """Return a commune with the first tranche at hand."""
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "default": store}):
        made = make_treasury(noon)
        made.receive()
        with frozen_at(made.at):
            yield made


def path(name: str, *things: object) -> str:
    """Return an address of the treasury."""
    return reverse(f"treasury:{name}", args=things)


def by(treasury: Treasury, member: int = 0) -> dict[str, Any]:
    """Return what a member of the committee shows, and when."""
    return {"by": treasury.member(member), "at": treasury.at}


def compared(treasury: Treasury) -> Any:
    """Return a purchase with as many quotations as the rules ask."""
    bought = services.open_purchase(
        obligation_id=treasury.obligation.id,
        what="Bomba de agua para el tanque",
        head="materials",
        estimate=ves(9_000),
        **by(treasury),
    )
    for minor, name in ((9_500, "Ferretería El Sol"), (8_900, "Suministros La Luna")):
        services.add_quotation(
            purchase_id=bought.id,
            supplier=name,
            is_person=False,
            amount=ves(minor),
            file=photo(minor),
            **by(treasury),
        )
    return bought


def to_compare(treasury: Treasury) -> Moment:
    """Let a visitor see who takes what."""
    bought = compared(treasury)
    services.choose_quotation(quotation_id=bought.quotations.first().id, reason="", **by(treasury, 1))
    return None, bought.get_absolute_url()


def to_quote(treasury: Treasury) -> Moment:
    """Let a member write down a quotation."""
    return treasury.committee[0], path("quote", compared(treasury).id)


def to_choose(treasury: Treasury) -> Moment:
    """Let a member choose."""
    return treasury.committee[1], path("choose", compared(treasury).id)


def to_know(treasury: Treasury) -> Moment:
    """Let a visitor look at a supplier in whom someone has an interest."""
    seller = compared(treasury).quotations.first().supplier
    services.declare_conflict(supplier_id=seller.id, ground="kin", **by(treasury, 1))
    return None, seller.get_absolute_url()


def to_declare(treasury: Treasury) -> Moment:
    """Let a member declare an interest."""
    return treasury.committee[1], path("declare", compared(treasury).quotations.first().supplier_id)


def to_spend_little(treasury: Treasury) -> Moment:
    """Let a member record a small expense."""
    services.fill_petty_cash(obligation_id=treasury.obligation.id, **by(treasury, 1))
    return treasury.committee[0], path("petty_expense", treasury.obligation.id)


def kept(treasury: Treasury) -> str:
    """Keep a statement for its preview."""
    day = treasury.at.date().isoformat()
    content = f"fecha;referencia;descripcion;monto\n{day};X1;Comisión;-3,00\n{day};Y;;500,00\n".encode()
    return services.keep_statement(place=treasury.place, content=content, **by(treasury))


def to_look_first(treasury: Treasury) -> Moment:
    """Let a member look at a statement before it counts."""
    return treasury.committee[0], path("preview_statement", treasury.place.code, kept(treasury))


def imported(treasury: Treasury) -> Any:
    """Write a statement down."""
    return services.import_statement(place=treasury.place, sha256=kept(treasury), **by(treasury))


def to_reconcile(treasury: Treasury) -> Moment:
    """Let a member see what is unmatched."""
    return treasury.committee[0], imported(treasury).get_absolute_url()


def to_match(treasury: Treasury) -> Moment:
    """Let a member say what a line is."""
    return treasury.committee[0], path("match_line", imported(treasury).lines.get(number=2).id)


def worked(treasury: Treasury, percent: int = 60) -> None:
    """Plan a work and see how far it is."""
    mine = {"obligation_id": treasury.obligation.id, **by(treasury)}
    day = treasury.at.date()
    stage = NewStage("Abrir la zanja", day, day + timedelta(days=9), 100, 1)
    services.publish_schedule(stages=[stage], **mine)
    services.record_progress(
        stage=1, percent=percent, text="Se abrió.", spot="Calle Bolívar", photo=photo(31), **mine
    )
    services.record_labour(worked_on=day, people=6, hours=4, what="Pico y pala", **mine)
    services.move_stock(item="Tubo", unit="metro", thousandths=40_000, **mine)
    services.propose_variation(title="Más tubo", text="La calle es más larga.", change=ves(9_000), **mine)


def to_see_the_work(treasury: Treasury) -> Moment:
    """Let a visitor see how the work is going."""
    worked(treasury)
    return None, path("work", treasury.obligation.id)


def of_the_work(name: str) -> Callable[[Treasury], Moment]:
    """Let a member come to a form of the work."""

    def come(treasury: Treasury) -> Moment:
        worked(treasury)
        return treasury.committee[0], path(name, treasury.obligation.id)

    return come


def to_hear_the_assembly(treasury: Treasury) -> Moment:
    """Let a change wait for what the assembly says."""
    worked(treasury)
    change = treasury.obligation.variations.get()
    return treasury.committee[0], path("decide_variation", change.id)


def to_follow(treasury: Treasury) -> Moment:
    """Let a work be delivered."""
    worked(treasury, 100)
    services.deliver_work(
        obligation_id=treasury.obligation.id,
        delivered_on=treasury.at.date(),
        text="Conforme.",
        **by(treasury),
    )
    return treasury.committee[0], path("follow_up", treasury.obligation.id)


FORMS: Final = ("publish_schedule", "record_progress", "record_labour", "move_stock", "propose_variation")
MOMENTS: Final[dict[str, Callable[[Treasury], Moment]]] = {
    "treasury:purchase": to_compare,
    "treasury:quote": to_quote,
    "treasury:choose": to_choose,
    "treasury:supplier": to_know,
    "treasury:declare": to_declare,
    "treasury:petty_expense": to_spend_little,
    "treasury:preview_statement": to_look_first,
    "treasury:statement": to_reconcile,
    "treasury:match_line": to_match,
    "treasury:work": to_see_the_work,
    "treasury:decide_variation": to_hear_the_assembly,
    "treasury:follow_up": to_follow,
    "treasury:deliver_work": of_the_work("deliver_work"),
    **{f"treasury:{name}": of_the_work(name) for name in FORMS},
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_pages_of_a_work_are_there_for_everyone(name, treasury, client, browser):
    mandate, address = MOMENTS[name](treasury)
    if mandate is not None:
        sign_in(client, mandate.holder)

    assert all(everyone_can_use(name, address, client, browser))
