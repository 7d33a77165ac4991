"""“My desk”: mandates until when, what waits, and how to take part without one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.people.models import Account
from toparquia.planning.tests.factories import make_planner
from toparquia.voting.tests.factories import make_polls, sheet

pytestmark = pytest.mark.django_db


def sign_in(client, resident=None):
    client.force_login(Account.objects.create_user("vecina@example.org", resident=resident))
    client.cookies["toparquia_language"] = "es"


def read(client, address="/mi-mesa/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/mi-mesa/").headers["Location"].startswith("/cuenta/")


def test_the_menu_offers_the_desk_to_those_who_signed_in(client):
    assert "/mi-mesa/" not in read(client, "/acerca/")
    sign_in(client)

    assert "/mi-mesa/" in read(client, "/acerca/")


def test_an_account_of_nobody_is_told_whom_to_ask(client):
    sign_in(client)

    assert "vocería de tu consejo" in read(client)


def test_a_neighbour_without_a_mandate_is_told_how_to_take_part(client, noon):
    with frozen_at(noon):
        hall = make_hall(noon)
        sign_in(client, hall.neighbours[5])
        page = read(client)

    assert "no ejerces ningún cargo" in page
    assert "/lugares/consejo-1/necesidades/nueva/" in page


def test_a_spokesperson_sees_each_step_that_waits(client, noon):
    with frozen_at(noon) as clock:
        hall = make_hall(noon)
        sign_in(client, hall.spokespersons[0].holder)
        session = hall.called()
        assert "Convocada" in read(client)

        clock.move_to(session.starts_at)
        hall.opened(session)
        hall.decided(hall.motion(session))
        assert "En sesión" in read(client)

        hall_close(hall, session)
        assert "Falta firmar" in read(client)


def hall_close(hall, session):
    from toparquia.assemblies import services

    services.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)


def test_projects_wait_for_their_next_step(client, noon):
    with frozen_at(noon):
        planner = make_planner(country_of(noon))
        planner.proposed("Uno")
        planner.cost(planner.proposed("Dos"))
        planner.checked()
        sign_in(client, planner_holder(planner))
        page = read(client)

    assert "Sin presupuesto" in page
    assert "Sin revisar" in page
    assert "1 proyecto espera a la asamblea" in page


def country_of(noon):
    from toparquia.mandates.tests.factories import make_country

    return make_country(noon)


def planner_holder(planner):
    from toparquia.mandates.models import Mandate

    return Mandate.objects.get(id=planner.by.mandate.id).holder


def test_a_commissioner_sees_votes_to_close_and_sheets_to_type(client, noon):
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        vote = polls.open()
        sign_in(client, polls.members[0].holder)
        assert "Abierta" in read(client)

        clock.move_to(polls.evening)
        polls.type(vote, sheet(10, 5))
        assert "Por cerrar" in read(client)

        polls.close(vote)
        assert "Falta teclear otra vez 1 mesa" in read(client)


def test_a_mandate_about_to_end_says_so(client, noon):
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        sign_in(client, polls.members[0].holder)
        assert "Por vencer" not in read(client)

        clock.move_to(noon + timedelta(days=3 * 365 - 10))
        assert "Por vencer" in read(client)
