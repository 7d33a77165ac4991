"""Shapes of input of a land committee: a parcel, a statement, a piece of evidence, a step."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import Sentence
from toparquia.gazette.writing import KeyedForm
from toparquia.people import rules
from toparquia.people.forms.registers import NameField
from toparquia.people.rules import land
from toparquia.people.services import Occupant
from toparquia.territory.rules import geojson

POINTS_LIMIT: Final = 20_000


def _choices(words: dict[str, Sentence], codes: Any = None) -> list[tuple[str, str]]:
    language = get_language() or "es"
    return [(code, words[code].in_language(language)) for code in codes or words]


class ParcelForm(KeyedForm):
    """Where a parcel is: one point, or an outline."""

    points = forms.CharField(
        label=_("Dónde está la parcela"),
        help_text=_("Un punto, o los puntos de su contorno, uno por línea: latitud, longitud."),
        max_length=POINTS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    about = forms.CharField(
        label=_("Cómo se llega"),
        help_text=_("Solo lo lee el comité."),
        required=False,
        max_length=500,
    )

    def clean_points(self) -> str:
        """Read the points; the verb says whether they make a parcel."""
        text = str(self.cleaned_data["points"])
        try:
            points = geojson.typed_points(text)
        except ValueError as error:
            line = {"line": error.args[0]}
            raise forms.ValidationError(
                _("La línea %(line)s no es un punto: escribe la latitud y la longitud."), params=line
            ) from error
        one = len(points) == 1
        self.geometry = {"type": "Point", "coordinates": points[0]} if one else geojson.outline(points)
        return text


class StatementForm(KeyedForm):
    """What someone who lives on the parcel says; found in the register by their names and birth date."""

    given_names = NameField(rules.GIVEN_NAMES, label=_("Nombres"))
    surnames = NameField(rules.SURNAMES, label=_("Apellidos"), required=False)
    birth_date = forms.DateField(label=_("Fecha de nacimiento"), widget=forms.SelectDateWidget())
    since = forms.DateField(
        label=_("Vive en la parcela desde"), widget=forms.DateInput(attrs={"type": "date"})
    )
    text = forms.CharField(
        label=_("Qué declara"),
        help_text=_("Cómo llegó, qué construyó, quiénes viven allí. La persona lo puede leer en sus datos."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @property
    def occupant(self) -> Occupant:
        """Return who says it."""
        told = self.cleaned_data
        return Occupant(told["given_names"], told["surnames"], told["birth_date"])


class EvidenceForm(KeyedForm):
    """A paper or a photo."""

    kind = forms.ChoiceField(label=_("Qué es"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Foto o PDF"),
        help_text=_("Se guarda sellado. Solo lo abre el comité, y queda anotado."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-photo": "1600"}),
    )
    is_hash_public = forms.BooleanField(
        label=_("Publicar la huella del archivo, para que nadie lo pueda cambiar"),
        help_text=_("La huella no muestra nada. Quítala si alguien más tiene el mismo archivo."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = _choices(land.KINDS)  # type: ignore[attr-defined]


class StepForm(KeyedForm):
    """To which state a dossier goes."""

    status = forms.ChoiceField(label=_("El expediente pasa a"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Si ya respondieron, qué"), required=False)
    note = forms.CharField(
        label=_("Ante quién, o con qué oficio"),
        help_text=_("Solo lo lee el comité."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, status: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["status"].choices = _choices(land.STATES, land.NEXT[status])  # type: ignore[attr-defined]
        answers = [("", _("Todavía nada")), *_choices(land.OUTCOMES)]
        self.fields["outcome"].choices = answers  # type: ignore[attr-defined]
