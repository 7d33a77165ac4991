"""Residents with as little about them as the tasks need, and the rolls frozen from them.

There is no field for party, opinion or religion here, and a test reads the schema to keep it so.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from toparquia.foundation.ids import new_id


class Resident(models.Model):
    """A person who lives in a territory."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # One field for names and one for surnames, and no rule on letters: every people's names fit.
    given_names = models.CharField(max_length=120)
    surnames = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField()
    # As the person says it, one of the rule set's census.sexes; empty where they would rather not.
    sex = models.CharField(max_length=20, blank=True, db_default="", default="")
    registered_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["birth_date"], name="resident_by_birth_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(birth_date__gte="1890-01-01"), name="resident_birth_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return the name as written in public only for people who hold an office."""
        return f"{self.given_names} {self.surnames}".strip()


class Residence(models.Model):
    """Where a resident lives, from a day on; nobody lives in two councils on one day."""

    class End(models.TextChoices):
        """Why someone lives there no longer."""

        MOVED = "moved"
        DIED = "died"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="residences")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="residences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="First day no longer there.")
    end_reason = models.CharField(max_length=10, choices=End, blank=True, db_default="", default="")
    # The home's mark in the census notebook, the same for all who share it; it has no address in it.
    home = models.CharField(max_length=20, blank=True, db_default="", default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "starts_on"], name="residence_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="residence_one_at_a_time",
                expressions=[
                    (Func("resident_id", "resident_id", Value("[]"), function="uuidrange"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), function="daterange"), "&&"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} in {self.place_id} from {self.starts_on}"


class Reading(models.Model):
    """Someone in office read what is held about these people. Append only; each of them can see it.

    The reader stands here as in public acts: by mandate, office and public name.
    """

    class Kind(models.TextChoices):
        """What was read."""

        LIST = "list"
        RECORD = "record"

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    residents = ArrayField(models.UUIDField())
    kind = models.CharField(max_length=10, choices=Kind)
    mandate_id = models.UUIDField()
    office = models.CharField(max_length=40)
    holder = models.CharField(max_length=250)
    read_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["residents"], name="reading_by_resident")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.place_id}"


class Correction(models.Model):
    """One field of a person's record was wrong: what it said, what it says, who changed it. Append only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="corrections")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    mandate_id = models.UUIDField()
    office = models.CharField(max_length=40)
    holder = models.CharField(max_length=250)
    corrected_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["corrected_at", "id"]

    def __str__(self) -> str:
        return f"{self.field} of {self.resident_id}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no superuser, because power comes from a mandate."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Create an account for `email`; without a password it can only sign in by code."""
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What a person signs in with. It gives no power: mandates do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    resident = models.OneToOneField(
        "people.Resident", models.PROTECT, null=True, blank=True, related_name="account"
    )

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.id}"

    @property
    def has_email(self) -> bool:
        """Return whether mail reaches it; an account that a card opened has none."""
        return not self.email.endswith(".invalid")


class ElectoralRoll(models.Model):
    """Who may vote in one vote, frozen on a day. Its entries are append only once it is made.

    `entries` is how many people are on it. An imported election's roll has no names: its `source`
    says which file, by its SHA-256, and `entries` is what that file states.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="rolls")
    day = models.DateField(help_text="The day on which age and residence are judged.")
    entries = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"roll of {self.place_id} on {self.day}"


class RollEntry(models.Model):
    """One person on one roll. Append only."""

    id = models.BigAutoField(primary_key=True)
    roll = models.ForeignKey("people.ElectoralRoll", models.PROTECT, related_name="people")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["roll", "resident"], name="roll_entry_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} on {self.roll_id}"


class AccessCard(models.Model):
    """A printed card with which a person signs in without an e-mail; only the hashes of its codes are kept.

    Its QR code holds another code, which tells an assembly who is there and signs nobody in.

    A newer card takes the place of the one before; a lost one is taken back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="access_cards")
    digest = models.BinaryField(max_length=32, unique=True, help_text="SHA-256 of the card's code.")
    attendance_digest = models.BinaryField(max_length=32, unique=True, null=True, blank=True)
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(taken_back_at=None), name="access_card_one_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.resident_id}"


class RegistrationRequest(models.Model):
    """Someone asks to be in a council's register, or a neighbour asks for them; two bear witness."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="registration_requests")
    given_names = models.CharField(max_length=120)
    surnames = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=20, blank=True, db_default="", default="")
    since = models.DateField()
    promoter = models.ForeignKey("people.Resident", models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    # Once decided: who it became, or why not.
    decided_at = models.DateTimeField(null=True, blank=True)
    resident = models.OneToOneField(
        "people.Resident", models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_at=None, resident=None, refusal="")
                | Q(decided_at__isnull=False, resident__isnull=False, refusal="")
                | (Q(decided_at__isnull=False, resident=None) & ~Q(refusal="")),
                name="registration_request_has_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"request in {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the request's page, for whoever was given its address."""
        return f"/inscripciones/{self.id}/"


class Witness(models.Model):
    """A neighbour of that council says that this person lives there. Append only."""

    request = models.ForeignKey("people.RegistrationRequest", models.PROTECT, related_name="witnesses")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "resident"], name="witness_once_a_request"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} for {self.request_id}"


class DuplicateQuestion(models.Model):
    """One council is asked whether its person still lives there: another has one alike. Two rows a pair.

    Neither council sees the other's row, nor which council it is.
    """

    class Answer(models.TextChoices):
        """What the council says."""

        LIVES_HERE = "lives_here"
        LEFT = "left"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.UUIDField()
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="duplicate_questions")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="duplicate_questions")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"question to {self.place_id}"


class RollNotice(models.Model):
    """A commission announces the roll of a day, and until when anyone may object to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="roll_notices")
    day = models.DateField(help_text="The day of the roll.")
    announced_at = models.DateTimeField()
    objections_until = models.DateField(help_text="The last day to object.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "day"], name="roll_notice_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"notice of {self.place_id} for {self.day}"

    def get_absolute_url(self) -> str:
        """Return the notice's public page."""
        return f"/padrones/{self.id}/"


class Objection(models.Model):
    """What someone says is wrong with a roll; for them and the commission, which answers with a reason."""

    class Matter(models.TextChoices):
        """What is wrong."""

        MISSING = "missing"
        NOT_A_RESIDENT = "not_a_resident"
        WRONG = "wrong"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey("people.RollNotice", models.PROTECT, related_name="objections")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="objections")
    matter = models.CharField(max_length=20, choices=Matter)
    text = models.TextField(max_length=1000)
    made_at = models.DateTimeField()
    is_upheld = models.BooleanField(null=True)
    answer = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answered_at=None, is_upheld=None, answer="")
                | (Q(answered_at__isnull=False, is_upheld__isnull=False) & ~Q(answer="")),
                name="objection_is_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"objection to {self.notice_id}"
