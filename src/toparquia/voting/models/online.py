"""The online box of a vote: its keys, its credentials, its ballots, and who has used which channel.

Ballots hang on credentials and check-ins on people; no column leads from one to the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

HASH_LENGTH = 64
FINGERPRINT_LENGTH = 43
# An element of the 2048-bit group in decimal digits.
CREDENTIAL_LENGTH = 620


class OnlineBox(models.Model):
    """The online channel of one vote. Its state only goes forward; what opening fixed never changes."""

    class State(models.TextChoices):
        """Where the box stands."""

        SETTING_UP = "setting_up"
        OPEN = "open"
        CLOSED = "closed"
        DECRYPTING = "decrypting"
        TALLIED = "tallied"

    class Course(models.TextChoices):
        """Whether the tables wait for the box to close."""

        PHASES = "phases"
        PARALLEL = "parallel"

    vote = models.OneToOneField("voting.Vote", models.PROTECT, primary_key=True, related_name="box")
    group = models.CharField(max_length=20)
    uuid = models.CharField(max_length=64, unique=True)
    trustees = models.PositiveSmallIntegerField()
    threshold = models.PositiveSmallIntegerField()
    sources = models.PositiveSmallIntegerField(default=1)
    min_group = models.PositiveIntegerField()
    course = models.CharField(max_length=10, choices=Course)
    registered_slips = models.BooleanField(default=False)
    ballots_per_credential = models.PositiveSmallIntegerField()
    closes_online_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.SETTING_UP)
    # Fixed when the last trustee's key is in.
    election_text = models.TextField(blank=True)
    trustees_text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH, blank=True)
    # Fixed at the opening; `moment` is the archive's own, in Unix seconds.
    moment = models.BigIntegerField(null=True)
    setup_head = models.CharField(max_length=HASH_LENGTH, blank=True)
    program = models.CharField(max_length=HASH_LENGTH, blank=True, help_text="The booth's own hash.")
    closed_head = models.CharField(max_length=HASH_LENGTH, blank=True)
    # Fixed by the sum; the result and the archive's hash by the last trustee.
    tally_text = models.TextField(blank=True)
    sized_text = models.TextField(blank=True)
    result_text = models.TextField(blank=True)
    archive_sha256 = models.CharField(max_length=HASH_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(threshold__gte=1, trustees__gte=models.F("threshold"), sources__in=[1, 2]),
                name="online_box_threshold_within_trustees",
            ),
            models.CheckConstraint(
                condition=Q(state="setting_up") | ~Q(election_text="") & Q(moment__isnull=False),
                name="online_box_opens_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"online box of {self.vote_id}"

    @property
    def is_threshold(self) -> bool:
        """Return whether some trustees suffice, so that the keys are made in a ceremony."""
        return self.threshold < self.trustees

    @property
    def opens_at(self) -> datetime:
        """Return when ballots may first come, once the box is open."""
        return self.vote.opens_at


class TrusteeSeat(models.Model):
    """One key of a box and the mandate of who keeps it. Append only."""

    id = models.BigAutoField(primary_key=True)
    box = models.ForeignKey("voting.OnlineBox", models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "number"], name="trustee_seat_numbered_once"),
            models.UniqueConstraint(fields=["box", "mandate"], name="trustee_seat_one_key_a_mandate"),
        ]

    def __str__(self) -> str:
        return f"key {self.number} of {self.box_id}"


class CeremonyStep(models.Model):
    """What one trustee sent in one step of the key ceremony, as sent. Append only."""

    class Step(models.TextChoices):
        """The steps, in order; single keys have only the promise and the key."""

        CERTIFICATE = "certificado"
        COMMITMENT = "compromiso"
        CONTRIBUTION = "parte"
        KEY = "llave"

    id = models.BigAutoField(primary_key=True)
    seat = models.ForeignKey("voting.TrusteeSeat", models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["seat", "step"], name="ceremony_step_once_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of seat {self.seat_id}"


class PartialDecryption(models.Model):
    """What one trustee's key made of the encrypted sum, with our second proof. Append only."""

    seat = models.OneToOneField(
        "voting.TrusteeSeat", models.PROTECT, primary_key=True, related_name="decryption"
    )
    text = models.TextField()
    second_proofs = models.TextField(help_text="A JSON list of proofs, one a position.")

    def __str__(self) -> str:
        return f"decryption of seat {self.seat_id}"


class CredentialDelivery(models.Model):
    """The public credentials of one source, as its authority sent them. Append only."""

    id = models.BigAutoField(primary_key=True)
    box = models.ForeignKey("voting.OnlineBox", models.PROTECT, related_name="deliveries")
    source = models.PositiveSmallIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "source"], name="credential_delivery_once_a_source"),
        ]

    def __str__(self) -> str:
        return f"credentials of source {self.source} for {self.box_id}"


class PublicCredential(models.Model):
    """One line of the list that opening fixed, in the order of its text. Append only; it has no owner."""

    id = models.BigAutoField(primary_key=True)
    box = models.ForeignKey("voting.OnlineBox", models.PROTECT, related_name="credentials")
    text = models.CharField(max_length=CREDENTIAL_LENGTH)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "text"], name="public_credential_once_a_box"),
        ]

    def __str__(self) -> str:
        return self.text[:12]


class VoidedCredential(models.Model):
    """The slip of this credential was given back sealed; no ballot of it is taken. Append only."""

    credential = models.OneToOneField(
        "voting.PublicCredential", models.PROTECT, primary_key=True, related_name="voided"
    )

    def __str__(self) -> str:
        return f"voided {self.credential_id}"


class OnlineBallot(models.Model):
    """An encrypted ballot in its place on the board. Append only: no person and no time.

    `head` is the hash of the archive's event for it, which fixes every ballot before; `ciphertext`
    that of its first encrypted number, so that none comes twice.
    """

    id = models.BigAutoField(primary_key=True)
    # The unique constraints below begin with the box: an index of its own would only cost.
    box = models.ForeignKey("voting.OnlineBox", models.PROTECT, related_name="ballots", db_index=False)
    # A trigger fills in `sequence` and `head`, and refuses others.
    sequence = models.PositiveIntegerField()
    credential = models.ForeignKey("voting.PublicCredential", models.PROTECT, related_name="ballots")
    text = models.TextField()
    tracker = models.CharField(max_length=FINGERPRINT_LENGTH)
    ciphertext = models.CharField(max_length=HASH_LENGTH)
    head = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "sequence"], name="online_ballot_placed_once"),
            models.UniqueConstraint(fields=["box", "tracker"], name="online_ballot_text_once"),
            models.UniqueConstraint(fields=["box", "ciphertext"], name="online_ballot_ciphertext_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="online_ballot_from_one"),
        ]

    def __str__(self) -> str:
        return self.tracker


class CheckIn(models.Model):
    """How one person of the roll uses the one right to vote: at most one row a person, no time, no order.

    Its key is the roll entry's own, so that rows do not tell who came after whom.
    """

    class Channel(models.TextChoices):
        """What the right was used for, or that a slip came back sealed."""

        ONLINE = "online"
        KIOSK = "kiosk"
        PAPER = "paper"
        RETURNED = "returned"

    entry = models.OneToOneField(
        "people.RollEntry", models.PROTECT, primary_key=True, related_name="check_in"
    )
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="check_ins")
    # Who noted it, so that whoever notes people that did not come is found. None: before this was kept.
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)

    def __str__(self) -> str:
        return f"{self.channel} in {self.vote_id}"
