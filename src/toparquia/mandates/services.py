"""The writers of organs and mandates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from toparquia.foundation.ages import is_of_age
from toparquia.foundation.authority import Authority
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import Term
from toparquia.gazette.acts import Act
from toparquia.gazette.services import enact, enact_all
from toparquia.mandates import queries
from toparquia.mandates.acts import (
    FirstMandateProclaimed,
    MandateEnded,
    MandateProclaimed,
    OrganConstituted,
    RegistryOpened,
)
from toparquia.mandates.errors import (
    BeginsTooFar,
    CommissionProclaims,
    EndsInThePast,
    IncompatibleOffices,
    NotInOffice,
    OrganConstitutedAlready,
    RegistryAlreadySeated,
    SeatTaken,
    TooYoung,
    UnknownEndReason,
)
from toparquia.mandates.models import Mandate, Organ, Seat
from toparquia.mandates.offices import COMMISSION_NOTES, EXCLUSIVE, OFFICES, ORGANS
from toparquia.people.models import Resident
from toparquia.people.services import register_resident
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

# A slip of the year must not keep a seat from everyone else.
FARTHEST: Final = timedelta(days=366)


@transaction.atomic
def seat_first_registrar(
    *, root: Place, given_names: str, surnames: str, birth_date: date, at: datetime
) -> Mandate:
    """Seat the first registrar of a node that has just been opened, by an act that everyone can read.

    Someone has to write the first territory down before there is anyone who could choose them; a node
    does it once, and the Gazette shows who. :raises RegistryAlreadySeated:
    """
    if Organ.objects.filter(place=root, kind="registry").exists():
        raise RegistryAlreadySeated()
    day = territory.local_day(root, at)
    person = register_resident(
        given_names=given_names, surnames=surnames, birth_date=birth_date, place=root, since=day
    )
    organ = Organ.objects.create(place=root, kind="registry", created_on=day)
    seat = Seat.objects.create(organ=organ, office="registrar", number=1)
    term = Term.of_years(day, OFFICES["registrar"].years_under(territory.rules(root, day)))
    mandate = Mandate.objects.create(
        seat=seat, holder=person, starts_on=term.starts, ends_on=term.ends, given_until=term.ends
    )
    act = RegistryOpened(subject=mandate.id, holder=person.full_name, term=term)
    enact(act, by=territory.open_authority(root, at), at=at)
    return mandate


@transaction.atomic
def constitute_organ(*, place: Place, kind: str, by: Authority, at: datetime) -> Organ:
    """Create an organ with the empty seats that the rules in force give it.

    :raises OrganConstitutedAlready:
    """
    by.check_is_for(place.id)
    day = territory.local_day(place, at)
    rules = territory.rules(place, day)
    organ = _new_organ(place, kind, day)
    sizes = {office.code: office.seats_under(rules) for office in ORGANS[kind].offices}
    Seat.objects.bulk_create(
        Seat(organ=organ, office=code, number=number)
        for code, size in sizes.items()
        for number in range(1, size + 1)
    )
    enact(OrganConstituted(subject=organ.id, organ=kind, seats=sizes), by=by, at=at)
    return organ


def _new_organ(place: Place, kind: str, day: date) -> Organ:
    try:
        with transaction.atomic():
            return Organ.objects.create(place=place, kind=kind, created_on=day)
    except IntegrityError as refusal:
        if "organ_one_of_a_kind" not in str(refusal):
            raise
        raise OrganConstitutedAlready(place=place.name, organ=ORGANS[kind].title) from refusal


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

    :raises TooYoung: :raises IncompatibleOffices: :raises SeatTaken:
    """
    return _give(MandateProclaimed, [(seat, holder)], starts_on, by, at, decided_by)[0]


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
) -> list[Mandate]:
    for seat, _holder in chosen:
        by.check_is_for(seat.organ.place_id)
    if starts_on > territory.local_day(territory.place(by.place.id), at) + FARTHEST:
        raise BeginsTooFar(day=starts_on, days=FARTHEST.days)
    if act is FirstMandateProclaimed:
        today = territory.local_day(territory.place(by.place.id), at)
        _check_first({seat.organ_id for seat, _holder in chosen}, (today, starts_on), by)
    rules = territory.rules(territory.place(by.place.id), starts_on)
    made = [_mandate(seat, holder, starts_on, rules) for seat, holder in chosen]
    if rules.flag("finance.exclusive_posts"):
        _check_compatible([mandate for mandate in made if mandate.seat.organ.kind in EXCLUSIVE])
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


def _mandate(seat: Seat, holder: Resident, starts_on: date, rules: RuleSet) -> Mandate:
    years = rules.years(OFFICES[seat.office].age)
    if not is_of_age(holder.birth_date, starts_on, years=years, strict=rules.flag("age.strict")):
        raise TooYoung(years=years, day=starts_on)
    term = Term.of_years(starts_on, OFFICES[seat.office].years_under(rules))
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


@transaction.atomic
def end_early(*, mandate_id: UUID, on: date, reason: str, by: Authority, at: datetime) -> Mandate:
    """End a mandate before its time (resignation, death, move, another office); its effect is at once.

    Nobody is recalled so: that takes a decision of those who elected.

    :raises UnknownEndReason: :raises NotInOffice: if it is not in force on that day. :raises EndsInThePast:
    """
    mandate = queries.in_force(on).select_for_update(no_key=True).filter(id=mandate_id).first()
    if mandate is None:
        raise NotInOffice(day=on)
    place = mandate.seat.organ.place
    by.check_is_for(place.id)
    if reason not in COMMISSION_NOTES:
        reasons = ", ".join(COMMISSION_NOTES)
        raise UnknownEndReason(reason=reason[:40], reasons=reasons)
    if on < territory.local_day(place, at):
        raise EndsInThePast(day=on)
    mandate.ends_on = on
    mandate.end_reason = reason
    mandate.save(update_fields=["ends_on", "end_reason"])
    enact(MandateEnded(subject=mandate.id, reason=reason, last_day_before=on.isoformat()), by=by, at=at)
    return mandate
