"""The check before the vote: each ground of the closed list, yes or no, with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.rules import Finding
from toparquia.planning.rules.words import ground_in_words


class CheckForm(KeyedForm):
    """One answer and one reason for each ground."""

    def __init__(self, *args: Any, grounds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = grounds
        for number, ground in enumerate(grounds):
            word = ground_in_words(ground).in_language(get_language() or "es")
            self.fields[f"met_{number}"] = forms.ChoiceField(
                label=word,
                choices=[("yes", _("Sí")), ("no", _("No"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=_("¿Por qué?"),
                max_length=rules.TEXT_LIMIT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def answers(self) -> list[tuple[BoundField, BoundField]]:
        """Return the two fields of each ground."""
        return [(self[f"met_{number}"], self[f"reason_{number}"]) for number in range(len(self.grounds))]

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found."""
        said = self.cleaned_data
        return tuple(
            Finding(ground, said[f"met_{number}"] == "yes", said[f"reason_{number}"])
            for number, ground in enumerate(self.grounds)
        )
