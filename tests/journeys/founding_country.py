"""A circuit whose five councils are about to found a commune: in a home of its own, it prints who is who."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

PASSWORD: Final = "fundacion-de-prueba-2026"
# So far back that every vote of the journey is over by the machine's own clock, which closes votes.
BEGINS: Final = timedelta(days=110)
COUNCILS: Final = 5
# In each council a spokesperson, someone who will stand for parliament, and a neighbour.
NAMES: Final = ("Vocera", "Candidata", "Vecina")


def built(at: datetime) -> dict[str, Any]:
    """Make the councils and their people by the verbs themselves; nobody has promoted anything yet."""
    from toparquia.mandates.tests.factories import make_country
    from toparquia.people.models import Account
    from toparquia.territory.services import NewPlace, register_place

    country = make_country(at)
    councils = list(country.councils)
    for number in range(len(councils) + 1, COUNCILS + 1):
        new = NewPlace("council", f"consejo-{number}", f"Consejo {number}")
        registry = country.registry(country.commune)
        councils.append(register_place(new=new, parent=country.commune, by=registry, at=at))
    holders = {"registrar": country.registrar.holder}
    for number, council in enumerate(councils, start=1):
        people = [country.neighbour(council, name=f"{name} {number}") for name in NAMES]
        country.officer(council, "coordination", 1, people[0])
        holders |= {
            f"speaker{number}": people[0],
            f"candidate{number}": people[1],
            f"neighbour{number}": people[2],
        }
    for number in (1, 2):
        person = country.neighbour(councils[0], name=f"Comisionada {number}")
        country.officer(country.commune, "electoral_commission", number, person)
        holders[f"commissioner{number}"] = person
    accounts = []
    for number, (role, holder) in enumerate(holders.items()):
        email = f"persona{number}@demo.example"
        Account.objects.create_user(email, password=PASSWORD, resident=holder)
        code = country.commune.code
        accounts.append({"role": role, "email": email, "place": country.commune.name, "code": code})
    return {
        "accounts": accounts,
        "password": PASSWORD,
        "begins": at.isoformat(),
        "place": country.commune.get_absolute_url(),
        "commune": str(country.commune.id),
        "councils": [council.code for council in councils],
    }


def main() -> None:
    """Migrate, build, and say what there is."""
    from toparquia.cli.setting_up import collect_files, django_ready, migrated

    django_ready()
    migrated()
    collect_files()
    print(json.dumps(built((datetime.now(UTC) - BEGINS).replace(hour=16, minute=0, microsecond=0))))


if __name__ == "__main__":
    main()
