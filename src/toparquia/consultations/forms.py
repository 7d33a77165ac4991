"""The shapes of what the electoral commission writes about a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.gazette.writing import KeyedForm
from toparquia.planning.models import Admission

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DaysForm(KeyedForm):
    """The days of a vote; its hours are those of the rules."""

    opens_on = forms.DateField(label=_("Día en que abre"), widget=DAY)
    closes_on = forms.DateField(
        label=_("Día en que cierra"), widget=DAY, required=False, help_text=_("Déjalo vacío si es el mismo.")
    )

    def hours(self, rules: RuleSet, timezone: str) -> tuple[datetime, datetime]:
        """Return when it opens and closes: the days written, at the hours of the rules."""
        opens, closes = rules.times("consultation.open_close")
        first: date = self.cleaned_data["opens_on"]
        last: date = self.cleaned_data["closes_on"] or first
        zone = ZoneInfo(timezone)
        return datetime.combine(first, opens, zone), datetime.combine(last, closes, zone)


class CallForm(DaysForm):
    """A consultation: its name, its days, the money and the projects."""

    field_order = ("key", "title", "opens_on", "closes_on", "budget", "projects")

    title = forms.CharField(label=_("Nombre de la consulta"), max_length=200)
    budget = forms.CharField(
        label=_("Monto que se decide"),
        required=False,
        help_text=_("Déjalo vacío si las reglas solo dicen cuántos proyectos ganan."),
    )
    projects = forms.MultipleChoiceField(
        label=_("Proyectos de la boleta"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo los que una asamblea ya admitió, al costo que admitió."),
    )

    def __init__(self, *args: Any, admissions: Sequence[Admission], rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = admissions[0].estimate.currency if admissions else rules.currency
        self.fields["budget"].widget = forms.TextInput(attrs={"data-money": self.currency})
        self.fields["projects"].choices = [  # type: ignore[attr-defined]
            (
                str(one.project_id),
                f"{one.project.title} · {one.estimate.total.in_language(get_language() or 'es')}"
                f" · {one.project.place.name}",
            )
            for one in admissions
        ]

    def clean_budget(self) -> Money | None:
        """Return the amount, None when nothing was written."""
        text = self.cleaned_data["budget"].strip()
        if not text:
            return None
        language = get_language() or "es"
        try:
            return Money.parse(text, self.currency, language)
        except DomainError as refusal:
            raise ValidationError(refusal.message(language)) from refusal
