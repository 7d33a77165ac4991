"""Admission: which projects, by which resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from toparquia.assemblies.models import Resolution
from toparquia.gazette.writing import KeyedForm
from toparquia.planning.models import Project


class AdmitForm(KeyedForm):
    """The projects that an assembly said yes to, and that yes."""

    resolution = forms.ChoiceField(
        label=_("Decisión de la asamblea"), help_text=_("Solo aparecen las aprobadas que siguen vigentes.")
    )
    projects = forms.MultipleChoiceField(
        label=_("Proyectos"),
        help_text=_("Marca exactamente los que votó la asamblea."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, resolutions: Sequence[Resolution], projects: Sequence[Project], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            (str(taken.id), f"{taken.taken_at:%d/%m/%Y}: {taken.motion.text[:100]}") for taken in resolutions
        ]
        self.fields["projects"].choices = [  # type: ignore[attr-defined]
            (str(project.id), project.title) for project in projects
        ]

    @property
    def project_ids(self) -> list[UUID]:
        """Return the projects that were marked."""
        return [UUID(one) for one in self.cleaned_data["projects"]]

    @property
    def resolution_id(self) -> UUID:
        """Return the resolution that was chosen."""
        return UUID(self.cleaned_data["resolution"])
