"""The debate: an argument, a ground to take one down, an answer to whoever asks to look again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.models import Argument
from toparquia.planning.rules.words import rule_word


class ArgumentForm(KeyedForm):
    """What somebody says, and on which side."""

    side = forms.ChoiceField(label=_("¿De qué lado?"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Tu argumento"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, sides: Sequence[str], length: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {Argument.Side.IN_FAVOUR.value: _("A favor"), Argument.Side.AGAINST.value: _("En contra")}
        self.fields["side"].choices = [  # type: ignore[attr-defined]
            (side, words[side]) for side in words if side in sides
        ]
        text = self.fields["text"]
        text.help_text = _("Hasta %(length)s caracteres. Sin nombres ni datos de nadie.") % {"length": length}
        text.max_length = length  # type: ignore[attr-defined]
        text.widget.attrs["maxlength"] = str(length)


class WithdrawForm(KeyedForm):
    """On which ground of the closed list."""

    ground = forms.ChoiceField(label=_("Razón"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grounds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ground, rule_word(ground).in_language(language).capitalize()) for ground in grounds
        ]


class AppealAnswerForm(KeyedForm):
    """What another organ found."""

    is_restored = forms.ChoiceField(
        label=_("¿Qué se decide?"),
        choices=[
            ("yes", _("El argumento vuelve a su sitio")),
            ("no", _("Queda retirado y su texto se borra")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Por qué"), max_length=rules.TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
