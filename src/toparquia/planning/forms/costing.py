"""An estimate in ten rows, which need no script; empty rows count for nothing."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import DomainError
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.rules import Line

ROWS: Final = 10
OPEN_ROWS: Final = 3
_PARTS: Final = ("head", "what", "quantity", "unit", "price")


class _Part(forms.CharField):
    """A part of a row: empty where the row is, so the row asks for it and not the field."""

    def validate(self, value: Any) -> None:
        """Accept nothing typed."""


class _Head(forms.ChoiceField):
    """The head of a row, which stands chosen also where the row is empty."""

    def validate(self, value: Any) -> None:
        """Accept nothing chosen."""
        if value:
            super().validate(value)


class EstimateForm(KeyedForm):
    """Ten rows: under which head, what, how much of it, at which price."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, heads: tuple[str, ...], currency: str, lines: tuple[Line, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.heads, self.currency = heads, currency
        self.lines: list[Line] = []
        # An estimate of more lines than there are rows is begun anew, or the rest would vanish unseen.
        lines = lines if len(lines) <= ROWS else ()
        for row in range(1, ROWS + 1):
            self._add_row(row, lines[row - 1] if row <= len(lines) else None)

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows that stand open."""
        return [(row, [self[f"{part}_{row}"] for part in _PARTS]) for row in range(1, OPEN_ROWS + 1)]

    @property
    def more_rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the rows that open on demand."""
        return [(row, [self[f"{part}_{row}"] for part in _PARTS]) for row in range(OPEN_ROWS + 1, ROWS + 1)]

    @property
    def has_more(self) -> bool:
        """Return whether anything stands in a row that opens on demand."""
        return any(field.value() or field.errors for _row, fields in self.more_rows for field in fields)

    def initial_row(self, row: int) -> tuple[Any, ...]:
        """Return what a row begins with."""
        return tuple(self.fields[f"{part}_{row}"].initial for part in _PARTS)

    @property
    def totals(self) -> list[tuple[str, Money]]:
        """Return what the rows that can be read add up to, head by head and in all."""
        if not self.lines:
            return []
        language = get_language() or "es"
        try:
            sums = rules.by_head(self.lines, self.heads)
            whole = rules.total(self.lines)
        except DomainError:
            return []
        named = [(in_words(head, language).capitalize(), amount) for head, amount in sums.items()]
        return [*named, (str(_("Total")), whole)]

    def clean(self) -> dict[str, Any]:
        """Read the rows; a row that is begun has to be finished."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, ROWS + 1):
            if any(cleaned.get(f"{part}_{row}") for part in _PARTS[1:]):
                self._read_row(row, cleaned)
        if not self.lines and not self.errors:
            self.add_error(None, _("Escribe al menos un renglón con cantidad y precio."))
        return cleaned

    def _add_row(self, row: int, line: Line | None) -> None:
        language = get_language() or "es"
        heads = [(head, in_words(head, language).capitalize()) for head in self.heads]
        self.fields[f"head_{row}"] = _Head(label=_("Rubro"), choices=heads, initial=line and line.head)
        self.fields[f"what_{row}"] = _Part(
            label=_("Qué se paga"), max_length=rules.TITLE_LIMIT, initial=line and line.what
        )
        self.fields[f"quantity_{row}"] = _Part(
            label=_("Cantidad"),
            max_length=30,
            initial=line and _written(line.quantity_milli, language),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "width-s"}),
        )
        self.fields[f"unit_{row}"] = _Part(
            label=_("Unidad"),
            max_length=rules.UNIT_LIMIT,
            initial=line and line.unit,
            widget=forms.TextInput(attrs={"class": "width-s"}),
        )
        self.fields[f"price_{row}"] = _Part(
            label=_("Precio de cada unidad"),
            max_length=30,
            initial=line and _marked(line.unit_price.decimal_text(), language),
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
        quantity = self._asked(f"quantity_{row}", lambda text: rules.parse_quantity(text), cleaned)
        price = self._asked(
            f"price_{row}", lambda text: Money.parse(text, self.currency, get_language() or "es"), cleaned
        )
        if quantity is not None and price is not None:
            head, what, unit = (cleaned[f"{part}_{row}"] for part in ("head", "what", "unit"))
            self.lines.append(Line(head, what, quantity, unit, price))

    def _asked(self, name: str, read: Any, cleaned: dict[str, Any]) -> Any:
        try:
            return read(cleaned[name])
        except DomainError as refusal:
            self.add_error(name, refusal.message(get_language() or "es"))
            return None


def _written(milli: int, language: str) -> str:
    whole, part = divmod(milli, 1000)
    return _marked(f"{whole}.{part:03}".rstrip("0").rstrip("."), language)


def _marked(number: str, language: str) -> str:
    return number if language.startswith("en") else number.replace(".", ",")
