"""An election to the seats of one office, from its call to the register. Nothing here is ever changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from toparquia.elections.rules import Calendar
from toparquia.foundation.ids import new_id


class Election(models.Model):
    """One election: which office of which organ, and the days that the rules in force gave it.

    Its days are fixed with the call, so that a later change of rules moves nobody's deadline.
    """

    class Procedure(models.TextChoices):
        """How people choose."""

        BALLOT = "ballot"
        ASSEMBLY = "assembly"
        CUSTOMARY = "customary"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="elections")
    organ = models.ForeignKey("mandates.Organ", models.PROTECT, related_name="elections")
    office = models.CharField(max_length=40, help_text="A code of mandates.offices.")
    # Whose people elect, where a seat stands for one council of the commune; null: the whole place.
    council = models.ForeignKey("territory.Place", models.PROTECT, null=True, blank=True, related_name="+")
    procedure = models.CharField(max_length=10, choices=Procedure)
    alternates = models.PositiveSmallIntegerField(help_text="How many alternates are chosen, at most.")
    statement_length = models.PositiveIntegerField(help_text="Characters that each candidacy may write.")
    called_at = models.DateTimeField()
    nominations_until = models.DateField()
    checks_until = models.DateField()
    challenges_until = models.DateField()
    answers_until = models.DateField()
    votes_on = models.DateField(help_text="The day of the vote; age and residence are judged on it.")

    class Meta:
        ordering: ClassVar[list[str]] = ["-called_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-called_at"], name="election_by_place"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(nominations_until__lte=F("checks_until"))
                & Q(checks_until__lte=F("challenges_until"))
                & Q(challenges_until__lte=F("answers_until"))
                & Q(answers_until__lte=F("votes_on")),
                name="election_days_run_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"election to {self.office} of {self.organ_id}"

    def get_absolute_url(self) -> str:
        """Return the election's public page."""
        return f"/elecciones/{self.id}/"

    @property
    def electorate(self) -> Any:
        """Return the territory whose people stand and vote: one council, or the whole place."""
        return self.council or self.place

    @property
    def calendar(self) -> Calendar:
        """Return the last day of each phase."""
        return Calendar(
            self.nominations_until,
            self.checks_until,
            self.challenges_until,
            self.answers_until,
            self.votes_on,
        )

    @property
    def is_customary(self) -> bool:
        """Return whether a people elects by its own customs."""
        return self.procedure == self.Procedure.CUSTOMARY


class ElectionSeat(models.Model):
    """One seat that an election fills."""

    id = models.BigAutoField(primary_key=True)
    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="seats")
    seat = models.ForeignKey("mandates.Seat", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["election", "seat"], name="election_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} in {self.election_id}"


class Candidacy(models.Model):
    """Someone was put forward, by themselves or by a neighbour. Who put them forward is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="candidacies")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["nominated_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["election", "resident"], name="candidacy_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"candidacy {self.id}"

    def get_absolute_url(self) -> str:
        """Return where it stands on the election's page."""
        return f"/elecciones/{self.election_id}/#candidatura-{self.id}"


class Acceptance(models.Model):
    """The person put forward says yes, with their text and what they declare about kinship."""

    candidacy = models.OneToOneField(
        "elections.Candidacy", models.PROTECT, primary_key=True, related_name="acceptance"
    )
    statement = models.TextField(blank=True)
    has_kin = models.BooleanField(help_text="Declares close kin in finance, audit or the commission.")
    accepted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"acceptance of {self.candidacy_id}"


class Withdrawal(models.Model):
    """The person no longer stands."""

    candidacy = models.OneToOneField(
        "elections.Candidacy", models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of {self.candidacy_id}"


class Check(models.Model):
    """Admitted, or refused with the article that is not met. A later one answers a challenge."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey("elections.Candidacy", models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField()
    is_admitted = models.BooleanField()
    findings = ArrayField(models.CharField(max_length=40), help_text="Codes of what is not met.")
    article = models.CharField(max_length=80, blank=True, help_text="Rule-set parameter of the first.")
    answer = models.OneToOneField(
        "elections.Answer", models.PROTECT, null=True, blank=True, related_name="check_after"
    )
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidacy", "number"], name="check_numbered_once"),
            models.CheckConstraint(
                condition=Q(number=1, answer__isnull=True) | Q(number__gt=1, answer__isnull=False),
                name="check_again_only_after_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(is_admitted=True, article="") | Q(is_admitted=False) & ~Q(article=""),
                name="check_refuses_by_an_article",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.number} of {self.candidacy_id}"


class Challenge(models.Model):
    """Someone says that a check or a result is wrong, and why. Who says it is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="challenges")
    candidacy = models.ForeignKey(
        "elections.Candidacy", models.PROTECT, null=True, blank=True, related_name="challenges"
    )
    text = models.TextField()
    answer_by = models.DateField()
    lodged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["lodged_at", "id"]

    def __str__(self) -> str:
        return f"challenge in {self.election_id}"


class Answer(models.Model):
    """The reasoned answer to a challenge: upheld or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    challenge = models.OneToOneField("elections.Challenge", models.PROTECT, related_name="answer")
    is_upheld = models.BooleanField()
    text = models.TextField()
    office = models.CharField(max_length=40)
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer to {self.challenge_id}"


class CandidateList(models.Model):
    """The list is closed: in the order that a public seed drew, on the page and on the ballot."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="closed_list"
    )
    seed = models.CharField(max_length=200)
    order = ArrayField(models.UUIDField(), help_text="Candidacies, the first first.")
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list of {self.election_id}"


class Ballot(models.Model):
    """The secret vote of an election."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="ballot"
    )
    vote = models.OneToOneField("voting.Vote", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"ballot of {self.election_id}"


class CustomaryOutcome(models.Model):
    """How a people elected by its own customs: by which authority, and what the minutes say."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="custom"
    )
    authority = models.CharField(max_length=300)
    minutes = models.TextField()
    held_on = models.DateField()

    def __str__(self) -> str:
        return f"custom of {self.election_id}"


class Result(models.Model):
    """What the election gave, before it is proclaimed; `is_void` once a challenge to it was upheld."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="result"
    )
    decided_by = models.UUIDField(help_text="The vote, or the session of the assembly, or the election.")
    seed = models.CharField(max_length=200, blank=True, help_text="Of the draw among equals.")
    decided_on = models.DateField()
    challenges_until = models.DateField()
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"result of {self.election_id}"


class Elected(models.Model):
    """One person chosen: principals first, then alternates, in the order of their votes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="elected")
    resident = models.ForeignKey("people.Resident", models.PROTECT, related_name="+")
    candidacy = models.OneToOneField(
        "elections.Candidacy", models.PROTECT, null=True, blank=True, related_name="elected"
    )
    rank = models.PositiveSmallIntegerField()
    is_alternate = models.BooleanField()
    votes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["election", "rank"], name="elected_ranked_once"),
            models.UniqueConstraint(fields=["election", "resident"], name="elected_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"elected {self.rank} of {self.election_id}"


class Proclamation(models.Model):
    """Those elected are proclaimed; their mandates begin."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="proclamation"
    )
    proclaimed_on = models.DateField()
    register_by = models.DateField()
    proclaimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proclamation of {self.election_id}"


class Seating(models.Model):
    """Someone elected got a mandate: at the proclamation, or as the alternate for a vacancy."""

    elected = models.OneToOneField(
        "elections.Elected", models.PROTECT, primary_key=True, related_name="seating"
    )
    mandate = models.OneToOneField("mandates.Mandate", models.PROTECT, related_name="+")
    seated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seating of {self.elected_id}"


class ElectionRegistration(models.Model):
    """The registry has taken the result into its register."""

    election = models.OneToOneField(
        "elections.Election", models.PROTECT, primary_key=True, related_name="registration"
    )
    registered_on = models.DateField()
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"registration of {self.election_id}"
