"""One at a time on one obligation, and who it is that acts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.locks import hold
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory
from toparquia.treasury import queries
from toparquia.treasury.models import Invoice, Obligation


def locked(obligation_id: UUID, by: Authority) -> Obligation:
    """Return an obligation that nobody else works on until the transaction ends, if `by` is for its place.

    :raises NoSuchObligation: :raises AuthorityOfAnotherPlace:
    """
    hold(obligation_id)
    found = queries.obligation(obligation_id)
    by.check_is_for(found.place_id)
    return found


def locked_invoice(invoice_id: UUID, by: Authority) -> Invoice:
    """Return an invoice whose obligation nobody else works on. :raises NoSuchInvoice: as `locked` else."""
    found = queries.invoice(invoice_id)
    found.obligation = locked(found.obligation_id, by)
    return found


def hold_numbers(place_id: UUID) -> None:
    """Let nobody else take a receipt's number of a place until the transaction ends."""
    with connection.cursor() as cursor:
        # The lock of the trigger that asks for the next number.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('treasury.voucher ' || %s, 0))", [str(place_id)]
        )


def rules_of(obligation: Obligation, at: datetime) -> RuleSet:
    """Return the rules in force where the money is spent. :raises NoRulesInForce:"""
    return territory.rules(obligation.place, territory.local_day(obligation.place, at))


def acting_mandate(by: Authority, obligation: Obligation, at: datetime) -> Mandate:
    """Return the mandate that is shown, in force that day. :raises NoMandate:"""
    return mandates.shown_by(by, obligation.place, at)
