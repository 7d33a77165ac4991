"""Give a person a printed card with which they sign in without an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import secret_bytes
from toparquia.gazette.services import enact
from toparquia.people import errors, queries, rules
from toparquia.people.acts import AccessCardGiven
from toparquia.people.models import AccessCard, Account
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@dataclass(frozen=True)
class NewCard:
    """A card as it is printed: the code that signs in, and the text of its QR, which only tells who is there.

    Both are shown once and kept nowhere.
    """

    code: str
    attendance: str


@transaction.atomic
def give_access_card(*, resident_id: UUID, place: Place, by: Authority, at: datetime) -> NewCard:
    """Give a resident a new card and return it. Whoever scans its QR can't sign in with what it says.

    The card before it no longer opens anything. :raises NoSuchResident: if they live elsewhere.
    """
    by.check_is_for(place.id)
    resident = queries.resident_in(place, resident_id, territory.local_day(place, at), for_update=True)
    AccessCard.objects.filter(resident=resident, taken_back_at=None).update(taken_back_at=at)
    code, shown = (rules.card_code(secret_bytes(rules.CARD_BYTES)) for _ in range(2))
    AccessCard.objects.create(
        resident=resident,
        digest=rules.code_digest(code),
        attendance_digest=rules.code_digest(shown),
        given_at=at,
    )
    enact(AccessCardGiven(subject=place.id), by=by, at=at)
    return NewCard(code, rules.ATTENDANCE + shown)


@transaction.atomic
def open_with_card(*, code: str) -> Account:
    """Return the account of whoever holds a card, opening one without e-mail the first time.

    :raises NoSuchCard: also for a card that was taken back.
    """
    card = AccessCard.objects.filter(digest=rules.code_digest(code), taken_back_at=None).first()
    if card is None:
        raise errors.NoSuchCard()
    account = Account.objects.filter(resident_id=card.resident_id).first()
    if account is None:
        # Nothing is ever sent there: the name is reserved for addresses that are none (RFC 2606).
        account = Account.objects.create_user(f"{card.id}@sin-correo.invalid", resident_id=card.resident_id)
    return account
