"""Tranches: the State's treasurer says that one was sent, the finance committee that it came in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.services import enact
from toparquia.ledger import services as ledger
from toparquia.ledger.refusals import constraint_of
from toparquia.ledger.rules import NewEntry, NewTransfer
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import ReceiptConfirmed, TrancheDisbursed
from toparquia.treasury.models import Disbursement, Obligation, Receipt, Tranche
from toparquia.treasury.services.accounts import BANK, RECEIVABLE, TRANSIT, account
from toparquia.treasury.services.budgeting import draw
from toparquia.treasury.services.locking import acting_mandate, locked


@transaction.atomic
def disburse(
    *,
    obligation_id: UUID,
    tranche: int,
    bank_reference: str,
    by: Authority,
    at: datetime,
    allocation_id: UUID | None = None,
) -> Disbursement:
    """Record that the State sent a tranche, whole, under the bank's reference, perhaps from a budget.

    :raises NoSuchTranche, TrancheAlreadySent, TrancheOutOfTurn, TrancheWaitsForReport: by its turn.
    :raises ReferenceMalformed, ReferenceUsed: by the bank's reference.
    :raises NoSuchAllocation, AllocationDoesNotFit: by the budget.
    """
    obligation = locked(obligation_id, by)
    part = _tranche_in_turn(obligation, tranche)
    reference = rules.reference_of(bank_reference)
    if Disbursement.objects.filter(bank_reference=reference).exists():
        raise errors.ReferenceUsed(reference=reference)
    amount = Money(part.amount_minor, obligation.currency)
    sent = Disbursement(
        id=new_id(),
        tranche=part,
        amount_minor=part.amount_minor,
        bank_reference=reference,
        mandate=acting_mandate(by, obligation, at),
        sent_at=at,
    )
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error).startswith("treasury_disbursement_bank_reference"):
            raise errors.ReferenceUsed(reference=reference) from error
        raise
    if allocation_id is not None:
        draw(sent, queries.allocation(allocation_id), obligation.payer)
    act = TrancheDisbursed(
        subject=obligation.id,
        disbursement=sent.id,
        tranche=part.number,
        amount=amount,
        bank_reference=reference,
        allocation=allocation_id,
    )
    enact(act, by=by, at=at)
    _move(obligation, sent.id, act.kind, (TRANSIT, RECEIVABLE), amount, at)
    return sent


@transaction.atomic
def confirm_receipt(*, disbursement_id: UUID, by: Authority, at: datetime) -> Receipt:
    """Confirm that a tranche came in; only then it counts as paid and can be spent.

    :raises NoSuchDisbursement: :raises AlreadyConfirmed:
    """
    sent = queries.disbursement(disbursement_id)
    obligation = locked(sent.tranche.obligation_id, by)
    if Receipt.objects.filter(disbursement=sent).exists():
        raise errors.AlreadyConfirmed()
    amount = Money(sent.amount_minor, obligation.currency)
    mandate = acting_mandate(by, obligation, at)
    came = Receipt.objects.create(disbursement=sent, mandate=mandate, received_at=at)
    act = ReceiptConfirmed(
        subject=obligation.id, disbursement=sent.id, tranche=sent.tranche.number, amount=amount
    )
    enact(act, by=by, at=at)
    _move(obligation, came.id, act.kind, (BANK, TRANSIT), amount, at)
    return came


def _tranche_in_turn(obligation: Obligation, number: int) -> Tranche:
    part = Tranche.objects.filter(obligation=obligation, number=number).first()
    if part is None:
        raise errors.NoSuchTranche(tranche=number)
    if Disbursement.objects.filter(tranche=part).exists():
        raise errors.TrancheAlreadySent(tranche=number)
    came = queries.received_count(obligation)
    if number > came + 1:
        raise errors.TrancheOutOfTurn(tranche=number, before=came + 1)
    if number > 1 and queries.approval_for_next(obligation) is None:
        raise errors.TrancheWaitsForReport(tranche=number, before=number - 1)
    return part


def _move(
    obligation: Obligation, key: UUID, kind: str, roles: tuple[str, str], amount: Money, at: datetime
) -> None:
    debit, credit = (account(obligation, role) for role in roles)
    entry = NewEntry(
        key=key,
        kind=kind,
        place_id=obligation.place_id,
        effective_on=territory.local_day(obligation.place, at),
        transfers=(NewTransfer(debit_id=debit.id, credit_id=credit.id, amount=amount),),
    )
    ledger.post(entry, at=at)
