"""Needs and potentials of a territory, and projects with their estimates, checks and admission."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.planning.rules import HOMES_LIMIT, LINES_LIMIT, QUANTITY_LIMIT, Line

HEX_256 = "^[0-9a-f]{64}$"


def on_the_map(name: str) -> models.CheckConstraint:
    """Return the constraint that a row has both coordinates, on earth, or neither."""
    return models.CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
        name=name,
    )


class Need(models.Model):
    """Something that people of a territory lack, as they put it. Who said it is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="needs")
    title = models.CharField(max_length=200)
    text = models.TextField()
    theme = models.CharField(max_length=60, blank=True)
    homes = models.PositiveIntegerField(null=True, blank=True, help_text="Homes affected.")
    # Groups that it affects most, by the rules' list; no person is counted in one.
    groups = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the public picture, hex.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    voiced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-voiced_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-voiced_at"], name="need_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            on_the_map("need_on_earth"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="need_is_said"),
            models.CheckConstraint(
                condition=Q(photo_sha256="") | Q(photo_sha256__regex=HEX_256), name="need_photo_by_its_hash"
            ),
            models.CheckConstraint(
                condition=Q(homes__isnull=True) | Q(homes__lte=HOMES_LIMIT), name="need_homes_bounded"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the need's public page."""
        return f"/necesidades/{self.id}/"


class Potential(models.Model):
    """Something a territory has and can build on: land, a skill, a tool, a building, knowledge."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="potentials")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            on_the_map("potential_on_earth"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(kind=""), name="potential_is_said"),
        ]

    def __str__(self) -> str:
        return self.title


class Project(models.Model):
    """A proposal that answers a need. How far it has come is read from what hangs on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="projects")
    need = models.ForeignKey("planning.Need", models.PROTECT, null=True, blank=True, related_name="projects")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    theme = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where an imported one comes from.")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-proposed_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-proposed_at"], name="project_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            on_the_map("project_on_earth"),
            models.CheckConstraint(condition=~Q(title=""), name="project_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the project's public page."""
        return f"/proyectos/{self.id}/"

    @property
    def goes_on_in(self) -> Project | None:
        """Return the project that this one became part of, None if it stands by itself."""
        merged = getattr(self, "merged", None)
        return merged.into if merged is not None else None


class Estimate(models.Model):
    """What a project costs, as costed once. A better one is a new row with the next number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="estimates")
    number = models.PositiveIntegerField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    line_count = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the lines as one document, hex.")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["project", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "number"], name="estimate_numbered_once"),
            models.CheckConstraint(condition=Q(total_minor__gt=0), name="estimate_costs_something"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="estimate_currency"),
            models.CheckConstraint(condition=Q(digest__regex=HEX_256), name="estimate_digest"),
            models.CheckConstraint(
                condition=Q(line_count__range=(1, LINES_LIMIT)), name="estimate_lines_bounded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.total}"

    @property
    def total(self) -> Money:
        """Return what the project costs."""
        return Money(self.total_minor, self.currency)


class EstimateLine(models.Model):
    """One line of an estimate: so much of something at a price, under a head."""

    estimate = models.ForeignKey("planning.Estimate", models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=60, help_text="A code of the rule set's invoice.heads.")
    what = models.CharField(max_length=200)
    quantity_milli = models.BigIntegerField(help_text="Thousandths of a unit.")
    unit = models.CharField(max_length=30)
    unit_price_minor = models.BigIntegerField()
    amount_minor = models.BigIntegerField(help_text="Quantity times price, half up to the minor unit.")

    class Meta:
        ordering: ClassVar[list[str]] = ["estimate", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["estimate", "number"], name="estimateline_numbered_once"),
            models.CheckConstraint(
                condition=Q(quantity_milli__gt=0, quantity_milli__lte=QUANTITY_LIMIT),
                name="estimateline_quantity_bounded",
            ),
            models.CheckConstraint(
                condition=Q(unit_price_minor__gte=0), name="estimateline_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def line(self, currency: str) -> Line:
        """Return the line as the rules read it, in its estimate's currency."""
        price = Money(self.unit_price_minor, currency)
        return Line(self.head, self.what, self.quantity_milli, self.unit, price)


class PreVoteCheck(models.Model):
    """One check of a project, before the vote, on the closed list of grounds; of one estimate of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="checks")
    estimate = models.ForeignKey("planning.Estimate", models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField()
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["project", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "number"], name="prevotecheck_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"check {self.number} of {self.project_id}"


class CheckFinding(models.Model):
    """What one check found on one ground, with its written reason."""

    check_made = models.ForeignKey("planning.PreVoteCheck", models.PROTECT, related_name="findings")
    ground = models.CharField(max_length=60, help_text="A code of the rule set's obligation.pre_vote_check.")
    is_met = models.BooleanField()
    reason = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["check_made", "ground"], name="checkfinding_each_ground_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="checkfinding_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.is_met}"


class Admission(models.Model):
    """An assembly's yes: the project may stand on a ballot of `place` at the cost of this estimate."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.OneToOneField("planning.Project", models.PROTECT, related_name="admission")
    estimate = models.OneToOneField("planning.Estimate", models.PROTECT, related_name="admission")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="admissions")
    resolution = models.ForeignKey("assemblies.Resolution", models.PROTECT, related_name="admissions")
    admitted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["admitted_at", "id"]

    def __str__(self) -> str:
        return f"admission of {self.project_id}"


class Endorsement(models.Model):
    """One endorsement of a project: a keyed hash that meets no person's id. No time, no order, no name."""

    digest = models.CharField(max_length=64, primary_key=True)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="endorsements")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(digest__regex=HEX_256), name="endorsement_digest"),
        ]

    def __str__(self) -> str:
        return "endorsement"
