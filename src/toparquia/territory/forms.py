"""Shapes of input: a boundary, pasted or as a file."""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.territory.rules import geojson

BYTES_LIMIT: Final = 1_000_000


class BoundaryForm(KeyedForm):
    """A line around a territory: GeoJSON that any map program writes."""

    file = forms.FileField(
        label=_("Archivo GeoJSON"),
        help_text=_("Con un solo polígono, en grados (WGS 84). Hasta 1 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    text = forms.CharField(
        label=_("O pega aquí el GeoJSON"),
        required=False,
        max_length=BYTES_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    source = forms.CharField(
        label=_("De dónde viene esta línea"),
        help_text=_("Un plano, un recorrido con la comunidad, la carta fundacional."),
        max_length=200,
    )
    starts_on = forms.DateField(label=_("Rige desde"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """Read the one polygon that was sent, and say what is wrong with it beside the field."""
        told = super().clean() or {}
        file, text = told.get("file"), told.get("text") or ""
        name = "file" if file else "text"
        try:
            raw = file.read(BYTES_LIMIT + 1) if file else text.encode()
            if file:
                file.seek(0)
            shapes = [one.get("geometry") for _number, one in geojson.features(json.loads(raw[:BYTES_LIMIT]))]
        except (ValueError, AttributeError, RecursionError):
            self.add_error(name, _("Esto no es GeoJSON: elige un archivo o pega su texto."))
            return told
        wrong = geojson.fault(shapes[0]) if len(shapes) == 1 else None
        if len(shapes) != 1:
            self.add_error(name, _("Hace falta una figura, y solo una."))
        elif wrong is not None:
            self.add_error(name, wrong.in_language(get_language() or "es"))
        else:
            told["geometry"] = shapes[0]
        return told
