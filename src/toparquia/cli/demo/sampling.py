"""Made-up elections for a demo without files."""

from __future__ import annotations

from datetime import date

from toparquia.cli.demo.elections import Source


def sample_elections(seed: int, today: date) -> list[Source]:
    """Return sample elections."""
    raise NotImplementedError
