"""The short forms: a bank reference, a reason, a question, the assembly's resolution, or a button alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toparquia.assemblies.models import Resolution
from toparquia.gazette.writing import KeyedForm
from toparquia.treasury.models import BudgetAllocation
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.models.obligations import REFERENCE_LIMIT
from toparquia.treasury.models.reports import QUESTION_LIMIT


class DisburseForm(KeyedForm):
    """The State's treasurer says which tranche was sent, and under which reference of the bank."""

    # The tranche that the page showed: if another was sent meanwhile, a stale form is told so.
    tranche = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    bank_reference = forms.CharField(
        label=gettext_lazy("Referencia bancaria"),
        help_text=gettext_lazy("Como está en el comprobante. Se publica, y no puede repetirse."),
        max_length=REFERENCE_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-m"}),
    )
    allocation = forms.ChoiceField(
        label=gettext_lazy("De qué presupuesto sale"),
        help_text=gettext_lazy("Se descuenta, a la vista, de lo que ese ministerio o fondo debe entregar."),
        required=False,
    )

    def __init__(self, *args: Any, allocations: Iterable[BudgetAllocation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), f"{one.body}, {one.year}") for one in allocations]
        if choices:
            unnamed = ("", _("Sin nombrar ninguno"))
            self.fields["allocation"].choices = [unnamed, *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["allocation"]

    @property
    def allocation_id(self) -> UUID | None:
        """Return the allocation that was chosen, if any was."""
        chosen = self.cleaned_data.get("allocation")
        return UUID(chosen) if chosen else None


class TakeBackForm(KeyedForm):
    """Why an invoice is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué se anula"),
        help_text=gettext_lazy("Lo leen el comité y la contraloría. No escribas nombres."),
        max_length=TEXT_LIMIT,
    )


class WordsForm(KeyedForm):
    """A question or an answer in words."""

    text = forms.CharField(max_length=QUESTION_LIMIT, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = _("Se publica. No escribas datos de nadie.")


class ClosingForm(KeyedForm):
    """How the social audit closes what was asked."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Cómo se cierra"),
        widget=forms.RadioSelect,
        choices=(("settled", gettext_lazy("Quedó aclarado")), ("open", gettext_lazy("No quedó aclarado"))),
    )
    text = forms.CharField(
        label=gettext_lazy("Qué se encontró"),
        help_text=gettext_lazy("Se publica. No escribas datos de nadie."),
        max_length=QUESTION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class QuestionForm(KeyedForm):
    """A question about an invoice, or about one line of it."""

    line = forms.TypedChoiceField(
        label=gettext_lazy("Sobre qué"), coerce=int, empty_value=None, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Pregunta"),
        help_text=gettext_lazy("Se publica. No escribas datos de nadie."),
        max_length=QUESTION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", _("Toda la factura")), *lines]  # type: ignore[attr-defined]


class DecisionForm(KeyedForm):
    """Which resolution of the assembly is the decision on a report."""

    resolution = forms.ChoiceField(label=gettext_lazy("Qué decidió la asamblea"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, resolutions: Iterable[Resolution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            (str(taken.id), _told(taken)) for taken in resolutions
        ]

    @property
    def resolution_id(self) -> UUID:
        """Return the resolution that was chosen."""
        return UUID(self.cleaned_data["resolution"])


def _told(taken: Resolution) -> str:
    facts = {
        "place": taken.session.place.name,
        "yes": taken.in_favour,
        "no": taken.against,
        "abstained": taken.abstained,
    }
    if taken.is_carried:
        return _("%(place)s: aprobada, %(yes)s a favor, %(no)s en contra, %(abstained)s abstenciones") % facts
    return _("%(place)s: objetada, %(yes)s a favor, %(no)s en contra, %(abstained)s abstenciones") % facts
