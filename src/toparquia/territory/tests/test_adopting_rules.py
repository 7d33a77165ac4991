"""Rules come into force in time for others to follow them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toparquia.foundation.rulesets import built_in
from toparquia.mandates.tests.factories import make_country
from toparquia.territory.errors import RulesBeginTooLate
from toparquia.territory.services import adopt_rules

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("starts_on", [date(2206, 1, 1), date.max])
def test_a_slip_of_the_year_binds_nobody_for_ever(noon, starts_on):
    country = make_country(noon)

    def adopt(day):
        by = country.registry(country.commune)
        return adopt_rules(
            place=country.commune, rules=built_in("venezuela-communes"), starts_on=day, by=by, at=noon
        )

    with pytest.raises(RulesBeginTooLate):
        adopt(starts_on)
    assert adopt(country.day + timedelta(days=30)).ends_on is None
