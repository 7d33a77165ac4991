"""The State's side of a demo: what its bodies owe in a year, and how a sum is split among communes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from toparquia.cli.demo.node import Node
from toparquia.foundation.money import Money, minor_digits
from toparquia.territory import queries as territory
from toparquia.treasury import services
from toparquia.treasury.models import BudgetAllocation

# Each body with its kind and its whole budget in units of the currency; the first pays what is sent.
BODIES: Final = (
    ("Fondo de compensación interterritorial", BudgetAllocation.Kind.FUND, 90_000_000),
    ("Ministerio de Obras Públicas", BudgetAllocation.Kind.MINISTRY, 40_000_000),
    ("Ministerio de Educación", BudgetAllocation.Kind.MINISTRY, 25_000_000),
    ("Ministerio de Agricultura", BudgetAllocation.Kind.MINISTRY, 12_500_000),
)
SPLIT: Final = 47_700_000


def publish(node: Node, currency: str, at: datetime) -> BudgetAllocation:
    """Publish what each body owes in the year of a moment; return the allocation that pays."""
    year = territory.local_day(node.root, at).year
    published = [
        services.publish_allocation(
            place=node.root,
            year=year,
            body=body,
            kind=kind.value,
            base=_units(amount, currency),
            by=node.treasury(node.root, at),
            at=at,
        )
        for body, kind, amount in BODIES
    ]
    return published[0]


def split(node: Node, currency: str, at: datetime) -> None:
    """Split a sum among all communes that are founded at a moment."""
    services.publish_distribution(
        place=node.root,
        year=territory.local_day(node.root, at).year,
        amount=_units(SPLIT, currency),
        by=node.treasury(node.root, at),
        at=at,
    )


def _units(amount: int, currency: str) -> Money:
    return Money(amount * 10 ** minor_digits(currency), currency)
