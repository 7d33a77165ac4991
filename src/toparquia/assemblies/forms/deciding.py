"""Motions, their counts, and the confirmations of closing and signing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.assemblies import rules
from toparquia.assemblies.forms.calling import PEOPLE_MAX, ListForm
from toparquia.assemblies.models import Motion, Resolution, Session
from toparquia.assemblies.subjects import Subject, parsed
from toparquia.gazette.writing import KeyedForm


class MotionForm(KeyedForm):
    """What the assembly is asked to decide."""

    item = forms.TypedChoiceField(label=_("Punto del orden del día"), coerce=int)
    text = forms.CharField(
        label=_("¿Qué se pregunta a la asamblea?"),
        help_text=_("Palabra por palabra, como se lee en voz alta. Empieza con «Que…»."),
        max_length=rules.MAX_MOTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    about = forms.ChoiceField(label=_("Sobre qué es"), required=False)
    matter = forms.ChoiceField(label=_("Materia"), help_text=_("De ella depende la mayoría que hace falta."))
    amends = forms.ChoiceField(
        label=_("¿Cambia las palabras de otra moción?"),
        help_text=_("Una enmienda se decide antes; si se aprueba, la moción se vota con sus palabras."),
        required=False,
    )
    revokes = forms.ChoiceField(label=_("¿Deshace una decisión anterior?"), required=False)

    def __init__(
        self,
        *args: Any,
        session: Session,
        subjects: Sequence[Subject],
        binding: Sequence[Resolution],
        open_motions: Sequence[Motion] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        offered: dict[str, Any] = {
            "item": [(number, f"{number}. {item}") for number, item in enumerate(session.agenda, start=1)],
            "about": [("", _("Un asunto propio")), *((one.code, one.title) for one in subjects)],
            "amends": [
                ("", _("No")),
                *((str(one.id), f"{one.number}. {one.text[:80]}") for one in open_motions),
            ],
            "matter": [
                (code, title.in_language(language).capitalize())
                for code, title in rules.MATTER_TITLES.items()
            ],
            "revokes": [
                ("", _("No")),
                *((str(one.id), f"{one.taken_at:%d/%m/%Y}: {one.motion.text[:80]}") for one in binding),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not binding:
            del self.fields["revokes"]
        # Always there, with or without a choice: a form that is sent again has to read the same.
        if not open_motions:
            self.fields["amends"].widget = forms.HiddenInput()
        if session.organ_id is not None:
            del self.fields["matter"]
            if not subjects:
                del self.fields["about"]

    @property
    def about_thing(self) -> tuple[str, UUID] | None:
        """Return kind and id of what it is about, if of anything."""
        return parsed(self.cleaned_data.get("about", ""))

    @property
    def matter_code(self) -> str:
        """Return the matter; an organ's own majority has one for all."""
        return str(self.cleaned_data.get("matter") or rules.ORDINARY)

    @property
    def amended_id(self) -> UUID | None:
        """Return the motion whose words it would change, if any."""
        chosen = self.cleaned_data.get("amends")
        return UUID(chosen) if chosen else None

    @property
    def revoked_id(self) -> UUID | None:
        """Return the resolution that it would undo, if any."""
        chosen = self.cleaned_data.get("revokes")
        return UUID(chosen) if chosen else None


def votes_field(label: Any) -> forms.IntegerField:
    """Return a field for a count of votes."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=PEOPLE_MAX, widget=forms.NumberInput(attrs={"class": "width-s"})
    )


def turns_field(label: Any) -> forms.IntegerField:
    """Return a field for a count of turns to speak; nobody's name goes with it."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=rules.MAX_TURNS,
        required=False,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )


class DecisionForm(ListForm):
    """The second list and the count on one motion."""

    in_favour = votes_field(_("A favor"))
    against = votes_field(_("En contra"))
    abstained = votes_field(_("Se abstienen"))
    method = forms.ChoiceField(
        label=_("¿Cómo se contó?"),
        choices=[
            (Resolution.Method.HANDS, _("Manos levantadas")),
            (Resolution.Method.PAPER, _("Papeletas")),
            (Resolution.Method.PHONE, _("Por teléfono, voz por voz")),
        ],
        widget=forms.RadioSelect,
        initial=Resolution.Method.HANDS,
    )

    tellers = forms.IntegerField(
        label=_("Si fue un estimado, ¿cuántas personas lo hicieron?"),
        help_text=_("Vacío si se contó mano por mano. Un resultado ajustado no se estima."),
        min_value=0,
        max_value=PEOPLE_MAX,
        required=False,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    turns_for = turns_field(_("¿Cuántas personas hablaron a favor?"))
    turns_against = turns_field(_("¿Cuántas hablaron en contra?"))
    dissent = forms.CharField(
        label=_("Lo que piensa quien no estuvo de acuerdo"),
        help_text=_("Si lo piden, va en el acta con sus razones y sin nombres."),
        required=False,
        max_length=rules.MAX_DISSENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def debate(self) -> rules.Debate:
        """Return the turns, the dissent and who estimated."""
        said = self.cleaned_data
        return rules.Debate(
            turns_for=said["turns_for"] or 0,
            turns_against=said["turns_against"] or 0,
            dissent=said["dissent"],
            tellers=said["tellers"] or 0,
        )

    @property
    def votes(self) -> rules.Votes:
        """Return the count."""
        said = self.cleaned_data
        return rules.Votes(said["in_favour"], said["against"], said["abstained"])
