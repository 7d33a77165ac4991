"""A council with five of nine seats vacant: run in a home of its own, it prints who can sign in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

PASSWORD: Final = "elecciones-de-prueba-2026"
# So far back that every vote of the journey is over by the machine's own clock, which closes votes.
BEGINS: Final = timedelta(days=90)
CANDIDATES: Final = ("Alba", "Beto", "Carla", "Dora", "Efraín", "Fabio", "Gina", "Hugo")


def built(at: datetime) -> dict[str, Any]:
    """Make the council, its offices and its neighbours, all by the verbs themselves."""
    from toparquia.elections.tests.factories import make_town
    from toparquia.people.models import Account

    town = make_town(at)
    people = {name: town.country.neighbour(town.place, name=name) for name in CANDIDATES}
    holders = {
        "commissioner": town.commission[0].holder,
        "commissioner2": town.commission[1].holder,
        "auditor": town.auditor.holder,
        "spokesperson": town.speaker.holder,
        "registrar": town.country.registrar.holder,
        **people,
    }
    accounts = []
    for number, (role, holder) in enumerate(holders.items()):
        email = f"persona{number}@demo.example"
        Account.objects.create_user(email, password=PASSWORD, resident=holder)
        accounts.append({"role": role, "email": email, "place": town.place.name, "code": town.place.code})
    return {
        "accounts": accounts,
        "password": PASSWORD,
        "begins": at.isoformat(),
        "place": town.place.get_absolute_url(),
        "organ": town.organ.get_absolute_url(),
        "office": f"{town.organ.id}:spokesperson",
        "recalled": str(town.speaker.id),
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
