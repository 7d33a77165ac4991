"""Where in a demo there is something to look at."""

from __future__ import annotations

from toparquia.cli.demo.country import Country
from toparquia.treasury import queries as treasury
from toparquia.treasury.rules import Status


def pages(country: Country) -> dict[str, str]:
    """Return the paths of pages that are worth a look, "" for what this country does not have."""
    first, last = country.communes[0], country.communes[-1]
    carried = first.carried
    late = treasury.of_status(treasury.obligations(), Status.OVERDUE, country.today).first()
    return {
        "commune": first.place.get_absolute_url(),
        "consultation": first.consultation.get_absolute_url() if first.consultation else "",
        "project": carried.project.get_absolute_url() if carried else "",
        "overdue": late.get_absolute_url() if late else "",
        "promotion": country.promotion,
        "expired": last.place.get_absolute_url() if len(country.communes) > 1 else "",
        "open": country.open_consultation,
        "assembly": country.assembly,
        "gazette": "/gaceta/",
    }
