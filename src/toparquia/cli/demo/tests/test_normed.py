"""The demo's first commune: born with its elections called, a parliament that sits, and a norm in force."""

from __future__ import annotations

from datetime import date

import pytest

from toparquia.charters import norms
from toparquia.cli.demo.calendar import Days
from toparquia.cli.demo.commune import Told, settle
from toparquia.cli.demo.founding import found
from toparquia.cli.demo.node import NATIONAL_RULES, open_country
from toparquia.cli.demo.normed import norm
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.rulesets import built_in
from toparquia.mandates import queries as mandates

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_a_parliament_gave_its_commune_a_norm():
    days = Days(date(2026, 1, 7))
    with frozen_at(days.at(0)) as clock:
        node = open_country(seed=7, today=TODAY, at=days.at(0))
        told = Told("una", "Una", "Estado", "estado", [], built_in(NATIONAL_RULES))
        commune = settle(node, told, days, days.at(0))
        for life in (found(commune), norm(commune)):
            for moment in life:
                clock.move_to(moment)

    (in_force,) = norms.in_force(commune.place, TODAY)
    assert in_force.title == "Turnos del agua"
    sitting = mandates.organs_in_office([commune.place.id], TODAY)
    assert sitting[commune.place.id, "parliament"] == len(commune.councils)
