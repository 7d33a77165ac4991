"""Consultations, what may be chosen in them, what won, and the explanation that is worked out from both."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.voting.models import Vote

HEX_256 = "^[0-9a-f]{64}$"


class Consultation(models.Model):
    """One consultation of a commune or circuit, as it was called. Only its vote is added, once.

    How far it has come is read from the vote, and stored nowhere.
    """

    class Stage(models.TextChoices):
        """How far a consultation has come."""

        CALLED = "called"
        OPEN = "open"
        CLOSED = "closed"
        CERTIFIED = "certified"

    class Channel(models.TextChoices):
        """How the votes come in: paper tally sheets, or ballots of an election held elsewhere."""

        PAPER = "paper"
        IMPORTED = "imported"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="consultations")
    vote = models.OneToOneField(
        "voting.Vote", models.PROTECT, null=True, blank=True, related_name="consultation"
    )
    title = models.CharField(max_length=200)
    held_on = models.DateField(help_text="The day of the vote there.")
    year = models.PositiveSmallIntegerField(help_text="The calendar in which it is counted.")
    number = models.PositiveSmallIntegerField(help_text="Its number within that year.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    budget_minor = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    ballot_type = models.CharField(max_length=10, help_text="A code of the rules' consultation.ballot_types.")
    max_choices = models.PositiveSmallIntegerField(help_text="Options on a ballot, at most.")
    # What the call published of the counting: it stands, whatever rules are adopted meanwhile.
    rule = models.JSONField(help_text="The counting rule with every parameter that may change winners.")
    points_scale = models.PositiveIntegerField(default=1, help_text="Parts of a point that ballots hold.")
    source = models.CharField(max_length=200, blank=True, help_text="The file of an imported one.")
    source_sha256 = models.CharField(max_length=64, blank=True)
    # Facts of the file's own head that its ballots can't be read without.
    terms = models.JSONField(default=dict, blank=True)
    run_off_of = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="run_off",
        help_text="Whose tie it settles.",
    )
    called_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-opens_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-opens_at"], name="consultation_by_place"),
            models.Index(fields=["-opens_at", "-id"], name="consultation_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "year", "number"], name="consultation_numbered_once"),
            models.UniqueConstraint(
                fields=["place", "source_sha256"],
                condition=~Q(source_sha256=""),
                name="consultation_of_a_file_once",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="consultation_opens_then_closes"
            ),
            models.CheckConstraint(
                condition=Q(budget_minor__isnull=True) | Q(budget_minor__gt=0),
                name="consultation_budget_is_money",
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="consultation_currency"),
            models.CheckConstraint(
                condition=Q(number__gte=1, max_choices__gte=1, points_scale__gte=1),
                name="consultation_counts_from_one",
            ),
            models.CheckConstraint(
                condition=Q(channel="imported", source_sha256__regex=HEX_256)
                | Q(channel="paper", source="", source_sha256=""),
                name="consultation_names_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the consultation's public page."""
        return f"/consultas/{self.id}/"

    @property
    def stage(self) -> Consultation.Stage:
        """Return how far it has come."""
        return self.Stage.CALLED if self.vote is None else self.Stage(self.vote.state)

    @property
    def is_called(self) -> bool:
        """Return whether it is called and its vote is not open yet."""
        return self.vote is None

    @property
    def is_open(self) -> bool:
        """Return whether its vote is open."""
        return self.vote is not None and self.vote.state == Vote.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Return whether its vote is closed and the result does not stand yet."""
        return self.vote is not None and self.vote.state == Vote.State.CLOSED

    @property
    def is_certified(self) -> bool:
        """Return whether its result stands."""
        return self.vote is not None and self.vote.is_certified

    @property
    def budget(self) -> Money | None:
        """Return what may be decided about, None when only the number of winners is fixed."""
        return None if self.budget_minor is None else Money(self.budget_minor, self.currency)


class ProjectOption(models.Model):
    """A project that can be chosen, at the cost that the assembly admitted it for. Append only."""

    consultation = models.ForeignKey("consultations.Consultation", models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField(help_text="As ballots and sheets name it, from 0.")
    code = models.CharField(max_length=80)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="ballot_options")
    admission = models.ForeignKey("planning.Admission", models.PROTECT, related_name="ballot_options")
    cost_minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["consultation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "number"], name="projectoption_numbered_once"),
            models.UniqueConstraint(fields=["consultation", "code"], name="projectoption_code_once"),
            models.UniqueConstraint(fields=["consultation", "project"], name="projectoption_project_once"),
            models.CheckConstraint(condition=Q(cost_minor__gt=0), name="projectoption_costs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.consultation_id}"

    @property
    def cost(self) -> Money:
        """Return what the project costs."""
        return Money(self.cost_minor, self.consultation.currency)


class PriorityProject(models.Model):
    """A project that a certified consultation chose: the State owes it. Append only; a project wins once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(
        "consultations.Consultation", models.PROTECT, related_name="priority_projects"
    )
    option = models.OneToOneField("consultations.ProjectOption", models.PROTECT, related_name="priority")
    project = models.OneToOneField("planning.Project", models.PROTECT, related_name="priority")
    rank = models.PositiveSmallIntegerField(help_text="In the order in which they were chosen, from 1.")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, help_text="ISO 4217.")

    class Meta:
        ordering: ClassVar[list[str]] = ["consultation", "rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "rank"], name="priorityproject_ranked_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="priorityproject_ranked_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} of {self.consultation_id}"

    @property
    def amount(self) -> Money:
        """Return what the State owes for it."""
        return Money(self.amount_minor, self.currency)


class SupportThere(models.Model):
    """How many of those who marked an option live in some places, as an imported file says. Append only.

    Only sums are kept, of no fewer people than the rules publish, so that they tell of nobody.
    """

    option = models.ForeignKey("consultations.ProjectOption", models.PROTECT, related_name="support")
    places = ArrayField(models.CharField(max_length=80), help_text="Merged places; an empty name: not known.")
    voters = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["option", "-voters", "places"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["option", "places"], name="supportthere_once_a_place"),
            models.CheckConstraint(condition=Q(voters__gte=1), name="supportthere_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.voters} for {self.option_id}"


class CountSummary(models.Model):
    """What the count of a certified consultation tells beside its winners. Worked out; can be made again."""

    consultation = models.OneToOneField(
        "consultations.Consultation", models.CASCADE, primary_key=True, related_name="summary"
    )
    input_digest = models.CharField(
        max_length=64, help_text="Of what was counted; the certificate has it too."
    )
    document = models.JSONField()

    def __str__(self) -> str:
        return f"summary of {self.consultation_id}"


class Reason(models.Model):
    """Why one option won or lost and what would have made it win. Worked out; can be made again."""

    summary = models.ForeignKey("consultations.CountSummary", models.CASCADE, related_name="reasons")
    option = models.ForeignKey("consultations.ProjectOption", models.CASCADE, related_name="reasons")
    position = models.PositiveSmallIntegerField(help_text="Winners in order, then by support, from 1.")
    has_won = models.BooleanField()
    code = models.CharField(max_length=40)
    score = models.BigIntegerField()
    document = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["summary", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["summary", "option"], name="reason_once_an_option"),
            models.UniqueConstraint(fields=["summary", "position"], name="reason_placed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.option_id}"

    def says(self, language: str) -> str:
        """Return the plain sentence in a language."""
        return _said(self.document["says"], language)

    def changes(self, language: str) -> list[str]:
        """Return what would have made it win, sentence by sentence."""
        return [_said(change["says"], language) for change in self.document.get("changes", ())]


def _said(text: dict[str, Any], language: str) -> str:
    said: str = text["en" if language.startswith("en") else "es"]
    return said
