"""Where a commune of the demo is drawn on the map: amid its projects, or somewhere made up."""

from __future__ import annotations

from statistics import median
from typing import Any, Final

from toparquia.cli.demo.elections import Source
from toparquia.cli.demo.names import chance_of
from toparquia.consultations.rules.files import position_of

# Where made-up communes are strewn: degrees west to east, south to north, of the Venezuelan llanos and coast.
LONGITUDES: Final = (-71.0, -63.0)
LATITUDES: Final = (7.6, 10.4)
# What the generator writes at the head of its own files.
SAMPLE: Final = "Consulta de muestra de "


def on_the_map(source: Source | None, *, seed: int, code: str) -> dict[str, Any]:
    """Return latitude and longitude of a commune, nothing for a real election that states none.

    A real place is never put where it is not; a made-up one may be anywhere.
    """
    if source is None:
        return {}
    found = [position_of(project) for project in source.election.projects]
    known = [position for position in found if position is not None]
    if known:
        middle = (median(one.latitude for one in known), median(one.longitude for one in known))
        return {"latitude": middle[0], "longitude": middle[1]}
    if not source.election.meta.get("description", "").startswith(SAMPLE):
        return {}
    chance = chance_of(seed, f"map {code}")
    spot = (round(chance.uniform(*bounds), 4) for bounds in (LATITUDES, LONGITUDES))
    return dict(zip(("latitude", "longitude"), spot, strict=True))
