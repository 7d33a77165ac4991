"""What two people found when they looked at the paper that public dice drew."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from toparquia.voting.models.online import HASH_LENGTH


class PaperAudit(models.Model):
    """One round of the audit of a vote's paper, as both people noted it alike. Append only.

    `risk_parts` of `risk_whole` is the measured risk, exactly; `found` the notes in the engine's format.
    """

    id = models.BigAutoField(primary_key=True)
    vote = models.ForeignKey("voting.Vote", models.PROTECT, related_name="paper_audits")
    reported_sha256 = models.CharField(max_length=HASH_LENGTH)
    method = models.CharField(max_length=10)
    seed = models.CharField(max_length=200)
    drawn = models.PositiveIntegerField()
    found = models.JSONField()
    limit_bp = models.PositiveSmallIntegerField()
    risk_parts = models.TextField()
    risk_whole = models.TextField()
    is_confirmed = models.BooleanField()
    is_overturned = models.BooleanField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(is_confirmed=True, is_overturned=True),
                name="paper_audit_one_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"audit of {self.vote_id}"
