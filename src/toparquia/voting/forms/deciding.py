"""The seed of a draw, and confirmations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm


class SeedForm(KeyedForm):
    """The seed by which ties are drawn."""

    seed = forms.CharField(
        label=_("Lo que salió al tirar los dados"),
        help_text=_("Tírenlos a la vista de todos y copia los números, por ejemplo: 4 2 6 1 5 3 3 2."),
        min_length=8,
        max_length=200,
    )
