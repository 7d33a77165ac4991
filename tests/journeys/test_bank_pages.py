"""A loan from its application to its last instalment, and the cash box at closing, in a real browser.

The bank is made inside the test, so the browser is answered by the site itself, as for a founding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse

from tests.journeys.moments import everyone_can_use
from toparquia.bank import queries
from toparquia.bank.models import Application, Loan
from toparquia.bank.tests.factories import ANA, House, make_bank
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.tests.posting import sign_in
from toparquia.people.models import Resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(noon) -> Iterator[House]:
    """Return a bank with a seed fund and an adopted product."""
    house = make_bank(noon)
    house.capital(200_000)
    house.adopted()
    with frozen_at(house.at) as clock:
        house.clock = clock  # type: ignore[attr-defined]
        yield house


def path(name: str, thing: object) -> str:
    """Return an address of the bank."""
    return reverse(f"bank:{name}", args=[thing])


def to_read(house: House) -> tuple[Resident | None, str]:
    """Let a visitor look at the bank while a loan is late."""
    house.lend(queries.products(house.bank)[0])
    house.at += timedelta(days=70)
    house.clock.move_to(house.at)  # type: ignore[attr-defined]
    return None, house.bank.get_absolute_url()


def to_compare(house: House) -> tuple[Resident | None, str]:
    """Let a visitor look at an offer."""
    return None, queries.products(house.bank)[0].get_absolute_url()


def to_apply(house: House) -> tuple[Resident, str]:
    """Let a member ask for a loan."""
    return house.members[ANA].resident, path("apply", queries.products(house.bank)[0].id)


def to_judge(house: House) -> tuple[Resident, str]:
    """Let an application wait for the committee."""
    return house.approvers[0].holder, path("judge", house.apply(queries.products(house.bank)[0]).id)


def to_pay_out(house: House) -> tuple[Resident, str]:
    """Let the committee have approved it."""
    application = house.apply(queries.products(house.bank)[0])
    house.judge(application, True, True)
    return house.coordinators[0].holder, path("disburse", application.id)


def to_follow(house: House) -> tuple[Resident, str]:
    """Let a member look at a loan that is paid out."""
    loan = house.lend(queries.products(house.bank)[0])
    return house.members[ANA].resident, loan.application.get_absolute_url()


def to_own(house: House) -> tuple[Resident, str]:
    """Let a member look at their account."""
    house.save(ANA, 12_345)
    return house.members[ANA].resident, path("own", house.bank.id)


def to_count(house: House) -> tuple[Resident, str]:
    """Let the day end at the desk."""
    return house.coordinators[0].holder, path("count", house.bank.id)


def at_the_desk(name: str) -> Callable[[House], tuple[Resident, str]]:
    """Return how a coordinator comes to one of the desk's forms."""

    def moment(house: House) -> tuple[Resident, str]:
        return house.coordinators[0].holder, path(name, house.bank.id)

    return moment


def to_adopt(house: House) -> tuple[Resident, str]:
    """Let a product wait for what the assembly says."""
    return house.coordinators[0].holder, path("adopt", house.propose().id)


def to_repay(house: House) -> tuple[Resident, str]:
    """Let a loan be paid out."""
    loan = house.lend(queries.products(house.bank)[0])
    return house.coordinators[0].holder, path("repay", loan.application_id)


def to_write_off(house: House) -> tuple[Resident, str]:
    """Let a loan be late."""
    loan = house.lend(queries.products(house.bank)[0])
    return house.coordinators[0].holder, path("write_off", loan.application_id)


def to_list(house: House) -> tuple[Resident, str]:
    """Let one application wait, and one loan be paid out."""
    house.lend(queries.products(house.bank)[0])
    house.apply(queries.products(house.bank)[0], 5_000, 2)
    return house.approvers[0].holder, path("applications", house.bank.id)


def to_pay(house: House) -> tuple[Resident, str]:
    """Let a member pay another, by the code on a card."""
    return house.members[ANA].resident, f"{path('pay', house.bank.id)}"


def to_open(house: House) -> tuple[Resident, str]:
    """Let the coordination come to the page that opens the bank."""
    return house.coordinators[0].holder, path("open", house.place.code)


DESK: Final = ("capital", "enrol", "savings", "deposit", "withdraw", "propose")
MOMENTS: Final[dict[str, Callable[[House], tuple[Resident | None, str]]]] = {
    "bank:detail": to_read,
    "bank:product": to_compare,
    "bank:apply": to_apply,
    "bank:judge": to_judge,
    "bank:disburse": to_pay_out,
    "bank:application": to_follow,
    "bank:own": to_own,
    "bank:count": to_count,
    "bank:adopt": to_adopt,
    "bank:repay": to_repay,
    "bank:write_off": to_write_off,
    "bank:applications": to_list,
    "bank:pay": to_pay,
    "bank:open": to_open,
    **{f"bank:{name}": at_the_desk(name) for name in DESK},
}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_banks_pages_are_there_for_everyone(name, house, client, browser):
    resident, address = MOMENTS[name](house)
    if resident is not None:
        sign_in(client, resident)

    assert all(everyone_can_use(name, address, client, browser))


def test_a_loan_from_its_application_to_its_last_instalment(house, client):
    # Each step is the form that a person sends, as the browser sends it.
    def send(person: Resident, address: str, **fields: str) -> None:
        sign_in(client, person)
        assert client.post(address, {"key": str(new_id()), **fields}).status_code == 302

    product = queries.products(house.bank)[0]
    send(
        house.members[ANA].resident,
        path("apply", product.id),
        amount="600,00",
        instalments="3",
        purpose="Abono",
    )
    application = Application.objects.get()
    for approver in house.approvers[:2]:
        send(approver.holder, path("judge", application.id), review="yes", reason="Puede pagar.")
    desk = house.coordinators[0].holder
    send(desk, path("disburse", application.id))
    loan = Loan.objects.get()
    while not house.standing(loan).is_paid:
        house.at += timedelta(days=30)
        house.clock.move_to(house.at)
        due = house.standing(loan).open[0].total
        send(desk, path("repay", application.id), amount=f"{due // 100},{due % 100:02d}")
    held = queries.figures(house.bank, house.today).cash
    send(desk, path("count", house.bank.id), amount=held.in_language("es").removeprefix("Bs.\u00a0"))

    assert loan.repayments.count() == 3
    assert house.bank.counts.get().difference.is_zero
