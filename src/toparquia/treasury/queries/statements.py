"""Reads of the bank's statements: what was handed in, what is unmatched, and what a line may be."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from toparquia.foundation.money import Money
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import errors
from toparquia.treasury.models import BankStatement, Disbursement, Payment, PettyFill, StatementLine
from toparquia.treasury.rules.matching import NEAR_DAYS, Ours, candidates

# How far from a line's day its movement is looked for, when the reference may name it.
WIDE = timedelta(days=60 + NEAR_DAYS)


def statement(statement_id: UUID) -> BankStatement:
    """Return a statement with its place. :raises NoSuchStatement:"""
    found = BankStatement.objects.select_related("place", "mandate__holder").filter(id=statement_id).first()
    if found is None:
        raise errors.NoSuchStatement()
    return found


def statements(place: Place) -> QuerySet[BankStatement]:
    """Return the statements of a place, newest first, with how many lines are matched."""
    found = BankStatement.objects.filter(place=place)
    return found.annotate(matched=Count("lines__match")).order_by("-imported_at")


def lines(sheet: BankStatement) -> QuerySet[StatementLine]:
    """Return the lines of a statement with what each was matched with."""
    found = StatementLine.objects.filter(statement=sheet).select_related(
        "statement", "match__payment__invoice", "match__disbursement", "match__fill", "match__mandate__holder"
    )
    return found.order_by("number")


def statement_line(line_id: UUID) -> StatementLine:
    """Return one line with its statement. :raises NoSuchLine:"""
    found = StatementLine.objects.select_related("statement__place", "match").filter(id=line_id).first()
    if found is None:
        raise errors.NoSuchLine()
    return found


def known_fingerprints(place: Place, prints: list[str]) -> set[str]:
    """Return which of these movements of a place came in with a statement before."""
    found = StatementLine.objects.filter(place=place, fingerprint__in=prints)
    return set(found.values_list("fingerprint", flat=True))


def currencies_owed(place: Place) -> set[str]:
    """Return the currencies in which something is owed to a place."""
    return set(place.obligations.order_by().values_list("currency", flat=True).distinct())


def candidates_for(line: StatementLine) -> list[tuple[Ours, bool]]:
    """Return what of ours a line may be, the surest first; what was matched is none any more."""
    ours = _came(line) if line.amount_minor > 0 else [*_paid(line), *_filled(line)]
    return candidates(line.amount, line.booked_on, line.reference, line.words, ours)


def _came(line: StatementLine) -> list[Ours]:
    found = Disbursement.objects.filter(
        tranche__obligation__place_id=line.place_id,
        tranche__obligation__currency=line.statement.currency,
        amount_minor=line.amount_minor,
        bank_match__isnull=True,
        sent_at__date__range=_around(line),
    ).select_related("tranche__obligation__project")
    place = line.statement.place
    return [
        Ours(
            "disbursement",
            sent.id,
            Money(sent.amount_minor, line.statement.currency),
            territory.local_day(place, sent.sent_at),
            sent.bank_reference,
            sent.tranche.obligation.project.title,
        )
        for sent in found
    ]


def _paid(line: StatementLine) -> list[Ours]:
    found = Payment.objects.filter(
        Q(invoice__reversal__isnull=True) | Q(invoice__reversal__is_of_a_payment=True),
        invoice__place_id=line.place_id,
        invoice__currency=line.statement.currency,
        invoice__total_minor=-line.amount_minor,
        invoice__is_petty=False,
        bank_match__isnull=True,
        paid_at__date__range=_around(line),
    ).select_related("invoice", "voucher")
    place = line.statement.place
    return [
        Ours(
            "payment",
            paid.id,
            -paid.invoice.total,
            territory.local_day(place, paid.paid_at),
            paid.invoice.number,
            paid.invoice.supplier,
        )
        for paid in found
    ]


def _filled(line: StatementLine) -> list[Ours]:
    found = PettyFill.objects.filter(
        obligation__place_id=line.place_id,
        obligation__currency=line.statement.currency,
        amount_minor=-line.amount_minor,
        bank_match__isnull=True,
        filled_at__date__range=_around(line),
    ).annotate(title=F("obligation__project__title")).select_related("obligation")  # fmt: skip
    place = line.statement.place
    return [
        Ours("fill", fill.id, -fill.amount, territory.local_day(place, fill.filled_at), "", fill.title)
        for fill in found
    ]


def _around(line: StatementLine) -> tuple[object, object]:
    return line.booked_on - WIDE, line.booked_on + WIDE
