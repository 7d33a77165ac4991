"""Sessions and all that happens in them, as rows that are added and never changed.

What stage a session is in follows from its rows: its calls, then its minutes, then their signatures.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from toparquia.assemblies import rules
from toparquia.foundation.ids import new_id


class Session(models.Model):
    """One assembly of a territory, as it was called: when, where, and what is to be decided."""

    class Stage(models.TextChoices):
        """How far a session has come."""

        CALLED = "called"
        WAITING = "waiting"
        IN_SESSION = "in_session"
        CLOSED = "closed"
        SIGNED = "signed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="sessions")
    # Null for the citizens' assembly; else the organ whose members meet.
    organ = models.ForeignKey(
        "mandates.Organ", models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    called_at = models.DateTimeField()
    starts_at = models.DateTimeField(help_text="The hour of the first call.")
    venue = models.CharField(max_length=200)
    agenda = ArrayField(models.CharField(max_length=rules.MAX_ITEM_LENGTH), size=rules.MAX_AGENDA_ITEMS)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_at"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-starts_at"], name="session_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(starts_at__gte=F("called_at")), name="session_starts_after_its_call"
            ),
            models.CheckConstraint(condition=~Q(agenda=[]), name="session_has_an_agenda"),
        ]

    def __str__(self) -> str:
        return f"assembly of {self.place_id} at {self.starts_at}"

    def get_absolute_url(self) -> str:
        """Return the session's public page."""
        return f"/asambleas/{self.id}/"

    @property
    def stage(self) -> Session.Stage:
        """Return how far it has come, by the rows that there are."""
        minutes = Minutes.objects.filter(session_id=self.id).first()
        signatures = None if minutes is None else minutes.signatures.count()
        return self.stage_of([call.has_quorum for call in self.calls.all()], signatures)

    @classmethod
    def stage_of(cls, outcomes: Sequence[bool], signatures: int | None) -> Session.Stage:
        """Return the stage by the outcomes of the calls and the minutes' signatures, None without minutes."""
        if signatures is not None:
            return cls.Stage.SIGNED if signatures == rules.SIGNERS else cls.Stage.CLOSED
        if not outcomes:
            return cls.Stage.CALLED
        return cls.Stage.IN_SESSION if any(outcomes) else cls.Stage.WAITING


class Call(models.Model):
    """The first, second or third call of a session: who was counted, and whether that was enough."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    electors = models.PositiveIntegerField(help_text="People of voting age by the census, that day.")
    needed = models.PositiveIntegerField(help_text="How many had to be present.")
    present = models.PositiveIntegerField()
    has_quorum = models.BooleanField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "number"], name="call_numbered_once"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(has_quorum=True), name="call_one_with_quorum"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=rules.LAST_CALL), name="call_is_one_of_three"
            ),
            models.CheckConstraint(condition=Q(present__lte=F("electors")), name="call_within_the_census"),
            models.CheckConstraint(
                condition=Q(has_quorum=True, present__gte=F("needed"), needed__gte=1)
                | Q(has_quorum=False, present__lt=F("needed")),
                name="call_quorum_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.number} of {self.session_id}"


class Motion(models.Model):
    """What the assembly is asked to decide, word for word, and the thing it is about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    item = models.PositiveSmallIntegerField(help_text="The item of the agenda, from 1.")
    text = models.CharField(max_length=rules.MAX_MOTION_LENGTH)
    matter = models.CharField(max_length=20, help_text="A code of rules.MATTERS.")
    # The thing stands in a room above, so it is named and not keyed; "" and null when it is none.
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    would_revoke = models.ForeignKey(
        "assemblies.Resolution", models.PROTECT, null=True, blank=True, related_name="challenges"
    )
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    put_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_id", "about_kind"], name="motion_by_subject"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "number"], name="motion_numbered_once"),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id__isnull=True)
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="motion_about_a_named_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"motion {self.number} of {self.session_id}"


class Resolution(models.Model):
    """What the assembly decided on a motion, by which count. Binding; undone only by a later one."""

    class Method(models.TextChoices):
        """How the votes were counted."""

        HANDS = "hands"
        PAPER = "paper"
        PHONE = "phone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="resolutions")
    motion = models.OneToOneField("assemblies.Motion", models.PROTECT, related_name="resolution")
    method = models.CharField(max_length=5, choices=Method)
    present = models.PositiveIntegerField(help_text="Counted again at the decision.")
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    needed = models.PositiveIntegerField(help_text="Votes in favour that carry it.")
    is_carried = models.BooleanField()
    revokes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revoked_by")
    # Hands that were estimated have their tellers, at least two; a count one by one has none.
    tellers = models.PositiveSmallIntegerField(default=0)
    # How many spoke for and against, each for the same time; who it was is written nowhere.
    turns_for = models.PositiveSmallIntegerField(default=0)
    turns_against = models.PositiveSmallIntegerField(default=0)
    dissent = models.CharField(max_length=rules.MAX_DISSENT, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["taken_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstained")),
                name="resolution_votes_within_present",
            ),
            models.CheckConstraint(
                condition=Q(is_carried=True, in_favour__gte=F("needed"), needed__gte=1)
                | Q(is_carried=False, in_favour__lt=F("needed")),
                name="resolution_outcome_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(tellers=0) | Q(method="hands"), name="resolution_estimates_only_hands"
            ),
            models.CheckConstraint(
                condition=Q(revokes__isnull=True) | Q(is_carried=True),
                name="resolution_only_carried_ones_revoke",
            ),
        ]

    def __str__(self) -> str:
        return f"resolution on {self.motion_id}"

    @property
    def is_revoked(self) -> bool:
        """Return whether a later assembly undid it."""
        return Resolution.objects.filter(revokes_id=self.id).exists()

    @property
    def is_binding(self) -> bool:
        """Return whether it was carried and no later assembly undid it."""
        return self.is_carried and not self.is_revoked


class Attendee(models.Model):
    """One resident on the list of one call, or on the second list of one decision. Never published."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="+")
    call = models.ForeignKey(
        "assemblies.Call", models.PROTECT, null=True, blank=True, related_name="attendees"
    )
    resolution = models.ForeignKey(
        "assemblies.Resolution", models.PROTECT, null=True, blank=True, related_name="attendees"
    )
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["call", "resident"], condition=Q(call__isnull=False), name="attendee_once_a_call"
            ),
            models.UniqueConstraint(
                fields=["resolution", "resident"],
                condition=Q(resolution__isnull=False),
                name="attendee_once_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(call__isnull=False) ^ Q(resolution__isnull=False), name="attendee_on_one_list"
            ),
        ]

    def __str__(self) -> str:
        return f"attendee of {self.session_id}"


class Arrival(models.Model):
    """One resident on the list of who came, or on the second list at one decision. Never published.

    By their card at the door, or typed from the paper list, which may be after the minutes are written.
    """

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="+")
    motion = models.ForeignKey("assemblies.Motion", models.PROTECT, null=True, blank=True, related_name="+")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    is_from_paper = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session", "resident"],
                condition=Q(motion__isnull=True),
                name="arrival_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["motion", "resident"], condition=Q(motion__isnull=False), name="arrival_once_a_motion"
            ),
        ]

    def __str__(self) -> str:
        return f"arrival at {self.session_id}"


class ListPhoto(models.Model):
    """A photo of a paper list of signatures and thumbs: sealed, and its hash in the Gazette."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("assemblies.Session", models.PROTECT, related_name="list_photos")
    # Null for the list of who came; else the motion whose second list it is.
    motion = models.ForeignKey("assemblies.Motion", models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the picture, hex.")
    sealed = models.BinaryField(help_text="The picture, by a key outside of the database.")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "sha256"], name="list_photo_once_a_session"),
        ]

    def __str__(self) -> str:
        return f"photo of a list of {self.session_id}"


class Minutes(models.Model):
    """What happened in a session, as the exact bytes that are signed. With them the session is closed."""

    session = models.OneToOneField(
        "assemblies.Session", models.PROTECT, primary_key=True, related_name="minutes"
    )
    closed_at = models.DateTimeField()
    body = models.BinaryField(help_text="Canonical JSON, UTF-8, without names.")
    sha256 = models.CharField(max_length=64, help_text="Of the body, hex.")

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.session_id}"

    @property
    def document(self) -> dict[str, Any]:
        """Return the minutes as values."""
        parsed: dict[str, Any] = json.loads(bytes(self.body))
        return parsed


class Signature(models.Model):
    """One signer's word that the minutes say what happened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    minutes = models.ForeignKey("assemblies.Minutes", models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    signer = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "number"], name="signature_numbered_once"),
            models.UniqueConstraint(fields=["minutes", "signer"], name="signature_once_a_person"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=rules.SIGNERS), name="signature_is_one_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.number} of {self.minutes_id}"
