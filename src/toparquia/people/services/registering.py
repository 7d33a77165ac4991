"""Enter people in a council's register, correct what is wrong there, and note who read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import check_power, enact_all
from toparquia.people import errors, queries, rules
from toparquia.people.acts import AccountOpened, RecordCorrected, ResidentsRegistered
from toparquia.people.models import Account, Correction, Reading, Residence, Resident
from toparquia.people.rules import NewResident
from toparquia.people.services.leaving import ask_both_registers
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

BY_FORM: Final = "form"
BY_CENSUS: Final = "census"


def register_resident(
    *, given_names: str, surnames: str, birth_date: date, place: Place, since: date
) -> Resident:
    """Write down one person as living in a council since a day; as `register_residents`."""
    new = NewResident(given_names, surnames, birth_date)
    return register_residents(new=[new], place=place, since=since)[0]


@transaction.atomic
def register_residents(*, new: Sequence[NewResident], place: Place, since: date) -> list[Resident]:
    """Write down people as living in a place since a day, all or none, in the order given.

    It has no act of its own: it is called by a verb whose act proves it, as the seating of an office.
    :raises BornLater: and the refusals of a name.
    """
    return _insert(place, [rules.checked(replace(one, since=since)) for one in new])


@transaction.atomic
def register_people(
    *,
    place: Place,
    new: Sequence[NewResident],
    by: Authority,
    at: datetime,
    way: str = BY_FORM,
    are_others: bool = False,
) -> list[Resident]:
    """Enter people in a council's register: all of them or none. Of any age; the roll asks for the age.

    The Gazette is told how many, never who. `are_others` says that people of the same name and birth date
    were looked at and are different. An e-mail opens an account with which that person signs in by code.
    :raises NotACouncil: :raises NobodyToRegister: :raises BornLater: :raises LivesFromLater:
    :raises RegisteredAlready: :raises EmailTaken: :raises SexNotAsked: and the refusals of a name.
    """
    by.check_is_for(place.id)
    if not place.is_council:
        raise errors.NotACouncil(place=place.name)
    if not new:
        raise errors.NobodyToRegister()
    today = territory.local_day(place, at)
    people = [rules.checked(one, today=today) for one in new]
    for one in people:
        queries.check_sex(one.sex, place, today)
    # The place's row, so that two who register the same person at once meet here.
    Place.objects.select_for_update(no_key=True).get(id=place.id)
    if not are_others:
        _check_new(place, people, today)
    residents = _insert(place, people)
    ask_both_registers(place=place, residents=residents, at=at)
    accounts = [
        _open_account(one.email, resident)
        for resident, one in zip(residents, people, strict=True)
        if one.email
    ]
    said = [ResidentsRegistered(subject=place.id, people=len(people), way=way)]
    enact_all([*said, *(AccountOpened(subject=place.id) for _ in accounts)], by=by, at=at)
    return residents


@transaction.atomic
def correct_resident(
    *, resident_id: UUID, place: Place, changes: Mapping[str, str | date], by: Authority, at: datetime
) -> Resident:
    """Correct a name, a birth date or what someone says of their sex.

    What stood before is kept, and the person sees who changed it.

    :raises NoSuchResident: if nobody with that id lives there. :raises NothingToCorrect:
    :raises SexNotAsked:
    :raises BornLater: and the refusals of a name.
    """
    by.check_is_for(place.id)
    assert by.mandate is not None, "a correction is an office's"
    today = territory.local_day(place, at)
    resident = queries.resident_in(place, resident_id, today, for_update=True)
    told = {name: getattr(resident, name) for name in rules.CORRECTABLE} | dict(changes)
    queries.check_sex(told["sex"], place, today)
    fixed = rules.checked(
        NewResident(told["given_names"], told["surnames"], told["birth_date"], sex=told["sex"]), today=today
    )
    changed = [name for name in rules.CORRECTABLE if getattr(fixed, name) != getattr(resident, name)]
    if not changed:
        raise errors.NothingToCorrect()
    # Written first: the table changes a person's row only where a correction says so.
    Correction.objects.bulk_create(
        Correction(
            resident=resident,
            place=place,
            field=name,
            before=str(getattr(resident, name)),
            after=str(getattr(fixed, name)),
            mandate_id=by.mandate.id,
            office=by.mandate.office,
            holder=by.mandate.holder,
            corrected_at=at,
        )
        for name in changed
    )
    for name in changed:
        setattr(resident, name, getattr(fixed, name))
    resident.save(update_fields=changed)
    enact_all([RecordCorrected(subject=place.id, field=name) for name in changed], by=by, at=at)
    return resident


def record_reading(
    *,
    place: Place,
    residents: Sequence[UUID],
    kind: str,
    by: Authority,
    at: datetime,
    power: str = "people.register",
) -> Reading:
    """Note that someone in office read what is held about people, so that each of them can see it.

    `power` is the one that lets them read it: keeping the register, a roll, an assembly's list.
    :raises MandateNotInForce: a reading is no public act, so it is asked here.
    """
    by.check_is_for(place.id)
    check_power(power, kind="people.reading", by=by, at=at)
    assert by.mandate is not None, "a power comes with its mandate"
    return Reading.objects.create(
        place=place,
        residents=list(residents),
        kind=kind,
        mandate_id=by.mandate.id,
        office=by.mandate.office,
        holder=by.mandate.holder,
        read_at=at,
    )


def _insert(place: Place, people: Sequence[NewResident]) -> list[Resident]:
    residents = Resident.objects.bulk_create(
        Resident(given_names=one.given_names, surnames=one.surnames, birth_date=one.birth_date, sex=one.sex)
        for one in people
    )
    Residence.objects.bulk_create(
        Residence(resident=resident, place=place, starts_on=one.since, home=one.home)
        for resident, one in zip(residents, people, strict=True)
    )
    return residents


def _check_new(place: Place, people: Sequence[NewResident], today: date) -> None:
    births = {one.birth_date for one in people}
    seen = {
        rules.likeness(resident.given_names, resident.surnames, resident.birth_date)
        for resident in queries.residents(place, today).filter(birth_date__in=births)
    }
    for one in people:
        alike = rules.likeness(one.given_names, one.surnames, one.birth_date)
        if alike in seen:
            raise errors.RegisteredAlready(place=place.name)
        seen.add(alike)


def _open_account(email: str, resident: Resident) -> Account:
    # Written with small letters by allauth too, which looks accounts up without regard to case.
    known = Account.objects.select_for_update().filter(email__iexact=email).first()
    # What another account, or this one, was told of addresses before anyone vouched for the person: a
    # code sent to any of them would sign someone else in as this resident.
    EmailAddress.objects.filter(Q(email__iexact=email) | Q(user=known)).delete()
    if known is not None and known.resident_id is not None:
        raise errors.EmailTaken()
    if known is not None:
        # Whoever opened it may not be who receives its mail: from now on only a code by e-mail opens it,
        # and sessions that are open end, because they hang on the password.
        known.set_unusable_password()
        known.resident = resident
        known.save(update_fields=["password", "resident"])
        return known
    try:
        with transaction.atomic():
            return Account.objects.create_user(email.lower(), resident=resident)
    except IntegrityError as refusal:
        raise errors.EmailTaken() from refusal
