"""Who came: a card at the door, the photo of a list, and the names typed from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.assemblies.models import Motion
from toparquia.gazette.writing import KeyedForm
from toparquia.people.models import Resident


class ListChoice(KeyedForm):
    """For which list: who came, or the second list at a motion that is not decided."""

    motion = forms.ChoiceField(label=_("¿Para qué lista?"), required=False)

    def __init__(self, *args: Any, motions: Sequence[Motion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["motion"].choices = [  # type: ignore[attr-defined]
            ("", _("Quiénes llegaron")),
            *((str(one.id), _("Segunda lista, moción %(n)s") % {"n": one.number}) for one in motions),
        ]
        if not motions:
            self.fields["motion"].widget = forms.HiddenInput()

    @property
    def motion_id(self) -> UUID | None:
        """Return the motion of a second list; None for the list of who came."""
        chosen = self.cleaned_data.get("motion")
        return UUID(chosen) if chosen else None


class ArrivalForm(ListChoice):
    """The code of a card: a scanner fills it in, and it may be typed."""

    card = forms.CharField(
        label=_("Código de la tarjeta"),
        help_text=_("Pasa el lector por el cuadro de la tarjeta, o escribe sus letras."),
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
    )

    field_order = ("key", "card", "motion")


class PhotoForm(ListChoice):
    """The photo of one sheet of a list of signatures and thumbs."""

    photo = forms.FileField(
        label=_("Foto de la hoja"),
        help_text=_("Una hoja por foto. Se guarda sellada; en la Gaceta queda solo su huella digital."),
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": "1600"}),
    )

    field_order = ("key", "photo", "motion")


class PaperListForm(KeyedForm):
    """Whose names are on a photographed list."""

    residents = forms.MultipleChoiceField(
        label=_("Quiénes están en la hoja"),
        help_text=_("Se guarda con el acta y no se publica."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, residents: Sequence[Resident], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["residents"].choices = [(str(one.id), one.full_name) for one in residents]  # type: ignore[attr-defined]

    @property
    def ids(self) -> list[UUID]:
        """Return the residents that were marked."""
        return [UUID(one) for one in self.cleaned_data["residents"]]
