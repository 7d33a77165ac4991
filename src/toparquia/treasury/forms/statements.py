"""A statement of the bank, and which of our movements a line of it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.treasury.bankfiles import SIZE_LIMIT
from toparquia.treasury.errors import StatementTooLarge
from toparquia.treasury.models.invoices import TEXT_LIMIT


class StatementForm(KeyedForm):
    """The file that the bank gives."""

    file = forms.FileField(
        label=_("Extracto del banco"),
        help_text=_(
            "CSV, MT940 o CAMT.053, como lo da el banco. El archivo y sus palabras los ven solo el comité y "
            "la contraloría; se publican fechas, montos y con qué cuadra cada renglón."
        ),
        max_length=TEXT_LIMIT,
    )

    def read(self) -> bytes:
        """Return the file. :raises StatementTooLarge: before more of it is read."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > SIZE_LIMIT:
            raise StatementTooLarge(limit=f"{SIZE_LIMIT // 1_000_000} MB")
        content: bytes = upload.read()
        return content


class MatchForm(KeyedForm):
    """Which of our movements it is."""

    movement = forms.ChoiceField(label=_("Qué movimiento es"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["movement"].choices = list(offered)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, UUID]:
        """Return the kind and the id of the movement that was chosen."""
        kind, _colon, movement = self.cleaned_data["movement"].partition(":")
        return kind, UUID(movement)
