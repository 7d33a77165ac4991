"""The chain after the vote: won or lost, late with its days, paid in parts, spent, reported, approved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.consultations.models import ProjectOption
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.money import Money
from toparquia.treasury.tests.factories import make_treasury
from toparquia.web.chain import chain_of
from toparquia.web.chain.links import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasury(noon):
    return make_treasury(noon)


def told(treasury, at=None):
    return chain_of(treasury.obligation.project_id, at or treasury.at)


def link(chain, kind):
    return next(one for one in chain.links if one.kind == kind)


def test_the_result_says_votes_rank_and_rule(treasury):
    vote = link(told(treasury), "vote")

    assert vote.state is State.DONE
    assert vote.word == "Ganó, lugar 1"
    assert "20 votos, de 23 boletas" in vote.text
    assert "más votos" in vote.text


def test_what_lost_ends_there_and_owes_nothing(treasury):
    lost = ProjectOption.objects.exclude(project_id=treasury.obligation.project_id).first()
    chain = chain_of(lost.project_id, treasury.at)

    assert chain.links[-1].kind == "vote"
    assert chain.headline.word == "No ganó"


def test_a_debt_past_its_day_is_late_by_so_many_days(treasury):
    late = told(treasury, treasury.at + timedelta(days=60))
    debt = link(late, "obligation")

    assert debt.state is State.LATE
    assert "29 días de atraso" in debt.word or "días de atraso" in debt.word
    assert late.is_late
    assert late.headline.kind == "late"


def test_a_tranche_on_its_way_waits_for_the_committee(treasury):
    treasury.send()
    sent = link(told(treasury), "tranche").parts[0]

    assert (sent.state, sent.word) == (State.NOW, "Enviado; falta confirmar que llegó")
    assert sent.entry.kind == "treasury.disbursed"


def test_a_paid_invoice_shows_what_is_left(treasury):
    treasury.receive()
    treasury.pay(20_000)
    spent = link(told(treasury), "invoice")

    assert spent.state is State.DONE
    assert spent.amount == Money(20_000, "VES")
    assert spent.parts[0].entry.kind == "treasury.invoice_paid"


def test_the_cycle_ends_with_the_assemblys_yes(treasury):
    for number, tranche in enumerate(treasury.obligation.tranches.all(), start=1):
        treasury.receive(tranche.number)
        treasury.pay(tranche.amount_minor, number=f"A-{number}")
        treasury.decide(treasury.report())
    chain = told(treasury)

    assert [one.kind for one in chain.links if one.state is not State.DONE] == []
    assert [one.kind for one in chain.links if one.entry is None and not one.parts] == []
    assert chain.headline.word == "Cumplido"


def test_accounts_that_were_not_approved_have_questions(treasury):
    treasury.receive()
    treasury.pay(20_000)
    treasury.decide(treasury.report(), is_carried=False)

    assert link(told(treasury), "assembly").word == "Con preguntas"


@pytest.mark.parametrize("address", ["/", "/lugares/comuna/", "project"])
def test_pages_with_all_their_money_cost_few_queries(
    client, treasury, django_assert_max_num_queries, address
):
    treasury.receive()
    treasury.pay(20_000)
    treasury.decide(treasury.report())
    path = f"/proyectos/{treasury.obligation.project_id}/" if address == "project" else address
    with frozen_at(treasury.at):
        client.get(path)
        with django_assert_max_num_queries(12):
            page = client.get(path).content.decode()

    assert "1.000,00" in page.replace("1,000.00", "1.000,00")
