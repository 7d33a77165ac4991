"""The form that draws paper for an audit; it writes nothing, so it is asked by GET."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.engines.auditing.instructions import METHODS
from toparquia.engines.auditing.sampling import SEED_LEAST

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
