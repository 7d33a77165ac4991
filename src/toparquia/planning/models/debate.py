"""The debate of a project: arguments for and against, those taken down, and what another organ answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.planning.models.projects import HEX_256


class Argument(models.Model):
    """What somebody says for or against a project. No name and no hour; the seal meets nobody's id."""

    class Side(models.TextChoices):
        """In which of the two columns it stands."""

        IN_FAVOUR = "for"
        AGAINST = "against"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="arguments")
    side = models.CharField(max_length=7, choices=Side)
    seal = models.CharField(max_length=64, unique=True, help_text="Keyed hash of who wrote it, hex.")
    text = models.TextField(blank=True, help_text="Empty once it was erased.")
    text_sha256 = models.CharField(max_length=64, help_text="Of the text as it was written, hex.")
    said_on = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "side"], name="argument_by_project"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(seal__regex=HEX_256, text_sha256__regex=HEX_256), name="argument_digests"
            ),
            models.CheckConstraint(condition=Q(side__in=["for", "against"]), name="argument_has_a_side"),
        ]

    def __str__(self) -> str:
        return f"argument {self.side} {self.project_id}"

    @property
    def is_in_favour(self) -> bool:
        """Return whether it speaks for the project."""
        return self.side == self.Side.IN_FAVOUR


class Withdrawal(models.Model):
    """An argument taken down, on a ground of the closed list by an office, or by whoever wrote it."""

    BY_AUTHOR: ClassVar[str] = "author"

    argument = models.OneToOneField(
        "planning.Argument", models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    ground = models.CharField(max_length=60, help_text="A code of the rules, or that its author did it.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+")
    appeal_until = models.DateField(null=True, help_text="Last day to ask for another look.")
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-withdrawn_at", "argument"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ground="author", mandate__isnull=True, appeal_until__isnull=True)
                | (~Q(ground="author") & Q(mandate__isnull=False, appeal_until__isnull=False)),
                name="withdrawal_by_office_or_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.argument_id}"


class Appeal(models.Model):
    """Whoever wrote a withdrawn argument asks another organ to look again. Who that is, is not kept."""

    withdrawal = models.OneToOneField(
        "planning.Withdrawal", models.PROTECT, primary_key=True, related_name="appeal"
    )
    appealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appeal about {self.withdrawal_id}"


class AppealAnswer(models.Model):
    """What the other organ found, with its reason: the argument stands again, or it is erased."""

    appeal = models.OneToOneField("planning.Appeal", models.PROTECT, primary_key=True, related_name="answer")
    is_restored = models.BooleanField()
    reason = models.TextField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="appealanswer_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"answer about {self.appeal_id}"
