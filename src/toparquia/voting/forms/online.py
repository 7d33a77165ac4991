"""The online box's hour, and a person's check-in."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm


class BoxForm(KeyedForm):
    """When the box takes its last ballot, in the place's own time."""

    closes = forms.DateTimeField(
        label=_("¿Cuándo cierra la urna en línea?"),
        help_text=_("Por fases, antes de que atiendan las mesas de papel."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "width-m"}),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = ZoneInfo(zone)

    def _clean_fields(self) -> None:
        # The hour is typed as the clocks of the place show it.
        with timezone.override(self._zone):
            super()._clean_fields()


class CheckInForm(KeyedForm):
    """What a person of the roll does with their one right to vote."""

    resident = forms.UUIDField(label=_("Persona del registro"), widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("¿Qué se hace?"),
        choices=[
            ("paper", _("Recibe boleta de papel")),
            ("online", _("Recibe su hoja cerrada para votar en línea")),
            ("kiosk", _("Pasa a la cabina de la mesa")),
            ("returned", _("Devuelve su hoja sin abrir")),
        ],
        widget=forms.RadioSelect,
    )
    slip = forms.CharField(
        label=_("Letras de la hoja"),
        help_text=_("Solo si la devuelve: ábrela aquí y escríbelas. Se anula y ya no vale en línea."),
        required=False,
        max_length=80,
    )
