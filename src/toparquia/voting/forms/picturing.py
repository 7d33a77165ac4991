"""A picture of an option, with what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.voting.models import Option


class PictureForm(KeyedForm):
    """One option of those that have no picture yet, its picture, and its words."""

    option = forms.ChoiceField(label=_("Opción"))
    photo = forms.FileField(
        label=_("Foto de la opción"),
        help_text=_("Se hace pequeña aquí, y sale sin el lugar ni la hora en que se tomó."),
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": "480"}),
    )
    alt = forms.CharField(
        label=_("Qué se ve en la foto"),
        help_text=_("Con pocas palabras, para quien no puede verla."),
        max_length=150,
    )

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [(str(one.number), one.label) for one in options]
