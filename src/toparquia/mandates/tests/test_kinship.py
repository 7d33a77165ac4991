"""Kin in offices that watch each other, and who sits in organs by sex and age."""

from __future__ import annotations

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.gazette.models import Entry
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.mandates import composing, errors, kinship, services
from toparquia.mandates.models import Kinship
from toparquia.mandates.tests.factories import make_country
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db


def rules_with(barred: bool) -> RuleSet:
    """Return the communes' rules that bar kin, or do not."""
    document = built_in("venezuela-communes").as_document()
    document["parameters"]["election.kinship_barred"]["value"] = barred
    return RuleSet.from_document(document)


class Sisters:
    """Two who are kin: one in finance, one in audit, of one commune."""

    def __init__(self, noon, barred: bool) -> None:
        self.country = make_country(noon, rules=rules_with(barred))
        self.place = self.country.commune
        self.finance = self.country.officer(self.place, "finance_committee", 1)
        self.audit = self.country.officer(self.place, "social_audit", 1)

    def declares(self, **changed):
        """Let the one in finance declare it."""
        told = {
            "mandate_id": self.finance.id,
            "other_id": self.audit.id,
            "person": self.finance.holder_id,
            "by": territory.open_authority(self.place, self.country.at),
            "at": self.country.at,
        }
        return services.declare_kinship(**told | changed)


@pytest.fixture(params=[True, False], ids=["barred", "allowed"])
def sisters(noon, request):
    return Sisters(noon, request.param)


def test_a_kinship_is_declared_for_all_to_see(sisters):
    made = sisters.declares()

    assert kinship.declared_in(sisters.audit.seat.organ_id) == [made]
    barred = kinship.is_barred(sisters.place, territory.rules(sisters.place, sisters.country.day))
    assert Entry.objects.get(kind="mandates.kinship_declared") is not None
    assert barred == (sisters.country.root is not None and barred)


def test_who_declared_is_not_proclaimed_beside_their_kin_where_the_rules_bar_it(sisters):
    sisters.declares()
    services.end_early(
        mandate_id=sisters.audit.id, on=sisters.country.day, reason="incompatible",
        by=commission_of(sisters), at=sisters.country.at,
    )  # fmt: skip
    rules = territory.rules(sisters.place, sisters.country.day)

    if kinship.is_barred(sisters.place, rules):
        with pytest.raises(errors.KinInOffice):
            sisters.country.officer(sisters.place, "social_audit", 2, sisters.audit.holder)
    else:
        assert sisters.country.officer(sisters.place, "social_audit", 2, sisters.audit.holder)


def commission_of(sisters):
    """Return what a commissioner shows."""
    from toparquia.mandates.queries import authority_of

    mandate = sisters.country.officer(sisters.place, "electoral_commission", 1)
    return authority_of(mandate, place=sisters.place, day=sisters.country.day)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"person": None}, errors.NotYourMandate),
        ({"other_id": "same"}, errors.NoKinOffices),
        ({}, errors.KinDeclaredAlready),
    ],
)
def test_a_declaration_refuses(changed, refusal, noon):
    sisters = Sisters(noon, True)
    sisters.declares()
    changed = {key: sisters.finance.id if value == "same" else value for key, value in changed.items()}

    with pytest.raises(refusal):
        sisters.declares(**changed)


def test_an_officer_declares_by_the_form(noon, client):
    sisters = Sisters(noon, True)
    with frozen_at(noon):
        sign_in(client, sisters.finance.holder)
        send(client, f"/mandatos/{sisters.finance.id}/parentesco/", {"other": str(sisters.audit.id)})
        page = client.get(sisters.finance.seat.organ.get_absolute_url()).content.decode()

    assert Kinship.objects.count() == 1
    assert "una de las dos personas tiene que dejar su cargo" in page


def test_the_ages_of_an_organ_are_told_once_it_is_large_enough(noon, client, django_assert_max_num_queries):
    country = make_country(noon)
    for number in (1, 2):
        country.officer(country.commune, "finance_committee", number)
    (few,) = composing.told(country.commune, country.day)
    country.officer(country.commune, "finance_committee", 3)
    (enough,) = composing.told(country.commune, country.day)

    assert few["years"][0][1].ages is None
    assert enough["years"][0][1].people == 3
    assert sum(number for _age, number in enough["years"][0][1].ages) == 3
    with frozen_at(noon), django_assert_max_num_queries(12):
        assert client.get(f"/lugares/{country.commune.code}/organos/mujeres-y-edades/").status_code == 200
