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
from toparquia.bank import queries, services
from toparquia.bank.models import Application, CommunalCurrency, Loan
from toparquia.bank.tests.factories import ANA, LUIS, House, make_bank, ves
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
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


def grouped(house: House) -> Application:
    """Let Ana and Luis form a group, and Ana ask for a loan that it stands for."""
    for number in (ANA, LUIS):
        house.save(number, 30_000)
    services.form_group(
        bank_id=house.bank.id, name="Las Panas", numbers=[ANA, LUIS], by=house.desk(), at=house.at
    )
    product = house.adopted(guarantee_bp=2_000)
    house.clock.move_to(house.at)  # type: ignore[attr-defined]
    return house.apply(product)


def to_stand_for_another(house: House) -> tuple[Resident, str]:
    """Let a member come to set savings aside."""
    return house.members[LUIS].resident, path("pledge", grouped(house).id)


def to_see_the_group(house: House) -> tuple[Resident, str]:
    """Let a member look at their group while another asks."""
    return house.members[LUIS].resident, grouped(house).group.get_absolute_url()  # type: ignore[union-attr]


def of_a_loan(name: str, *, is_own: bool = False) -> Callable[[House], tuple[Resident, str]]:
    """Return how the desk, or who borrowed, comes to one of a loan's forms."""

    def moment(house: House) -> tuple[Resident, str]:
        loan = house.lend(queries.products(house.bank)[0])
        person = house.members[ANA].resident if is_own else house.coordinators[0].holder
        return person, path(name, loan.application_id)

    return moment


def to_sheet(house: House) -> tuple[Resident, str]:
    """Let instalments be due on a day of collecting."""
    house.lend(queries.products(house.bank)[0])
    house.at += timedelta(days=40)
    house.clock.move_to(house.at)  # type: ignore[attr-defined]
    return house.coordinators[0].holder, path("sheet", house.bank.id)


def to_take_in(house: House) -> tuple[Resident, str]:
    """Let a member be an agent."""
    services.name_agent(bank_id=house.bank.id, number=ANA, limit=ves(90_000), by=house.desk(), at=house.at)
    return house.members[ANA].resident, path("take_in", house.bank.id)


def communal(house: House) -> CommunalCurrency:
    """Return a communal currency that waits for the assembly."""
    return services.propose_currency(
        bank_id=house.bank.id, name="Cacao", credit_limit=Money(5_000, "XMC"), by=house.desk(), at=house.at
    )


def in_the_unit(name: str) -> Callable[[House], tuple[Resident, str]]:
    """Return how a member comes to a page of the communal currency once it is adopted."""

    def moment(house: House) -> tuple[Resident, str]:
        made = communal(house)
        taken = house.resolve(queries.CURRENCY, made.id)
        house.clock.move_to(house.at)  # type: ignore[attr-defined]
        services.record_currency(currency_id=made.id, resolution_id=taken, by=house.desk(), at=house.at)
        return house.members[ANA].resident, path(name, made.id)

    return moment


def to_adopt_the_unit(house: House) -> tuple[Resident, str]:
    """Let the communal currency wait for the assembly."""
    return house.coordinators[0].holder, path("adopt_currency", communal(house).id)


def of_a_report(name: str) -> Callable[[House], tuple[Resident, str]]:
    """Return how the desk comes to a page of a report."""

    def moment(house: House) -> tuple[Resident, str]:
        house.lend(queries.products(house.bank)[0])
        made = services.present_report(bank_id=house.bank.id, by=house.desk(), at=house.at)
        return house.coordinators[0].holder, path(name, made.id)

    return moment


def of_a_fund(name: str) -> Callable[[House], tuple[Resident, str]]:
    """Return how the finance committee comes to a page of the internal funds."""

    def moment(house: House) -> tuple[Resident, str]:
        person = house.country.neighbour(name="Nora")
        by = house.by(house.country.officer(house.place, "finance_committee", 1, person))
        if name == "open_funds":
            return person, path(name, house.place.code)
        fund, *_others = services.open_funds(place=house.place, by=by, at=house.at)
        services.receive_into_fund(fund_id=fund.id, amount=ves(9_000), source="Rifa", by=by, at=house.at)
        asked = services.ask_fund(fund_id=fund.id, amount=ves(4_000), purpose="Medicinas", by=by, at=house.at)
        things = {"funds": house.place.code, "pay_request": asked.id}
        return person, path(name, things.get(name, fund.id))

    return moment


BESIDE: Final = ("form_group", "name_agent", "empty_box", "propose_currency", "provision", "present_report")
DESK: Final = ("capital", "enrol", "savings", "deposit", "withdraw", "propose", *BESIDE)
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
    "bank:pledge": to_stand_for_another,
    "bank:group": to_see_the_group,
    "bank:ask_rescheduling": of_a_loan("ask_rescheduling", is_own=True),
    **{f"bank:{name}": of_a_loan(name) for name in ("reschedule", "call_guarantee", "release")},
    "bank:sheet": to_sheet,
    "bank:take_in": to_take_in,
    **{f"bank:{name}": in_the_unit(name) for name in ("currency", "join_currency")},
    "bank:pay_in_currency": in_the_unit("pay_in_currency"),
    "bank:adopt_currency": to_adopt_the_unit,
    **{f"bank:{name}": of_a_report(name) for name in ("report", "decide_report")},
    **{f"bank:{name}": of_a_fund(name) for name in ("funds", "open_funds", "receive_into_fund", "ask_fund")},
    "bank:pay_request": of_a_fund("pay_request"),
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
