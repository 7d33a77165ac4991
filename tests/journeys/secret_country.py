"""A commune that will vote in secret: run in a home of its own, it prints who can sign in, and the vote.

The database's clock decides when a box closes, so this one database gets a clock that a test can move.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from toparquia.foundation.rulesets import RuleSet

PASSWORD: Final = "cabina-de-prueba-2026"
VOTERS: Final = ("Alba", "Beto", "Carla", "Dora", "Efraín")
# A roll this long may vote in secret; who is not named here does not vote.
OTHERS: Final = 17
BY_HALVES: Final = "by halves"
CLOCK: Final = """
    CREATE SCHEMA journey;
    CREATE TABLE journey.shift (by interval NOT NULL);
    INSERT INTO journey.shift VALUES ('0');
    CREATE FUNCTION journey.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT pg_catalog.clock_timestamp() + (SELECT by FROM journey.shift)';
    GRANT USAGE ON SCHEMA journey TO PUBLIC;
    GRANT SELECT ON journey.shift TO PUBLIC;
"""


def built(at: datetime, group: str) -> dict[str, Any]:
    """Make the commune, its offices, its roll and its vote, all by the verbs themselves."""
    from toparquia.foundation.ids import new_id
    from toparquia.mandates import queries as mandates
    from toparquia.mandates.tests.factories import make_country
    from toparquia.people.models import Account
    from toparquia.people.services import freeze_roll
    from toparquia.voting.services import NewOption, open_vote, set_up_box

    # Two authorities make each slip by halves, and all trustees are needed: the other way to set up a box.
    by_halves = group == BY_HALVES
    country = make_country(at, rules=rules_of_a_few(by_halves=by_halves))
    officers = {
        role: country.officer(country.commune, kind, seat, country.neighbour(name=name))
        for role, kind, seat, name in (
            ("commissioner", "electoral_commission", 1, "Ana"),
            ("commissioner2", "electoral_commission", 2, "Rosa"),
            ("trustee1", "key_trustees", 1, "Inés"),
            ("trustee2", "key_trustees", 2, "Julio"),
            ("trustee3", "key_trustees", 3, "Marta"),
            ("slips", "credential_authority", 1, "Nora"),
            ("slips2", "credential_authority", 2, "Olga"),
        )
        if by_halves == (role == "slips2") or role not in ("slips2", "trustee3")
    }
    for name in (*VOTERS, *(f"Persona {n}" for n in range(OTHERS))):
        country.neighbour(name=name)
    by = mandates.authority_of(officers["commissioner"], place=country.commune, day=country.day)
    vote = open_vote(
        place=country.commune,
        purpose="planning.first_work",
        subject_id=new_id(),
        title="¿Qué hacemos primero?",
        question="choose",
        options=[NewOption("agua", "El agua"), NewOption("luz", "La luz"), NewOption("via", "La vía")],
        opens_at=at,
        closes_at=at + timedelta(hours=3),
        roll=freeze_roll(place=country.commune, day=country.day, by=by, at=at),
        seed="4 2 6 1 5 3 3 2",
        by=by,
        at=at,
    )
    if group and not by_halves:
        # Another group than that of real votes, which the pages set up: one that Debian's tool reads.
        closes_online = at + timedelta(hours=2)
        set_up_box(vote_id=vote.id, closes_online_at=closes_online, group=group, by=by, at=at)
    accounts = []
    for role, mandate in officers.items():
        email = f"{role}@demo.example"
        Account.objects.create_user(email, password=PASSWORD, resident=mandate.holder)
        accounts.append({"role": role, "email": email, "place": "Comuna", "code": country.commune.code})
    closes = (at + timedelta(hours=2)).astimezone(ZoneInfo(country.commune.timezone))
    return {
        "accounts": accounts,
        "password": PASSWORD,
        "vote": vote.get_absolute_url(),
        "closes": closes.strftime("%Y-%m-%dT%H:%M"),
    }


def rules_of_a_few(*, by_halves: bool = False) -> RuleSet:
    """Return rules by which the votes of a few are published, or six voters would have no archive."""
    from toparquia.foundation.rulesets import RuleSet, built_in

    document = built_in("venezuela-communes").as_document()
    document["parameters"]["consultation.min_ballots_published"]["value"] = 1
    if by_halves:
        for key in ("online.credential_sources", "online.trustees", "online.threshold"):
            document["parameters"][key]["value"] = 2
    return RuleSet.from_document(document)


def main() -> None:
    """Migrate, give the database its clock, build, and say what there is."""
    from toparquia.cli.setting_up import collect_files, django_ready, migrated

    django_ready()
    migrated()
    collect_files()
    from django.conf import settings
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        name = connections["owner"].settings_dict["NAME"]
        cursor.execute(CLOCK)
        cursor.execute(f'ALTER DATABASE "{name}" SET search_path = journey, pg_catalog, public')
    connections.close_all()
    told = built(datetime.now(UTC).replace(microsecond=0), sys.argv[1] if len(sys.argv) > 1 else "")
    print(json.dumps(told | {"database": settings.EMBEDDED_DATABASE_URL}))


if __name__ == "__main__":
    main()
