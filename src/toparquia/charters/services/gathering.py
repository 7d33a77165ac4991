"""Promote a founding, let councils join it, write its charter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.charters import errors, queries, rules
from toparquia.charters.acts import CharterWritten, CouncilJoined, FoundingPromoted
from toparquia.charters.models import CharterSection, CharterText, FoundingCharter, Joining
from toparquia.charters.services.locking import check_not_founded, check_not_running, locked
from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import TextMissing, clean_text
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import move_into_commune


@transaction.atomic
def promote(*, place: Place, by: Authority, at: datetime) -> FoundingCharter:
    """Begin the founding of a commune that the registrar entered as in promotion. Any resident may.

    :raises NotACommune: :raises FoundedAlready: :raises PromotedAlready:
    """
    by.check_is_for(place.id)
    if not place.is_commune:
        raise errors.NotACommune(place=place.name)
    check_not_founded(place)
    charter = FoundingCharter(place=place, promoted_at=at)
    try:
        with transaction.atomic():
            charter.save(force_insert=True)
    except IntegrityError as refusal:
        if "place_id" not in str(refusal):
            raise
        raise errors.PromotedAlready(place=place.name) from refusal
    enact(FoundingPromoted(subject=charter.id), by=by, at=at)
    return charter


@transaction.atomic
def join(*, charter_id: UUID, resolution_id: UUID, by: Authority, at: datetime) -> Joining:
    """Let a council enter by its own assembly's resolution; one of the circuit then stands in the commune.

    `by` is of the council. :raises NoSuchCharter: :raises NoSuchResolution: :raises NotAboutJoining:
    :raises JoiningNotCarried: :raises CouncilElsewhere: :raises JoinedAlready: :raises ReferendumRunning:
    """
    charter = locked(charter_id)
    resolution = assemblies.resolution(resolution_id)
    council = resolution.session.place
    by.check_is_for(council.id)
    _check_resolution(charter, resolution)
    if not council.is_council or council.parent_id not in (charter.place_id, charter.place.parent_id):
        raise errors.CouncilElsewhere(council=council.name, place=charter.place.name)
    if council.id in {row.council_id for row in queries.joined(charter)}:
        raise errors.JoinedAlready(council=council.name, place=charter.place.name)
    check_not_running(charter)
    joining = Joining.objects.create(charter=charter, council=council, resolution=resolution, joined_at=at)
    if council.parent_id != charter.place_id:
        move_into_commune(council=council, commune=charter.place)
    act = CouncilJoined(
        subject=charter.id, commune=charter.place_id, council=council.id, resolution=resolution.id
    )
    enact(act, by=by, at=at)
    return joining


@transaction.atomic
def write_charter(
    *, charter_id: UUID, sections: Mapping[str, str], by: Authority, at: datetime
) -> CharterText:
    """Write a new version of the charter's whole text: what each section of the rules says, or not yet.

    `by` is of a council that joined. Empty sections are left out; the steps say which are missing.
    :raises NotAJoinedCouncil: :raises FoundedAlready: :raises ReferendumRunning: :raises ApprovedAlready:
    :raises UnknownSection: :raises NothingChanged: :raises TextMissing: and the others of a text.
    Source: the rule set's charter.sections.
    """
    charter = locked(charter_id)
    joined = {row.council_id: row.council for row in queries.joined(charter)}
    if by.place.id not in joined:
        raise errors.NotAJoinedCouncil(council=by.place.name, place=charter.place.name)
    by.check_is_for(by.place.id)
    check_not_founded(charter.place)
    check_not_running(charter)
    _check_not_approved(charter)
    codes = queries.rules_of(charter, territory.local_day(charter.place, at)).text_list("charter.sections")
    clean = _clean(sections, codes)
    before = queries.standing_text(charter)
    digest = rules.text_digest(clean)
    if before is not None and before.digest == digest:
        raise errors.NothingChanged()
    text = CharterText.objects.create(
        charter=charter,
        number=before.number + 1 if before else 1,
        council_id=by.place.id,
        digest=digest,
        written_at=at,
    )
    CharterSection.objects.bulk_create(
        CharterSection(text=text, position=position, code=code, body=body)
        for position, (code, body) in enumerate(clean.items(), start=1)
    )
    act = CharterWritten(
        subject=charter.id,
        text=text.id,
        number=text.number,
        sections=tuple(clean),
        evidence=(Evidence("charter.json", digest),),
    )
    enact(act, by=by, at=at)
    return text


def _check_resolution(charter: FoundingCharter, resolution: Resolution) -> None:
    motion = resolution.motion
    if (motion.about_kind, motion.about_id) != (rules.JOINING, charter.place_id):
        raise errors.NotAboutJoining(place=charter.place.name)
    if not resolution.is_binding:
        raise errors.JoiningNotCarried(council=resolution.session.place.name, place=charter.place.name)


def _check_not_approved(charter: FoundingCharter) -> None:
    last = queries.last_proclamation(charter)
    if last is not None and last.is_approved:
        raise errors.ApprovedAlready(place=charter.place.name)


def _clean(sections: Mapping[str, str], codes: tuple[str, ...]) -> dict[str, str]:
    for code in sections:
        if code not in codes:
            raise errors.UnknownSection(section=code[:80], sections=", ".join(codes))
    written = {
        code: clean_text(
            sections.get(code, ""), queries.section_title(code), rules.SECTION_LIMIT, is_optional=True
        )
        for code in codes
    }
    clean = {code: body for code, body in written.items() if body}
    if not clean:
        raise TextMissing(field=queries.section_title(codes[0]))
    return clean
