"""“My desk”: mandates until when, what waits, and how to take part without one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at, now
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import make_country
from toparquia.people.models import Account
from toparquia.planning.tests.factories import make_planner
from toparquia.treasury.services import confirm_receipt
from toparquia.treasury.tests.factories import make_treasury
from toparquia.voting.tests.factories import make_polls, sheet
from toparquia.web.desk import desk_of

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

        assemblies.close_session(session_id=session.id, by=hall.by(), at=session.starts_at)
        assert "Falta firmar" in read(client)


def test_projects_wait_for_their_next_step(client, noon):
    with frozen_at(noon):
        planner = make_planner(make_country(noon))
        planner.proposed("Uno")
        planner.cost(planner.proposed("Dos"))
        planner.checked()
        sign_in(client, Mandate.objects.get(id=planner.by.mandate.id).holder)
        page = read(client)

    assert "Sin presupuesto" in page
    assert "Sin revisar" in page
    assert "1 proyecto espera a la asamblea" in page


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


def test_money_waits_for_treasurer_committee_and_signatures(client, noon):
    treasury = make_treasury(noon)
    with frozen_at(treasury.at):
        desk = {"treasurer": treasury.treasurer, "member": treasury.committee[1]}
        assert "1.000,00 para" in words_of(desk["treasurer"])

        sent = treasury.send()
        assert "Por confirmar" in words_of(desk["member"])

        confirm_receipt(disbursement_id=sent.id, by=treasury.member(), at=treasury.at)
        assert "Con dinero por gastar" in words_of(desk["member"])

        invoice = treasury.record(50_000)
        assert "Espera tu firma" in words_of(desk["member"])
        assert "Espera tu firma" not in words_of(treasury.committee[0])

        treasury.release(invoice)
        assert "Por rendir" in words_of(desk["member"])

        treasury.report()
        assert "Espera a la asamblea" in words_of(desk["member"])


def words_of(mandate):
    """Return all that the desk of a mandate's holder says."""
    seats = desk_of(mandate.holder_id, now())
    return " ".join(f"{task.title} {task.hint} {task.word}" for seat in seats for task in seat["tasks"])
