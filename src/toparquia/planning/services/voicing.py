"""What any resident may do: voice a need, record a potential, propose a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact, enact_all
from toparquia.planning import photos, queries, rules, sealing
from toparquia.planning.acts import NeedVoiced, PotentialRecorded, ProjectProposed
from toparquia.planning.errors import NeedElsewhere
from toparquia.planning.models import Need, Potential, Project, Proposer
from toparquia.planning.rules import Position
from toparquia.territory.models import Place


@dataclass(frozen=True)
class NewNeed:
    """A need as someone says it: `homes` affected, `theme` a code, where on the map if it is in one spot.

    `groups` are those that it affects most, by the rules' list; `photo` is a picture as the phone took it.
    """

    title: str
    text: str
    theme: str = ""
    homes: int | None = None
    position: Position | None = None
    groups: tuple[str, ...] = ()
    photo: bytes = b""


@dataclass(frozen=True)
class NewPotential:
    """A potential as someone says it; `kind` is a code such as land, skill, tool, building, knowledge."""

    kind: str
    title: str
    text: str = ""
    position: Position | None = None


@dataclass(frozen=True)
class NewProject:
    """A project as someone proposes it; `source` says where an imported one comes from."""

    title: str
    text: str = ""
    need_id: UUID | None = None
    theme: str = ""
    position: Position | None = None
    source: str = ""


@transaction.atomic
def voice_need(*, place: Place, new: NewNeed, by: Authority, at: datetime) -> Need:
    """Write down what people of a territory lack. Who says it is not asked.

    :raises TextMissing, TextTooLong, TextUnreadable, CodeMalformed, HomesOutOfBounds:
    :raises AuthorityOfAnotherPlace, GroupNotListed, PhotoRefused:
    """
    by.check_is_for(place.id)
    rules.check_code(new.theme, rules.THEME, is_optional=True)
    rules.check_homes(new.homes)
    in_force = queries.rules_of(place, at)
    groups = rules.check_groups(new.groups, in_force.text_list("planning.most_affected"))
    need = Need.objects.create(
        place=place,
        title=clean_line(new.title, rules.TITLE, rules.TITLE_LIMIT),
        text=clean_text(new.text, rules.TEXT, rules.TEXT_LIMIT),
        theme=new.theme,
        homes=new.homes,
        groups=groups,
        photo_sha256=photos.keep(new.photo, in_force) if new.photo else "",
        **_on_map(new.position),
        voiced_at=at,
    )
    act = NeedVoiced(
        subject=need.id,
        theme=need.theme,
        homes=need.homes,
        groups=tuple(groups),
        text_sha256=rules.digest(need.title, need.text),
        evidence=(Evidence("foto.jpg", need.photo_sha256),) if need.photo_sha256 else (),
    )
    enact(act, by=by, at=at)
    return need


@transaction.atomic
def record_potential(*, place: Place, new: NewPotential, by: Authority, at: datetime) -> Potential:
    """Write down what a territory has to build on.

    :raises TextMissing, TextTooLong, TextUnreadable, CodeMalformed, AuthorityOfAnotherPlace:
    """
    by.check_is_for(place.id)
    rules.check_code(new.kind, rules.KIND)
    found = Potential.objects.create(
        place=place,
        kind=new.kind,
        title=clean_line(new.title, rules.TITLE, rules.TITLE_LIMIT),
        text=clean_text(new.text, rules.TEXT, rules.TEXT_LIMIT, is_optional=True),
        **_on_map(new.position),
        recorded_at=at,
    )
    text_hash = rules.digest(found.title, found.text)
    enact(PotentialRecorded(subject=found.id, potential=found.kind, text_sha256=text_hash), by=by, at=at)
    return found


@transaction.atomic
def propose(
    *, place: Place, new: NewProject, by: Authority, at: datetime, resident_id: UUID | None = None
) -> Project:
    """Propose one project in a territory; as `propose_all`.

    With `resident_id` the project knows its proposer again by a seal, which names nobody: to merge it with
    another takes that person's yes.
    """
    project = propose_all(place=place, new=[new], by=by, at=at)[0]
    if resident_id is not None:
        Proposer.objects.create(project=project, seal=sealing.proposer(project.id, resident_id))
    return project


@transaction.atomic
def propose_all(*, place: Place, new: Sequence[NewProject], by: Authority, at: datetime) -> list[Project]:
    """Propose projects in a territory and return them in the order given: all of them or none.

    :raises AuthorityOfAnotherPlace, TooManyAtOnce, NeedElsewhere:
    :raises TextMissing, TextTooLong, TextUnreadable, CodeMalformed: of what is written.
    """
    by.check_is_for(place.id)
    rules.check_batch(len(new))
    _check_needs(place, {one.need_id for one in new if one.need_id})
    projects = Project.objects.bulk_create(_project(place, one, at) for one in new)
    acts = [
        ProjectProposed(
            subject=project.id,
            need=project.need_id,
            theme=project.theme,
            text_sha256=rules.digest(project.title, project.text),
        )
        for project in projects
    ]
    if acts:
        enact_all(acts, by=by, at=at)
    return projects


def _project(place: Place, new: NewProject, at: datetime) -> Project:
    rules.check_code(new.theme, rules.THEME, is_optional=True)
    return Project(
        place=place,
        need_id=new.need_id,
        title=clean_line(new.title, rules.TITLE, rules.TITLE_LIMIT),
        text=clean_text(new.text, rules.TEXT, rules.TEXT_LIMIT, is_optional=True),
        theme=new.theme,
        **_on_map(new.position),
        source=clean_line(new.source, rules.SOURCE, rules.TITLE_LIMIT, is_optional=True),
        proposed_at=at,
    )


def _check_needs(place: Place, need_ids: set[UUID]) -> None:
    # A commune's project may answer a need of one of its councils, and a council's one of its commune.
    found = Need.objects.filter(id__in=need_ids).select_related("place")
    near = [need for need in found if need.place_id in place.path or place.id in need.place.path]
    if len(near) < len(need_ids):
        raise NeedElsewhere(place=place.name)


def _on_map(position: Position | None) -> dict[str, float | None]:
    if position is None:
        return {"latitude": None, "longitude": None}
    return {"latitude": position.latitude, "longitude": position.longitude}
