"""The work itself: its stages, how far they are, who lent hands, what lies in store, and what came after."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.treasury.models.invoices import TEXT_LIMIT

WORDS_LIMIT = 2_000
UNIT_LIMIT = 20


class Variation(models.Model):
    """A change of the work that the assembly is asked about: what, why, and what it costs more or less."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="variations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TEXT_LIMIT)
    text = models.CharField(max_length=WORDS_LIMIT)
    change_minor = models.BigIntegerField(help_text="What it costs more; below zero, less.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="variation_numbered_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="variation_says_something"),
        ]

    def __str__(self) -> str:
        return f"variation {self.number} of {self.obligation_id}"

    def get_absolute_url(self) -> str:
        """Return the page of the work that it changes."""
        return f"/obligaciones/{self.obligation_id}/obra/"

    @property
    def change(self) -> Money:
        """Return what it costs more, or less."""
        return Money(self.change_minor, self.obligation.currency)


class VariationDecision(models.Model):
    """What the assembly decided on a variation. One, for ever."""

    variation = models.OneToOneField(
        "treasury.Variation", models.PROTECT, primary_key=True, related_name="decision"
    )
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    is_approved = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(help_text="When the assembly took its resolution.")

    def __str__(self) -> str:
        return f"decision on {self.variation_id}"


class Schedule(models.Model):
    """The stages of a work. After the first, each follows from a variation that the assembly approved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="schedules")
    revision = models.PositiveSmallIntegerField()
    variation = models.OneToOneField("treasury.Variation", models.PROTECT, null=True, related_name="schedule")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "-revision"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "revision"], name="schedule_revised_once"),
            models.CheckConstraint(
                condition=Q(revision=1, variation__isnull=True) | Q(revision__gt=1, variation__isnull=False),
                name="schedule_changes_by_variation",
            ),
        ]

    def __str__(self) -> str:
        return f"schedule {self.revision} of {self.obligation_id}"


class Stage(models.Model):
    """One stage of a work: when, how much of the whole it is, and from which tranche it is paid."""

    schedule = models.ForeignKey("treasury.Schedule", models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TEXT_LIMIT)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day of it.")
    weight = models.PositiveSmallIntegerField(help_text="How much of the whole it is, in hundredths.")
    tranche = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["schedule", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "number"], name="stage_numbered_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), weight__gte=1, weight__lte=100, tranche__gte=1),
                name="stage_is_of_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """How far a stage is, seen by someone on the spot, with a photo."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.ForeignKey("treasury.Stage", models.PROTECT, related_name="progress")
    percent = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=WORDS_LIMIT)
    spot = models.CharField(max_length=TEXT_LIMIT, help_text="Where, as people say it.")
    attachment = models.ForeignKey("treasury.Attachment", models.PROTECT, null=True, related_name="progress")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-seen_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % of {self.stage_id}"


class LabourDay(models.Model):
    """Hands that neighbours lent to the work: how many, how long, for what. No names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="labour_days")
    worked_on = models.DateField()
    people = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField(help_text="Of each.")
    what = models.CharField(max_length=TEXT_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-worked_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(people__gte=1, hours__gte=1, hours__lte=24), name="labourday_is_work"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} people on {self.worked_on}"


class StockMove(models.Model):
    """Material that came into the work's store, or was used from it; never more than is there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="stock_moves")
    item = models.CharField(max_length=TEXT_LIMIT)
    key = models.CharField(max_length=TEXT_LIMIT, help_text="Item and unit, normalised.")
    unit = models.CharField(max_length=UNIT_LIMIT)
    thousandths = models.BigIntegerField(help_text="Of the unit; below zero it was used.")
    invoice = models.ForeignKey(
        "treasury.Invoice",
        models.PROTECT,
        null=True,
        related_name="stock_moves",
        help_text="If it was bought.",
    )
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-moved_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(thousandths=0) & ~Q(key=""), name="stockmove_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.thousandths} of {self.key}"


class Delivery(models.Model):
    """The work was handed over to those who use it; from that day its guarantee runs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.OneToOneField("treasury.Obligation", models.PROTECT, related_name="delivery")
    delivered_on = models.DateField()
    text = models.CharField(
        max_length=WORDS_LIMIT, help_text="How it was found, and what is still to be done."
    )
    guarantee_until = models.DateField(help_text="The last day of the guarantee.")
    every_months = models.PositiveSmallIntegerField(help_text="Months from one maintenance to the next.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(guarantee_until__gte=F("delivered_on"), every_months__gte=1),
                name="delivery_has_a_guarantee",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery of {self.obligation_id}"


class FollowUp(models.Model):
    """What became of a delivered work: it was maintained, something broke, or it was mended."""

    class Kind(models.TextChoices):
        """What happened."""

        MAINTAINED = "maintained"
        BROKEN = "broken"
        MENDED = "mended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey("treasury.Delivery", models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    text = models.CharField(max_length=WORDS_LIMIT)
    in_guarantee = models.BooleanField(help_text="Whether whoever built it answers for it.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="followup_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"
