"""What the bank brings to an assembly: products to adopt, and late loans to write off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from toparquia.assemblies.subjects import Subject
from toparquia.bank import queries
from toparquia.bank.models import LoanProduct
from toparquia.territory.models import Place

OFFERED: Final = 50


def waiting(place: Place) -> list[Subject]:
    """Return the products of a territory's bank that its assembly has not decided on."""
    undecided = LoanProduct.objects.filter(bank__place=place, adoption__isnull=True)
    return [_subject(product) for product in undecided[:OFFERED]]


def named(ids: Sequence[UUID]) -> dict[UUID, Subject]:
    """Return products by their ids."""
    return {product.id: _subject(product) for product in LoanProduct.objects.filter(id__in=ids)}


def _subject(product: LoanProduct) -> Subject:
    return Subject(
        kind=queries.PRODUCT,
        id=product.id,
        title=_("Crédito «%(name)s»") % {"name": product.name},
        url=product.get_absolute_url(),
        text=_("Que el banco ofrezca el crédito «%(name)s» con sus condiciones.") % {"name": product.name},
    )
