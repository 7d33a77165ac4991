"""An offer to merge two projects: with which one, and what the one would say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.models import Project
from toparquia.planning.services import JointProject


class MergeForm(KeyedForm):
    """The other project, and the joint one word for word."""

    other = forms.ChoiceField(
        label=_("¿Con cuál?"), help_text=_("Las que más se parecen van primero."), widget=forms.Select
    )
    title = forms.CharField(label=_("Nombre de la propuesta unida"), max_length=rules.TITLE_LIMIT)
    text = forms.CharField(
        label=_("¿Qué se haría?"),
        help_text=_("Recoge lo de las dos, para que nadie pierda lo suyo."),
        max_length=rules.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, others: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (str(project.id), f"{project.title} ({project.place.name})") for project in others
        ]

    @property
    def other_id(self) -> UUID:
        """Return the other project."""
        return UUID(self.cleaned_data["other"])

    @property
    def joint(self) -> JointProject:
        """Return the joint project as it was typed."""
        return JointProject(self.cleaned_data["title"], self.cleaned_data["text"])
