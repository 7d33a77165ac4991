"""What won is owed: the obligation is born with the certificate, in its transaction, or neither is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from toparquia.consultations import queries as consultations
from toparquia.consultations.acts import ConsultationCertified, Winner
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.services import enact_all
from toparquia.ledger import services as ledger
from toparquia.ledger.rules import NewEntry, NewTransfer
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import rules
from toparquia.treasury.acts import ObligationCreated
from toparquia.treasury.models import Obligation, Tranche
from toparquia.treasury.services.accounts import COMMITTED, RECEIVABLE, open_all


def oblige(act: ConsultationCertified, *, by: Authority, at: datetime) -> None:
    """Create what the State owes for each project that won, and post it as a dated receivable.

    Called by `config.wiring` inside the certificate's transaction: if this fails, nothing was certified. It
    asks nobody: there is no ground on which the State, a mandate or a rule set could refuse what won. The
    rules are those of the day of the call, which its acts name: rules adopted after it shrink no debt.
    """
    place = territory.place(by.place.id)
    day = territory.local_day(place, at)
    called_on = territory.local_day(place, consultations.consultation(act.subject).called_at)
    in_force = territory.rules(place, called_on)
    by = replace(by, rules=territory.rules_ref(place, called_on))
    payer = payer_of(place)
    owed: list[Obligation] = []
    tranches: list[Tranche] = []
    acts: list[ObligationCreated] = []
    for winner in act.winners:
        obligation, parts = _born(act, winner, place, payer, in_force, day, at)
        owed.append(obligation)
        tranches += [
            Tranche(obligation=obligation, number=number, amount_minor=part.minor)
            for number, part in enumerate(parts, start=1)
        ]
        acts.append(_act(obligation, winner, payer, parts))
    Obligation.objects.bulk_create(owed)
    Tranche.objects.bulk_create(tranches)
    enact_all(acts, by=by, at=at)
    _post(owed, day, at)


def payer_of(place: Place) -> Place:
    """Return who owes what a territory decides: the State, which is the root of its tree."""
    return territory.place(place.path[0])


def _born(
    act: ConsultationCertified,
    winner: Winner,
    place: Place,
    payer: Place,
    in_force: RuleSet,
    day: date,
    at: datetime,
) -> tuple[Obligation, list[Money]]:
    amount = rules.obliged(
        winner.cost,
        share=in_force.share("obligation.state_share"),
        ceiling=in_force.money_or_none("obligation.ceiling"),
    )
    parts = rules.tranche_amounts(amount, in_force.shares("obligation.tranches"))
    due_days = in_force.days("obligation.due_days")
    obligation = Obligation(
        id=new_id(),
        consultation_id=act.subject,
        project_id=winner.project,
        place=place,
        payer=payer,
        cost_minor=winner.cost.minor,
        amount_minor=amount.minor,
        currency=amount.currency,
        due_on=day + timedelta(days=due_days),
        due_days=due_days,
        tranche_count=len(parts),
        obliged_at=at,
    )
    return obligation, parts


def _act(obligation: Obligation, winner: Winner, payer: Place, parts: list[Money]) -> ObligationCreated:
    return ObligationCreated(
        subject=obligation.id,
        consultation=obligation.consultation_id,
        project=winner.project,
        title=winner.title,
        cost=winner.cost,
        amount=obligation.amount,
        payer=payer.code,
        due_on=obligation.due_on,
        tranches=tuple(parts),
    )


def _post(owed: list[Obligation], day: date, at: datetime) -> None:
    accounts = open_all(owed, day)
    entries = [
        NewEntry(
            key=obligation.id,
            kind="treasury.obligation_created",
            place_id=obligation.place_id,
            effective_on=day,
            transfers=(
                NewTransfer(
                    debit_id=accounts[obligation.id, RECEIVABLE].id,
                    credit_id=accounts[obligation.id, COMMITTED].id,
                    amount=obligation.amount,
                ),
            ),
        )
        for obligation in owed
    ]
    ledger.post_all(entries, at=at)
