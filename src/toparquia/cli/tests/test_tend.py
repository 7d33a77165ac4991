"""What the clock makes due is done by a command."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.cli import tend
from toparquia.elections import queries, services
from toparquia.elections.models import PetitionSignature
from toparquia.elections.tests.factories import make_town
from toparquia.foundation.clock import frozen_at

pytestmark = pytest.mark.django_db


def test_signatures_go_by_the_clock(noon):
    town = make_town(noon)
    recall = town.asks(town.speaker)
    person = town.people[0].id
    services.sign_petition(recall_id=recall.id, resident_id=person, by=town.anyone(), at=town.at)

    with frozen_at(noon):
        assert tend.tend() == 0
    with frozen_at(town.at_day(queries.erasable_from(recall)) + timedelta(days=1)):
        assert tend.tend() == 1
    assert not PetitionSignature.objects.exists()
