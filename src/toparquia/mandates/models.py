"""Organs of a territory, their seats, and the mandates by which people hold them for a term."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from toparquia.foundation.ids import new_id
from toparquia.foundation.terms import Term
from toparquia.mandates.offices import END_REASONS


class Organ(models.Model):
    """A body of one territory: its finance committee, its electoral commission, its parliament."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="organs")
    kind = models.CharField(max_length=40, help_text="A code of mandates.offices.")
    created_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "kind"], name="organ_one_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the organ's public page."""
        return f"/organos/{self.id}/"


class Seat(models.Model):
    """One place in an organ that one person at a time may hold."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organ = models.ForeignKey("mandates.Organ", models.PROTECT, related_name="seats")
    office = models.CharField(max_length=40, help_text="A code of mandates.offices.")
    number = models.PositiveSmallIntegerField()
    # Whom it stands for, where seats are given so: a council of the commune, or a working committee.
    council = models.ForeignKey("territory.Place", models.PROTECT, null=True, blank=True, related_name="+")
    committee = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["office", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organ", "office", "number"], name="seat_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.number}"


class RegistrarNaming(models.Model):
    """One commune's electoral commission names who follows in the registry. Two communes make it so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey("mandates.Seat", models.PROTECT, related_name="+")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    named = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["named_at", "id"]

    def __str__(self) -> str:
        return f"naming by {self.place_id}"


class Kinship(models.Model):
    """Whoever holds an office declares close kin in another that excludes it. Both offices are public."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="kin_declared")
    other = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="kin_of")
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["declared_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mandate", "other"], name="kinship_declared_once"),
            models.CheckConstraint(condition=~Q(mandate=F("other")), name="kinship_of_two"),
        ]

    def __str__(self) -> str:
        return f"kinship of {self.mandate_id} and {self.other_id}"


class Mandate(models.Model):
    """One person's seat for a term. Ended early, never edited: history stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey("mandates.Seat", models.PROTECT, related_name="mandates")
    holder = models.ForeignKey("people.Resident", models.PROTECT, related_name="mandates")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="First day out of office.")
    # What the proclamation gave; `ends_on` is earlier when the mandate ended before its time.
    given_until = models.DateField()
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder", "ends_on"], name="mandate_by_holder"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="mandate_one_holder_per_seat",
                expressions=[
                    (Func("seat_id", "seat_id", Value("[]"), function="uuidrange"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), function="daterange"), "&&"),
                ],
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on"), ends_on__lte=F("given_until")),
                name="mandate_term_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=F("given_until"), end_reason="") | ~Q(end_reason=""),
                name="mandate_ended_early_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(end_reason__in=["", *END_REASONS]), name="mandate_end_reason_is_listed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} held from {self.starts_on} to {self.ends_on}"

    @property
    def term(self) -> Term:
        """Return the days in office, the first in and the last out."""
        return Term(self.starts_on, self.ends_on)
