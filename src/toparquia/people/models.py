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
    registered_at = models.DateTimeField(db_default=Now())

    class Meta:
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

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="residences")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="residences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="First day no longer there.")

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
