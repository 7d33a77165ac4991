"""What a founding brings to an assembly's motion form."""

from __future__ import annotations

import pytest

from toparquia.assemblies import subjects
from toparquia.charters import rules
from toparquia.charters.tests.factories import make_founding

pytestmark = pytest.mark.django_db


@pytest.fixture
def founding(noon):
    return make_founding(noon)


def test_a_council_is_offered_the_commune_until_it_has_joined(founding):
    council = founding.councils[0]
    assert [(one.kind, one.id) for one in subjects.waiting(council)] == [(rules.JOINING, founding.place.id)]

    founding.joins(council)

    assert subjects.waiting(council) == []
    assert subjects.waiting(founding.place) == []


def test_a_motion_names_the_commune_and_the_text(founding):
    founding.joins(founding.councils[0])
    text = founding.writes()
    asked = [(rules.JOINING, founding.place.id), (rules.APPROVAL, text.id)]

    named = subjects.named(asked)

    assert [named[one].url for one in asked] == [founding.charter.get_absolute_url()] * 2
    assert founding.place.name in named[asked[0]].title


def test_a_text_waits_for_assemblies_only_where_the_rules_ask_them(founding):
    founding.joins(founding.councils[0])
    founding.writes()

    # The rules of the country ask a referendum.
    assert subjects.waiting(founding.councils[0]) == []
