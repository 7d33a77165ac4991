"""The agenda: its time, its items, how an item is going; and the order of needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.gazette.writing import KeyedForm
from toparquia.mandates.models import Organ
from toparquia.mandates.offices import ORGANS
from toparquia.planning import rules
from toparquia.planning.models import ItemNote, Need, Project
from toparquia.planning.rules.words import rule_word
from toparquia.planning.services import NewItem

DAY = {"type": "date"}


class AgendaForm(KeyedForm):
    """From when to when, and whether what is not done comes along."""

    starts_on = forms.DateField(label=_("Primer día"), widget=forms.DateInput(attrs=DAY))
    last_day = forms.DateField(label=_("Último día"), widget=forms.DateInput(attrs=DAY))
    goes_on = forms.BooleanField(
        label=_("Traer lo que la agenda vigente no ha cumplido"), required=False, initial=True
    )

    @property
    def ends_on(self) -> date:
        """Return the first day after the agenda."""
        last: date = self.cleaned_data["last_day"]
        return last if last == date.max else last + timedelta(days=1)


class ItemForm(KeyedForm):
    """One item of an agenda."""

    title = forms.CharField(label=_("¿Qué se hará?"), max_length=rules.TITLE_LIMIT)
    organ = forms.ChoiceField(label=_("¿Qué órgano responde?"))
    due_on = forms.DateField(label=_("¿Para cuándo?"), widget=forms.DateInput(attrs=DAY))
    resources = forms.CharField(
        label=_("¿Con qué?"),
        help_text=_("Personas, herramientas, terreno, apoyo. Sin nombres."),
        max_length=rules.TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    amount = forms.CharField(label=_("¿Cuánto dinero?"), required=False, max_length=30)
    direction = forms.ChoiceField(label=_("Línea estratégica"), required=False)
    need = forms.ChoiceField(label=_("Necesidad a la que responde"), required=False)
    project = forms.ChoiceField(label=_("Proyecto que lo realiza"), required=False)

    def __init__(
        self,
        *args: Any,
        organs: Sequence[Organ],
        needs: Sequence[Need],
        projects: Sequence[Project],
        directions: Sequence[str],
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language, self._currency = get_language() or "es", currency
        self.fields["amount"].widget = forms.TextInput(attrs={"data-money": currency, "class": "width-m"})
        none = ("", _("Ninguna"))
        for name, choices in {
            "organ": [(str(one.id), _organ(one, language)) for one in organs],
            "direction": [none, *((code, rule_word(code).in_language(language)) for code in directions)],
            "need": [none, *((str(one.id), one.title) for one in needs)],
            "project": [("", _("Ninguno")), *((str(one.id), one.title) for one in projects)],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_amount(self) -> Money | None:
        """Return the amount, None if none was written."""
        text = self.cleaned_data["amount"]
        try:
            found = Money.parse(text, self._currency, get_language() or "es") if text else None
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(get_language() or "es")) from refusal
        if found is not None and found.minor <= 0:
            raise forms.ValidationError(_("Escribe un monto mayor que cero, o déjalo vacío."))
        return found

    def new(self) -> NewItem:
        """Return what was typed."""
        said = self.cleaned_data
        return NewItem(
            title=said["title"],
            organ_id=UUID(said["organ"]),
            due_on=said["due_on"],
            resources=said["resources"],
            amount=said["amount"],
            direction=said["direction"],
            need_id=UUID(said["need"]) if said["need"] else None,
            project_id=UUID(said["project"]) if said["project"] else None,
        )


class NoteForm(KeyedForm):
    """How an item is going."""

    state = forms.ChoiceField(
        label=_("¿Cómo va?"),
        choices=[
            (ItemNote.State.STARTED.value, _("En marcha")),
            (ItemNote.State.STOPPED.value, _("Detenido")),
            (ItemNote.State.DONE.value, _("Cumplido")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Qué pasó"),
        help_text=_("Se publica con la fecha y tu cargo. No se cambia después."),
        max_length=rules.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PrioritiesForm(KeyedForm):
    """Which need is first, second, and so on."""

    PLACES = 10

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Ninguna")), *((str(one.id), one.title) for one in needs)]
        for rank in range(1, min(self.PLACES, len(needs)) + 1):
            label = _("Lugar %(rank)s") % {"rank": rank}
            self.fields[f"rank_{rank}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def need_ids(self) -> list[UUID]:
        """Return the needs in the order chosen."""
        names = [f"rank_{rank}" for rank in range(1, self.PLACES + 1)]
        return [UUID(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)]


def _organ(one: Organ, language: str) -> str:
    kind = ORGANS.get(one.kind)
    return kind.title.in_language(language).capitalize() if kind else one.kind
