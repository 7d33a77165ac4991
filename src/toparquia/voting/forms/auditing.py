"""The form that draws paper for an audit, asked by GET, and the one that keeps what was found."""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.engines.auditing.instructions import METHODS
from toparquia.engines.auditing.sampling import SEED_LEAST
from toparquia.gazette.writing import KeyedForm

COUNT_MOST: Final = 20_000


class DrawForm(forms.Form):
    """Public dice, and how much is drawn from them."""

    semilla = forms.CharField(
        label=_("Cifras de los dados"),
        help_text=_(
            "Láncenlos en público después del certificado: 20 cifras o más, en el orden en que salen."
        ),
        max_length=200,
    )
    modo = forms.ChoiceField(
        label=_("Qué se revisa"), choices=[(METHODS[0], _("Hojas sueltas")), (METHODS[1], _("Mesas enteras"))]
    )
    cuantas = forms.IntegerField(
        label=_("Cuántas hojas, o cuántos sorteos de mesas"), min_value=1, max_value=COUNT_MOST
    )

    def clean_semilla(self) -> str:
        """Return the dice without spaces around them; too few are refused."""
        seed: str = self.cleaned_data["semilla"].strip()
        if sum(sign in "0123456789" for sign in seed) < SEED_LEAST or not seed.isprintable():
            raise forms.ValidationError(_("Hacen falta 20 cifras o más, en una sola línea."))
        return seed


NOTES_BYTES_MAX: Final = 2_000_000


class FoundForm(DrawForm, KeyedForm):
    """A draw, and what each of two people noted of it, in a file of their own."""

    primera = forms.FileField(
        label=_("Notas de la primera persona"), help_text=_("El archivo JSON que pide el programa.")
    )
    segunda = forms.FileField(label=_("Notas de la segunda persona"))

    def clean_primera(self) -> Any:
        """Return what the first person's file says."""
        return _notes(self.cleaned_data["primera"])

    def clean_segunda(self) -> Any:
        """Return what the second person's file says."""
        return _notes(self.cleaned_data["segunda"])


def _notes(file: Any) -> Any:
    try:
        if file.size > NOTES_BYTES_MAX:
            raise ValueError
        return json.loads(file.read())
    except (ValueError, RecursionError) as fault:
        raise forms.ValidationError(_("No se puede leer: envía el JSON de las notas.")) from fault
