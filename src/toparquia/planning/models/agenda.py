"""The concrete action agenda: what a territory will do, who answers for it, by when, and how it is going."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.planning.models.projects import HEX_256


class Agenda(models.Model):
    """One agenda of a territory. It is in force by an assembly's resolution about it, until a later one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="agendas")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="First day after it.")
    begun_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="agenda_numbered_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="agenda_has_a_time"),
        ]

    def __str__(self) -> str:
        return f"agenda {self.number} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the agenda's public page."""
        return f"/agendas/{self.id}/"

    @property
    def is_presented(self) -> bool:
        """Return whether its items are closed and wait for, or have, an assembly's decision."""
        return hasattr(self, "presentation")


class AgendaItem(models.Model):
    """One thing that will be done: by which organ, by when, with what. Closed once it is presented."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agenda = models.ForeignKey("planning.Agenda", models.PROTECT, related_name="items")
    # The same over all agendas in which an item goes on, so that it is followed for years.
    thread = models.UUIDField()
    title = models.CharField(max_length=200)
    resources = models.TextField(blank=True, help_text="With what: people, tools, land, money.")
    organ = models.ForeignKey("mandates.Organ", models.PROTECT, related_name="+")
    due_on = models.DateField()
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217.")
    direction = models.CharField(max_length=60, blank=True, help_text="A code of planning.strategic_lines.")
    need = models.ForeignKey("planning.Need", models.PROTECT, null=True, blank=True, related_name="+")
    project = models.ForeignKey("planning.Project", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["thread"], name="agendaitem_by_thread"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agenda", "thread"], name="agendaitem_once_an_agenda"),
            models.CheckConstraint(condition=~Q(title=""), name="agendaitem_is_said"),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True, currency="")
                | Q(amount_minor__gt=0, currency__regex="^[A-Z]{3}$"),
                name="agendaitem_amount_with_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the item's public page."""
        return f"/puntos/{self.id}/"

    @property
    def amount(self) -> Money | None:
        """Return the money it takes, None if none was named."""
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)


class AgendaPresentation(models.Model):
    """An agenda as it is brought to the assembly: its items are closed, and this is the hash of them."""

    agenda = models.OneToOneField(
        "planning.Agenda", models.PROTECT, primary_key=True, related_name="presentation"
    )
    item_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the items as one document, hex.")
    presented_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(item_count__gt=0), name="agendapresentation_has_items"),
            models.CheckConstraint(condition=Q(digest__regex=HEX_256), name="agendapresentation_digest"),
        ]

    def __str__(self) -> str:
        return f"presentation of {self.agenda_id}"


class ItemNote(models.Model):
    """How an item is going, on a day, for everyone to read. Notes are added, never changed."""

    class State(models.TextChoices):
        """How far an item has come; without a note it is not begun."""

        STARTED = "started"
        STOPPED = "stopped"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey("planning.AgendaItem", models.PROTECT, related_name="notes")
    state = models.CharField(max_length=7, choices=State)
    text = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-noted_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="itemnote_is_said"),
            models.CheckConstraint(
                condition=Q(state__in=["started", "stopped", "done"]), name="itemnote_has_a_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.item_id}"


class Priorities(models.Model):
    """Needs in an order that an assembly may adopt; the last one adopted is the order of the diagnosis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="priorities")
    number = models.PositiveIntegerField()
    listed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        verbose_name_plural = "priorities"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="priorities_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"priorities {self.number} of {self.place_id}"

    def get_absolute_url(self) -> str:
        """Return the list's public page."""
        return f"/prioridades/{self.id}/"


class PriorityRank(models.Model):
    """The place of one need in a list of priorities."""

    priorities = models.ForeignKey("planning.Priorities", models.PROTECT, related_name="ranks")
    rank = models.PositiveSmallIntegerField()
    need = models.ForeignKey("planning.Need", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["priorities", "rank"], name="priorityrank_one_a_rank"),
            models.UniqueConstraint(fields=["priorities", "need"], name="priorityrank_each_need_once"),
            models.CheckConstraint(condition=Q(rank__gt=0), name="priorityrank_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.need_id}"
