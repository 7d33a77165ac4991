"""What a signed-in person may do next, as buttons: each opens the form of a room."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Door:
    """A button: the power it takes ("" for what any resident may do), its form's address and its words."""

    power: str
    address: str
    label: Any
    takes: str = "code"


@dataclass(frozen=True)
class OpenDoor:
    """A button that is shown."""

    label: Any
    url: str


def open_doors(doors: Iterable[Door], powers: Collection[str], **facts: object) -> list[OpenDoor]:
    """Return the doors that someone with these powers may open; `facts` fill the addresses."""
    shown = []
    for door in doors:
        if door.power and door.power not in powers:
            continue
        if url := address_of(door.address, facts[door.takes]):
            shown.append(OpenDoor(door.label, url))
    return shown


def address_of(name: str, *words: object) -> str:
    """Return the address of a room's page, "" where that room is not installed."""
    try:
        return reverse(name, args=words)
    except NoReverseMatch:
        return ""
