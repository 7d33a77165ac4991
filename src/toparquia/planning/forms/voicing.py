"""What anyone says: a need, a potential, a project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.models import Need
from toparquia.planning.rules import Position
from toparquia.planning.rules.words import KINDS, THEMES, rule_word
from toparquia.planning.services import NewNeed, NewPotential, NewProject

_NUMBER: Final = r"-?[0-9]{1,3}(?:[.,][0-9]{1,12})?"
_POSITION: Final = re.compile(rf"\s*({_NUMBER})\s*(?:[;/]\s*|,\s+|\s+)({_NUMBER})\s*\Z")


def choices(words: Mapping[str, Sentence]) -> list[tuple[str, str]]:
    """Return codes with their words in the reader's language, by word."""
    language = get_language() or "es"
    pairs = [(code, word.in_language(language).capitalize()) for code, word in words.items()]
    return sorted(pairs, key=lambda pair: pair[1])


class PositionField(forms.CharField):
    """A point as maps on phones copy it: latitude and longitude."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Dónde queda en el mapa"),
            help_text=_("Latitud y longitud, como las copia el mapa del teléfono: 10.4806, -66.9036."),
            required=False,
            max_length=60,
        )

    def clean(self, value: Any) -> Any:
        """Return the position, None if none was given."""
        text = super().clean(value)
        if not text:
            return None
        found = _POSITION.match(text)
        if found is None:
            raise forms.ValidationError(_("Escribe dos números, por ejemplo 10.4806, -66.9036."))
        try:
            return Position(*(float(number.replace(",", ".")) for number in found.groups()))
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(get_language() or "es")) from refusal


class NeedForm(KeyedForm):
    """What is lacking."""

    title = forms.CharField(
        label=_("¿Qué falta?"), max_length=rules.TITLE_LIMIT, help_text=_("En pocas palabras.")
    )
    text = forms.CharField(
        label=_("Cuéntalo"),
        help_text=_("Desde cuándo, a quién afecta más. No escribas nombres de personas."),
        max_length=rules.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    homes = forms.IntegerField(
        label=_("¿A cuántas viviendas afecta?"),
        help_text=_("Un número aproximado; déjalo vacío si no se sabe."),
        required=False,
        min_value=0,
        max_value=rules.HOMES_LIMIT,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("¿A quiénes afecta más?"),
        help_text=_("Grupos, nunca personas."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    theme = forms.ChoiceField(label=_("Tema"), required=False)
    position = PositionField()
    photo = forms.FileField(
        label=_("Foto del lugar"),
        help_text=_("Sin caras de nadie. Se borra dónde y con qué teléfono se tomó."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": "1000"}),
    )

    def __init__(self, *args: Any, groups: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        self.fields["theme"].choices = [("", _("Sin tema")), *choices(THEMES)]  # type: ignore[attr-defined]
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (group, rule_word(group).in_language(language).capitalize()) for group in groups
        ]

    def new(self) -> NewNeed:
        """Return what was typed."""
        said = self.cleaned_data
        return NewNeed(
            title=said["title"],
            text=said["text"],
            theme=said["theme"],
            homes=said["homes"],
            position=said["position"],
            groups=tuple(said["groups"]),
            photo=said["photo"].read() if said["photo"] else b"",
        )


class PotentialForm(KeyedForm):
    """What there is to build on."""

    kind = forms.ChoiceField(label=_("¿Qué es?"))
    title = forms.CharField(label=_("¿Con qué contamos?"), max_length=rules.TITLE_LIMIT)
    text = forms.CharField(
        label=_("Detalles"),
        help_text=_("En qué estado está, cuándo se puede usar. No escribas nombres de personas."),
        max_length=rules.TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    position = PositionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Elige uno")), *choices(KINDS)]  # type: ignore[attr-defined]

    def new(self) -> NewPotential:
        """Return what was typed."""
        said = self.cleaned_data
        return NewPotential(said["kind"], said["title"], said["text"], said["position"])


class ProjectForm(KeyedForm):
    """A project, from a need or not."""

    title = forms.CharField(label=_("Nombre del proyecto"), max_length=rules.TITLE_LIMIT)
    text = forms.CharField(
        label=_("¿Qué se haría?"),
        help_text=_("Qué se construye o repara, y qué cambia para la gente."),
        max_length=rules.TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    need = forms.ChoiceField(label=_("Necesidad a la que responde"), required=False)
    theme = forms.ChoiceField(label=_("Tema"), required=False)
    position = PositionField()

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("Sin tema")), *choices(THEMES)]  # type: ignore[attr-defined]
        self.fields["need"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguna de la lista")),
            *((str(need.id), need.title) for need in needs),
        ]

    def new(self) -> NewProject:
        """Return what was typed."""
        said = self.cleaned_data
        need_id = UUID(said["need"]) if said["need"] else None
        return NewProject(said["title"], said["text"], need_id, said["theme"], said["position"])
