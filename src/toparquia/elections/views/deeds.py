"""The one way in which every form of this room is shown and sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from toparquia.foundation.authority import Authority
from toparquia.gazette.writing import form_page, write
from toparquia.mandates import acting
from toparquia.mandates.errors import HolderNotFound, SeveralHoldersFound
from toparquia.people import queries as people
from toparquia.territory.models import Place


@dataclass(frozen=True)
class Deed:
    """What a form is for: where it belongs, what it says, what its button does."""

    place: Place
    above: tuple[Any, str]
    title: Any
    lead: Any
    button: Any
    done: Any
    context: dict[str, Any] | None = None


def shown_or_done(
    request: HttpRequest, deed: Deed, form: forms.Form, verb: str, do: Callable[[datetime], str]
) -> HttpResponse:
    """Do what was sent, or show the form with all that was typed."""
    if address := write(request, form, verb, do):
        messages.success(request, deed.done)
        return redirect(address)
    return form_page(
        request, "elections/form.html", form, {"deed": deed, "place": deed.place, **(deed.context or {})}
    )


def as_commission_or_self(request: HttpRequest, power: str, place: Place, at: datetime) -> Authority:
    """Return the mandate that lets one act on paper for others; else what any resident may do."""
    if power in acting.powers(request, place):
        return acting.authority(request, power, place)
    return acting.open_authority(request, place, at)


def person_named(place: Place, told: dict[str, Any], day: date) -> UUID:
    """Return the one resident with these names and birth date.

    :raises HolderNotFound: :raises SeveralHoldersFound:
    """
    names = {name: told[name] for name in ("given_names", "surnames", "birth_date")}
    found = people.find_in(place, day, **names)
    if not found:
        raise HolderNotFound(place=place.name)
    if len(found) > 1:
        raise SeveralHoldersFound(place=place.name)
    return found[0].id
