"""A founding as rows that are added and never changed; how far it has come follows from them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from toparquia.charters.rules import APPROVED, REJECTED, TURNOUT_TOO_LOW
from toparquia.foundation.ids import new_id


class FoundingCharter(models.Model):
    """The founding of one commune, from the day it is promoted on. It keeps no names of promoters."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.OneToOneField("territory.Place", models.PROTECT, related_name="charter")
    promoted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"charter of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the charter's public page."""
        return f"/cartas/{self.id}/"


class Joining(models.Model):
    """A council entered, by a resolution of its own assembly; it counts while that resolution stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey("charters.FoundingCharter", models.PROTECT, related_name="joinings")
    council = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["joined_at", "id"]

    def __str__(self) -> str:
        return f"{self.council_id} in {self.charter_id}"


class CharterText(models.Model):
    """One version of a charter's whole text, and the SHA-256 by which it is voted on and published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey("charters.FoundingCharter", models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    council = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON of its sections, hex.")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["charter", "number"], name="charter_text_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="charter_text_from_one"),
        ]

    def __str__(self) -> str:
        return f"text {self.number} of {self.charter_id}"


class CharterSection(models.Model):
    """One section of one version of a charter."""

    id = models.BigAutoField(primary_key=True)
    text = models.ForeignKey("charters.CharterText", models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80, help_text="A code of the rule set's charter.sections.")
    body = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "code"], name="charter_section_once_a_text"),
            models.UniqueConstraint(fields=["text", "position"], name="charter_section_placed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.text_id}"


class Referendum(models.Model):
    """The vote on one text by the people of the councils that had joined when it was called."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey("charters.FoundingCharter", models.PROTECT, related_name="referendums")
    text = models.ForeignKey("charters.CharterText", models.PROTECT, related_name="+")
    vote = models.OneToOneField("voting.Vote", models.PROTECT, related_name="+")
    councils = ArrayField(models.UUIDField(), help_text="Places whose residents are on the roll.")
    called_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["called_at", "id"]

    def __str__(self) -> str:
        return f"referendum {self.vote_id}"


class Proclamation(models.Model):
    """What was decided on a text: by a certified referendum, or by the assemblies of all councils."""

    class Outcome(models.TextChoices):
        """What the vote decided."""

        APPROVED = APPROVED
        REJECTED = REJECTED
        TURNOUT_TOO_LOW = TURNOUT_TOO_LOW

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey("charters.FoundingCharter", models.PROTECT, related_name="proclamations")
    text = models.ForeignKey("charters.CharterText", models.PROTECT, related_name="+")
    referendum = models.OneToOneField(
        "charters.Referendum", models.PROTECT, null=True, blank=True, related_name="proclamation"
    )
    outcome = models.CharField(max_length=16, choices=Outcome)
    proclaimed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["proclaimed_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(referendum__isnull=False) | Q(outcome=APPROVED),
                name="proclamation_of_assemblies_is_a_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.charter_id}"

    @property
    def is_approved(self) -> bool:
        """Return whether the charter was approved."""
        return self.outcome == APPROVED


class Registration(models.Model):
    """The commune is in the register: it exists from that day on."""

    charter = models.OneToOneField(
        "charters.FoundingCharter", models.PROTECT, primary_key=True, related_name="registration"
    )
    proclamation = models.OneToOneField("charters.Proclamation", models.PROTECT, related_name="+")
    registered_on = models.DateField()
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"registration of {self.charter_id}"


class Amendment(models.Model):
    """A proposed change of a commune's charter or rules: the whole new text, and the one it changes."""

    class What(models.TextChoices):
        """What it changes."""

        CHARTER = "charter"
        RULES = "rules"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=7, choices=What)
    reason = models.CharField(max_length=2_000)
    before = models.TextField(help_text="What stood when it was proposed: sections as JSON, rules as TOML.")
    after = models.TextField(help_text="What would stand.")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="amendment_numbered_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="amendment_changes_something"),
        ]

    def __str__(self) -> str:
        return f"amendment {self.number} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the amendment's public page."""
        return f"/reformas/{self.id}/"


class Norm(models.Model):
    """A norm that a commune gives itself, as proposed; it may change or repeal one in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="norms")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="Its articles; empty where it only repeals another.")
    reason = models.CharField(max_length=2_000)
    changes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="changed_by")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="norm_numbered_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(changes__isnull=False), name="norm_says_something_or_repeals"
            ),
        ]

    def __str__(self) -> str:
        return f"norm {self.number} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the norm's public page."""
        return f"/normas/{self.id}/"

    @property
    def is_repeal(self) -> bool:
        """Return whether it only repeals another."""
        return self.text == ""


class NormDecision(models.Model):
    """What parliament or the assembly decided on a norm, and from which day it is in force; null if not."""

    norm = models.OneToOneField("charters.Norm", models.PROTECT, primary_key=True, related_name="decision")
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    in_force_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision on {self.norm_id}"


class AmendmentVote(models.Model):
    """The referendum on an amendment."""

    amendment = models.OneToOneField(
        "charters.Amendment", models.PROTECT, primary_key=True, related_name="referendum"
    )
    vote = models.OneToOneField("voting.Vote", models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"referendum on {self.amendment_id}"


class AmendmentDecision(models.Model):
    """What was decided on an amendment, and from which day it is in force; null if it is not."""

    amendment = models.OneToOneField(
        "charters.Amendment", models.PROTECT, primary_key=True, related_name="decision"
    )
    outcome = models.CharField(max_length=16, choices=Proclamation.Outcome)
    resolution = models.OneToOneField(
        "assemblies.Resolution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome=APPROVED, in_force_on__isnull=False)
                | (~Q(outcome=APPROVED) & Q(in_force_on__isnull=True)),
                name="amendment_in_force_if_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.amendment_id}"
