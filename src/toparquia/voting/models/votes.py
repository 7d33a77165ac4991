"""Votes, their options, and what each channel brought in: tally sheets and grouped ballots.

No table here leads from a ballot to a person: ballots have no time, no voter and no order of casting.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from toparquia.foundation.ids import new_id
from toparquia.voting.rules import Choices, SheetCounts


class Vote(models.Model):
    """One question put to one frozen roll. Its state only goes forward; everything else is fixed."""

    class Question(models.TextChoices):
        """What is asked."""

        YES_NO = "yes_no"
        CHOOSE = "choose"

    class State(models.TextChoices):
        """Where the vote stands."""

        OPEN = "open"
        CLOSED = "closed"
        CERTIFIED = "certified"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="votes")
    purpose = models.CharField(max_length=60, help_text="What it is for, as `room.matter`.")
    subject_id = models.UUIDField(help_text="The thing of the room above that is voted on.")
    title = models.CharField(max_length=300)
    question = models.CharField(max_length=10, choices=Question)
    min_choices = models.PositiveSmallIntegerField(default=1)
    max_choices = models.PositiveSmallIntegerField(default=1)
    option_count = models.PositiveSmallIntegerField()
    option_seed = models.CharField(max_length=200, help_text="The options' order was drawn from it.")
    roll = models.OneToOneField("people.ElectoralRoll", models.PROTECT, related_name="vote")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "closes_at"], name="vote_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["purpose", "subject_id"],
                condition=~Q(state="certified"),
                name="vote_one_at_a_time_on_a_matter",
            ),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="vote_opens_then_closes"),
            models.CheckConstraint(
                condition=Q(min_choices__gte=1, max_choices__gte=F("min_choices"))
                & Q(option_count__gte=2)
                & Q(option_count__gte=F("max_choices")),
                name="vote_choices_fit_the_options",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state__in=["closed", "certified"], closed_at__gte=F("closes_at")),
                name="vote_closed_when_it_says_so",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the vote's public page."""
        return f"/votaciones/{self.id}/"

    @property
    def choices(self) -> Choices:
        """Return how many options a valid ballot names."""
        return Choices(self.option_count, self.min_choices, self.max_choices)

    @property
    def is_certified(self) -> bool:
        """Return whether the result stands."""
        return self.state == self.State.CERTIFIED


class Option(models.Model):
    """One option of a vote. Append only.

    Ballots and sheets name it by `number` (from 0, as it was handed in); people see it at `position`
    (from 1), which was drawn by lot.
    """

    id = models.BigAutoField(primary_key=True)
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "number"], name="option_numbered_once"),
            models.UniqueConstraint(fields=["vote", "position"], name="option_placed_once"),
            models.UniqueConstraint(fields=["vote", "code"], name="option_code_once"),
        ]

    def __str__(self) -> str:
        return self.label


class OptionPicture(models.Model):
    """What an option looks like, for who cannot read its name well. Append only, one an option.

    `sha256` is that of the picture as everyone sees it; `alt` says in words what it shows.
    """

    option = models.OneToOneField("voting.Option", models.PROTECT, primary_key=True, related_name="picture")
    sha256 = models.CharField(max_length=64)
    alt = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(alt=""), name="option_picture_has_words"),
        ]

    def __str__(self) -> str:
        return self.alt


class TallyEntry(models.Model):
    """A paper table's tally sheet as one person typed it. Append only.

    `revision` 1 is the first count of the table; later ones are corrections and give their reason.
    """

    class Reason(models.TextChoices):
        """Why an accepted sheet is corrected; a closed list, so that no name enters the public log."""

        TYPING = "typing"
        RECOUNT = "recount"
        WRONG_TABLE = "wrong_table"
        RULING = "ruling"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="tally_entries")
    table = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    marks = ArrayField(models.PositiveIntegerField())
    blank_ballots = models.PositiveIntegerField()
    null_ballots = models.PositiveIntegerField()
    ballots = models.PositiveIntegerField()
    check_ins = models.PositiveIntegerField()
    photo_sha256 = models.CharField(max_length=64, blank=True)
    typed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["vote", "table", "revision", "mandate"], name="tally_entry_once_a_mandate"
            ),
            models.CheckConstraint(condition=Q(table__gte=1, revision__gte=1), name="tally_entry_numbered"),
            models.CheckConstraint(
                condition=Q(revision=1, reason="") | Q(revision__gt=1) & ~Q(reason=""),
                name="tally_entry_corrects_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ballots__gte=F("blank_ballots") + F("null_ballots"))
                & Q(ballots__lte=F("check_ins")),
                name="tally_entry_ballots_within_check_ins",
            ),
        ]

    def __str__(self) -> str:
        return f"table {self.table} of {self.vote_id}, revision {self.revision}"

    @property
    def counts(self) -> SheetCounts:
        """Return the figures typed."""
        return SheetCounts(
            tuple(self.marks), self.blank_ballots, self.null_ballots, self.ballots, self.check_ins
        )


class TallySheet(models.Model):
    """A table's sheet, accepted because two people typed the same. Append only; the last revision counts.

    `commitment` is published at once, the figures with the certificate (small tables merged): it is
    the SHA-256 of the figures with `salt`, or a table of three ballots could be guessed from it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="tally_sheets")
    table = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField()
    entry = models.OneToOneField("voting.TallyEntry", models.PROTECT, related_name="+")
    confirmation = models.OneToOneField("voting.TallyEntry", models.PROTECT, related_name="+")
    salt = models.BinaryField(max_length=32)
    commitment = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "table", "revision"], name="tally_sheet_once_a_revision"),
        ]

    def __str__(self) -> str:
        return f"sheet of table {self.table} of {self.vote_id}"

    @property
    def figures(self) -> tuple[int, ...]:
        """Return what the commitment binds: marks by option number, blank, null, ballots, check-ins."""
        counts = self.entry.counts
        return (*counts.marks, counts.blank, counts.null, counts.ballots, counts.check_ins)


class BallotImport(models.Model):
    """Grouped ballots of an election held elsewhere, taken in at once. Append only.

    `source_sha256` is the file's, `digest` that of the stored rows (see `queries.digest_of`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="ballot_imports")
    source = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    ballots = models.PositiveIntegerField()
    groups = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "source_sha256"], name="ballot_import_once_a_file"),
        ]

    def __str__(self) -> str:
        return self.source


class Ballot(models.Model):
    """Equal ballots once: option numbers, points beside them if any, how many times. Append only.

    Rows are sorted by content before they are stored, so that their ids tell nothing either.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey("voting.BallotImport", models.PROTECT, related_name="rows")
    choices = ArrayField(models.PositiveSmallIntegerField())
    points = ArrayField(models.BigIntegerField(), null=True)
    times = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(times__gte=1), name="ballot_cast_at_least_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__len=F("choices__len")),
                name="ballot_points_beside_choices",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.times} ballots"


class TieSeed(models.Model):
    """The seed of a vote's draw, recorded in public before the certificate. Append only, one a vote."""

    vote = models.OneToOneField("voting.Vote", models.PROTECT, primary_key=True, related_name="tie_seed")
    seed = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.seed


class Certificate(models.Model):
    """What a vote gave, counted from what was stored. Append only, one a vote.

    `result` has the totals, the channels and what was decided; `rule` the counting rule with its
    numbers; `input_digest` is the SHA-256 over all that was counted.
    """

    vote = models.OneToOneField("voting.Vote", models.PROTECT, primary_key=True, related_name="certificate")
    result = models.JSONField()
    rule = models.JSONField()
    input_digest = models.CharField(max_length=64)
    certified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"certificate of {self.vote_id}"
