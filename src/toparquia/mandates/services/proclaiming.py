"""Give seats to the people elected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from toparquia.foundation.ages import is_of_age
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import Term
from toparquia.gazette.acts import Act
from toparquia.gazette.services import enact_all
from toparquia.mandates import kinship, queries
from toparquia.mandates.acts import (
    FirstMandateProclaimed,
    MandateProclaimed,
)
from toparquia.mandates.errors import (
    BeginsTooFar,
    CommissionProclaims,
    IncompatibleOffices,
    KinInOffice,
    LivesHereTooShort,
    LivesInAnotherCouncil,
    NothingDecidedIt,
    SeatTaken,
    TermsUsedUp,
    TooYoung,
)
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.offices import EXCLUSIVE, OFFICES, ORGANS
from toparquia.mandates.rules import is_settled, may_hold_again
from toparquia.people import queries as people
from toparquia.people.models import Resident
from toparquia.territory import queries as territory

# A slip of the year must not keep a seat from everyone else.
FARTHEST: Final = timedelta(days=366)


def proclaim(
    *,
    seat: Seat,
    holder: Resident,
    starts_on: date,
    by: Authority,
    at: datetime,
    decided_by: UUID | None = None,
) -> Mandate:
    """Give a seat to the person elected, for the term that the rules in force set.

    `decided_by` is what chose them: an election, or a resolution of the assembly about offices, of this
    place. A commission proclaims what others decided and nothing else.
    :raises NothingDecidedIt: :raises TooYoung: :raises IncompatibleOffices: :raises SeatTaken:
    """
    by.check_is_for(seat.organ.place_id)
    decides = import_module(settings.WIRING).decides_offices
    if decided_by is None or not decides(decided_by, place_id=seat.organ.place_id):
        raise NothingDecidedIt(place=by.place.name)
    return _give(MandateProclaimed, [(seat, holder)], starts_on, by, at, decided_by)[0]


def proclaim_elected(
    *,
    chosen: Sequence[tuple[Seat, Resident]],
    starts_on: date,
    decided_by: UUID,
    by: Authority,
    at: datetime,
    until: date | None = None,
    act: type[MandateProclaimed] = MandateProclaimed,
) -> list[Mandate]:
    """Give seats to those whom a room above has found elected: all of them or none.

    An alternate serves what is left of a term, `until` its first day out; `act` is another room's where
    the seat is given by another power than the commission's.
    :raises TooYoung: :raises IncompatibleOffices: :raises SeatTaken:
    """
    return _give(act, chosen, starts_on, by, at, decided_by, until)


def proclaim_first(
    *,
    seat: Seat,
    holder: Resident,
    starts_on: date,
    by: Authority,
    at: datetime,
    decided_by: UUID | None = None,
) -> Mandate:
    """Record a mandate given by a constitutive assembly, before there is a commission to proclaim it.

    :raises CommissionProclaims: where one is in office and the organ has begun before that day.
    """
    return _give(FirstMandateProclaimed, [(seat, holder)], starts_on, by, at, decided_by)[0]


def proclaim_all_first(
    *,
    chosen: Sequence[tuple[Seat, Resident]],
    starts_on: date,
    by: Authority,
    at: datetime,
    decided_by: UUID | None = None,
) -> list[Mandate]:
    """Record the mandates that one constitutive assembly gave, in the order given: all of them or none.

    :raises CommissionProclaims: as `proclaim_first`.
    """
    return _give(FirstMandateProclaimed, chosen, starts_on, by, at, decided_by)


@transaction.atomic
def _give(
    act: type[FirstMandateProclaimed],
    chosen: Sequence[tuple[Seat, Resident]],
    starts_on: date,
    by: Authority,
    at: datetime,
    decided_by: UUID | None,
    until: date | None = None,
) -> list[Mandate]:
    for seat, _holder in chosen:
        by.check_is_for(seat.organ.place_id)
    if starts_on > territory.local_day(territory.place(by.place.id), at) + FARTHEST:
        raise BeginsTooFar(day=starts_on, days=FARTHEST.days)
    if act is FirstMandateProclaimed:
        today = territory.local_day(territory.place(by.place.id), at)
        _check_first({seat.organ_id for seat, _holder in chosen}, (today, starts_on), by)
    rules = territory.rules(territory.place(by.place.id), starts_on)
    made = [_mandate(seat, holder, starts_on, rules, until) for seat, holder in chosen]
    for seat, holder in chosen:
        _check_may_enter(seat, holder, starts_on, rules)
    if rules.flag("finance.exclusive_posts"):
        _check_compatible([mandate for mandate in made if mandate.seat.organ.kind in EXCLUSIVE])
    _check_kin([mandate for mandate in made if mandate.seat.organ.kind in EXCLUSIVE], rules)
    _seat(made)
    said: list[Act] = [
        act(
            subject=mandate.id,
            organ=mandate.seat.organ.kind,
            office=mandate.seat.office,
            seat=mandate.seat.number,
            holder=mandate.holder.full_name,
            term=mandate.term,
            decided_by=decided_by,
        )
        for mandate in made
    ]
    if said:
        enact_all(said, by=by, at=at)
    return made


def _check_first(organs: set[UUID], days: tuple[date, date], by: Authority) -> None:
    """Leave to the registry what comes before a commission, and nothing after.

    An organ's first mandates are recorded on one day; whoever could fill its vacancies later, too, would
    be an administrator by another name. `days`: today, for a commission in office proclaims also what
    begins after its own time, and the day on which the mandates begin.
    """
    commission = Mandate.objects.filter(
        seat__organ__place_id=by.place.id, seat__organ__kind="electoral_commission"
    )
    is_there = [Q(starts_on__lt=day, ends_on__gt=day) for day in days]
    has_begun = Mandate.objects.filter(seat__organ_id__in=organs, starts_on__lt=days[1])
    if has_begun.exists() and commission.filter(is_there[0] | is_there[1]).exists():
        raise CommissionProclaims(place=by.place.name)


def _check_kin(made: Sequence[Mandate], rules: RuleSet) -> None:
    """Refuse whoever declared kin that watches or is watched here. Source: election.kinship_barred."""
    kin = kinship.declared_kin([mandate.holder_id for mandate in made]) if made else set()
    for mandate in made if kin else ():
        if not kinship.is_barred(mandate.seat.organ.place, rules):
            continue
        beside = [*kinship.others(mandate, mandate.starts_on), *made]
        for other in beside:
            if frozenset((mandate.holder_id, other.holder_id)) in kin:
                raise KinInOffice(holder=mandate.holder.full_name, other=other.holder.full_name)


def _check_may_enter(seat: Seat, holder: Resident, starts_on: date, rules: RuleSet) -> None:
    """Ask of the person what the community's rules ask, for organs of councils and communes.

    :raises LivesInAnotherCouncil: :raises LivesHereTooShort: :raises TermsUsedUp:
    """
    place = seat.organ.place
    if not (place.is_council or place.is_commune):
        return
    if seat.council_id and people.lives_here_since(seat.council, holder.id, starts_on) is None:
        raise LivesInAnotherCouncil(council=seat.council.name)
    since = people.lives_here_since(place, holder.id, starts_on)
    if not is_settled(since, starts_on, rules):
        months = rules.months("residence.min_months")
        raise LivesHereTooShort(place=place.name, months=months, day=starts_on)
    if not may_hold_again(queries.terms_held(holder.id, seat.organ_id, seat.office), starts_on, rules):
        raise TermsUsedUp(terms=rules.count("mandate.max_consecutive"))


def _mandate(
    seat: Seat, holder: Resident, starts_on: date, rules: RuleSet, until: date | None = None
) -> Mandate:
    years = rules.years(OFFICES[seat.office].age)
    if not is_of_age(holder.birth_date, starts_on, years=years, strict=rules.flag("age.strict")):
        raise TooYoung(years=years, day=starts_on)
    term = (
        Term(starts_on, until) if until else Term.of_years(starts_on, OFFICES[seat.office].years_under(rules))
    )
    return Mandate(seat=seat, holder=holder, starts_on=term.starts, ends_on=term.ends, given_until=term.ends)


def _seat(made: Sequence[Mandate]) -> None:
    try:
        with transaction.atomic():
            Mandate.objects.bulk_create(made)
    except IntegrityError as refusal:
        if "mandate_one_holder_per_seat" not in str(refusal):
            raise
        taken = next((mandate for mandate in made if _is_held(mandate)), made[0])
        raise SeatTaken(
            seat=taken.seat.number,
            organ=ORGANS[taken.seat.organ.kind].title,
            starts=taken.starts_on,
            ends=taken.ends_on,
        ) from refusal


def _is_held(mandate: Mandate) -> bool:
    within = Mandate.objects.filter(starts_on__lt=mandate.ends_on, ends_on__gt=mandate.starts_on)
    return within.filter(seat_id=mandate.seat_id).exists()


def _check_compatible(made: Sequence[Mandate]) -> None:
    """Refuse one person in two organs that watch each other. Source: finance.exclusive_posts."""
    if not made:
        return
    people = {mandate.holder_id for mandate in made}
    # Locked, in id order, so that two proclamations of one person cannot pass each other unseen.
    list(Resident.objects.select_for_update(no_key=True).filter(id__in=people).order_by("id"))
    held = Mandate.objects.filter(holder_id__in=people, seat__organ__kind__in=EXCLUSIVE)
    others = [*held.select_related("seat__organ").order_by("starts_on", "id"), *made]
    for mandate in made:
        for other in others:
            if (
                other.holder_id == mandate.holder_id
                and other.seat.organ_id != mandate.seat.organ_id
                and other.starts_on < mandate.ends_on
                and other.ends_on > mandate.starts_on
            ):
                raise IncompatibleOffices(
                    held=ORGANS[other.seat.organ.kind].title, asked=ORGANS[mandate.seat.organ.kind].title
                )
