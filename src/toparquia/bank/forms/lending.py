"""Shapes of input at the bank: amounts in the bank's own unit, conditions of a loan, reviews."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from toparquia.assemblies.models import Resolution
from toparquia.bank.models.credit import NAME_LIMIT, PURPOSE_LIMIT, REASON_LIMIT
from toparquia.bank.rules import GuaranteeOrder, ProductTerms
from toparquia.engines.lending import Amortization, InterestMethod, Period
from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import IN_KIND, Money
from toparquia.gazette.writing import KeyedForm


def clean_money(text: str, currency: str) -> Money:
    """Return an amount as people write it. :raises ValidationError: with the sentence of the refusal."""
    try:
        return Money.parse(text, currency, get_language() or "es")
    except DomainError as refusal:
        raise forms.ValidationError(refusal.message(get_language() or "es")) from refusal


class AmountForm(KeyedForm):
    """An amount in one unit."""

    amount = forms.CharField(label=gettext_lazy("Monto"), max_length=40)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].widget = forms.TextInput(attrs={"data-money": currency, "class": "width-m"})

    def clean_amount(self) -> Money:
        """Return the amount."""
        return clean_money(self.cleaned_data["amount"], self.currency)


class MemberAmountForm(AmountForm):
    """An amount for the member with a number."""

    number = forms.IntegerField(
        label=gettext_lazy("Número de socia o socio"),
        help_text=gettext_lazy("Está en su tarjeta."),
        min_value=1,
        max_value=2_000_000_000,
    )
    field_order = ("number", "amount")


class DeskForm(MemberAmountForm):
    """An amount for one of a member's savings."""

    kind = forms.ChoiceField(label=gettext_lazy("En qué ahorro"), required=False)
    field_order = ("number", "kind", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("demand", _("A la vista")),
            ("fixed", _("A plazo")),
            ("recurring", _("De cada mes")),
            ("share", _("Aporte de capital")),
        ]


class CapitalForm(KeyedForm):
    """What came in for nobody's account: money, or a quantity in kind."""

    amount = forms.CharField(label=gettext_lazy("Cuánto"), max_length=40)
    currency = forms.ChoiceField(label=gettext_lazy("De qué"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = units(currency)  # type: ignore[attr-defined]

    @property
    def money(self) -> Money:
        """Return the amount."""
        found: Money = self.cleaned_data["money"]
        return found

    def clean(self) -> dict[str, Any]:
        """Read the amount in the unit that was chosen."""
        cleaned = super().clean() or {}
        if {"amount", "currency"} <= cleaned.keys():
            try:
                cleaned["money"] = clean_money(cleaned["amount"], cleaned["currency"])
            except forms.ValidationError as error:
                self.add_error("amount", error)
        return cleaned


class EnrolForm(KeyedForm):
    """Who is enrolled: as their papers and the register say."""

    given_names = forms.CharField(label=gettext_lazy("Nombres"), max_length=120)
    surnames = forms.CharField(label=gettext_lazy("Apellidos"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=gettext_lazy("Fecha de nacimiento"), widget=forms.DateInput(attrs={"type": "date"})
    )


class SavingsForm(KeyedForm):
    """Which savings are opened for whom."""

    number = forms.IntegerField(
        label=gettext_lazy("Número de socia o socio"), min_value=1, max_value=2_000_000_000
    )
    kind = forms.ChoiceField(label=gettext_lazy("Qué ahorro"), widget=forms.RadioSelect)
    matures_on = forms.DateField(
        label=gettext_lazy("Se puede retirar desde"),
        help_text=gettext_lazy("Solo para el ahorro a plazo y el de cada mes."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("fixed", _("A plazo")),
            ("recurring", _("De cada mes")),
            ("share", _("Aporte de capital")),
        ]


class ProductForm(KeyedForm):
    """The conditions of a kind of loan."""

    name = forms.CharField(label=gettext_lazy("Nombre del crédito"), max_length=NAME_LIMIT)
    currency = forms.ChoiceField(label=gettext_lazy("En qué se presta"))
    principal_max = forms.CharField(label=gettext_lazy("Monto máximo"), max_length=40)
    rate = forms.DecimalField(
        label=gettext_lazy("Interés al año, en por ciento"),
        help_text=gettext_lazy("0 si es solidario, sin interés."),
        min_value=0,
        decimal_places=2,
        localize=True,
    )
    fee = forms.DecimalField(
        label=gettext_lazy("Cargo por servicio, en por ciento"),
        help_text=gettext_lazy("Se descuenta al entregar. 0 si no hay."),
        min_value=0,
        decimal_places=2,
        localize=True,
    )
    interest_method = forms.ChoiceField(
        label=gettext_lazy("Cómo se cuenta el interés"), widget=forms.RadioSelect
    )
    amortization = forms.ChoiceField(
        label=gettext_lazy("Qué es igual en cada cuota"), widget=forms.RadioSelect
    )
    period = forms.ChoiceField(label=gettext_lazy("Cada cuánto se paga"))
    instalments_max = forms.IntegerField(label=gettext_lazy("Cuotas como máximo"), min_value=1)
    principal_grace = forms.IntegerField(
        label=gettext_lazy("Primeras cuotas sin capital"), min_value=0, initial=0
    )
    arrears_grace_days = forms.IntegerField(
        label=gettext_lazy("Días de tolerancia antes de la mora"), min_value=0, initial=0
    )
    guarantee = forms.DecimalField(
        label=gettext_lazy("Fianza del grupo solidario, en por ciento de lo prestado"),
        help_text=gettext_lazy("0 si cada quien responde por lo suyo."),
        min_value=0,
        max_value=100,
        decimal_places=2,
        localize=True,
        initial=0,
        required=False,
    )
    guarantee_order = forms.ChoiceField(
        label=gettext_lazy("Si alguien no paga, el grupo cubre"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "currency": units(currency),
            "interest_method": [
                (InterestMethod.DECLINING_BALANCE.value, _("Sobre lo que falta por pagar")),
                (InterestMethod.FLAT.value, _("Fijo, sobre lo prestado: cuesta casi el doble")),
            ],
            "amortization": [
                (Amortization.EQUAL_INSTALMENTS.value, _("La cuota entera")),
                (Amortization.EQUAL_PRINCIPAL.value, _("El capital de la cuota")),
            ],
            "guarantee_order": [
                (GuaranteeOrder.EQUAL.value, _("Por partes iguales")),
                (GuaranteeOrder.BY_PLEDGE.value, _("Según lo que apartó cada quien")),
            ],
            "period": [(one.value, word) for one, word in period_words().items()],
        }
        for name, chosen in choices.items():
            self.fields[name].choices = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the largest amount in the unit that was chosen."""
        cleaned = super().clean() or {}
        if {"principal_max", "currency"} <= cleaned.keys():
            try:
                cleaned["most"] = clean_money(cleaned["principal_max"], cleaned["currency"])
            except forms.ValidationError as error:
                self.add_error("principal_max", error)
        return cleaned

    @property
    def guaranteed(self) -> dict[str, Any]:
        """Return what the group stands for, and by what it shares out a gap."""
        given = self.cleaned_data
        return {
            "guarantee_bp": int((given["guarantee"] or 0) * 100),
            "guarantee_order": GuaranteeOrder(given["guarantee_order"] or GuaranteeOrder.EQUAL),
        }

    @property
    def terms(self) -> ProductTerms:
        """Return the conditions."""
        given = self.cleaned_data
        return ProductTerms(
            rate=Fraction(given["rate"]) / 100,
            interest_method=InterestMethod(given["interest_method"]),
            amortization=Amortization(given["amortization"]),
            period=Period(given["period"]),
            principal_max=given["most"].minor,
            instalments_max=given["instalments_max"],
            principal_grace=given["principal_grace"],
            fee_bp=int(given["fee"] * 100),
        )


class ApplyForm(AmountForm):
    """How much, over how many instalments, and what for."""

    instalments = forms.IntegerField(label=gettext_lazy("En cuántas cuotas"), min_value=1)
    purpose = forms.CharField(
        label=gettext_lazy("Para qué es"),
        help_text=gettext_lazy("Lo leen el comité de aprobación y tú. No se publica."),
        max_length=PURPOSE_LIMIT,
    )


class ReviewForm(KeyedForm):
    """Yes or no, and why."""

    review = forms.ChoiceField(label=gettext_lazy("Tu opinión"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Por qué"),
        help_text=gettext_lazy("Queda en el acta del comité. La lee quien pidió el préstamo."),
        max_length=REASON_LIMIT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].choices = [("yes", _("A favor")), ("no", _("En contra"))]  # type: ignore[attr-defined]


class ResolutionForm(KeyedForm):
    """Which resolution of the assembly it was."""

    resolution = forms.ChoiceField(label=gettext_lazy("Qué decidió la asamblea"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, resolutions: Iterable[Resolution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            (str(one.id), _("%(yes)s a favor, %(no)s en contra") % {"yes": one.in_favour, "no": one.against})
            for one in resolutions
        ]

    @property
    def resolution_id(self) -> UUID:
        """Return the resolution that was chosen."""
        return UUID(self.cleaned_data["resolution"])


def units(currency: str) -> list[tuple[str, str]]:
    """Return what a bank may lend: its currency, and quantities in kind."""
    language = get_language() or "es"
    return [(currency, currency), *((code, unit.in_language(language)) for code, unit in IN_KIND.items())]


def period_words() -> dict[Period, str]:
    """Return how often an instalment falls due, in words."""
    return {
        Period.MONTH: _("Cada mes"),
        Period.FORTNIGHT: _("Cada quincena"),
        Period.WEEK: _("Cada semana"),
        Period.QUARTER: _("Cada trimestre"),
        Period.YEAR: _("Cada año"),
    }
