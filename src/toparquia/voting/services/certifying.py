"""Certifying: count what is stored, decide by the rule, and fix both for good."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.voting import queries
from toparquia.voting.acts import VoteCertified
from toparquia.voting.channels import Contribution, channels_of
from toparquia.voting.errors import CertifiedAlready, NotClosed, SheetsPending
from toparquia.voting.models import Certificate, Vote
from toparquia.voting.rules import CountingRule, Stored, Totals, TotalsOnly, total
from toparquia.voting.services.locking import locked_vote


@transaction.atomic
def certify(*, vote_id: UUID, by: Authority, at: datetime, rule: CountingRule | None = None) -> Certificate:
    """Count a closed vote from what is stored and certify what `rule` makes of it, once.

    Without a rule, a yes-or-no question is a referendum by the rule set's charter numbers, and any
    other is certified with its totals alone.

    :raises AnotherPlace: :raises CertifiedAlready: :raises NotClosed: :raises SheetsPending:
    :raises StoredBallotsDamaged: :raises TieNotDrawn: or whatever the rule refuses.
    """
    # The lock makes of two certifications at once a first and a second.
    vote = locked_vote(vote_id, by)
    if vote.state == Vote.State.CERTIFIED:
        raise CertifiedAlready(title=vote.title)
    if vote.state != Vote.State.CLOSED:
        raise NotClosed(title=vote.title)
    if pending := queries.pending_tables(vote):
        raise SheetsPending(tables=", ".join(map(str, pending)))
    chosen = rule or _rule_of(vote)
    parts = [channel.count(vote) for channel in channels_of(vote)]
    stored = _stored(vote, parts)
    decided = dict(chosen.decide(stored))
    certificate = Certificate.objects.create(
        vote=vote,
        result={**_counted(vote, stored, parts), "decided": decided},
        rule=dict(chosen.parameters()),
        input_digest=_input_digest(stored, parts),
        certified_at=at,
    )
    vote.state = Vote.State.CERTIFIED
    vote.save(update_fields=["state"])
    act = VoteCertified(
        subject=vote.id,
        result=certificate.result,
        rule=certificate.rule,
        input_digest=certificate.input_digest,
    )
    enact(act, by=by, at=at)
    return certificate


def _rule_of(vote: Vote) -> CountingRule:
    if vote.question == Vote.Question.YES_NO:
        return queries.referendum_rule(queries.rules_of(vote))
    return TotalsOnly()


def _stored(vote: Vote, parts: Sequence[Contribution]) -> Stored:
    return Stored(
        codes=queries.option_codes(vote),
        totals=total((part.totals for part in parts), options=vote.option_count),
        roll=vote.roll.entries,
        seed=queries.tie_seed(vote),
        ballots=lambda: queries.ballots(vote),
    )


def _counted(vote: Vote, stored: Stored, parts: Sequence[Contribution]) -> dict[str, Any]:
    minimum = queries.rules_of(vote).count("consultation.min_ballots_published")
    used = [part for part in parts if part.totals.ballots]
    # Two people's paper votes would show beside the total, so small channels are not told apart either.
    apart = all(part.totals.ballots >= minimum for part in used)
    return {
        "roll": stored.roll,
        "tie_seed": stored.seed,
        **_figures(stored.codes, stored.totals),
        "channels": [
            {
                "channel": part.channel,
                "evidence": list(part.evidence),
                **(_figures(stored.codes, part.totals) if apart else {}),
            }
            for part in used
        ],
        "tables": [
            {"tables": list(group.numbers), **_figures(stored.codes, group.totals)}
            for group in queries.tables(vote)
            if apart
        ],
        **_slips(vote),
    }


def _slips(vote: Vote) -> dict[str, Any]:
    """Return, of a vote with an online box, the slips handed out beside the credentials that were used."""
    box = queries.box_of(vote)
    if box is None or box.moment is None:
        return {}
    used, voided = queries.credentials_used(box), queries.voided(box)
    return {"slips": {"handed": queries.handed_out(vote), "used": used, "voided": voided}}


def _figures(codes: Sequence[str], totals: Totals) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "votes": dict(zip(codes, totals.marks, strict=True)),
        "ballots": totals.ballots,
        "valid": totals.valid,
        "blank": totals.blank,
        "null": totals.null,
        "check_ins": totals.check_ins,
    }
    if any(totals.points):
        # As text: a sum of points may pass what other languages hold exactly.
        figures["points"] = {code: str(sum_) for code, sum_ in zip(codes, totals.points, strict=True)}
    return figures


def _input_digest(stored: Stored, parts: Sequence[Contribution]) -> str:
    """Return the SHA-256 (hex) over the options, the roll's size, the seed and each channel's evidence."""
    counted = {
        "options": list(stored.codes),
        "roll": stored.roll,
        "tie_seed": stored.seed,
        "channels": [{"channel": part.channel, "evidence": list(part.evidence)} for part in parts],
    }
    return hashlib.sha256(canonical_json(counted)).hexdigest()
