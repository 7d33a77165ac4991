"""Dossiers of a land committee: homes that official maps miss, what their people say, and what proves it.

All of it is private to the committee of that council and to whoever is named; only counts and states are not.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id


class LandDossier(models.Model):
    """One parcel: where it is, how far its recognition has come. It never goes away."""

    class Status(models.TextChoices):
        """How far it is."""

        OPEN = "open"
        GATHERED = "gathered"
        SUBMITTED = "submitted"
        ANSWERED = "answered"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="land_dossiers")
    number = models.PositiveIntegerField(help_text="From 1, in its council.")
    geometry = models.JSONField(help_text="GeoJSON Point or Polygon, WGS 84.")
    about = models.CharField(max_length=500, blank=True, help_text="How to find it. For the committee alone.")
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    outcome = models.CharField(max_length=12, blank=True, default="", db_default="")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="When the status was last changed.")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="land_dossier_numbered_once"),
            models.CheckConstraint(
                condition=Q(status="answered") ^ Q(outcome=""), name="land_dossier_answered_with_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"dossier {self.number} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the dossier's page, which is the committee's alone."""
        return f"/tierras/{self.id}/"


class _Taken(models.Model):
    """What was added to a dossier: by whom, when. Append only."""

    dossier = models.ForeignKey("people.LandDossier", models.PROTECT, related_name="%(class)ss")
    mandate_id = models.UUIDField()
    holder = models.CharField(max_length=250)
    taken_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["taken_at", "id"]


class LandStatement(_Taken):
    """What someone who lives there says, and since when they live there. Append only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="land_statements")
    since = models.DateField(help_text="Since when they live on the parcel.")
    text = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return f"statement in {self.dossier_id}"


class LandEvidence(_Taken):
    """A paper or photo, sealed; its hash is public where the committee says so. Append only."""

    class Kind(models.TextChoices):
        """What it is."""

        DOCUMENT = "document"
        PHOTO = "photo"
        SKETCH = "sketch"
        RECEIPT = "receipt"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    sha256 = models.CharField(max_length=64, help_text="Of the file that is kept, hex.")
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField(help_text="Encrypted with a key that the database does not hold.")
    is_hash_public = models.BooleanField()

    class Meta(_Taken.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="land_evidence_once_a_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.dossier_id}"


class LandStep(_Taken):
    """The dossier went on: to which state, where to or with which answer. Append only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(max_length=12, choices=LandDossier.Status)
    outcome = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier_id} is {self.status}"
