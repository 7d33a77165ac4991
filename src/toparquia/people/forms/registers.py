"""Shapes of input: a person to be registered, a correction, a census notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.rulesets.codes import in_words
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
    sex = forms.ChoiceField(
        label=_("Sexo"),
        help_text=_("Como lo diga la persona, y solo si quiere. Solo sirve para las cuentas del censo."),
        required=False,
    )

    def __init__(self, *args: Any, sexes: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["sex"]
        assert isinstance(field, forms.ChoiceField), "it is declared above"
        words = [(sex, in_words(sex, get_language() or "es").capitalize()) for sex in sexes]
        field.choices = [("", _("Prefiere no decirlo")), *words]
        # Where the rules have no word for it, nobody is asked.
        if not sexes:
            del self.fields["sex"]

    @property
    def said_sex(self) -> str:
        """Return what was said of the person's sex, "" for nothing."""
        return str(self.cleaned_data.get("sex") or "")


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
            told["given_names"],
            told["surnames"],
            told["birth_date"],
            told["since"],
            told["email"],
            sex=self.said_sex,
        )


class CorrectForm(PersonForm):
    """What is wrong in a person's record, as it should be."""

    def __init__(self, *args: Any, resident: Resident, **more: Any) -> None:
        initial = {name: getattr(resident, name) for name in rules.CORRECTABLE}
        super().__init__(*args, initial=initial, **more)

    @property
    def changes(self) -> dict[str, Any]:
        """Return what the record is to say."""
        return {name: self.cleaned_data[name] for name in rules.CORRECTABLE if name in self.fields}


class CensusForm(KeyedForm):
    """A census notebook, to be looked through first and then brought in."""

    file = forms.FileField(
        label=_("Cuaderno del censo"),
        help_text=_(
            "Una hoja de cálculo (.xlsx) o un CSV con las columnas nombres, apellidos, fecha_nacimiento "
            "y desde; puede tener correo, vivienda y sexo. Hasta 5.000 filas."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    only_look = forms.BooleanField(
        label=_("Solo revisar: no inscribir a nadie todavía"), initial=True, required=False
    )


class SignUpForm(PersonForm):
    """Who asks to be in a council's register; no e-mail, no account."""

    since = forms.DateField(label=_("Vive aquí desde"), widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def person(self) -> NewResident:
        """Return the person told."""
        told = self.cleaned_data
        names = (told["given_names"], told["surnames"])
        return NewResident(*names, told["birth_date"], told["since"], sex=self.said_sex)


class DecideForm(KeyedForm):
    """Accept a request, or refuse it with a reason."""

    decision = forms.ChoiceField(
        label=_("Qué se decide"),
        choices=[("accept", _("Inscribir a la persona")), ("refuse", _("No inscribirla"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Si no, por qué"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_another = forms.BooleanField(
        label=_("Ya comprobé que es otra persona, aunque tenga los mismos nombres y la misma fecha"),
        required=False,
    )


class AnswerQuestionForm(KeyedForm):
    """Whether someone still lives in the council."""

    answer = forms.ChoiceField(
        label=_("¿Esta persona vive aquí?"),
        choices=[("lives_here", _("Sí, vive aquí")), ("left", _("No, se fue"))],
        widget=forms.RadioSelect,
    )


class LeaveForm(KeyedForm):
    """Since when someone lives there no longer, and whether they moved or died."""

    reason = forms.ChoiceField(
        label=_("Qué pasó"),
        choices=[("moved", _("Se mudó")), ("died", _("Falleció"))],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(
        label=_("Primer día en que ya no vive aquí"), widget=forms.DateInput(attrs={"type": "date"})
    )


class CardForm(forms.Form):
    """The code of an access card."""

    code = forms.CharField(
        label=_("Código de tu tarjeta"),
        help_text=_("Las 26 letras y cifras de la tarjeta. Los guiones no hacen falta."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AnnounceForm(KeyedForm):
    """The day of a roll, and until when anyone may object."""

    day = forms.DateField(label=_("Día del registro"), widget=forms.DateInput(attrs={"type": "date"}))
    objections_until = forms.DateField(
        label=_("Último día para objetar"), widget=forms.DateInput(attrs={"type": "date"})
    )


class ObjectForm(KeyedForm):
    """What is wrong with a roll."""

    matter = forms.ChoiceField(
        label=_("Qué está mal"),
        choices=[
            ("missing", _("Falto yo, o falta alguien de mi casa")),
            ("not_a_resident", _("Hay alguien que no vive aquí")),
            ("wrong", _("Hay un dato equivocado")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Explícalo"),
        help_text=_("Solo lo lee la comisión electoral, y tú."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(KeyedForm):
    """The commission's answer to an objection."""

    is_upheld = forms.ChoiceField(
        label=_("¿Tiene razón?"),
        choices=[("yes", _("Sí, y se corrige")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Por qué"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
