"""The recall of one mandate. Who signed its petition is sealed, and deleted when its time is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id


class Recall(models.Model):
    """A recall was asked for: of which mandate, on which ground, by a petition or by the audit unit."""

    class Origin(models.TextChoices):
        """Who asks for it."""

        PETITION = "petition"
        AUDIT = "audit"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="recalls")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="recalls")
    origin = models.CharField(max_length=10, choices=Origin)
    ground = models.CharField(max_length=60, help_text="A code of the rule set's recall.grounds.")
    text = models.TextField(help_text="What is said to have happened.")
    electors = models.PositiveIntegerField(help_text="People of voting age on the day it was asked for.")
    needed = models.PositiveIntegerField(help_text="Signatures that it takes; 0 from the audit unit.")
    petition_until = models.DateField()
    asked_at = models.DateTimeField()
    # Mixed into the keyed hash of each signature; the key itself stays outside of the database.
    salt = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-asked_at"], name="recall_by_place"),
        ]

    def __str__(self) -> str:
        return f"recall of {self.mandate_id}"

    def get_absolute_url(self) -> str:
        """Return the recall's public page."""
        return f"/revocatorias/{self.id}/"

    @property
    def is_by_petition(self) -> bool:
        """Return whether residents asked for it."""
        return self.origin == self.Origin.PETITION


class PetitionSignature(models.Model):
    """One signature: a keyed hash that meets no person's id, and the id sealed for the sample.

    No time, no order, no channel. Rows are only added and, when the challenge period is over, deleted.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    recall = models.ForeignKey("elections.Recall", models.PROTECT, related_name="signatures")
    sealed = models.BinaryField(max_length=200)

    def __str__(self) -> str:
        return "signature"


class PetitionSample(models.Model):
    """Which signatures are checked follows from this public seed; with it, the petition is closed."""

    recall = models.OneToOneField("elections.Recall", models.PROTECT, primary_key=True, related_name="sample")
    seed = models.CharField(max_length=200)
    signatures = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sample of {self.recall_id}"


class PetitionCheck(models.Model):
    """What the sample showed, in numbers alone, and whether the petition goes on."""

    recall = models.OneToOneField(
        "elections.Recall", models.PROTECT, primary_key=True, related_name="check_made"
    )
    confirmed = models.PositiveIntegerField()
    estimated = models.PositiveIntegerField(help_text="Valid signatures, by the sample.")
    is_enough = models.BooleanField()
    checked_on = models.DateField()
    erasable_from = models.DateField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"check of {self.recall_id}"


class SignatureErasure(models.Model):
    """The signatures are gone; their number stays."""

    recall = models.OneToOneField(
        "elections.Recall", models.PROTECT, primary_key=True, related_name="erasure"
    )
    signatures = models.PositiveIntegerField()
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erasure of {self.recall_id}"


class AuditReport(models.Model):
    """What the social audit unit found."""

    recall = models.OneToOneField("elections.Recall", models.PROTECT, primary_key=True, related_name="report")
    text = models.TextField()
    reported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report on {self.recall_id}"


class Defence(models.Model):
    """What the person whose recall is asked for says to it."""

    recall = models.OneToOneField(
        "elections.Recall", models.PROTECT, primary_key=True, related_name="defence"
    )
    text = models.TextField()
    defended_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"defence in {self.recall_id}"


class RecallVote(models.Model):
    """The referendum on a recall."""

    recall = models.OneToOneField("elections.Recall", models.PROTECT, primary_key=True, related_name="ballot")
    vote = models.OneToOneField("voting.Vote", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"vote on {self.recall_id}"


class RecallDecision(models.Model):
    """What the assembly or the referendum decided; a yes ends the mandate in the same moment."""

    recall = models.OneToOneField(
        "elections.Recall", models.PROTECT, primary_key=True, related_name="decision"
    )
    resolution = models.OneToOneField(
        "assemblies.Resolution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    vote = models.OneToOneField("voting.Vote", models.PROTECT, null=True, blank=True, related_name="+")
    is_recalled = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) ^ Q(vote__isnull=False),
                name="recall_decided_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"decision on {self.recall_id}"
