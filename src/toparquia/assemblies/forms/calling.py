"""Calling an assembly and counting who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.assemblies import rules
from toparquia.gazette.writing import KeyedForm
from toparquia.people.models import Resident
from toparquia.territory.models import Place

# More than any assembly; what is typed beyond is a slip of the finger.
PEOPLE_MAX: Final = 10_000_000


class SessionForm(KeyedForm):
    """Day, hour, place and agenda of an assembly."""

    held_on = forms.DateField(label=_("Día"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label=_("Hora de la primera convocatoria"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    venue = forms.CharField(
        label=_("Lugar de la reunión"),
        help_text=_("Para que cualquiera lo encuentre: la cancha, la escuela, la casa comunal."),
        max_length=rules.MAX_VENUE,
    )
    agenda = forms.CharField(
        label=_("Orden del día"),
        help_text=_("Un punto por línea. Solo se decide sobre lo que está aquí."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=rules.MAX_AGENDA_ITEMS * (rules.MAX_ITEM_LENGTH + 2),
    )

    @property
    def items(self) -> list[str]:
        """Return the agenda, a line an item."""
        return [line for line in self.cleaned_data["agenda"].splitlines() if line.strip()]

    def starts_at(self, place: Place) -> datetime:
        """Return the hour announced, on the clock of the place."""
        said = self.cleaned_data
        return datetime.combine(said["held_on"], said["hour"], ZoneInfo(place.timezone))


class ListForm(KeyedForm):
    """How many people are there and, as far as it is typed, who."""

    present = forms.IntegerField(
        label=_("¿Cuántas personas hay?"),
        help_text=_("Solo quienes viven aquí y tienen edad para votar."),
        min_value=0,
        max_value=PEOPLE_MAX,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    attendees = forms.MultipleChoiceField(
        label=_("Quiénes"),
        help_text=_("Se guarda con el acta y no se publica."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, residents: Sequence[Resident], arrived: Sequence[UUID] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.arrived = list(arrived)
        if arrived:
            self.fields["present"].initial = len(arrived)
            self.fields["present"].help_text = _(
                "Con su tarjeta llegaron %(n)s; suma a quienes firmaron en la hoja."
            ) % {"n": len(arrived)}
        self.fields["attendees"].choices = [  # type: ignore[attr-defined]
            (str(resident.id), resident.full_name) for resident in residents
        ]
        if not residents:
            del self.fields["attendees"]

    @property
    def attendee_ids(self) -> list[UUID]:
        """Return the residents that were marked, and those who came with their card."""
        marked = [UUID(one) for one in self.cleaned_data.get("attendees", ())]
        return list(dict.fromkeys([*self.arrived, *marked]))


class OpenCallForm(ListForm):
    """The list of one call."""
