"""Shapes of input: a person to be registered, a correction, a census notebook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.texts import clean_line
from toparquia.gazette.writing import KeyedForm
from toparquia.people import rules
from toparquia.people.models import Resident
from toparquia.people.rules import NewResident


class NameField(forms.CharField):
    """A person's names or surnames, as they write them; the only rule is that they can be read."""

    def __init__(self, says: Sentence, **more: Any) -> None:
        super().__init__(max_length=rules.NAME_LIMIT, strip=False, **more)
        self.says = says

    def clean(self, value: Any) -> str:
        """Return the name in one line, NFC."""
        text = super().clean(value)
        try:
            return clean_line(text, self.says, rules.NAME_LIMIT, is_optional=not self.required)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(get_language() or "es")) from refusal


class PersonForm(KeyedForm):
    """A person's names and birth date."""

    given_names = NameField(rules.GIVEN_NAMES, label=_("Nombres"))
    surnames = NameField(
        rules.SURNAMES,
        label=_("Apellidos"),
        help_text=_("Los que tenga, como los escribe. Si no usa apellido, déjalo vacío."),
        required=False,
    )
    birth_date = forms.DateField(
        label=_("Fecha de nacimiento"),
        help_text=_("Solo sirve para saber si tiene la edad que piden las reglas."),
        widget=forms.SelectDateWidget(),
    )


class RegisterForm(PersonForm):
    """A person to be registered in a council."""

    since = forms.DateField(label=_("Vive aquí desde"), widget=forms.DateInput(attrs={"type": "date"}))
    email = forms.EmailField(
        label=_("Correo"),
        help_text=_("No hace falta. Con él esta persona puede entrar al sitio con un código que le llega."),
        required=False,
    )
    is_another = forms.BooleanField(
        label=_("Ya comprobé que es otra persona, aunque tenga los mismos nombres y la misma fecha"),
        required=False,
    )

    @property
    def person(self) -> NewResident:
        """Return the person told."""
        told = self.cleaned_data
        return NewResident(
            told["given_names"], told["surnames"], told["birth_date"], told["since"], told["email"]
        )


class CorrectForm(PersonForm):
    """What is wrong in a person's record, as it should be."""

    def __init__(self, *args: Any, resident: Resident, **more: Any) -> None:
        initial = {name: getattr(resident, name) for name in rules.CORRECTABLE}
        super().__init__(*args, initial=initial, **more)

    @property
    def changes(self) -> dict[str, Any]:
        """Return what the record is to say."""
        return {name: self.cleaned_data[name] for name in rules.CORRECTABLE}


class CensusForm(KeyedForm):
    """A census notebook, to be looked through first and then brought in."""

    file = forms.FileField(
        label=_("Cuaderno del censo"),
        help_text=_(
            "Un archivo CSV con las columnas nombres, apellidos, fecha_nacimiento y desde; puede "
            "tener correo. Hasta 5.000 filas."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    only_look = forms.BooleanField(
        label=_("Solo revisar: no inscribir a nadie todavía"), initial=True, required=False
    )
