"""A table's tally sheet as one person types it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.voting.models import Option, TallyEntry
from toparquia.voting.rules import LARGEST_COUNT, SheetCounts

_WIDE = {"class": "width-s big-number", "autocomplete": "off", "inputmode": "numeric"}


def count_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for one count of a sheet."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=LARGEST_COUNT,
        widget=forms.NumberInput(attrs=_WIDE),
    )


class SheetForm(KeyedForm):
    """The figures of a sheet, an option a field, in the order of the ballot, and a photo of the paper."""

    photo = forms.FileField(
        label=_("Foto del acta de papel"),
        help_text=_("Si hay cámara. Se publica con el certificado, salvo la de una mesa muy pequeña."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": "1600"}),
    )

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for option in options:
            self.fields[f"marks_{option.number}"] = count_field(f"{option.position}. {option.label}")
        self.fields["blank"] = count_field(_("Boletas en blanco"))
        self.fields["null"] = count_field(_("Boletas nulas"))
        self.fields["ballots"] = count_field(_("Boletas en la urna"), _("Todas, también blancas y nulas."))
        self.fields["check_ins"] = count_field(
            _("Personas marcadas en el cuaderno"), _("Cuántas aparecen como que votaron.")
        )

    @property
    def figures(self) -> list[BoundField]:
        """Return the fields of the figures, in the order of the paper."""
        marks = [self[f"marks_{option.number}"] for option in self.options]
        return [*marks, *(self[name] for name in ("blank", "null", "ballots", "check_ins"))]

    @property
    def picture(self) -> bytes:
        """Return the photo's bytes, none where there is no photo."""
        chosen = self.cleaned_data.get("photo")
        return b"" if chosen is None else bytes(chosen.read())

    @property
    def counts(self) -> SheetCounts:
        """Return the figures by the options' numbers."""
        said = self.cleaned_data
        by_number = sorted(option.number for option in self.options)
        return SheetCounts(
            tuple(said[f"marks_{number}"] for number in by_number),
            said["blank"],
            said["null"],
            said["ballots"],
            said["check_ins"],
        )


class TallyForm(SheetForm):
    """The first count of a table."""

    table = forms.IntegerField(
        label=_("Número de la mesa"), min_value=1, max_value=10_000, widget=forms.NumberInput(attrs=_WIDE)
    )


class CorrectionForm(SheetForm):
    """A correction of an accepted sheet, with its reason."""

    reason = forms.ChoiceField(
        label=_("¿Por qué se corrige?"),
        choices=[
            (TallyEntry.Reason.TYPING, _("Se escribió mal")),
            (TallyEntry.Reason.RECOUNT, _("Se contó otra vez en la mesa")),
            (TallyEntry.Reason.WRONG_TABLE, _("Era de otra mesa")),
            (TallyEntry.Reason.RULING, _("Lo resolvió la comisión o un reclamo")),
        ],
        widget=forms.RadioSelect,
    )
