"""What the bench types: what is to be bought, what a supplier takes, which is taken, an interest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.gazette.writing import KeyedForm
from toparquia.treasury.errors import FileTooLarge
from toparquia.treasury.models import Conflict, Quotation
from toparquia.treasury.models.invoices import TEXT_LIMIT


class _MoneyForm(KeyedForm):
    """A form with an amount in one currency."""

    amount = forms.CharField(label=_("Monto"), max_length=40)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].widget = forms.TextInput(attrs={"data-money": currency, "class": "width-m"})

    def clean_amount(self) -> Money:
        """Return the amount, as the page's language writes it."""
        language = get_language() or "es"
        try:
            return Money.parse(self.cleaned_data["amount"], self.currency, language)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(language)) from refusal


class PurchaseForm(_MoneyForm):
    """What is to be bought, and what it is thought to cost."""

    what = forms.CharField(
        label=_("Qué se va a comprar"), help_text=_("Se publica. No escribas nombres."), max_length=TEXT_LIMIT
    )
    head = forms.ChoiceField(label=_("Rubro"))
    field_order = ("what", "head", "amount")

    def __init__(self, *args: Any, heads: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        self.fields["head"].choices = [  # type: ignore[attr-defined]
            (head, in_words(head, language).capitalize()) for head in heads
        ]
        self.fields["amount"].label = _("Cuánto crees que cuesta")
        self.fields["amount"].help_text = _("De esto depende cuántas cotizaciones piden las reglas.")


class QuotationForm(_MoneyForm):
    """What a supplier takes, with their paper."""

    supplier = forms.CharField(
        label=_("Proveedor"),
        help_text=_("No necesita cuenta. Su nombre se publica, salvo que sea una persona."),
        max_length=TEXT_LIMIT,
    )
    is_person = forms.BooleanField(
        label=_("Es una persona, no un negocio"),
        help_text=_("Entonces su nombre lo ven solo el comité y la contraloría."),
        required=False,
    )
    file = forms.FileField(
        label=_("Foto o PDF de la cotización"),
        help_text=_("El original lo ven el comité y la contraloría. Un papel cuenta una vez en cada compra."),
        max_length=TEXT_LIMIT,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-photo": "2000"}),
    )
    field_order = ("supplier", "is_person", "amount", "file")

    def read(self, max_bytes: int) -> bytes:
        """Return the paper. :raises FileTooLarge: before more of it is read."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > max_bytes:
            raise FileTooLarge(size=upload.size, limit=max_bytes)
        content: bytes = upload.read()
        return content


class ChoiceForm(KeyedForm):
    """Which quotation is taken, and why if it is not the lowest."""

    quotation = forms.ChoiceField(label=_("Cuál se elige"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Por qué, si no es la más barata"),
        help_text=_("Lo leen el comité y la contraloría. Se publica que hubo un motivo."),
        max_length=TEXT_LIMIT,
        required=False,
    )

    def __init__(self, *args: Any, offers: Iterable[tuple[Quotation, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quotation"].choices = [(str(offer.id), words) for offer, words in offers]  # type: ignore[attr-defined]

    @property
    def quotation_id(self) -> UUID:
        """Return the quotation that was chosen."""
        return UUID(self.cleaned_data["quotation"])


class ConflictForm(KeyedForm):
    """Which interest a member of the committee has."""

    ground = forms.ChoiceField(
        label=_("Qué tienes que ver con este proveedor"),
        help_text=_("Se publica que lo declaraste. Cuál es lo leen solo el comité y la contraloría."),
        widget=forms.RadioSelect,
        choices=(
            (Conflict.Ground.KIN.value, _("Es de mi familia")),
            (Conflict.Ground.OWNER.value, _("Es mío o tengo parte")),
            (Conflict.Ground.DEBT.value, _("Le debo o me debe")),
            (Conflict.Ground.OTHER.value, _("Otra cosa")),
        ),
    )
