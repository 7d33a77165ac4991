"""What the demo leaves of elections: a people's own way of electing, and a recall that waits."""

from __future__ import annotations

from datetime import date

import pytest

from toparquia.cli.demo.calendar import Days
from toparquia.cli.demo.commune import Told
from toparquia.cli.demo.country import Country
from toparquia.cli.demo.node import NATIONAL_RULES, open_country
from toparquia.cli.demo.unfinished import promote
from toparquia.elections import queries
from toparquia.elections.models import Election, Recall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.rulesets import built_in
from toparquia.mandates import queries as mandates

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_an_indigenous_council_elected_by_its_customs_and_a_recall_waits():
    opened = Days(date(2024, 3, 1)).at(0)
    with frozen_at(opened):
        node = open_country(seed=7, today=TODAY, at=opened)
        told = Told("una", "Una", "Estado", "estado", [], built_in(NATIONAL_RULES))
    with frozen_at(opened) as clock:
        for moment in promote(Country(node, TODAY), told):
            clock.move_to(moment)

    election, recall = Election.objects.get(), queries.recall(Recall.objects.get().id)
    assert election.is_customary
    assert len(mandates.in_office(election.place, TODAY)) == 5
    assert queries.signature_count(recall) >= recall.needed
    assert queries.is_running(recall, TODAY)
