"""How a project would be carried out: its schedule in weeks, and whom it reaches."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.planning.models.projects import HEX_256
from toparquia.planning.rules import HOMES_LIMIT


class WorkPlan(models.Model):
    """Schedule and beneficiaries of a project, as planned once. A better one is a new row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="work_plans")
    number = models.PositiveIntegerField()
    homes = models.PositiveIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    # Groups that gain most, by the rules' list; no person is counted in one.
    groups = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the steps as one document, hex.")
    planned_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["project", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "number"], name="workplan_numbered_once"),
            models.CheckConstraint(condition=Q(digest__regex=HEX_256), name="workplan_digest"),
            models.CheckConstraint(
                condition=(Q(homes__isnull=True) | Q(homes__lte=HOMES_LIMIT))
                & (Q(people__isnull=True) | Q(people__lte=10 * HOMES_LIMIT)),
                name="workplan_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"work plan {self.number} of {self.project_id}"


class WorkStep(models.Model):
    """One step of the works: what, from which week, for how many."""

    plan = models.ForeignKey("planning.WorkPlan", models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    first_week = models.PositiveSmallIntegerField(help_text="Counted from 1, from the day the money comes.")
    weeks = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="workstep_numbered_once"),
            models.CheckConstraint(
                condition=Q(first_week__gt=0, weeks__gt=0) & ~Q(what=""), name="workstep_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def last_week(self) -> int:
        """Return the week in which the step ends."""
        return self.first_week + self.weeks - 1
