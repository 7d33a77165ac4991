"""What the State owes is what the rules said when the vote was called."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.consultations.tests.factories import make_house
from toparquia.foundation.rulesets import built_in
from toparquia.foundation.rulesets.ruleset import RuleSet
from toparquia.gazette.models import Entry
from toparquia.territory.services import adopt_rules
from toparquia.treasury.models import Obligation
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def poorer_rules() -> RuleSet:
    """Return rules by which the State pays one part in ten thousand, all at once."""
    document = built_in("venezuela-communes").as_document()
    document["parameters"]["obligation.state_share"]["value"] = "0.0001"
    document["parameters"]["obligation.tranches"]["value"] = ["1.00"]
    return RuleSet.from_document(document)


def test_rules_adopted_after_the_call_shrink_no_debt(noon):
    house = make_house(noon)
    consultation = house.opened(100, 200)
    country, tomorrow = house.polls.country, house.at + DAY
    by = country.registry(house.place)
    adopt_rules(
        place=house.place, rules=poorer_rules(), starts_on=(tomorrow + DAY).date(), by=by, at=tomorrow
    )

    house.count_table(consultation, sheet(5, 20))
    house.close(consultation)
    house.certify(consultation)

    owed = Obligation.objects.get()
    said = Entry.objects.get(kind="treasury.obligation_created").document
    assert (owed.amount_minor, owed.tranche_count) == (20_000, 2)
    assert said["rules"]["digest"] == by.rules.digest
