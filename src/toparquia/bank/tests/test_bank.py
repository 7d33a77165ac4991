"""The desk and the loans: what comes in, goes out, is lent and comes back, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction

from toparquia.bank import errors, queries, services, subjects
from toparquia.bank.models import Loan, Receipt
from toparquia.bank.tests.factories import ANA, DAY, LUIS, ves
from toparquia.engines.lending import Amortization, InterestMethod
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.ledger import queries as ledger
from toparquia.mandates.models import Mandate

pytestmark = pytest.mark.django_db


def refuses(refusal, verb, *given, **facts):
    """Expect one refusal, in two languages, that changes nothing in the ledger."""
    before = ledger.trial_balance(queries.Bank.objects.get().opened_at.date() + 3_000 * DAY)
    with pytest.raises(refusal) as caught, transaction.atomic():
        verb(*given, **facts)
    assert caught.value.message("es") != caught.value.message("en")
    assert ledger.trial_balance(queries.Bank.objects.get().opened_at.date() + 3_000 * DAY) == before


def sound():
    """Return whether every invariant of the ledger holds."""
    return [finding.invariant for finding in ledger.check() if not finding.holds] == []


def test_members_save_pay_each_other_and_take_out(house):
    house.save(ANA, 10_000)
    pay = {"bank_id": house.bank.id, "resident_id": house.members[ANA].resident_id, "at": house.at}
    services.pay_member(number=LUIS, amount=ves(4_000), key=new_id(), **pay)
    taken = queries.demand_savings(house.members[LUIS])

    receipt = services.withdraw(savings_id=taken.id, amount=ves(1_500), by=house.desk(), at=house.at)

    assert (house.saved(ANA), house.saved(LUIS), receipt.number) == (6_000, 2_500, 2)
    refuses(errors.NotEnoughSaved, services.pay_member, number=LUIS, amount=ves(6_001), key=new_id(), **pay)
    refuses(errors.PaymentToOneself, services.pay_member, number=ANA, amount=ves(1), key=new_id(), **pay)
    refuses(errors.NoSuchMember, services.pay_member, number=99, amount=ves(1), key=new_id(), **pay)
    refuses(errors.AmountNotPositive, services.pay_member, number=LUIS, amount=ves(0), key=new_id(), **pay)
    stranger = {**pay, "resident_id": house.country.neighbour(name="Sol").id}
    refuses(errors.NotAMember, services.pay_member, number=LUIS, amount=ves(1), key=new_id(), **stranger)
    assert sound()


def test_savings_for_a_term_wait_and_shares_stay(house):
    desk = {"by": house.desk(), "at": house.at}
    ana = house.members[ANA]
    until = house.today + 90 * DAY
    refuses(
        errors.MaturityMissing,
        services.open_savings,
        member_id=ana.id,
        kind="fixed",
        matures_on=house.today,
        **desk,
    )
    fixed = services.open_savings(member_id=ana.id, kind="fixed", matures_on=until, **desk)
    share = services.open_savings(member_id=ana.id, kind="share", matures_on=None, **desk)
    for savings in (fixed, share):
        services.deposit(savings_id=savings.id, amount=ves(500), **desk)

    refuses(
        errors.SavingsOpenAlready,
        services.open_savings,
        member_id=ana.id,
        kind="share",
        matures_on=None,
        **desk,
    )
    refuses(errors.SharesStay, services.withdraw, savings_id=share.id, amount=ves(1), **desk)
    refuses(errors.SavingsNotMature, services.withdraw, savings_id=fixed.id, amount=ves(1), **desk)
    house.at += 90 * DAY
    services.withdraw(savings_id=fixed.id, amount=ves(500), by=house.desk(), at=house.at)
    figures = queries.figures(house.bank, house.today)
    assert (figures.saved, figures.shares, figures.cash) == (ves(0), ves(500), ves(500))


def test_a_resident_joins_once_and_a_stranger_does_not(house):
    who = {
        "bank_id": house.bank.id,
        "surnames": "Pérez",
        "birth_date": house.members[ANA].resident.birth_date,
    }

    refuses(errors.MemberAlready, services.enrol, given_names="Ana", by=house.desk(), at=house.at, **who)
    refuses(
        errors.NoSuchResidentHere, services.enrol, given_names="Nadie", by=house.desk(), at=house.at, **who
    )
    refuses(
        errors.BankOpenAlready,
        services.open_bank,
        place=house.place,
        currency="VES",
        by=house.desk(),
        at=house.at,
    )


@pytest.mark.parametrize(("counted", "odd"), [(10_000, 0), (9_950, 50), (10_025, -25)])
def test_the_box_is_counted_at_closing_and_the_difference_is_public(house, counted, odd):
    house.save(ANA, 10_000)

    count = services.count_cash(bank_id=house.bank.id, counted=ves(counted), by=house.desk(), at=house.at)

    figures = queries.figures(house.bank, house.today)
    assert (count.difference, figures.cash, figures.surplus) == (ves(-odd), ves(counted), ves(-odd))
    assert Entry.objects.filter(kind="bank.cash_counted").exists()
    savings = queries.demand_savings(house.members[ANA])
    for verb in (services.deposit, services.withdraw):
        refuses(errors.CountedToday, verb, savings_id=savings.id, amount=ves(1), by=house.desk(), at=house.at)
    refuses(
        errors.CountedToday,
        services.count_cash,
        bank_id=house.bank.id,
        counted=ves(1),
        by=house.desk(),
        at=house.at,
    )
    house.at += DAY
    house.save(ANA, 1)


def test_a_loan_from_the_assembly_to_its_last_instalment(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    assert queries.figures(house.bank, house.today).cash == ves(100_000)

    paid = []
    while not house.standing(loan).is_paid:
        house.at += timedelta(days=30)
        paid.append(house.repay(loan, house.standing(loan).open[0].total).amount_minor)

    figures = queries.figures(house.bank, house.today)
    assert (len(paid), sum(paid), set(paid[:-1])) == (12, 113_470, {9_456})
    assert (figures.lent, figures.earned, figures.cash) == (ves(0), ves(13_470), ves(213_470))
    refuses(errors.PaymentTooLarge, house.repay, loan, 1)
    assert sound()


def test_who_is_late_is_seen_and_par30_counts_the_whole_balance(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    begun = house.at
    for days, at_risk in ((31 + 30, 0), (31 + 31, 100_000)):
        house.at = begun + timedelta(days=days)
        figures = queries.figures(house.bank, house.today)
        assert figures.quality.at_risk == (at_risk, 100_000)

    assert house.standing(loan).late.days == 31
    refuses(errors.InArrears, house.apply, queries.product(loan.application.product_id))


def test_a_late_loan_is_written_off_by_the_assembly_and_still_owed(house):
    house.capital(200_000)
    loan = house.lend(house.adopted())
    no = {"application_id": loan.application_id, "resolution_id": new_id()}
    refuses(errors.NotLateEnough, services.write_off, **no, by=house.desk(), at=house.at)
    house.at += timedelta(days=200)
    with frozen_at(house.at):
        waiting = subjects.LOSSES.waiting(house.place)
    assert [one.id for one in waiting] == [loan.application_id]
    taken = house.resolve(queries.LOAN, loan.application_id)

    off = services.write_off(
        application_id=loan.application_id, resolution_id=taken, by=house.desk(), at=house.at
    )
    house.repay(loan, 9_456)

    figures = queries.figures(house.bank, house.today)
    assert (off.amount_minor, figures.lent, figures.loans) == (100_000, ves(0), 0)
    assert figures.quality.written_off == (100_000, 0)
    assert figures.lost == ves(100_000 - 7_456)
    assert sound()


def test_the_committee_decides_by_a_majority_of_others(house):
    house.capital(200_000)
    product = house.adopted()
    refuses(errors.LoanOutOfBounds, house.apply, product, 100_001)
    refuses(errors.LoanOutOfBounds, house.apply, product, 1_000, 13)
    application = house.apply(product)
    review = {"application_id": application.id, "is_in_favour": True, "reason": "Sí.", "at": house.at}
    pay_out = {"application_id": application.id, "by": house.desk(), "at": house.at}
    refuses(errors.HasOpenApplication, house.apply, product)
    refuses(errors.NotApproved, services.disburse, **pay_out)
    refuses(errors.NoSuchLoan, services.repay, amount=ves(1), **pay_out)

    house.judge(application, True)
    refuses(errors.ReviewGiven, services.give_review, by=house.by(house.approvers[0]), **review)
    house.judge(application) or services.give_review(by=house.by(house.approvers[1]), **review)

    refuses(errors.ApplicationDecided, services.give_review, by=house.by(house.approvers[2]), **review)
    services.disburse(**pay_out)
    refuses(errors.DisbursedAlready, services.disburse, **pay_out)


def test_nobody_decides_on_or_pays_out_their_own_loan(house):
    house.capital(200_000)
    product = house.adopted()
    for mandate, refusal in (
        (house.approvers[0], errors.OwnApplication),
        (house.coordinators[1], errors.DisbursedByBorrower),
    ):
        person = Mandate.objects.get(id=mandate.id).holder
        member = services.enrol(
            bank_id=house.bank.id, given_names=person.given_names, surnames=person.surnames,
            birth_date=person.birth_date, by=house.desk(), at=house.at,
        )  # fmt: skip
        house.members[member.number] = member
        application = house.apply(product, 100, 1, member.number)
        if refusal is errors.OwnApplication:
            review = {"application_id": application.id, "is_in_favour": True, "reason": "Sí."}
            refuses(refusal, services.give_review, by=house.by(mandate), at=house.at, **review)
        else:
            house.judge(application, True, True)
            refuses(
                refusal, services.disburse, application_id=application.id, by=house.by(mandate), at=house.at
            )


def test_no_product_lends_before_the_assembly_adopts_it(house):
    proposed = house.propose()
    refuses(errors.ProductNotAdopted, house.apply, proposed)
    other = house.resolve(queries.PRODUCT, new_id())
    decide = {"product_id": proposed.id, "by": house.desk()}
    refuses(errors.ResolutionElsewhere, services.record_adoption, resolution_id=other, at=house.at, **decide)
    rejected = house.adopted(is_carried=False)
    refuses(errors.ProductNotAdopted, house.apply, rejected)
    refuses(
        errors.ProductDecided, services.record_adoption,
        product_id=rejected.id, resolution_id=rejected.adoption.resolution_id, by=house.desk(), at=house.at,
    )  # fmt: skip
    refuses(errors.ConditionsImpossible, house.propose, principal_max=0)


def test_a_box_that_is_empty_lends_nothing(house):
    house.capital(50_000)
    application = house.apply(house.adopted())
    house.judge(application, True, True)

    refuses(
        errors.NotEnoughCash, services.disburse, application_id=application.id, by=house.desk(), at=house.at
    )


def test_seed_is_lent_and_comes_back_in_kind(house):
    house.capital(40_000, "KGM")
    product = house.adopted(currency="KGM", rate=Fraction(20, 100), instalments_max=1, principal_max=10_000)
    loan = house.lend(product, 10_000, 1)
    due = house.standing(loan).open[0]

    made = house.repay(loan, due.total)

    assert made.amount_minor == due.total > 10_000
    assert house.standing(loan).is_paid
    assert queries.figures(house.bank, house.today).lent == ves(0)


def test_a_fee_is_kept_back_and_a_flat_rate_shows_what_it_hides(house):
    from toparquia.bank import rules

    house.capital(200_000)
    product = house.adopted(rate=Fraction(0), fee_bp=300)
    house.lend(product)
    assert queries.figures(house.bank, house.today).earned == ves(3_000)

    flat = house.propose(interest_method=InterestMethod.FLAT, amortization=Amortization.EQUAL_INSTALMENTS)
    shown = rules.offer(flat.terms.of(100_000, 12, house.today))
    assert (shown.is_flat and shown.declining_bp == 4_170) or abs(shown.declining_bp - 4_170) < 15
    assert shown.cost.total == 24_000


def test_sql_makes_no_loan_and_changes_nothing(house):
    house.capital(200_000)
    application = house.apply(house.adopted())
    account = queries.demand_savings(house.members[LUIS]).account

    def lend_without_the_committee():
        Loan.objects.create(
            application=application, account=account, disbursed_on=house.today,
            mandate=house.coordinators[0], disbursed_at=house.at,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError), transaction.atomic():
        lend_without_the_committee()
    house.save(ANA, 5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(amount_minor=1)


def test_what_is_published_names_no_member(house):
    # So long that no id in the log holds these digits by chance.
    saved = 7_654_321_987
    house.save(ANA, saved)

    codes = {line.code for line in ledger.grouped(ledger.trial_balance(house.today))}
    facts = " ".join(str(entry.body) for entry in Entry.objects.all())

    assert f"bank.b{house.bank.id.hex}.savings-demand-ves" in codes
    assert not any(house.members[ANA].id.hex in code for code in codes)
    assert str(saved) not in facts
