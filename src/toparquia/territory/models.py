"""The tree of territories, and which rule set is in force where and when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from toparquia.foundation.authority import PlaceRef
from toparquia.foundation.ids import new_id


class Place(models.Model):
    """One territory of the tree: a country, state, municipio, circuit, commune or communal council.

    A communal circuit is a voting territory and holds no or one commune; the *municipio* (the town
    hall's territory) is another entity and no ancestor of a commune.
    """

    class Kind(models.TextChoices):
        """What a territory is."""

        COUNTRY = "country"
        STATE = "state"
        MUNICIPALITY = "municipality"
        CIRCUIT = "circuit"
        COMMUNE = "commune"
        COUNCIL = "council"

    class Setting(models.TextChoices):
        """What a council's size is judged by."""

        URBAN = "urban"
        RURAL = "rural"
        INDIGENOUS = "indigenous"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.SlugField(max_length=80, unique=True, help_text="Short, in addresses, never changed.")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # The ids from the root to the place itself, so that one query finds a whole subtree.
    path = ArrayField(models.UUIDField())
    timezone = models.CharField(max_length=60, default="America/Caracas")
    language = models.CharField(max_length=10, default="es")
    setting = models.CharField(max_length=10, choices=Setting, blank=True)
    families = models.PositiveIntegerField(null=True, blank=True)
    # People of voting age by the census behind quorums; null until a census is recorded.
    electors = models.PositiveIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS 84.")
    founded_on = models.DateField(null=True, blank=True, help_text="Null while it is being promoted.")
    is_sample = models.BooleanField(default=False, help_text="Made-up or imported data, said on every page.")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["path"], name="place_by_path"),
            models.Index(fields=["kind", "name"], name="place_by_kind"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["parent"], condition=Q(kind="commune"), name="place_one_commune_per_circuit"
            ),
            models.CheckConstraint(
                condition=Q(kind="country") ^ Q(parent__isnull=False), name="place_only_countries_are_roots"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> PlaceRef:
        """Return the place as public acts name it."""
        return PlaceRef(self.id, self.code, self.name)

    @property
    def is_commune(self) -> bool:
        """Return whether this is a commune, founded or being promoted."""
        return self.kind == self.Kind.COMMUNE

    @property
    def is_council(self) -> bool:
        """Return whether this is a communal council."""
        return self.kind == self.Kind.COUNCIL

    def get_absolute_url(self) -> str:
        """Return the place's public page."""
        return f"/lugares/{self.code}/"


class AdoptedRules(models.Model):
    """A rule set in force in a territory (and below it, unless one there has its own) for a term."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="adopted_rules")
    code = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical document, hex.")
    document = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="First day no longer in force.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="adopted_rules_one_at_a_time",
                expressions=[
                    (Func("place_id", "place_id", Value("[]"), function="uuidrange"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), function="daterange"), "&&"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Boundary(models.Model):
    """The line around a territory for a term; a new one ends the one before, and none is ever changed.

    `Place.boundary` repeats the one in force, so that maps need no other table.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="boundaries")
    geometry = models.JSONField(help_text="GeoJSON Polygon or MultiPolygon, WGS 84.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the geometry's canonical JSON, hex.")
    source = models.CharField(max_length=200, help_text="Where the line comes from: a map, a walk, a file.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="First day no longer in force.")

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="boundary_one_at_a_time",
                expressions=[
                    (Func("place_id", "place_id", Value("[]"), function="uuidrange"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), function="daterange"), "&&"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"boundary of {self.place_id} from {self.starts_on}"


class RecordedFounding(models.Model):
    """A commune that was founded before it came to this site: since when, which file says so. Append only.

    A founding that happens here has its charter, referendum and registration instead.
    """

    place = models.OneToOneField(
        "territory.Place", models.PROTECT, primary_key=True, related_name="recorded_founding"
    )
    founded_on = models.DateField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.place_id} since {self.founded_on}"
