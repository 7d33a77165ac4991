"""Merging similar projects: who may consent, what is offered, who consented, and what became one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.planning.models.projects import HEX_256


class Proposer(models.Model):
    """Who proposed a project, as a keyed hash: it knows its proposer again and tells nobody who that is."""

    seal = models.CharField(max_length=64, primary_key=True)
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="proposers")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(seal__regex=HEX_256), name="proposer_seal"),
        ]

    def __str__(self) -> str:
        return "proposer"


class MergeOffer(models.Model):
    """An offer to make one project of two, word for word; `result_id` is what the one would be called."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey("planning.Project", models.PROTECT, related_name="offers_made")
    second = models.ForeignKey("planning.Project", models.PROTECT, related_name="offers_got")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    result_id = models.UUIDField(unique=True, default=new_id)
    title = models.CharField(max_length=200)
    text = models.TextField()
    offered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-offered_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="mergeoffer_of_two"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="mergeoffer_is_said"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the offer's public page."""
        return f"/uniones/{self.id}/"


class MergeConsent(models.Model):
    """The yes of one proposer, or of an office for a project that nobody proposed under seal."""

    offer = models.ForeignKey("planning.MergeOffer", models.PROTECT, related_name="consents")
    project = models.ForeignKey("planning.Project", models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64, blank=True)
    result_seal = models.CharField(max_length=64, blank=True, help_text="The same person's for the result.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["offer", "project", "seal"], name="mergeconsent_once"),
            models.CheckConstraint(
                condition=Q(seal="", result_seal="", mandate__isnull=False)
                | Q(seal__regex=HEX_256, result_seal__regex=HEX_256, mandate__isnull=True),
                name="mergeconsent_by_proposer_or_office",
            ),
        ]

    def __str__(self) -> str:
        return f"consent to {self.offer_id}"


class MergeRefusal(models.Model):
    """One of those asked said no, or took the offer back. Both projects stay as they were."""

    offer = models.OneToOneField(
        "planning.MergeOffer", models.PROTECT, primary_key=True, related_name="refusal"
    )
    refused_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"no to {self.offer_id}"


class Merged(models.Model):
    """A project that became part of another: it is closed, and points to the one that goes on."""

    project = models.OneToOneField(
        "planning.Project", models.PROTECT, primary_key=True, related_name="merged"
    )
    into = models.ForeignKey("planning.Project", models.PROTECT, related_name="sources")
    offer = models.ForeignKey("planning.MergeOffer", models.PROTECT, related_name="merged")
    merged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.project_id} into {self.into_id}"
