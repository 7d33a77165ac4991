"""Lists, new terms, provision, the report to the assembly, and what the network adds up to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.bank import errors, queries, rules, services
from toparquia.bank.models import Application, Member, Receipt, Repayment, Rescheduling
from toparquia.bank.services import Collected, Opinion
from toparquia.bank.tests.factories import ANA, DAY, LUIS, terms, ves
from toparquia.engines.lending import LoanStanding
from toparquia.ledger import queries as ledger

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


def sound():
    """Return whether every invariant of the ledger holds."""
    return [finding.invariant for finding in ledger.check() if not finding.holds] == []


def rescheduled(house, loan, instalments=6):
    """Let Ana ask for new terms, the committee approve them, and the desk give them."""
    asked = services.ask_rescheduling(
        application_id=loan.application_id, resident_id=house.members[ANA].resident_id,
        instalments=instalments, purpose="Se perdió la cosecha.", at=house.at,
    )  # fmt: skip
    house.judge(asked, True, True)
    return services.reschedule(application_id=asked.id, by=house.desk(), at=house.at)


def test_a_founding_list_is_enrolled_at_once_or_not_at_all(house):
    people = [house.country.neighbour(name=name) for name in ("Rosa", "Simón", "Tita")]
    ids = [one.id for one in people]
    before = Member.objects.count()

    made = services.enrol_listed(bank_id=house.bank.id, resident_ids=ids, by=house.desk(), at=house.at)

    assert [one.number for one in made] == [before + 1, before + 2, before + 3]
    assert all(queries.held(queries.demand_savings(one).account, house.today).is_zero for one in made)
    with pytest.raises(errors.MemberAlready), transaction.atomic():
        services.enrol_listed(bank_id=house.bank.id, resident_ids=ids[:1], by=house.desk(), at=house.at)
    with pytest.raises(errors.NoSuchResidentHere), transaction.atomic():
        services.enrol_listed(
            bank_id=house.bank.id, resident_ids=[house.bank.id], by=house.desk(), at=house.at
        )
    assert Member.objects.count() == before + 3


def test_a_sitting_decides_and_pays_out_a_whole_list(house):
    house.capital(500_000)
    product = house.adopted()
    asked = [house.apply(product, 60_000, 6, number).id for number in (ANA, LUIS)]
    for approver in house.approvers[:2]:
        opinions = [Opinion(one, True, "Puede pagar.") for one in asked]
        services.give_reviews(bank_id=house.bank.id, opinions=opinions, by=house.by(approver), at=house.at)

    loans = services.disburse_listed(
        bank_id=house.bank.id, application_ids=asked, by=house.desk(), at=house.at
    )

    assert len(loans) == 2
    assert queries.figures(house.bank, house.today).lent == ves(120_000)
    with pytest.raises(errors.DisbursedAlready), transaction.atomic():
        services.disburse_listed(bank_id=house.bank.id, application_ids=asked, by=house.desk(), at=house.at)
    assert sound()


def test_a_collection_sheet_is_taken_in_whole_or_not_at_all(house):
    house.capital(200_000)
    loan = house.lend(house.adopted(), 60_000, 6)
    house.at += MONTH
    savings = queries.demand_savings(house.members[LUIS])
    good = [
        Collected(ves(5_000), application_id=loan.application_id),
        Collected(ves(700), savings_id=savings.id),
        Collected(ves(5_000), application_id=loan.application_id),
    ]
    bad = [*good, Collected(ves(900_000), application_id=loan.application_id)]
    desk = {"bank_id": house.bank.id, "by": house.desk(), "at": house.at}

    with pytest.raises(errors.PaymentTooLarge), transaction.atomic():
        services.collect(lines=bad, **desk)
    with pytest.raises(errors.SheetEmpty), transaction.atomic():
        services.collect(lines=[], **desk)
    repayments, receipts = services.collect(lines=good, **desk)

    numbers = sorted(one.number for one in (*repayments, *receipts))
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert sum(one.amount_minor for one in Repayment.objects.all()) == 10_000
    assert (house.saved(LUIS), Receipt.objects.count()) == (700, 1)
    assert sound()


def test_new_terms_keep_what_is_unpaid_and_count_as_at_risk(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    house.at += 2 * MONTH
    before = house.standing(loan)

    made = rescheduled(house, loan)

    after = house.standing(loan)
    assert (after.late.days, after.principal_left) == (0, before.principal_left)
    assert made.interest_minor == before.late.interest
    assert after.open[0].interest > made.interest_minor
    figures = queries.figures(house.bank, house.today)
    assert figures.quality.rescheduled == figures.quality.at_risk == (100_000, 100_000)
    while not house.standing(loan).is_paid:
        house.at += MONTH
        house.repay(loan, house.standing(loan).open[0].total)
    assert queries.figures(house.bank, house.today).lent == ves(0)
    assert sound()


def test_new_terms_are_asked_by_who_borrowed_and_approved_by_the_committee(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    ask = {"application_id": loan.application_id, "instalments": 3, "purpose": "No llueve.", "at": house.at}
    with pytest.raises(errors.NoSuchLoan), transaction.atomic():
        services.ask_rescheduling(resident_id=house.members[LUIS].resident_id, **ask)
    asked = services.ask_rescheduling(resident_id=house.members[ANA].resident_id, **ask)

    with pytest.raises(errors.NotApproved), transaction.atomic():
        services.reschedule(application_id=asked.id, by=house.desk(), at=house.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rescheduling.objects.create(
            application=asked, loan=loan, principal_minor=1, interest_minor=0, paid_minor=0,
            starts_on=house.today, mandate=house.coordinators[0], agreed_at=house.at,
        )  # fmt: skip
    house.judge(asked, True, True)
    with pytest.raises(errors.NotApproved), transaction.atomic():
        services.disburse(application_id=asked.id, by=house.desk(), at=house.at)
    house.repay(loan, house.standing(loan).total_left)
    with pytest.raises(errors.LoanPaid), transaction.atomic():
        services.reschedule(application_id=asked.id, by=house.desk(), at=house.at)
    assert Application.objects.count() == 2


def test_provision_follows_the_classes_of_the_rule_set(house):
    house.capital(200_000)
    house.lend(house.adopted())
    desk = {"bank_id": house.bank.id, "by": house.desk()}

    first = services.make_provision(at=house.at, **desk)
    with pytest.raises(errors.ProvisionUnchanged), transaction.atomic():
        services.make_provision(at=house.at, **desk)
    house.at += 5 * MONTH
    second = services.make_provision(bank_id=house.bank.id, by=house.desk(), at=house.at)

    # 1 % while it is paid on time; 50 % from 91 days late on.
    assert (first.needed, second.needed) == (ves(1_000), ves(50_000))
    assert queries.figures(house.bank, house.today).surplus == ves(-50_000)
    assert sound()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 999)), max_size=8),
    st.permutations([(0, 1), (31, 10), (61, 25), (91, 50), (181, 100)]),
)
def test_provision_is_never_less_than_its_class_nor_more_than_the_loan(loans, classes):
    days, percents = zip(*classes, strict=True)
    book = [LoanStanding(principal, late) for principal, late in loans]

    needed = rules.provision_needed(book, days, percents)

    assert sum(one.principal for one in book) // 100 <= needed <= sum(one.principal for one in book)


def test_a_report_is_frozen_decided_once_and_added_up_by_the_network(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    report = services.present_report(bank_id=house.bank.id, by=house.desk(), at=house.at)
    with pytest.raises(errors.ReportedToday), transaction.atomic():
        services.present_report(bank_id=house.bank.id, by=house.desk(), at=house.at)
    house.repay(loan, 10_000)

    taken = house.resolve(queries.REPORT, report.id)
    desk = {"bank_report_id": report.id, "resolution_id": taken, "by": house.desk(), "at": house.at}
    decision = services.record_report_decision(**desk)

    with pytest.raises(errors.ReportDecided), transaction.atomic():
        services.record_report_decision(**desk)
    network = queries.network("VES")
    assert decision.is_approved
    assert (report.figures["cash"], report.figures["lent"]) == (100_000, 100_000)
    assert (network.banks, network.reporting, network.lent) == (1, 1, ves(100_000))
    assert network.at_risk == (0, 100_000)


def test_deposits_go_to_the_savings_that_are_named(house):
    desk = {"by": house.desk(), "at": house.at}
    ana = house.members[ANA]
    until = house.today + 60 * DAY
    services.open_savings(member_id=ana.id, kind="recurring", matures_on=until, **desk)
    monthly = queries.savings_of_kind(ana, "recurring")

    services.deposit(savings_id=monthly.id, amount=ves(300), **desk)

    assert queries.held(monthly.account, house.today) == ves(300)
    with pytest.raises(errors.NoSuchSavings):
        queries.savings_of_kind(ana, "fixed")


def test_tolerance_before_arrears_is_bounded_by_the_rules(house):
    with pytest.raises(errors.GraceAboveRules) as refused, transaction.atomic():
        services.propose_product(
            bank_id=house.bank.id, name="Lento", currency="VES", terms=terms(),
            arrears_grace_days=31, by=house.desk(), at=house.at,
        )  # fmt: skip

    assert "30" in refused.value.message("es")


def test_what_a_bank_keeps_is_never_changed(house):
    services.present_report(bank_id=house.bank.id, by=house.desk(), at=house.at)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_bankreport SET number = 9")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM bank_bankreport")
