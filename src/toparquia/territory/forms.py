"""Shapes of input: a boundary, pasted or as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.territory.rules import geojson

BYTES_LIMIT: Final = 1_000_000


class BoundaryForm(KeyedForm):
    """A line around a territory: GeoJSON that any map program writes."""

    points = forms.CharField(
        label=_("Puntos del límite"),
        help_text=_("Uno por línea: latitud, longitud. Por ejemplo 10.4806, -66.9036. Se cierra solo."),
        required=False,
        max_length=BYTES_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("O un archivo GeoJSON"),
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
        # What was drawn or typed stands in the box as it was; a file or a text comes in its place.
        name = next((name for name in ("file", "text", "points") if told.get(name)), "points")
        try:
            shapes = self._shapes(name, told.get(name) or "")
        except (ValueError, AttributeError, RecursionError) as error:
            self.add_error(name, _said(name, error))
            return told
        wrong = geojson.fault(shapes[0]) if len(shapes) == 1 else None
        if len(shapes) != 1:
            self.add_error(name, _("Hace falta una figura, y solo una."))
        elif wrong is not None:
            self.add_error(name, wrong.in_language(get_language() or "es"))
        else:
            told["geometry"] = shapes[0]
        return told

    def _shapes(self, name: str, sent: Any) -> list[Any]:
        if name == "points":
            points = geojson.typed_points(sent)
            return [geojson.outline(points)] if points else []
        raw = sent.read(BYTES_LIMIT + 1) if name == "file" else sent.encode()
        if name == "file":
            sent.seek(0)
        return [one.get("geometry") for _number, one in geojson.features(json.loads(raw[:BYTES_LIMIT]))]


def typed(points: Sequence[Sequence[float]]) -> str:
    """Return points as they are typed in the box: latitude before longitude, one a line."""
    return "\n".join(f"{latitude}, {longitude}" for longitude, latitude, *_rest in points)


def _said(name: str, error: Exception) -> str:
    if name == "points":
        return _("La línea %(line)s no es un punto: escribe la latitud y la longitud.") % {
            "line": error.args[0]
        }
    return _("Esto no es GeoJSON: elige un archivo o pega su texto.")
