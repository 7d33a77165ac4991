"""Recording what two people found on the paper that public dice drew, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from toparquia.engines.auditing import (
    AuditRefusal,
    Reported,
    Verdict,
    agreed_sheets,
    agreed_tables,
    judge_sheets,
    judge_tables,
    reported_digest,
    risk_limit,
    sheets_from_json,
    tables_from_json,
)
from toparquia.engines.auditing.instructions import METHODS
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.voting import queries
from toparquia.voting.acts import PaperAudited
from toparquia.voting.auditing import reported_of
from toparquia.voting.errors import AuditRefused, AuditRoundThere, NothingToAudit
from toparquia.voting.models import PaperAudit
from toparquia.voting.services.locking import check_may, locked_vote


@dataclass(frozen=True)
class Round:
    """One draw: by sheets or by tables, from which public dice, and how many."""

    method: str
    seed: str
    drawn: int


@transaction.atomic
def record_audit(
    *, vote_id: UUID, asked: Round, notes: tuple[Any, Any], by: Authority, at: datetime
) -> PaperAudit:
    """Keep what both people noted alike of a draw, with the risk that it leaves, and publish it.

    `notes` are two people's findings in the engine's format; a later round has more of the same dice.

    :raises AnotherPlace: :raises NothingToAudit: :raises AuditRoundThere: :raises AuditRefused:
    """
    check_may(vote_id, "voting.certify", kind=PaperAudited.kind, by=by, at=at)
    vote = locked_vote(vote_id, by)
    certificate = queries.certificate(vote)
    reported = certificate and reported_of(vote, queries.options(vote), certificate)
    if reported is None:
        raise NothingToAudit(title=vote.title)
    if vote.paper_audits.filter(method=asked.method, seed=asked.seed, drawn=asked.drawn).exists():
        raise AuditRoundThere()
    # The dice are thrown once: whoever could throw again could choose what is looked at.
    if (first := vote.paper_audits.first()) is not None and first.seed != asked.seed:
        raise AuditRoundThere()
    limit_bp = queries.rules_of(vote).share("paper_audit.risk_limit").basis_points
    try:
        verdict = _judged(reported, asked, notes, limit_bp)
    except AuditRefusal as refusal:
        raise AuditRefused(reason=refusal) from refusal
    audit = PaperAudit.objects.create(
        vote=vote,
        reported_sha256=reported_digest(reported),
        method=asked.method,
        seed=asked.seed,
        drawn=asked.drawn,
        found=notes[0],
        limit_bp=limit_bp,
        risk_parts=str(verdict.risk.numerator),
        risk_whole=str(verdict.risk.denominator),
        is_confirmed=verdict.is_confirmed,
        is_overturned=verdict.is_overturned,
        recorded_at=at,
    )
    act = PaperAudited(
        subject=vote.id,
        method=asked.method,
        seed=asked.seed,
        drawn=asked.drawn,
        reported_sha256=audit.reported_sha256,
        limit_bp=limit_bp,
        is_confirmed=audit.is_confirmed,
        is_overturned=audit.is_overturned,
    )
    enact(act, by=by, at=at)
    return audit


def _judged(reported: Reported, asked: Round, notes: tuple[Any, Any], limit_bp: int) -> Verdict:
    limit = risk_limit(limit_bp)
    first, second = notes
    if asked.method == METHODS[0]:
        contest = reported.contest
        sheets = agreed_sheets(sheets_from_json(contest, first), sheets_from_json(contest, second))
        return judge_sheets(reported, limit, asked.seed, sheets, count=asked.drawn)
    tables = agreed_tables(tables_from_json(first), tables_from_json(second))
    return judge_tables(reported, limit, asked.seed, asked.drawn, tables)
