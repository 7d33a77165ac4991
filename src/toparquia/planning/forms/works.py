"""Schedule and beneficiaries of a project, in rows that need no script; empty rows count for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.gazette.writing import KeyedForm
from toparquia.planning import rules
from toparquia.planning.models import WorkPlan
from toparquia.planning.rules import Step
from toparquia.planning.rules.words import rule_word
from toparquia.planning.services import NewWorkPlan

ROWS: Final = 8
OPEN_ROWS: Final = 3


class WorksForm(KeyedForm):
    """Eight steps: what, from which week, for how many; and whom the project reaches."""

    use_required_attribute = False

    homes = forms.IntegerField(
        label=_("¿A cuántas viviendas llega?"), required=False, min_value=0, max_value=rules.HOMES_LIMIT
    )
    people = forms.IntegerField(
        label=_("¿A cuántas personas?"), required=False, min_value=0, max_value=rules.HOMES_LIMIT
    )
    groups = forms.MultipleChoiceField(
        label=_("¿Quiénes ganan más?"),
        help_text=_("Grupos, nunca personas."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, groups: Sequence[str], present: WorkPlan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (group, rule_word(group).in_language(language).capitalize()) for group in groups
        ]
        steps = list(present.steps.all())[:ROWS] if present else []
        if present:
            self.initial |= {"homes": present.homes, "people": present.people, "groups": present.groups}
        for row in range(1, ROWS + 1):
            step = steps[row - 1] if row <= len(steps) else None
            self._add_row(row, (step.what, step.first_week, step.weeks) if step else ("", None, None))

    def _add_row(self, row: int, begins: tuple[str, int | None, int | None]) -> None:
        what, first_week, weeks = begins
        self.fields[f"what_{row}"] = forms.CharField(
            label=_("Paso %(row)s") % {"row": row},
            required=False,
            max_length=rules.TITLE_LIMIT,
            initial=what,
        )
        for name, label, value in (
            (f"first_{row}", _("Primera semana"), first_week),
            (f"weeks_{row}", _("Semanas que dura"), weeks),
        ):
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=rules.WEEKS_LIMIT,
                initial=value,
                widget=forms.NumberInput(attrs={"class": "width-s"}),
            )

    @property
    def rows(self) -> list[list[BoundField]]:
        """Return the rows that stand open."""
        return [self._row(row) for row in range(1, OPEN_ROWS + 1)]

    @property
    def more_rows(self) -> list[list[BoundField]]:
        """Return the rows that open on demand."""
        return [self._row(row) for row in range(OPEN_ROWS + 1, ROWS + 1)]

    @property
    def has_more(self) -> bool:
        """Return whether anything stands in a row that opens on demand."""
        return any(field.value() or field.errors for fields in self.more_rows for field in fields)

    def _row(self, row: int) -> list[BoundField]:
        return [self[f"{part}_{row}"] for part in ("what", "first", "weeks")]

    def clean(self) -> dict[str, Any]:
        """Ask each row that says what for its weeks."""
        said: dict[str, Any] = super().clean() or {}
        for row in range(1, ROWS + 1):
            given = [bool(said.get(f"{part}_{row}")) for part in ("what", "first", "weeks")]
            if any(given) and not all(given):
                self.add_error(f"what_{row}", _("Di qué se hace, desde qué semana y cuántas dura."))
        return said

    def new(self) -> NewWorkPlan:
        """Return what was typed."""
        said = self.cleaned_data
        steps = [
            Step(said[f"what_{row}"], said[f"first_{row}"], said[f"weeks_{row}"])
            for row in range(1, ROWS + 1)
            if said[f"what_{row}"]
        ]
        return NewWorkPlan(tuple(steps), said["homes"], said["people"], tuple(said["groups"]))
