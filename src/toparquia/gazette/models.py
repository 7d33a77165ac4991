"""The log's tables: entries, the tree over them, signed checkpoints, and the keys of writes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One public act, as the exact bytes that were hashed. Append only."""

    index = models.BigIntegerField(primary_key=True, help_text="Place in the log, from 0 without gaps.")
    body = models.BinaryField(help_text="Canonical JSON, UTF-8.")
    leaf_hash = models.BinaryField(max_length=32)
    # The columns below repeat parts of the body so that pages can find entries.
    kind = models.CharField(max_length=80)
    place_id = models.UUIDField()
    subject_id = models.UUIDField()
    mandate_id = models.UUIDField(null=True)
    enacted_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["index"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_id", "kind"], name="entry_by_subject"),
            models.Index(fields=["place_id", "-index"], name="entry_by_place"),
            models.Index(fields=["kind", "-index"], name="entry_by_kind"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(index__gte=0), name="entry_index_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind}"

    def get_absolute_url(self) -> str:
        """Return the entry's own page."""
        return f"/gaceta/{self.index}/"

    @property
    def document(self) -> dict[str, Any]:
        """Return the act as published."""
        from toparquia.engines.translog.canonical import parse_canonical

        parsed = parse_canonical(bytes(self.body))
        assert isinstance(parsed, dict)
        return parsed


class TreeHash(models.Model):
    """The hash of a full subtree of 2^level entries (RFC 6962). Append only."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    pk = models.CompositePrimaryKey("level", "number")

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class Checkpoint(models.Model):
    """A signed statement of the log's size and root. Append only."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField(help_text="Signed note, C2SP tlog-checkpoint.")
    signed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar[list[str]] = ["-size"]

    def __str__(self) -> str:
        return f"{self.size}"


class Write(models.Model):
    """One write by a client: its key, what it contained, and where its result is. Append only.

    Kept for ever: a phone may come back after weeks and send the same again.
    """

    key = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=80)
    content_hash = models.BinaryField(max_length=32)
    result = models.CharField(max_length=300)
    written_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
