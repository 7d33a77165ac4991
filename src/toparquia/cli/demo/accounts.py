"""Demo accounts, one for each role, all with one password that is made for this demo."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.contrib.auth.hashers import make_password

from toparquia.cli.demo.commune import SPOKESPERSONS, Commune
from toparquia.cli.demo.country import Country
from toparquia.people.models import Account

DOMAIN: Final = "demo.example"


@dataclass(frozen=True)
class DemoAccount:
    """One account that a person may sign in with: for which role, and where that role acts."""

    role: str
    email: str
    place: str
    code: str

    def as_plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def password_of(seed: int) -> str:
    """Return the one password of a demo's accounts, long enough for the rule on passwords."""
    return f"muestra-{hashlib.sha256(f'demo {seed}'.encode()).hexdigest()[:10]}"


def open_accounts(country: Country, password: str) -> list[DemoAccount]:
    """Open an account for each role of the first commune, and for the State's two offices."""
    commune = country.first
    assert commune is not None, "a country has a commune"
    # Hashing is slow on purpose; one password needs it once.
    encoded = make_password(password)
    opened = []
    for role, (resident_id, place) in _people(country, commune).items():
        email = f"{role}@{DOMAIN}"
        Account.objects.create(email=email, password=encoded, resident_id=resident_id)
        opened.append(DemoAccount(role, email, place.name, place.code))
    return opened


def _people(country: Country, commune: Commune) -> dict[str, tuple[Any, Any]]:
    place, council = commune.place, commune.councils[0]

    def officer(kind: str, number: int = 0) -> tuple[Any, Any]:
        return commune.officers[place.code, kind][number].holder_id, place

    busy = {mandate.holder_id for held in commune.officers.values() for mandate in held}
    neighbours = commune.people[council.code][SPOKESPERSONS:]
    resident = next(person for person in neighbours if person.id not in busy)
    return {
        "resident": (resident.id, council),
        "spokesperson": officer("coordination"),
        "council": (commune.officers[council.code, "coordination"][0].holder_id, council),
        "commissioner": officer("electoral_commission"),
        "commissioner2": officer("electoral_commission", 1),
        "finance1": officer("finance_committee"),
        "finance2": officer("finance_committee", 1),
        "finance3": officer("finance_committee", 2),
        "auditor": officer("social_audit"),
        "banker": officer("bank_coordination"),
        "approver": officer("bank_approval"),
        "treasurer": (country.node.treasurer.holder_id, country.node.root),
        "registrar": (country.node.registrar.holder_id, country.node.root),
    }
