"""Shapes of input for what keeps a bank: sheets, groups, agents, new terms, the communal unit, funds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toparquia.bank.forms.lending import AmountForm, clean_money
from toparquia.bank.models.communal import UNIT, UNIT_NAME_LIMIT
from toparquia.bank.models.credit import PURPOSE_LIMIT
from toparquia.bank.models.funds import FUND_PURPOSE_LIMIT, SOURCE_LIMIT
from toparquia.bank.models.groups import GROUP_NAME_LIMIT
from toparquia.foundation.money import Money
from toparquia.gazette.writing import KeyedForm

# Empty lines of a sheet for who brings savings.
SAVERS: Final = 6


class ReschedulingForm(KeyedForm):
    """Over how many new instalments, and why."""

    instalments = forms.IntegerField(label=gettext_lazy("En cuántas cuotas nuevas"), min_value=1)
    purpose = forms.CharField(
        label=gettext_lazy("Por qué las pides"),
        help_text=gettext_lazy("Lo leen el comité de aprobación y tú. No se publica."),
        max_length=PURPOSE_LIMIT,
    )


class SheetForm(KeyedForm):
    """A collection sheet typed in one form: an amount beside each loan, and lines for who saves."""

    def __init__(
        self, *args: Any, due: Sequence[tuple[UUID, str, Money]], currency: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.due, self.currency = due, currency
        for loan_id, label, owed in due:
            self.fields[f"loan_{loan_id.hex}"] = forms.CharField(
                label=label,
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"data-money": owed.currency, "class": "width-m"}),
            )
        for line in range(1, SAVERS + 1):
            self.fields[f"number_{line}"] = forms.IntegerField(
                label=_("Ahorro %(line)s: número de socia o socio") % {"line": line},
                min_value=1,
                required=False,
            )
            self.fields[f"amount_{line}"] = forms.CharField(
                label=_("Ahorro %(line)s: monto") % {"line": line},
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"data-money": currency, "class": "width-m"}),
            )

    def clean(self) -> dict[str, Any]:
        """Read each amount that was typed, in its own unit."""
        cleaned = super().clean() or {}
        cleaned["repaid"] = [
            (loan_id, amount)
            for loan_id, _label, owed in self.due
            if (amount := self._money(f"loan_{loan_id.hex}", owed.currency)) is not None
        ]
        cleaned["saved"] = [
            (cleaned.get(f"number_{line}"), amount)
            for line in range(1, SAVERS + 1)
            if (amount := self._money(f"amount_{line}", self.currency)) is not None
        ]
        if any(number is None for number, _amount in cleaned["saved"]):
            self.add_error(None, _("Escribe el número de quien ahorra junto a cada monto."))
        return cleaned

    def _money(self, name: str, currency: str) -> Money | None:
        typed = self.cleaned_data.get(name)
        if not typed:
            return None
        try:
            return clean_money(typed, currency)
        except forms.ValidationError as error:
            self.add_error(name, error)
            return None


class GroupForm(KeyedForm):
    """Who stands for one another."""

    name = forms.CharField(label=gettext_lazy("Nombre del grupo"), max_length=GROUP_NAME_LIMIT)
    numbers = forms.CharField(
        label=gettext_lazy("Números de quienes lo integran"),
        help_text=gettext_lazy("Separados por comas: 3, 12, 25."),
        max_length=200,
    )

    def clean_numbers(self) -> list[int]:
        """Return the numbers."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["numbers"]) if part]
        if not all(part.isdecimal() and len(part) < 10 for part in parts):
            raise forms.ValidationError(_("Escribe solo números, separados por comas."))
        return [int(part) for part in parts]


class AgentBoxForm(AmountForm):
    """Whose box is taken over, and what was counted in it."""

    agent = forms.ChoiceField(label=gettext_lazy("De quién es la caja"))
    field_order = ("agent", "amount")

    def __init__(self, *args: Any, agents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agent"].choices = agents  # type: ignore[attr-defined]


class CurrencyForm(AmountForm):
    """A communal currency: its name and the credit that each member has in it."""

    name = forms.CharField(label=gettext_lazy("Nombre de la moneda"), max_length=UNIT_NAME_LIMIT)
    field_order = ("name", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, currency=UNIT, **kwargs)
        self.fields["amount"].label = _("Hasta cuánto por debajo de cero puede estar cada quien")


class FundIncomeForm(AmountForm):
    """What came into a fund, and from where."""

    source = forms.CharField(
        label=gettext_lazy("De dónde viene"),
        help_text=gettext_lazy("Es público: no escribas nombres de personas."),
        max_length=SOURCE_LIMIT,
    )


class FundRequestForm(AmountForm):
    """What is asked of a fund, and for what."""

    purpose = forms.CharField(
        label=gettext_lazy("Para qué"),
        help_text=gettext_lazy("Es público: no escribas nombres de personas."),
        max_length=FUND_PURPOSE_LIMIT,
    )
