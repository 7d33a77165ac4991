"""The self-government room's desk: what waits for whom, what comes, and who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.assemblies import services as assemblies
from toparquia.foundation.clock import frozen_at
from toparquia.mandates import queries as mandates
from toparquia.mandates.tests.factories import make_country
from toparquia.web.tests.test_desk import sign_in

pytestmark = pytest.mark.django_db


def test_the_room_shows_sessions_vacancies_and_who_sits(client, noon):
    with frozen_at(noon):
        country = make_country(noon)
        member = country.officer(country.commune, "executive_council")
        by = mandates.authority_of(member, place=country.commune, day=country.day)
        assemblies.call_session(
            place=country.commune,
            starts_at=noon + timedelta(days=9),
            venue="Casa comunal",
            agenda=["Agua"],
            by=by,
            at=noon,
        )
        sign_in(client, member.holder)

        page = client.get(f"/lugares/{country.commune.code}/sala/").content.decode()

    assert "Asamblea: Comuna" in page
    assert "1 de 3 puestos con mandato vigente" in page
    assert "Convocada" in page


def test_who_holds_no_office_there_is_told_so(client, noon):
    with frozen_at(noon):
        country = make_country(noon)
        sign_in(client, country.neighbour())

        answer = client.get(f"/lugares/{country.commune.code}/sala/")

    assert answer.status_code == 403
