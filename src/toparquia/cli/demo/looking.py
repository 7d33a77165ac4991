"""Where in a demo there is something to look at."""

from __future__ import annotations

from toparquia.cli.demo.country import Country
from toparquia.treasury import queries as treasury
from toparquia.treasury.rules import Status


def pages(country: Country, expired: str) -> dict[str, str]:
    """Return the paths of pages that are worth a look, "" for what this country does not have.

    `expired` is the code of the commune whose mandates are over.
    """
    first = country.first
    assert first is not None, "a country has a commune"
    carried = first.carried
    late = treasury.of_status(treasury.obligations(), Status.OVERDUE, country.today).first()
    return {
        "commune": first.place.get_absolute_url(),
        "consultation": first.consultation.get_absolute_url() if first.consultation else "",
        "project": carried.project.get_absolute_url() if carried else "",
        "overdue": late.get_absolute_url() if late else "",
        "promotion": country.promotion,
        "expired": f"/lugares/{expired}/" if expired else "",
        "open": country.open_consultation,
        "assembly": country.assembly,
        "bank": country.bank,
        "gazette": "/gaceta/",
    }
