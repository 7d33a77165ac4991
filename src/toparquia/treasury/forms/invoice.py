"""An invoice in six rows, which need no script, with its photo; empty rows count for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.gazette.writing import KeyedForm
from toparquia.people.models import Resident
from toparquia.treasury.errors import FileTooLarge
from toparquia.treasury.models import Purchase
from toparquia.treasury.models.invoices import NUMBER_LIMIT, TEXT_LIMIT
from toparquia.treasury.rules import NewInvoice, NewLine

ROWS: Final = 6
OPEN_ROWS: Final = 2
_PARTS: Final = ("head", "what", "amount")


class InvoiceForm(KeyedForm):
    """Who sold, the number and day of the paper, what was bought under which head, and the photo."""

    supplier = forms.CharField(
        label=_("Proveedor"),
        help_text=_("Como está en la factura. Se publica, salvo que sea una persona."),
        max_length=TEXT_LIMIT,
    )
    supplier_is_person = forms.BooleanField(
        label=_("Es una persona, no un negocio"),
        help_text=_("Entonces su nombre lo ven solo el comité y la contraloría."),
        required=False,
    )
    number = forms.CharField(
        label=_("Número de la factura"),
        help_text=_("Se publica."),
        max_length=NUMBER_LIMIT,
        widget=forms.TextInput(attrs={"class": "width-m", "autocomplete": "off"}),
    )
    issued_on = forms.DateField(
        label=_("Fecha de la factura"),
        help_text=_("Se publica."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    payee = forms.ChoiceField(
        label=_("Quién del comité cobra esta factura"),
        help_text=_("Quien cobra no puede liberarla. Su nombre lo ven solo el comité y la contraloría."),
        required=False,
    )
    purchase = forms.ChoiceField(
        label=_("De qué compra es"),
        help_text=_("Si se compararon cotizaciones, elige la compra: la factura tiene que ser del elegido."),
        required=False,
    )
    direct_reason = forms.CharField(
        label=_("Por qué no se preguntó a otros"),
        help_text=_("Solo si las reglas piden cotizaciones y no las hay. Se publica que fue compra directa."),
        max_length=TEXT_LIMIT,
        required=False,
    )
    again_reason = forms.CharField(
        label=_("Por qué es otra, si se parece a una que ya está"),
        help_text=_("Lo leen el comité y la contraloría. Se publica que se confirmó."),
        max_length=TEXT_LIMIT,
        required=False,
    )
    file = forms.FileField(
        label=_("Foto o PDF de la factura"),
        help_text=_(
            "El original queda sellado. De la foto se publica una copia sin los datos ocultos del teléfono; "
            "un PDF se publica como está. Tapa antes los datos personales que no hagan falta."
        ),
        max_length=TEXT_LIMIT,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-photo": "2000"}),
    )

    public_file = forms.FileField(
        label=_("La misma, con los datos personales tapados"),
        help_text=_(
            "Si la adjuntas, se publica esta, y la de arriba queda sellada para el comité y la contraloría."
        ),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-photo": "2000"}),
    )

    def __init__(
        self,
        *args: Any,
        heads: tuple[str, ...],
        currency: str,
        members: Iterable[Resident],
        purchases: Iterable[Purchase] = (),
        is_petty: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.heads, self.currency = heads, currency
        self.lines: list[NewLine] = []
        self.is_petty = is_petty
        choices = [(str(one.id), f"{one.what}: {one.choice.quotation.supplier.name}") for one in purchases]
        self.fields["purchase"].choices = [("", _("De ninguna")), *choices]  # type: ignore[attr-defined]
        if is_petty or not choices:
            del self.fields["purchase"]
        if is_petty:
            del self.fields["direct_reason"]
        payees = [(str(member.id), member.full_name) for member in members]
        self.fields["payee"].choices = [("", _("Nadie del comité")), *payees]  # type: ignore[attr-defined]
        for row in range(1, ROWS + 1):
            self._add_row(row)

    @property
    def facts(self) -> list[BoundField]:
        """Return the fields about the paper."""
        return [self[name] for name in ("supplier", "supplier_is_person", "number", "issued_on")]

    @property
    def grounds(self) -> list[BoundField]:
        """Return the fields about who else was asked, and who is paid."""
        names = ("purchase", "direct_reason", "again_reason", "payee", "file", "public_file")
        return [self[name] for name in names if name in self.fields]

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows that stand open."""
        return self._rows(1, OPEN_ROWS)

    @property
    def more_rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows that open on demand."""
        return self._rows(OPEN_ROWS + 1, ROWS)

    @property
    def has_more(self) -> bool:
        """Return whether anything stands in a row that opens on demand."""
        return any(field.value() or field.errors for _row, fields in self.more_rows for field in fields[1:])

    def clean(self) -> dict[str, Any]:
        """Read the rows; a row that is begun has to be finished."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, ROWS + 1):
            if any(cleaned.get(f"{part}_{row}") for part in _PARTS[1:]):
                self._read_row(row, cleaned)
        if not self.lines and not self.errors:
            self.add_error("what_1", _("Escribe al menos un renglón."))
        return cleaned

    def new(self, max_bytes: int) -> NewInvoice:
        """Return the invoice that was typed. :raises FileTooLarge: before more of the file is read."""
        upload: UploadedFile = self.cleaned_data["file"]
        covered: UploadedFile | None = self.cleaned_data["public_file"]
        for one in (upload, covered):
            if one is not None and (one.size or 0) > max_bytes:
                raise FileTooLarge(size=one.size, limit=max_bytes)
        payee, bought = self.cleaned_data["payee"], self.cleaned_data.get("purchase", "")
        return NewInvoice(
            supplier=self.cleaned_data["supplier"],
            number=self.cleaned_data["number"],
            issued_on=self.cleaned_data["issued_on"],
            lines=tuple(self.lines),
            file=upload.read(),
            supplier_is_person=self.cleaned_data["supplier_is_person"],
            payee_id=UUID(payee) if payee else None,
            purchase_id=UUID(bought) if bought else None,
            is_petty=self.is_petty,
            direct_reason=self.cleaned_data.get("direct_reason", ""),
            again_reason=self.cleaned_data["again_reason"],
            public_file=covered.read() if covered is not None else b"",
        )

    def _rows(self, first: int, last: int) -> list[tuple[int, list[BoundField]]]:
        return [(row, [self[f"{part}_{row}"] for part in _PARTS]) for row in range(first, last + 1)]

    def _add_row(self, row: int) -> None:
        language = get_language() or "es"
        heads = [(head, in_words(head, language).capitalize()) for head in self.heads]
        self.fields[f"head_{row}"] = forms.ChoiceField(label=_("Rubro"), choices=heads, required=False)
        self.fields[f"what_{row}"] = forms.CharField(
            label=_("Qué se paga"), max_length=TEXT_LIMIT, required=False
        )
        self.fields[f"amount_{row}"] = forms.CharField(
            label=_("Monto"),
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"data-money": self.currency, "class": "width-m"}),
        )

    def _read_row(self, row: int, cleaned: dict[str, Any]) -> None:
        missing = [
            part for part in _PARTS if not cleaned.get(f"{part}_{row}") and f"{part}_{row}" not in self.errors
        ]
        for part in missing:
            self.add_error(f"{part}_{row}", _("Falta esto en el renglón %(row)s.") % {"row": row})
        if any(f"{part}_{row}" in self.errors for part in _PARTS):
            return
        language = get_language() or "es"
        try:
            amount = Money.parse(cleaned[f"amount_{row}"], self.currency, language)
        except DomainError as refusal:
            self.add_error(f"amount_{row}", refusal.message(language))
            return
        self.lines.append(NewLine(cleaned[f"head_{row}"], cleaned[f"what_{row}"], amount))
