"""The check before the vote: only on the grounds of the closed list, each with its written reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact_all
from toparquia.planning import queries, rules
from toparquia.planning.acts import PreVoteChecked
from toparquia.planning.errors import NotCosted
from toparquia.planning.models import CheckFinding, PreVoteCheck
from toparquia.planning.rules import Finding
from toparquia.planning.services.locking import open_projects


@dataclass(frozen=True)
class NewCheck:
    """What was found of one project, ground by ground."""

    project_id: UUID
    findings: tuple[Finding, ...]


def check_before_vote(
    *, project_id: UUID, findings: Sequence[Finding], by: Authority, at: datetime
) -> PreVoteCheck:
    """Check one project; as `check_all_before_vote`."""
    return check_all_before_vote(new=[NewCheck(project_id, tuple(findings))], by=by, at=at)[0]


@transaction.atomic
def check_all_before_vote(*, new: Sequence[NewCheck], by: Authority, at: datetime) -> list[PreVoteCheck]:
    """Check projects at their present estimates and return the checks in the order given.

    A project that fails is returned with reasons; it can be costed and checked again, and no other
    ground may ever keep it from the vote.
    :raises NoSuchProject, ActsElsewhere, AlreadyAdmitted, NotCosted: of the project.
    :raises GroundNotListed, GroundsIncomplete, TextMissing: of the findings.
    """
    projects = open_projects([one.project_id for one in new], by)
    in_force = queries.rules_where(projects.values(), at)
    estimates = queries.present_estimates(projects)
    numbers = queries.last_check_numbers(projects)
    made: list[tuple[PreVoteCheck, tuple[Finding, ...]]] = []
    for one in new:
        project = projects[one.project_id]
        if project.id not in estimates:
            raise NotCosted(title=project.title)
        grounds = in_force[project.place_id].text_list("obligation.pre_vote_check")
        findings = rules.check_findings(one.findings, grounds)
        number = numbers[project.id] = numbers.get(project.id, 0) + 1
        check = PreVoteCheck(project=project, estimate=estimates[project.id], number=number, checked_at=at)
        made.append((check, findings))
    checks = PreVoteCheck.objects.bulk_create(check for check, _ in made)
    CheckFinding.objects.bulk_create(
        CheckFinding(check_made=check, ground=found.ground, is_met=found.is_met, reason=found.reason)
        for check, findings in made
        for found in findings
    )
    if made:
        enact_all([_act(check, findings) for check, findings in made], by=by, at=at)
    return checks


def _act(check: PreVoteCheck, findings: Sequence[Finding]) -> PreVoteChecked:
    return PreVoteChecked(
        subject=check.project_id,
        estimate=check.estimate_id,
        number=check.number,
        is_passed=all(found.is_met for found in findings),
        findings={found.ground: found.is_met for found in findings},
        reasons_sha256=rules.digest(*(found.reason for found in findings)),
    )
