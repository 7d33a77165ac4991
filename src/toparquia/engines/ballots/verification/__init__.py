"""Verification of a whole archive: named checks, many processes, bounded memory."""

from __future__ import annotations

from .chunks import Crew
from .crews import cluster, default_workers, processes
from .report import Check, Report
from .survey import Survey, survey
from .verifying import Demands, verify

__all__ = [
    "Check",
    "Crew",
    "Demands",
    "Report",
    "Survey",
    "cluster",
    "default_workers",
    "processes",
    "survey",
    "verify",
]
