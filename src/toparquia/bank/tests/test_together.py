"""Groups that stand for one another, agents with their own box, the communal currency, and internal funds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.bank import errors, queries, rules, services
from toparquia.bank.models import CommunalFund, FundPayment, PledgeEnd
from toparquia.bank.tests.factories import ANA, LUIS, terms, ves
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.ledger import queries as ledger

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)
UNIT = "XMC"


def sound():
    """Return whether every invariant of the ledger holds."""
    return [finding.invariant for finding in ledger.check() if not finding.holds] == []


def grouped(house):
    """Return a product that a group stands for with 20 %, and a group of Ana, Luis and Rita."""
    rita = house.enrol("Rita").number
    numbers = [ANA, LUIS, rita]
    for number in numbers:
        house.save(number, 20_000)
    services.form_group(
        bank_id=house.bank.id, name="Las Panas", numbers=numbers, by=house.desk(), at=house.at
    )
    product = services.propose_product(
        bank_id=house.bank.id, name="En grupo", currency="VES", terms=terms(), arrears_grace_days=0,
        guarantee_bp=2_000, by=house.desk(), at=house.at,
    )  # fmt: skip
    taken = house.resolve(queries.PRODUCT, product.id)
    services.record_adoption(product_id=product.id, resolution_id=taken, by=house.desk(), at=house.at)
    return queries.product(product.id), rita


def pledge(house, application, number, minor):
    """Let a member set something aside for another's loan."""
    person = house.members[number].resident_id
    return services.pledge(application_id=application.id, resident_id=person, amount=ves(minor), at=house.at)


def lent_in_group(house):
    """Let Ana borrow 1,000.00, with 100.00 of Luis and 100.00 of Rita set aside."""
    house.capital(200_000)
    product, rita = grouped(house)
    application = house.apply(product)
    house.judge(application, True, True)
    for number in (LUIS, rita):
        pledge(house, application, number, 10_000)
    services.disburse(application_id=application.id, by=house.desk(), at=house.at)
    return queries.loan(queries.application(application.id)), rita


def test_a_group_loan_waits_for_what_the_group_sets_aside(house):
    house.capital(200_000)
    product, rita = grouped(house)
    application = house.apply(product)
    house.judge(application, True, True)
    pay = {"application_id": application.id, "by": house.desk(), "at": house.at}

    with pytest.raises(errors.GuaranteeMissing), transaction.atomic():
        services.disburse(**pay)
    with pytest.raises(errors.NotInThatGroup), transaction.atomic():
        pledge(house, application, ANA, 10_000)
    luis = queries.demand_savings(house.members[LUIS])
    services.withdraw(savings_id=luis.id, amount=ves(15_000), by=house.desk(), at=house.at)
    with pytest.raises(errors.NotEnoughSaved), transaction.atomic():
        pledge(house, application, LUIS, 15_000)
    house.save(LUIS, 15_000)
    pledge(house, application, LUIS, 15_000)
    # Only what is missing is taken.
    assert pledge(house, application, rita, 9_999).amount_minor == 5_000
    with pytest.raises(errors.NothingToPledge), transaction.atomic():
        pledge(house, application, rita, 1)

    services.disburse(**pay)
    assert (house.saved(LUIS), house.saved(rita)) == (5_000, 15_000)
    assert sound()


def test_a_called_guarantee_pays_what_is_late_and_gives_the_rest_back(house):
    loan, rita = lent_in_group(house)
    with pytest.raises(errors.NotLateEnough), transaction.atomic():
        services.call_guarantee(application_id=loan.application_id, by=house.desk(), at=house.at)
    house.at += 2 * MONTH
    late = house.standing(loan).late.total

    paid = services.call_guarantee(application_id=loan.application_id, by=house.desk(), at=house.at)

    covered = min(late, 20_000)
    assert paid.amount_minor == covered
    assert sum(one.called_minor for one in PledgeEnd.objects.all()) == covered
    assert house.saved(LUIS) + house.saved(rita) == 40_000 - covered
    with pytest.raises(errors.NothingPledged), transaction.atomic():
        services.call_guarantee(application_id=loan.application_id, by=house.desk(), at=house.at + 2 * MONTH)
    assert sound()


def test_pledges_go_back_when_the_loan_is_paid(house):
    loan, rita = lent_in_group(house)
    back = {"application_id": loan.application_id, "by": house.desk(), "at": house.at}
    with pytest.raises(errors.StillOwed), transaction.atomic():
        services.release_pledges(**back)
    house.repay(loan, house.standing(loan).total_left)

    assert services.release_pledges(**back) == 2
    assert (house.saved(LUIS), house.saved(rita)) == (20_000, 20_000)
    assert sound()


def test_a_group_is_of_two_or_more_and_each_is_in_one(house):
    form = {"bank_id": house.bank.id, "by": house.desk(), "at": house.at}
    with pytest.raises(errors.GroupTooSmall), transaction.atomic():
        services.form_group(name="Sola", numbers=[ANA, ANA], **form)
    services.form_group(name="Dos", numbers=[ANA, LUIS], **form)
    with pytest.raises(errors.InAnotherGroup), transaction.atomic():
        services.form_group(name="Otra", numbers=[LUIS, ANA], **form)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    gap=st.integers(0, 10**9),
    pledged=st.lists(st.integers(1, 10**8), max_size=9),
    order=st.sampled_from(list(rules.GuaranteeOrder)),
)
def test_cover_takes_all_of_a_gap_and_from_nobody_more_than_they_set_aside(gap, pledged, order):
    paid = rules.cover(gap, pledged, order)

    assert sum(paid) == min(gap, sum(pledged))
    assert all(0 <= part <= most for part, most in zip(paid, pledged, strict=True))


def test_an_agent_takes_in_up_to_a_limit_and_hands_the_box_over_counted(house):
    ana = house.members[ANA].resident_id
    take = {"bank_id": house.bank.id, "resident_id": ana, "number": LUIS, "at": house.at}
    with pytest.raises(errors.NotAnAgent), transaction.atomic():
        services.take_in(amount=ves(100), **take)
    name = {"bank_id": house.bank.id, "number": ANA, "limit": ves(10_000), "by": house.desk(), "at": house.at}
    agent = services.name_agent(**name)
    with pytest.raises(errors.AgentAlready), transaction.atomic():
        services.name_agent(**name)
    services.take_in(amount=ves(9_000), **take)
    with pytest.raises(errors.AgentLimit), transaction.atomic():
        services.take_in(amount=ves(1_001), **take)
    with pytest.raises(errors.BoxNotEmpty), transaction.atomic():
        services.end_agent(agent_id=agent.id, by=house.desk(), at=house.at)

    count = services.empty_box(agent_id=agent.id, counted=ves(8_900), by=house.desk(), at=house.at)

    figures = queries.figures(house.bank, house.today)
    assert (count.expected_minor, house.saved(LUIS)) == (9_000, 9_000)
    assert (figures.cash, figures.surplus) == (ves(8_900), ves(-100))
    with pytest.raises(errors.BoxEmpty), transaction.atomic():
        services.empty_box(agent_id=agent.id, counted=ves(0), by=house.desk(), at=house.at)
    services.end_agent(agent_id=agent.id, by=house.desk(), at=house.at)
    with pytest.raises(errors.NotAnAgent), transaction.atomic():
        services.take_in(amount=ves(100), **take)
    assert sound()


def communal(house, limit=5_000):
    """Return a communal currency that the assembly adopted, with Ana and Luis in it."""
    made = services.propose_currency(
        bank_id=house.bank.id, name="Cacao", credit_limit=Money(limit, UNIT), by=house.desk(), at=house.at
    )
    join = {"currency_id": made.id, "resident_id": house.members[ANA].resident_id}
    with pytest.raises(errors.CurrencyNotAdopted), transaction.atomic():
        services.join_currency(at=house.at, **join)
    taken = house.resolve(queries.CURRENCY, made.id)
    services.record_currency(currency_id=made.id, resolution_id=taken, by=house.desk(), at=house.at)
    for number in (ANA, LUIS):
        services.join_currency(
            currency_id=made.id, resident_id=house.members[number].resident_id, at=house.at
        )
    return made


def test_the_communal_currency_adds_up_to_zero_and_stops_at_the_limit(house):
    currency = communal(house)
    pay = {"currency_id": currency.id, "resident_id": house.members[ANA].resident_id, "at": house.at}

    services.pay_in_currency(number=LUIS, amount=Money(4_000, UNIT), key=new_id(), **pay)
    with pytest.raises(errors.CreditLimitReached), transaction.atomic():
        services.pay_in_currency(number=LUIS, amount=Money(1_001, UNIT), key=new_id(), **pay)
    with pytest.raises(errors.PaymentToOneself), transaction.atomic():
        services.pay_in_currency(number=ANA, amount=Money(1, UNIT), key=new_id(), **pay)
    rita = house.enrol("Rita").number
    with pytest.raises(errors.CurrencyNotJoined), transaction.atomic():
        services.pay_in_currency(number=rita, amount=Money(1, UNIT), key=new_id(), **pay)

    held = [
        queries.communal_balance(queries.communal_account_of(house.members[number]), house.today).minor
        for number in (ANA, LUIS)
    ]
    assert held == [-4_000, 4_000]
    # It is another unit: the bank's own money is untouched by it.
    assert queries.figures(house.bank, house.today).saved == ves(0)
    with pytest.raises(errors.CurrencyJoined), transaction.atomic():
        services.join_currency(
            currency_id=currency.id, resident_id=house.members[ANA].resident_id, at=house.at
        )
    with pytest.raises(errors.CurrencyAlready), transaction.atomic():
        services.propose_currency(
            bank_id=house.bank.id, name="Otra", credit_limit=Money(1, UNIT), by=house.desk(), at=house.at
        )
    assert sound()


@pytest.fixture
def keeper(house):
    """Return what a member of the commune's finance committee shows, whenever it is asked."""
    holder = house.country.neighbour(name="Nora")
    mandate = house.country.officer(house.place, "finance_committee", 1, holder)
    return lambda: house.by(mandate)


def test_a_fund_pays_only_what_the_assembly_resolved_and_never_from_another(house, keeper):
    opened = services.open_funds(place=house.place, by=keeper(), at=house.at)
    assert [one.kind for one in opened] == ["social_action", "operating", "savings_and_credit", "risks"]
    with pytest.raises(errors.FundsOpen), transaction.atomic():
        services.open_funds(place=house.place, by=keeper(), at=house.at)
    social, operating, *_ = opened
    for fund in (social, operating):
        services.receive_into_fund(
            fund_id=fund.id, amount=ves(10_000), source="Aporte de las empresas", by=keeper(), at=house.at
        )
    asked = services.ask_fund(
        fund_id=social.id, amount=ves(12_000), purpose="Medicinas", by=keeper(), at=house.at
    )
    taken = house.resolve(queries.FUND, asked.id)
    pay = {"fund_request_id": asked.id, "resolution_id": taken}
    # There is 200.00 in all, but only 100.00 in that fund.
    with pytest.raises(errors.NotEnoughInFund), transaction.atomic():
        services.pay_request(by=keeper(), at=house.at, **pay)
    services.receive_into_fund(fund_id=social.id, amount=ves(3_000), source="Rifa", by=keeper(), at=house.at)

    services.pay_request(by=keeper(), at=house.at, **pay)

    held = queries.held_in([one.account for one in (social, operating)], house.today)
    assert [one.minor for one in held.values()] == [1_000, 10_000]
    with pytest.raises(errors.RequestPaid), transaction.atomic():
        services.pay_request(by=keeper(), at=house.at, **pay)
    assert sound()


@transaction.atomic
def pay_beside(asked, taken, house):
    """Write a payment without the service, and let the deferred guards look at once."""
    FundPayment.objects.create(
        request=asked, resolution_id=taken, mandate=house.coordinators[0], paid_at=house.at
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_fund_does_not_pay_without_a_resolution_about_that_request(house, keeper):
    services.open_funds(place=house.place, by=keeper(), at=house.at)
    fund = CommunalFund.objects.get(kind="risks")
    services.receive_into_fund(fund_id=fund.id, amount=ves(9_000), source="Rifa", by=keeper(), at=house.at)
    asked, other = (
        services.ask_fund(fund_id=fund.id, amount=ves(100), purpose=why, by=keeper(), at=house.at)
        for why in ("Lona", "Bombillos")
    )
    taken = house.resolve(queries.FUND, other.id)
    refused = house.resolve(queries.FUND, asked.id, is_carried=False)

    for resolution in (taken, refused):
        with pytest.raises(errors.ResolutionElsewhere), transaction.atomic():
            services.pay_request(fund_request_id=asked.id, resolution_id=resolution, by=keeper(), at=house.at)
    with pytest.raises(DatabaseError):
        pay_beside(asked, taken, house)
