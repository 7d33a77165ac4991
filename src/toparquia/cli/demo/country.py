"""The country while it is built: its node, its communes, and where something is still under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from toparquia.cli.demo.commune import Commune
from toparquia.cli.demo.node import Node


@dataclass
class Country:
    """A country while it is built; the texts are addresses of pages."""

    node: Node
    today: date
    communes: list[Commune] = field(default_factory=list)
    promotion: str = ""
    open_consultation: str = ""
    assembly: str = ""
