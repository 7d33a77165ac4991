"""What the State's treasurer types: a body's budget in a year, and a sum to be split among communes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.gazette.writing import KeyedForm
from toparquia.treasury.models import BudgetAllocation
from toparquia.treasury.models.budget import BODY_LIMIT, YEARS


class _YearForm(KeyedForm):
    """A year and an amount in the currency of the rules."""

    year = forms.IntegerField(
        label=_("Año"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    amount = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_amount(self) -> Money:
        """Return the amount, as the page's language writes it."""
        try:
            return Money.parse(self.cleaned_data["amount"], self.currency, get_language() or "es")
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(get_language() or "es")) from refusal


class AllocationForm(_YearForm):
    """A ministry's or a fund's whole budget in a year; the share is taken from the rules."""

    body = forms.CharField(
        label=_("Ministerio o fondo"),
        help_text=_("El nombre que usa la gente. Se publica. No escribas nombres de personas."),
        max_length=BODY_LIMIT,
    )
    kind = forms.ChoiceField(
        label=_("Qué es"),
        widget=forms.RadioSelect,
        choices=(
            (BudgetAllocation.Kind.MINISTRY.value, _("Un ministerio")),
            (BudgetAllocation.Kind.FUND.value, _("Un fondo administrado")),
        ),
    )
    field_order = ("year", "body", "kind", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Presupuesto completo del año")
        self.fields["amount"].help_text = _("La parte que corresponde la calculan las reglas.")


class DistributionForm(_YearForm):
    """A sum that is split among the founded communes by the formula of the rules."""

    field_order = ("year", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Monto que se reparte")
