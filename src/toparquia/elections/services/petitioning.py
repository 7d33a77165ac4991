"""Ask for a recall, sign its petition, check a sample, and delete who signed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from toparquia.elections import errors, queries, rules, sealing
from toparquia.elections.acts import (
    PetitionChecked,
    RecallAsked,
    RecallAskedByAudit,
    SampleDrawn,
    SignaturesErased,
)
from toparquia.elections.models import (
    PetitionCheck,
    PetitionSample,
    PetitionSignature,
    Recall,
    SignatureErasure,
)
from toparquia.elections.services.locking import check_lives_here, hashed, locked_recall
from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.mandates.models import Mandate
from toparquia.people import queries as people
from toparquia.people.models import Resident
from toparquia.people.services import record_reading
from toparquia.territory import queries as territory
from toparquia.voting.services.locking import checked_seed

SALT_BYTES: Final = 32


@transaction.atomic
def ask_recall(
    *, mandate_id: UUID, origin: str, ground: str, text: str, by: Authority, at: datetime
) -> Recall:
    """Ask for the recall of a mandate in force, on a ground of the rules: residents, or the audit unit.

    Who begins a petition is not kept; it is as good as its signatures.
    :raises NotInOfficeNow: :raises UnknownGround: :raises RecallRunning:
    Source: the rule set's recall.grounds, recall.petition_share, recall.petition_days.
    """
    # The mandate's row makes of two askings at once a first and a second.
    held = Mandate.objects.select_for_update(no_key=True, of=("self",)).select_related("seat__organ__place")
    mandate = held.get(id=mandate_id)
    place = mandate.seat.organ.place
    by.check_is_for(place.id)
    day = territory.local_day(place, at)
    in_force = territory.rules(place, day)
    grounds = in_force.text_list("recall.grounds")
    if not mandate.term.contains(day):
        raise errors.NotInOfficeNow()
    if ground not in grounds:
        raise errors.UnknownGround(ground=ground[:40], grounds=", ".join(grounds))
    if any(queries.is_running(one, day) for one in queries.recalls_of(mandate.id)):
        raise errors.RecallRunning()
    said = clean_text(text, rules.REASON, rules.TEXT_LIMIT)
    is_petition = origin == Recall.Origin.PETITION
    electors = people.of_voting_age(place, day).count()
    asked = Recall.objects.create(
        place=place,
        mandate=mandate,
        origin=Recall.Origin.PETITION if is_petition else Recall.Origin.AUDIT,
        ground=ground,
        text=said,
        electors=electors,
        needed=max(1, in_force.share("recall.petition_share").ceil_of(electors)) if is_petition else 0,
        petition_until=day + timedelta(days=in_force.days("recall.petition_days")) if is_petition else day,
        asked_at=at,
        salt=secrets.token_bytes(SALT_BYTES),
    )
    act = (RecallAsked if is_petition else RecallAskedByAudit)(
        subject=asked.id,
        mandate=mandate.id,
        ground=ground,
        electors=electors,
        needed=asked.needed,
        evidence=(hashed("causa.txt", said),),
    )
    enact(act, by=by, at=at)
    return asked


@transaction.atomic
def sign_petition(*, recall_id: UUID, resident_id: UUID, by: Authority, at: datetime) -> int:
    """Add one resident's signature, sealed, and return how many there are: no act, no time, no name.

    The person signs themselves; from paper the commission types it.
    :raises PetitionClosed: :raises NotOfThePlace: :raises SignedAlready:
    """
    found = locked_recall(recall_id, by)
    if by.mandate is not None:
        check_power("elections.check_petition", kind="elections.signature", by=by, at=at)
    day = territory.local_day(found.place, at)
    if not found.is_by_petition or queries.has(found, "sample") or day > found.petition_until:
        raise errors.PetitionClosed()
    check_lives_here(resident_id, found.place, day)
    digest = sealing.digest(bytes(found.salt), resident_id)
    if PetitionSignature.objects.filter(digest=digest).exists():
        raise errors.SignedAlready()
    PetitionSignature.objects.create(
        recall=found, digest=digest, sealed=sealing.seal(bytes(found.salt), resident_id)
    )
    return found.signatures.count()


@transaction.atomic
def draw_sample(*, recall_id: UUID, seed: str, by: Authority, at: datetime) -> PetitionSample:
    """Close the petition and draw, from a public seed, the signatures that are checked.

    :raises SampleDrawnAlready: :raises TooFewSignatures: :raises NotYourOwnCase:
    Source: the rule set's recall.petition_share, recall.sample_size.
    """
    found = _locked_by_a_checker(recall_id, by, at)
    if queries.has(found, "sample") or not found.is_by_petition:
        raise errors.SampleDrawnAlready()
    signatures = found.signatures.count()
    if signatures < found.needed:
        raise errors.TooFewSignatures(signatures=signatures, needed=found.needed, day=found.petition_until)
    size = min(signatures, queries.recall_rules(found).count("recall.sample_size"))
    drawn = PetitionSample.objects.create(
        recall=found, seed=checked_seed(seed), signatures=signatures, size=size, drawn_at=at
    )
    enact(SampleDrawn(subject=found.id, seed=drawn.seed, signatures=signatures, size=size), by=by, at=at)
    return drawn


@transaction.atomic
def read_sample(*, recall_id: UUID, by: Authority, at: datetime) -> list[Resident]:
    """Return who was drawn, for the commission to ask them; each of them can see that it was read.

    :raises SampleNotDrawn: :raises SampleDrawnAlready: once the check is written down.
    """
    found = _locked_by_a_checker(recall_id, by, at)
    if not queries.has(found, "sample"):
        raise errors.SampleNotDrawn()
    if queries.has(found, "check_made") or queries.has(found, "erasure"):
        raise errors.SampleDrawnAlready()
    sealed = dict(found.signatures.values_list("digest", "sealed"))
    drawn = rules.sample_order(found.sample.seed, sealed)[: found.sample.size]
    ids = [sealing.unseal(bytes(found.salt), bytes(sealed[one])) for one in drawn]
    record_reading(
        place=found.place, residents=ids, kind="list", power="elections.check_petition", by=by, at=at
    )
    rows = Resident.objects.in_bulk(ids)
    return sorted(rows.values(), key=lambda one: (one.surnames, one.given_names, one.id))


@transaction.atomic
def record_check(*, recall_id: UUID, confirmed: int, by: Authority, at: datetime) -> PetitionCheck:
    """Write down how many of the sample confirmed that they signed; the petition goes on or not.

    :raises SampleNotDrawn: :raises SampleDrawnAlready: :raises SampleMiscounted:
    Source: the rule set's recall.petition_share, recall.challenge_days.
    """
    found = _locked_by_a_checker(recall_id, by, at)
    if not queries.has(found, "sample"):
        raise errors.SampleNotDrawn()
    if queries.has(found, "check_made"):
        raise errors.SampleDrawnAlready()
    size, signatures = found.sample.size, found.sample.signatures
    if not 0 <= confirmed <= size:
        raise errors.SampleMiscounted(size=size)
    estimated = rules.estimated_valid(signatures=signatures, size=size, confirmed=confirmed)
    day = territory.local_day(found.place, at)
    made = PetitionCheck.objects.create(
        recall=found,
        confirmed=confirmed,
        estimated=estimated,
        is_enough=estimated >= found.needed,
        checked_on=day,
        erasable_from=day + timedelta(days=queries.recall_rules(found).days("recall.challenge_days")),
        checked_at=at,
    )
    act = PetitionChecked(
        subject=found.id,
        confirmed=confirmed,
        estimated=estimated,
        needed=found.needed,
        is_enough=made.is_enough,
    )
    enact(act, by=by, at=at)
    return made


@transaction.atomic
def erase_signatures(*, recall_id: UUID, by: Authority, at: datetime) -> int:
    """Delete all signatures of a petition whose challenge period is over; their number stays.

    Anyone may, so that nobody keeps them by doing nothing. :raises TooSoonToErase: :raises ErasedAlready:
    Source: the rule set's recall.challenge_days.
    """
    found = locked_recall(recall_id, by)
    if queries.has(found, "erasure"):
        raise errors.ErasedAlready()
    from_day = queries.erasable_from(found)
    if territory.local_day(found.place, at) < from_day:
        raise errors.TooSoonToErase(day=from_day)
    signatures = found.signatures.count()
    SignatureErasure.objects.create(recall=found, signatures=signatures, erased_at=at)
    # The table lets rows go only beside their erasure.
    found.signatures.all().delete()
    enact(SignaturesErased(subject=found.id, signatures=signatures), by=by, at=at)
    return signatures


def erase_due(*, at: datetime) -> int:
    """Delete the signatures of every petition whose challenge period is over; return of how many petitions.

    What a clock does and anyone may: the program runs it by itself, so that forgetting keeps no list.
    """
    erased = 0
    waiting = Recall.objects.filter(erasure=None, signatures__isnull=False).select_related("place").distinct()
    for found in waiting.order_by("asked_at"):
        if territory.local_day(found.place, at) < queries.erasable_from(found):
            continue
        by = territory.open_authority(found.place, at)
        erased += _erased_now(found, by, at)
    return erased


def _erased_now(found: Recall, by: Authority, at: datetime) -> int:
    try:
        erase_signatures(recall_id=found.id, by=by, at=at)
    except errors.ErasedAlready:
        return 0  # Someone was faster, which is as good.
    return 1


def _locked_by_a_checker(recall_id: UUID, by: Authority, at: datetime) -> Recall:
    found = locked_recall(recall_id, by)
    check_power("elections.check_petition", kind="elections.petition_checked", by=by, at=at)
    if by.mandate is not None and by.mandate.id == found.mandate_id:
        raise errors.NotYourOwnCase()
    return found
