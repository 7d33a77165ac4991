"""What is typed about a work: stages, progress, hands lent, material, changes, the delivery act."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.gazette.writing import KeyedForm
from toparquia.treasury.errors import FileTooLarge, QuantityMalformed
from toparquia.treasury.models import FollowUp, Invoice, Stage
from toparquia.treasury.models.invoices import TEXT_LIMIT
from toparquia.treasury.models.works import UNIT_LIMIT, WORDS_LIMIT
from toparquia.treasury.rules.works import NewStage

ROWS: Final = 6
OPEN_ROWS: Final = 3
_PARTS: Final = ("title", "starts_on", "ends_on", "weight", "tranche")
_THOUSAND: Final = 1_000


def _day_field(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


class ScheduleForm(KeyedForm):
    """The stages of a work in six rows, which need no script; empty rows count for nothing."""

    def __init__(self, *args: Any, tranches: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages: list[NewStage] = []
        narrow = {"class": "width-s"}
        for row in range(1, ROWS + 1):
            self.fields[f"title_{row}"] = forms.CharField(
                label=_("Etapa"), max_length=TEXT_LIMIT, required=False
            )
            self.fields[f"starts_on_{row}"] = _day_field(_("Empieza"), required=False)
            self.fields[f"ends_on_{row}"] = _day_field(_("Termina"), required=False)
            self.fields[f"weight_{row}"] = forms.IntegerField(
                label=_("Parte de la obra, de 100"),
                min_value=1,
                max_value=100,
                required=False,
                widget=forms.NumberInput(attrs=narrow),
            )
            self.fields[f"tranche_{row}"] = forms.IntegerField(
                label=_("Tramo que la paga"),
                min_value=1,
                max_value=tranches,
                required=False,
                widget=forms.NumberInput(attrs=narrow),
            )

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
        return any(field.value() or field.errors for _row, fields in self.more_rows for field in fields)

    def clean(self) -> dict[str, Any]:
        """Read the rows; one that is begun has to be finished."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, ROWS + 1):
            parts = {part: cleaned.get(f"{part}_{row}") for part in _PARTS}
            if not any(parts.values()):
                continue
            missing = [
                part for part, value in parts.items() if not value and f"{part}_{row}" not in self.errors
            ]
            for part in missing:
                self.add_error(f"{part}_{row}", _("Falta esto en la etapa %(row)s.") % {"row": row})
            if not any(f"{part}_{row}" in self.errors for part in _PARTS):
                self.stages.append(NewStage(**parts))  # type: ignore[arg-type]
        if not self.stages and not self.errors:
            self.add_error("title_1", _("Escribe al menos una etapa."))
        return cleaned

    def _rows(self, first: int, last: int) -> list[tuple[int, list[BoundField]]]:
        return [(row, [self[f"{part}_{row}"] for part in _PARTS]) for row in range(first, last + 1)]


class ProgressForm(KeyedForm):
    """How far a stage is, seen on the spot."""

    stage = forms.TypedChoiceField(label=_("Etapa"), coerce=int)
    percent = forms.IntegerField(
        label=_("Va por, de 100"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    spot = forms.CharField(
        label=_("Dónde"), help_text=_("Se publica. Di el lugar, no de quién es."), max_length=TEXT_LIMIT
    )
    text = forms.CharField(
        label=_("Qué se ve"),
        help_text=_("Se publica. No escribas nombres."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("Se publica una copia sin los datos del teléfono. Que no se vea a nadie de cerca."),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": "1600"}),
    )

    def __init__(self, *args: Any, stages: Iterable[tuple[Stage, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (stage.number, f"{stage.title} ({percent} %)") for stage, percent in stages
        ]

    def read(self, max_bytes: int) -> bytes:
        """Return the photo, empty if there is none. :raises FileTooLarge: before more of it is read."""
        upload: UploadedFile | None = self.cleaned_data["photo"]
        if upload is None:
            return b""
        if (upload.size or 0) > max_bytes:
            raise FileTooLarge(size=upload.size, limit=max_bytes)
        content: bytes = upload.read()
        return content


class LabourForm(KeyedForm):
    """Hands that neighbours lent."""

    worked_on = _day_field(_("Día"))
    people = forms.IntegerField(
        label=_("Cuántas personas"),
        min_value=1,
        max_value=1_000,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    hours = forms.IntegerField(
        label=_("Horas de cada una"),
        min_value=1,
        max_value=24,
        widget=forms.NumberInput(attrs={"class": "width-s"}),
    )
    what = forms.CharField(
        label=_("En qué trabajaron"), help_text=_("Se publica. No escribas nombres."), max_length=TEXT_LIMIT
    )


class StockForm(KeyedForm):
    """Material that came in or was used."""

    way = forms.ChoiceField(
        label=_("Qué pasó"),
        widget=forms.RadioSelect,
        choices=(("in", _("Llegó a la obra")), ("out", _("Se usó en la obra"))),
    )
    item = forms.CharField(label=_("Material"), help_text=_("Se publica."), max_length=TEXT_LIMIT)
    unit = forms.CharField(
        label=_("Unidad"),
        help_text=_("Sacos, metros, kilos…"),
        max_length=UNIT_LIMIT,
        widget=forms.TextInput(attrs={"class": "width-m"}),
    )
    quantity = forms.DecimalField(
        label=_("Cantidad"),
        min_value=Decimal("0.001"),
        max_digits=12,
        decimal_places=3,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "width-s"}),
    )
    invoice = forms.ChoiceField(label=_("De qué factura"), required=False)

    def __init__(self, *args: Any, invoices: Iterable[Invoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bills = [(str(bill.id), f"{bill.number}, {bill.supplier}") for bill in invoices]
        self.fields["invoice"].choices = [("", _("De ninguna: se donó o ya estaba")), *bills]  # type: ignore[attr-defined]

    @property
    def thousandths(self) -> int:
        """Return the quantity in thousandths, below zero if it was used. :raises QuantityMalformed:"""
        amount = self.cleaned_data["quantity"] * _THOUSAND
        if amount != amount.to_integral_value():
            raise QuantityMalformed(asked=self.cleaned_data["quantity"])
        return int(amount) if self.cleaned_data["way"] == "in" else -int(amount)


class VariationForm(KeyedForm):
    """A change of the work for the assembly to decide."""

    title = forms.CharField(label=_("Qué cambia"), help_text=_("Se publica."), max_length=TEXT_LIMIT)
    text = forms.CharField(
        label=_("Por qué, y cómo queda"),
        help_text=_("Se publica. No escribas nombres."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    way = forms.ChoiceField(
        label=_("Cuánto cuesta"),
        widget=forms.RadioSelect,
        choices=(("same", _("Lo mismo")), ("more", _("Más")), ("less", _("Menos"))),
    )
    amount = forms.CharField(label=_("Cuánto más o menos"), max_length=40, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].widget = forms.TextInput(attrs={"data-money": currency, "class": "width-m"})

    def clean(self) -> dict[str, Any]:
        """Read the amount of what costs more or less."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        language, way = get_language() or "es", cleaned.get("way")
        cleaned["change"] = Money.zero(self.currency)
        if way in ("more", "less"):
            try:
                amount = Money.parse(cleaned.get("amount", ""), self.currency, language)
            except DomainError as refusal:
                self.add_error("amount", refusal.message(language))
            else:
                cleaned["change"] = amount if way == "more" else -amount
        return cleaned


class DeliveryForm(KeyedForm):
    """The delivery act."""

    delivered_on = _day_field(_("Día de la entrega"))
    text = forms.CharField(
        label=_("Cómo se recibe, y qué queda por hacer"),
        help_text=_("Se publica. No escribas nombres."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FollowUpForm(KeyedForm):
    """What became of a delivered work."""

    kind = forms.ChoiceField(
        label=_("Qué pasó"),
        widget=forms.RadioSelect,
        choices=(
            (FollowUp.Kind.MAINTAINED.value, _("Se le hizo mantenimiento")),
            (FollowUp.Kind.BROKEN.value, _("Algo se dañó")),
            (FollowUp.Kind.MENDED.value, _("Se reparó")),
        ),
    )
    day = _day_field(_("Día"))
    text = forms.CharField(
        label=_("Qué se hizo o se vio"),
        help_text=_("Se publica. No escribas nombres."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
