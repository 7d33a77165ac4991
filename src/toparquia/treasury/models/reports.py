"""Reports to the assembly as the exact bytes it decided on, its decisions, and questions with answers."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from toparquia.foundation.ids import new_id
from toparquia.treasury.models.invoices import HEX_256

QUESTION_LIMIT = 2_000


class AccountabilityReport(models.Model):
    """What became of an obligation's money, frozen as canonical JSON on the day it was presented."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey("treasury.Obligation", models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    body = models.BinaryField(help_text="Canonical JSON, UTF-8, without names of persons.")
    sha256 = models.CharField(max_length=64, help_text="Of the body, hex.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    presented_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="report_numbered_once"),
            models.CheckConstraint(condition=Q(sha256__regex=HEX_256), name="report_digest"),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.obligation_id}"

    def get_absolute_url(self) -> str:
        """Return the report's public page."""
        return f"/rendiciones/{self.id}/"

    @property
    def document(self) -> dict[str, Any]:
        """Return the snapshot as values."""
        parsed: dict[str, Any] = json.loads(bytes(self.body))
        return parsed


class ReportDecision(models.Model):
    """What the assembly decided on a report: approved, or queried. One a report, for ever."""

    report = models.OneToOneField(
        "treasury.AccountabilityReport", models.PROTECT, primary_key=True, related_name="decision"
    )
    resolution = models.OneToOneField("assemblies.Resolution", models.PROTECT, related_name="+")
    is_approved = models.BooleanField()
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(help_text="When the assembly took its resolution.")

    def __str__(self) -> str:
        return f"decision on {self.report_id}"


class Question(models.Model):
    """What the social audit or any resident asks about a report or an invoice, or about one line of it.

    It stands until it is answered, and after. Without a mandate a resident asked; who, is not published.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(
        "treasury.AccountabilityReport", models.PROTECT, null=True, related_name="questions"
    )
    invoice = models.ForeignKey("treasury.Invoice", models.PROTECT, null=True, related_name="questions")
    text = models.CharField(max_length=QUESTION_LIMIT)
    line = models.PositiveSmallIntegerField(null=True, help_text="The line of the invoice, if about one.")
    answer_by = models.DateField(help_text="The last day to answer.")
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+")
    asker = models.ForeignKey(
        "people.Resident", models.PROTECT, null=True, related_name="+", help_text="If any resident asked."
    )
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(invoice__isnull=True), name="question_about_one_thing"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
            models.CheckConstraint(
                condition=Q(mandate__isnull=True) ^ Q(asker__isnull=True), name="question_of_one_asker"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(invoice__isnull=False), name="question_line_of_an_invoice"
            ),
        ]

    def __str__(self) -> str:
        return f"question of {self.asked_at}"


class Answer(models.Model):
    """What the finance committee answers to a question. The first stands."""

    question = models.OneToOneField(
        "treasury.Question", models.PROTECT, primary_key=True, related_name="answer"
    )
    text = models.CharField(max_length=QUESTION_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.question_id}"


class CaseClosing(models.Model):
    """The social audit closes what was asked: settled by the answer, or not. One a question, for ever."""

    question = models.OneToOneField(
        "treasury.Question", models.PROTECT, primary_key=True, related_name="closing"
    )
    is_settled = models.BooleanField()
    text = models.CharField(max_length=QUESTION_LIMIT)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="caseclosing_says_something"),
        ]

    def __str__(self) -> str:
        return f"closing of {self.question_id}"
