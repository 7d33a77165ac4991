"""Making one project of two that are alike, when everyone who proposed them says yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.services import check_power, enact
from toparquia.planning import errors, queries, rules, sealing
from toparquia.planning.acts import MergeConsented, MergeOffered, MergeRefused, ProjectsMerged
from toparquia.planning.models import MergeConsent, Merged, MergeOffer, MergeRefusal, Project, Proposer
from toparquia.planning.services.locking import check_acts_for, open_projects


@dataclass(frozen=True)
class JointProject:
    """What the one project would be called and say."""

    title: str
    text: str


@transaction.atomic
def offer_merge(
    *,
    project_id: UUID,
    other_id: UUID,
    joint: JointProject,
    by: Authority,
    at: datetime,
    resident_id: UUID | None = None,
) -> MergeOffer:
    """Offer to make one project of two; whoever offers it consents for their own.

    `resident_id` is who proposed the first one. An imported project was proposed by nobody here: whoever
    holds `planning.merge` for its territory speaks for it.
    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted, ProjectMerged: of either.
    :raises MergesWithItself: :raises TooFarToMerge: :raises OfferOpen: :raises NotTheProposer:
    :raises TextMissing, TextTooLong, TextUnreadable: of the joint project.
    """
    first = queries.project(project_id)
    check_acts_for(first, by)
    second = queries.project(other_id)
    if first.id == second.id:
        raise errors.MergesWithItself()
    place = queries.merge_place(first, second)
    if place is None:
        raise errors.TooFarToMerge(first=first.title, second=second.title)
    open_projects([first.id, second.id], None)
    if any({one.first_id, one.second_id} == {first.id, second.id} for one in queries.open_offers(first.id)):
        raise errors.OfferOpen()
    offer = MergeOffer(
        first=first,
        second=second,
        place=place,
        title=clean_line(joint.title, rules.TITLE, rules.TITLE_LIMIT),
        text=clean_text(joint.text, rules.TEXT, rules.TEXT_LIMIT),
        offered_at=at,
    )
    offer.save()
    digest = rules.digest(offer.title, offer.text)
    enact(MergeOffered(subject=offer.id, first=first.id, second=second.id, text_sha256=digest), by=by, at=at)
    _consent(offer, [first], resident_id, by, at)
    return offer


@transaction.atomic
def consent_to_merge(
    *, offer_id: UUID, by: Authority, at: datetime, resident_id: UUID | None = None
) -> Project | None:
    """Say yes to an offer; return the one project once everyone has, None while somebody is missing.

    :raises NoSuchOffer, ActsElsewhere: :raises OfferAnswered: :raises NotTheProposer, ConsentedBefore:
    :raises AlreadyAdmitted, ProjectMerged: of either.
    """
    offer = _locked(offer_id, by)
    open_projects([offer.first_id, offer.second_id], None)
    mine = [one for one in (offer.first, offer.second) if by.place.id in one.place.path]
    _consent(offer, mine, resident_id, by, at)
    if not all(queries.has_consented(offer, one) for one in (offer.first, offer.second)):
        return None
    return _merge(offer, by, at)


@transaction.atomic
def refuse_merge(
    *, offer_id: UUID, by: Authority, at: datetime, resident_id: UUID | None = None
) -> MergeRefusal:
    """Say no to an offer, or take one's own back; both projects stay as they are.

    :raises NoSuchOffer, ActsElsewhere: :raises OfferAnswered: :raises NotTheProposer:
    """
    offer = _locked(offer_id, by)
    mine = [one for one in (offer.first, offer.second) if by.place.id in one.place.path]
    if not any(_speaks_for(one, resident_id, by, at) for one in mine):
        raise errors.NotTheProposer()
    refusal = MergeRefusal.objects.create(offer=offer, refused_at=at)
    enact(MergeRefused(subject=offer.id), by=by, at=at)
    return refusal


def _locked(offer_id: UUID, by: Authority) -> MergeOffer:
    offer = queries.merge_offer(offer_id)
    if all(by.place.id not in one.place.path for one in (offer.first, offer.second)):
        raise errors.ActsElsewhere(acting=by.place.name, place=offer.place.name)
    # Two answers to one offer wait here for each other.
    both = Project.objects.filter(id__in=(offer.first_id, offer.second_id)).order_by("id")
    list(both.select_for_update(no_key=True))
    if not queries.offer_is_open(queries.merge_offer(offer_id)):
        raise errors.OfferAnswered()
    return offer


def _consent(
    offer: MergeOffer, projects: list[Project], resident_id: UUID | None, by: Authority, at: datetime
) -> None:
    """Write down a yes for each of these projects that this person or office speaks for."""
    speaks_for = [one for one in projects if _speaks_for(one, resident_id, by, at)]
    if not speaks_for:
        raise errors.NotTheProposer()
    given = [one for one in speaks_for if not queries.has_consented(offer, one, resident_id)]
    if not given:
        raise errors.ConsentedBefore()
    for project in given:
        is_sealed = bool(queries.proposers(project.id))
        MergeConsent.objects.create(
            offer=offer,
            project=project,
            seal=sealing.proposer(project.id, resident_id) if is_sealed and resident_id else "",
            result_seal=sealing.proposer(offer.result_id, resident_id) if is_sealed and resident_id else "",
            mandate_id=None if is_sealed or by.mandate is None else by.mandate.id,
        )
        enact(MergeConsented(subject=offer.id, project=project.id, by_office=not is_sealed), by=by, at=at)


def _speaks_for(project: Project, resident_id: UUID | None, by: Authority, at: datetime) -> bool:
    if queries.proposers(project.id):
        return resident_id is not None and queries.is_proposed_by(project.id, resident_id)
    if by.mandate is None:
        return False
    check_power("planning.merge", kind=MergeConsented.kind, by=by, at=at)
    return True


def _merge(offer: MergeOffer, by: Authority, at: datetime) -> Project:
    first, second = offer.first, offer.second
    spot = first if first.latitude is not None else second
    result = Project.objects.create(
        id=offer.result_id,
        place=offer.place,
        need_id=first.need_id or second.need_id,
        title=offer.title,
        text=offer.text,
        theme=first.theme or second.theme,
        latitude=spot.latitude,
        longitude=spot.longitude,
        proposed_at=at,
    )
    seals = set(offer.consents.exclude(result_seal="").values_list("result_seal", flat=True))
    Proposer.objects.bulk_create(Proposer(seal=seal, project=result) for seal in sorted(seals))
    for one in (first, second):
        Merged.objects.create(project=one, into=result, offer=offer, merged_at=at)
    act = ProjectsMerged(
        subject=result.id, merged=(first.id, second.id), text_sha256=rules.digest(result.title, result.text)
    )
    enact(act, by=by, at=at)
    return result
