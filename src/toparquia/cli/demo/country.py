"""The country while it is built: its node, its communes, and where something is still under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toparquia.cli.demo.commune import Commune
from toparquia.cli.demo.node import Node


@dataclass
class Country:
    """A country while it is built; the texts are addresses of pages."""

    node: Node
    today: date
    first: Commune | None = None
    promotion: str = ""
    open_consultation: str = ""
    assembly: str = ""
    bank: str = ""
