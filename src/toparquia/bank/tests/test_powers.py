"""Each verb of the bank asks for its own power, also where nothing of it is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from toparquia.bank import queries, services
from toparquia.bank.tests.factories import ANA, ves
from toparquia.gazette.errors import MandateNotInForce

pytestmark = pytest.mark.django_db

VERBS = {
    "enrol": lambda h: (
        services.enrol,
        {"bank_id": h.bank.id, "given_names": "Eva", "surnames": "Pérez", "birth_date": h.today},
    ),
    "open_savings": lambda h: (
        services.open_savings,
        {"member_id": h.members[ANA].id, "kind": "share", "matures_on": None},
    ),
    "deposit": lambda h: (services.deposit, {"savings_id": savings(h), "amount": ves(100)}),
    "withdraw": lambda h: (services.withdraw, {"savings_id": savings(h), "amount": ves(100)}),
    "give_review": lambda h: (
        services.give_review,
        {"application_id": h.apply(h.adopted()).id, "is_in_favour": True, "reason": "Sí."},
    ),
    "disburse": lambda h: (services.disburse, {"application_id": h.apply(h.adopted()).id}),
    "repay": lambda h: (services.repay, {"application_id": h.apply(h.adopted()).id, "amount": ves(100)}),
}


def savings(house):
    return queries.demand_savings(house.members[ANA]).id


@pytest.mark.parametrize("verb", VERBS)
def test_an_office_without_the_power_is_refused_in_its_own_commune(house, verb):
    house.save(ANA, 10_000)
    do, asked = VERBS[verb](house)
    other = house.by(house.spokesperson)
    with pytest.raises(MandateNotInForce), transaction.atomic():
        do(**asked, by=other, at=house.at)


@pytest.mark.parametrize("verb", VERBS)
def test_a_mandate_that_is_over_is_refused(house, verb):
    house.save(ANA, 10_000)
    do, asked = VERBS[verb](house)
    office = house.approvers[0] if verb == "give_review" else house.coordinators[0]
    by = house.by(office)
    with pytest.raises(MandateNotInForce), transaction.atomic():
        do(**asked, by=by, at=house.at + timedelta(days=9 * 366))
