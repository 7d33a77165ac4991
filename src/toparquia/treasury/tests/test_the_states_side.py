"""The State's side: each body's share of its own base, what was sent, and sums split to the last unit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.money import Money
from toparquia.foundation.shares import Share
from toparquia.gazette.errors import MandateNotInForce
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.territory import queries as territory
from toparquia.territory.models import Place, RecordedFounding
from toparquia.treasury import errors, queries, services
from toparquia.treasury.models import BudgetAllocation, Disbursement, Distribution, DistributionPart
from toparquia.treasury.rules import budget as rules
from toparquia.treasury.tests.factories import ves

MINISTRY, FUND = BudgetAllocation.Kind.MINISTRY.value, BudgetAllocation.Kind.FUND.value


@pytest.fixture
def state(treasury):
    """Return the State's treasurer's way to publish budgets of this year."""
    country = territory.root()
    day = territory.local_day(country, treasury.at)
    Place.objects.filter(kind=Place.Kind.COUNCIL).update(families=150)
    for commune in Place.objects.filter(kind=Place.Kind.COMMUNE, founded_on=None):
        RecordedFounding.objects.create(place=commune, founded_on=day)
        Place.objects.filter(id=commune.id).update(founded_on=day)
    by = mandates.authority_of(treasury.treasurer, place=country, day=day)
    return country, {"place": country, "year": day.year, "by": by, "at": treasury.at}


def _publish(facts, body="Ministerio de Educación", kind=MINISTRY, base=None):
    return services.publish_allocation(**facts, body=body, kind=kind, base=base or ves(100_000_01))


def test_each_share_is_of_its_own_base_and_they_are_never_added_up(state, client):
    country, facts = state
    ministry = _publish(facts)
    fund = _publish(facts, body="Fondo interterritorial", kind=FUND)

    assert (ministry.share, fund.share) == (Share.parse("0.70"), Share.parse("0.53"))
    assert ministry.due == ves(70_000_01), "a fraction of a céntimo is owed whole"
    page = client.get("/presupuesto/").content.decode()
    assert "123.000" not in page, "70 % of one base and 53 % of another have no sum"
    assert queries.budget_years(country) == [facts["year"]]


def test_what_is_sent_counts_against_the_body_it_came_from(state, treasury):
    country, facts = state
    allocation = _publish(facts)
    by = treasury.by(treasury.treasurer)
    sent = services.disburse(
        obligation_id=treasury.obligation.id,
        tranche=1,
        bank_reference="BDV-1",
        allocation_id=allocation.id,
        by=by,
        at=treasury.at,
    )

    (standing,) = queries.allocation_standings(country, facts["year"])

    assert standing.sent == ves(sent.amount_minor)
    assert standing.sent + standing.missing == allocation.due


def test_a_budget_that_changes_is_a_new_version_and_keeps_what_was_sent(state, treasury):
    country, facts = state
    old = _publish(facts)
    services.disburse(
        obligation_id=treasury.obligation.id,
        tranche=1,
        bank_reference="BDV-1",
        allocation_id=old.id,
        by=treasury.by(treasury.treasurer),
        at=treasury.at,
    )
    new = _publish(facts, base=ves(10_00))

    (standing,) = queries.allocation_standings(country, facts["year"])

    assert (standing.allocation, new.revision) == (new, 2)
    assert standing.missing.is_zero, "more than is due was sent: nothing is missing, and nothing is owed back"
    with pytest.raises(errors.AllocationDoesNotFit), transaction.atomic():
        services.draw(Disbursement.objects.select_related("tranche__obligation").get(), old, country)


def test_a_sum_is_split_among_founded_communes_to_the_last_unit(state, client):
    country, facts = state
    communes = queries.communes_that_share(country)
    split = services.publish_distribution(**facts, amount=ves(1_000_01))

    parts = list(queries.parts(split))

    assert {part.commune_id for part in parts} == {commune.id for commune in communes}
    assert sum(part.amount_minor for part in parts) == 1_000_01
    assert client.get(f"/repartos/{split.id}/").status_code == 200
    lines = client.get(f"/repartos/{split.id}/partes.csv").content.decode().splitlines()
    assert len(lines) == 1 + len(parts)


@given(
    amount=st.integers(1, 10**15),
    weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=50).filter(any),
)
def test_a_split_neither_makes_nor_loses_a_unit_and_follows_the_weights(amount, weights):
    parts = Money(amount, "VES").split(weights)

    assert sum(part.minor for part in parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - amount * weight) < sum(weights), "within one unit of its share"


@pytest.mark.parametrize(
    ("formula", "weight"), [(rules.EQUAL, 1), (rules.POPULATION, 300), (rules.NEED, 180)]
)
def test_each_formula_weighs_what_it_says(formula, weight):
    councils = [(200, 150), (100, 30)]
    facts = rules.CommuneFacts(families=300, homes_in_need=rules.homes_in_need(councils))

    assert rules.weight_of(formula, facts) == weight


def test_a_need_never_touches_more_homes_than_there_are():
    assert rules.homes_in_need([(20, 5_000)]) == 20


def _refused(facts, place):
    year = facts["year"]
    yield errors.BudgetYearTooFar, services.publish_distribution, {"year": year + 2, "amount": ves(1)}
    yield errors.BudgetYearTooFar, services.publish_distribution, {"year": year - 2, "amount": ves(1)}
    yield errors.BaseNotPositive, services.publish_distribution, {"amount": ves(0)}
    yield errors.BaseNotPositive, services.publish_distribution, {"amount": ves(-1)}
    body = {"body": "Ministerio", "kind": MINISTRY}
    yield errors.BaseNotPositive, services.publish_allocation, {**body, "base": ves(0)}
    yield AuthorityOfAnotherPlace, services.publish_distribution, {"amount": ves(1), "place": place}
    nobody = territory.open_authority(facts["place"], facts["at"])
    yield (NoMandate, MandateNotInForce), services.publish_distribution, {"amount": ves(1), "by": nobody}
    late = facts["at"] + timedelta(days=9 * 366)
    day = {"amount": ves(1), "at": late, "year": late.year}
    yield (NoMandate, MandateNotInForce), services.publish_distribution, day


def test_what_a_treasurer_is_refused(state, treasury):
    _, facts = state
    for refusal, verb, changed in _refused(facts, treasury.place):
        with pytest.raises(refusal), transaction.atomic():
            verb(**{**facts, **changed})


def test_a_body_has_one_kind_of_base_in_a_year(state):
    _, facts = state
    _publish(facts)
    with pytest.raises(errors.BodyOfAnotherKind):
        _publish(facts, kind=FUND)


def test_without_the_figure_that_the_formula_needs_nothing_is_split(state):
    _, facts = state
    Place.objects.filter(kind=Place.Kind.COUNCIL).update(families=None)
    with pytest.raises(errors.NothingToDistributeBy):
        services.publish_distribution(**facts, amount=ves(100))


def test_the_database_keeps_what_was_published(state):
    _, facts = state
    split = services.publish_distribution(**facts, amount=ves(1_000))
    _publish(facts)
    part = DistributionPart.objects.filter(distribution=split).first()
    for statement in (
        "UPDATE treasury_budgetallocation SET due_minor = 0",
        "DELETE FROM treasury_distribution",
        "TRUNCATE treasury_draw",
        f"UPDATE treasury_distributionpart SET amount_minor = 0 WHERE id = {part.id}",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    without_a_part = part.commune.parent
    with pytest.raises(IntegrityError), transaction.atomic():
        DistributionPart.objects.create(distribution=split, commune=without_a_part, weight=1, amount_minor=1)


def test_parts_that_do_not_add_up_are_refused_at_the_end_of_the_transaction(state):
    country, facts = state
    split = services.publish_distribution(**facts, amount=ves(1_000))
    Distribution.objects.create(
        place=country,
        year=split.year,
        revision=9,
        amount_minor=5,
        currency="VES",
        formula="equal",
        mandate=split.mandate,
        published_at=facts["at"],
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    transaction.set_rollback(True)


def test_an_allocation_of_another_country_or_currency_does_not_pay(state, treasury):
    _, facts = state
    dollars = _publish(facts, base=Money(100_00, "USD"))
    with pytest.raises(errors.AllocationDoesNotFit), transaction.atomic():
        services.disburse(
            obligation_id=treasury.obligation.id,
            tranche=1,
            bank_reference="BDV-2",
            allocation_id=dollars.id,
            by=treasury.by(treasury.treasurer),
            at=treasury.at,
        )
    assert not treasury.obligation.tranches.filter(disbursement__isnull=False).exists()
