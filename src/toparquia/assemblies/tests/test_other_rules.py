"""The same assembly under other numbers: the rule set decides, not the program."""

from __future__ import annotations

import pytest

from toparquia.assemblies import errors
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.territory.services import adopt_rules

pytestmark = pytest.mark.django_db


def hall_under(noon, **changed):
    """Make the cast, its council under the built-in rules with some `assembly` values changed."""
    hall = make_hall(noon)
    document = built_in("venezuela-communes").as_document()
    for name, value in changed.items():
        document["parameters"][f"assembly.{name}"]["value"] = value
    adopt_rules(
        place=hall.place,
        rules=RuleSet.from_document(document),
        starts_on=hall.country.day,
        by=hall.country.registry(hall.place),
        at=noon,
    )
    return hall


def test_where_the_rules_have_two_calls_there_is_no_third(noon):
    hall = hall_under(noon, calls=2)
    session = hall.called()
    hall.opened(session, present=3)
    hall.opened(session, present=3, minutes=60)

    with pytest.raises(errors.NoFurtherCall, match="The 2 calls"):
        hall.opened(session, present=3, minutes=120)


def test_where_the_rules_have_one_list_the_opening_counts(noon):
    hall = hall_under(noon, attendance_lists=1)

    resolution = hall.decided(hall.motion(hall.in_session()), present=None)

    assert resolution.present == 12


def test_a_larger_majority_needs_more_votes(noon):
    hall = hall_under(noon, majority=">= 0.75")
    session = hall.in_session()

    outcomes = [hall.decided(hall.motion(session), votes, 0, 0).is_carried for votes in (8, 9)]

    assert outcomes == [False, True]


def test_a_longer_notice_is_kept(noon):
    with pytest.raises(errors.NoticeTooShort):
        hall_under(noon, notice_days=8).called()
