"""For whom a command acts: who runs the machine has no power, a person with a mandate in force has."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from toparquia.consultations.errors import NotProven
from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.mandates import queries as mandates
from toparquia.mandates.errors import NoMandate
from toparquia.people.models import Account
from toparquia.territory.models import Place

NOBODY: Final = Sentence("nadie", "nobody")
PASSWORD: Final = "TOPARQUIA_PASSWORD"  # noqa: S105 (the name of a variable)


def proven(people: Sequence[str]) -> list[UUID]:
    """Return the residents behind these accounts, each of whom gave the password. :raises NotProven:"""
    if not people:
        raise NotProven(asked=NOBODY)
    return [_resident(email) for email in people]


def authority(residents: Sequence[UUID], power: str, place: Place, at: datetime) -> Authority:
    """Return the mandate of the first of them who has this power in a place now. :raises NoMandate:"""
    for resident in residents:
        try:
            return mandates.authority(resident_id=resident, power=power, place=place, at=at)
        except NoMandate:
            continue
    raise NoMandate(place=place.name)


def _resident(email: str) -> UUID:
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    # The password is worked on also where there is no account: the time taken must not tell which.
    known = account or Account(password=make_password(None))
    is_right = known.check_password(_password(email))
    if account is None or not is_right or account.resident_id is None:
        raise NotProven(asked=email)
    resident: UUID = account.resident_id
    return resident


def _password(email: str) -> str:
    if said := os.environ.get(PASSWORD):
        return said
    if not sys.stdin.isatty():
        raise NotProven(asked=email)
    return getpass.getpass(f"{email}: ")
