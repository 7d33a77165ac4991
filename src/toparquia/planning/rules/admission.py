"""What a check before the vote finds, how far a project has come, and what an assembly admitted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final
from uuid import UUID

from toparquia.foundation.errors import Sentence
from toparquia.foundation.texts import clean_text
from toparquia.planning.errors import (
    CheckNotPassed,
    GroundNotListed,
    GroundsIncomplete,
    NotChecked,
    NotCosted,
    ResolutionNotCarried,
    ResolutionOfSomethingElse,
)
from toparquia.planning.rules.texts import REASON, TEXT_LIMIT


class Stage(Enum):
    """How far a project has come; worked out from what was done, stored nowhere."""

    PROPOSED = "proposed"
    COSTED = "costed"
    RETURNED = "returned"
    CHECKED = "checked"
    ADMITTED = "admitted"

    def in_language(self, language: str) -> str:
        """Return the stage as people read it."""
        return _STAGES[self].in_language(language)


_STAGES: Final[dict[Stage, Sentence]] = {
    Stage.PROPOSED: Sentence("propuesto", "proposed"),
    Stage.COSTED: Sentence("con presupuesto", "costed"),
    Stage.RETURNED: Sentence("devuelto con razones", "returned with reasons"),
    Stage.CHECKED: Sentence("revisado", "checked"),
    Stage.ADMITTED: Sentence("admitido por la asamblea", "admitted by the assembly"),
}


@dataclass(frozen=True)
class Finding:
    """What a check found on one ground: whether it is met, and why."""

    ground: str
    is_met: bool
    reason: str


@dataclass(frozen=True)
class ResolutionRef:
    """An assembly's resolution as this room needs it: of which territory, about what, carried or not."""

    id: UUID
    place_id: UUID
    subject_id: UUID
    is_carried: bool


def check_findings(findings: Sequence[Finding], grounds: Sequence[str]) -> tuple[Finding, ...]:
    """Return the findings in the order of the closed list, each with its reason trimmed.

    :raises GroundNotListed: if one is of a ground that the rules do not have.
    :raises GroundsIncomplete: if a ground is answered never or twice. :raises TextMissing: without a reason.
    Source: the rule set's obligation.pre_vote_check.
    """
    for finding in findings:
        if finding.ground not in grounds:
            raise GroundNotListed(asked=finding.ground[:60], grounds=", ".join(grounds))
    times = Counter(finding.ground for finding in findings)
    if wrong := [ground for ground in grounds if times[ground] != 1]:
        raise GroundsIncomplete(grounds=", ".join(wrong))
    found = {finding.ground: finding for finding in findings}
    return tuple(
        Finding(ground, found[ground].is_met, clean_text(found[ground].reason, REASON, TEXT_LIMIT))
        for ground in grounds
    )


def stage(*, has_estimate: bool, is_passed: bool | None, is_admitted: bool) -> Stage:
    """Return how far a project has come; `is_passed` is of its present estimate's last check, if any."""
    if is_admitted:
        return Stage.ADMITTED
    if not has_estimate:
        return Stage.PROPOSED
    if is_passed is None:
        return Stage.COSTED
    return Stage.CHECKED if is_passed else Stage.RETURNED


def check_admissible(
    *, title: str, has_estimate: bool, failed: Sequence[str] | None, grounds: Sequence[str]
) -> None:
    """Refuse to admit what the rules do not let onto the ballot.

    `failed` are the grounds not met by the present estimate's last check, None if it had none. With an
    empty list of grounds there is nothing to check. :raises NotCosted, NotChecked, CheckNotPassed:
    """
    if not has_estimate:
        raise NotCosted(title=title)
    if failed is None and grounds:
        raise NotChecked(title=title)
    if failed:
        raise CheckNotPassed(title=title, grounds=", ".join(failed))


def subject_of(project_ids: Iterable[UUID]) -> UUID:
    """Return what an assembly resolves on when it admits these projects.

    One project is its own subject. A list of several has an id made of its members' ids, so that a yes
    to one list admits no other. Source: RFC 9562, version 8.
    """
    ids = sorted(set(project_ids))
    assert ids, "an assembly decides on something"
    if len(ids) == 1:
        return ids[0]
    raw = bytearray(hashlib.sha256(b"".join(one.bytes for one in ids)).digest()[:16])
    raw[6] = (raw[6] & 0x0F) | 0x80
    raw[8] = (raw[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(raw))


def check_resolution(resolution: ResolutionRef, project_ids: Iterable[UUID]) -> None:
    """Refuse a resolution that does not admit these projects.

    :raises ResolutionOfSomethingElse: :raises ResolutionNotCarried:
    """
    ids = set(project_ids)
    if not ids or resolution.subject_id != subject_of(ids):
        raise ResolutionOfSomethingElse()
    if not resolution.is_carried:
        raise ResolutionNotCarried()
