"""Reads of a debate: its two columns in the order of the day, and the log of what was taken down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from toparquia.foundation.rulesets import RuleSet
from toparquia.planning import rules, sealing
from toparquia.planning.errors import NoSuchArgument
from toparquia.planning.models import Argument, Withdrawal

STANDS = Q(withdrawal__isnull=True) | Q(withdrawal__appeal__answer__is_restored=True)


@dataclass(frozen=True)
class Debate:
    """What stands on each side, both in the order that the day's seed draws."""

    in_favour: list[Argument]
    against: list[Argument]
    drawn: rules.Drawn

    @property
    def pairs(self) -> list[tuple[Argument | None, Argument | None]]:
        """Return rows of one argument of each side; which side begins is drawn too."""
        sides = (self.in_favour, self.against)
        return rules.in_pairs(*(sides if self.drawn.favour_first else sides[::-1]))


def debate(project_id: UUID, day: date) -> Debate:
    """Return the debate of a project as it is shown on a day."""
    drawn = rules.drawn(project_id, day)
    standing = Argument.objects.filter(STANDS, project_id=project_id)
    ordered = sorted(standing, key=lambda one: rules.place_in(drawn.seed, one.id))
    in_favour = [one for one in ordered if one.is_in_favour]
    return Debate(in_favour, [one for one in ordered if not one.is_in_favour], drawn)


def argument_counts(project_id: UUID) -> tuple[int, int]:
    """Return how many arguments stand for a project, and against it."""
    sides = list(Argument.objects.filter(STANDS, project_id=project_id).values_list("side", flat=True))
    return sides.count(Argument.Side.IN_FAVOUR), sides.count(Argument.Side.AGAINST)


def argument(argument_id: UUID) -> Argument:
    """Return an argument with its project and what became of it. :raises NoSuchArgument:"""
    with_all = Argument.objects.select_related(
        "project__place", "withdrawal__mandate", "withdrawal__appeal__answer"
    )
    found = with_all.filter(id=argument_id).first()
    if found is None:
        raise NoSuchArgument()
    return found


def withdrawals(project_id: UUID) -> QuerySet[Withdrawal]:
    """Return what was taken down of a project's debate, the newest first, restored or not."""
    told = Withdrawal.objects.filter(argument__project_id=project_id)
    return told.select_related("argument", "mandate__seat__organ", "appeal__answer__mandate__seat")


def seals_of(project_id: UUID, resident_id: UUID, side: str, in_force: RuleSet) -> list[str]:
    """Return the seals that a person's arguments on one side may have. Private: asked by themselves only."""
    each = in_force.count("planning.arguments_each")
    return [sealing.argument(project_id, resident_id, side, number + 1) for number in range(each)]


def free_sides(project_id: UUID, resident_id: UUID, in_force: RuleSet) -> list[str]:
    """Return the sides on which a person still has space. Private: asked by themselves only."""
    seals = {side: seals_of(project_id, resident_id, side, in_force) for side in Argument.Side.values}
    every = [seal for of_side in seals.values() for seal in of_side]
    used = set(Argument.objects.filter(seal__in=every).values_list("seal", flat=True))
    return [side for side, of_side in seals.items() if set(of_side) - used]


def written_by(project_id: UUID, resident_id: UUID, in_force: RuleSet) -> set[UUID]:
    """Return the arguments of a debate that a person wrote. Private: asked by themselves only."""
    seals = [
        seal for side in Argument.Side.values for seal in seals_of(project_id, resident_id, side, in_force)
    ]
    return set(Argument.objects.filter(seal__in=seals).values_list("id", flat=True))


def erasable(project_id: UUID, day: date) -> Sequence[Argument]:
    """Return withdrawn arguments whose text is due to be erased: nobody appealed within the time."""
    due = Argument.objects.filter(
        project_id=project_id, withdrawal__appeal_until__lt=day, withdrawal__appeal__isnull=True
    )
    return list(due.exclude(text=""))
