"""Reads of votes. Before a vote is closed, nothing here tells how it is going."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from toparquia.foundation.rulesets import RuleSet
from toparquia.territory import queries as territory
from toparquia.voting import channels
from toparquia.voting.errors import NoSuchVote, NotClosed
from toparquia.voting.models import Certificate, Option, TallyEntry, TallySheet, TieSeed, Vote
from toparquia.voting.rules import GroupedBallot, Referendum, Tables, Totals, merge_small, total


def vote(vote_id: UUID) -> Vote:
    """Return a vote by its id. :raises NoSuchVote:"""
    found = Vote.objects.select_related("place", "roll").filter(id=vote_id).first()
    if found is None:
        raise NoSuchVote(vote=vote_id)
    return found


def votes_on(purpose: str, subject_id: UUID) -> list[Vote]:
    """Return the votes held on a matter, the newest first."""
    return list(Vote.objects.filter(purpose=purpose, subject_id=subject_id).order_by("-opens_at", "-id"))


def options(vote: Vote) -> list[Option]:
    """Return the options as they stand on the ballot: in the order that was drawn."""
    return list(vote.options.order_by("position"))


def option_codes(vote: Vote) -> tuple[str, ...]:
    """Return the options' codes by number: what ballots and sheets name."""
    return tuple(vote.options.order_by("number").values_list("code", flat=True))


def totals(vote: Vote) -> Totals:
    """Return what all channels brought together. :raises NotClosed: while votes may still come in."""
    if vote.state == Vote.State.OPEN:
        raise NotClosed(title=vote.title)
    counts = (channel.count(vote).totals for channel in channels.CHANNELS)
    return total(counts, options=vote.option_count)


def tables(vote: Vote) -> list[Tables]:
    """Return the paper tables as they may be published: small ones merged. :raises NotClosed:"""
    if vote.state == Vote.State.OPEN:
        raise NotClosed(title=vote.title)
    minimum = rules_of(vote).count("consultation.min_ballots_published")
    return merge_small(channels.tables(vote), minimum=minimum)


def ballots(vote: Vote) -> Iterator[GroupedBallot]:
    """Read the stored grouped ballots of all imports, in no order of casting."""
    for batch in vote.ballot_imports.order_by("id"):
        yield from channels.stored_ballots(batch)


def pending_tables(vote: Vote) -> list[int]:
    """Return the tables whose newest entries wait for a second person's equal one; never their figures."""
    typed = set(TallyEntry.objects.filter(vote=vote).values_list("table", "revision"))
    accepted = set(TallySheet.objects.filter(vote=vote).values_list("table", "revision"))
    return sorted({table for table, _ in typed - accepted})


def tie_seed(vote: Vote) -> str | None:
    """Return the seed of the vote's draw, if one was recorded."""
    recorded = TieSeed.objects.filter(vote=vote).first()
    return None if recorded is None else recorded.seed


def certificate(vote: Vote) -> Certificate | None:
    """Return what the vote gave, once it is certified."""
    return Certificate.objects.filter(vote=vote).first()


def rules_of(vote: Vote) -> RuleSet:
    """Return the rule set that governs a vote: the one in force when it opened."""
    return territory.rules(vote.place, territory.local_day(vote.place, vote.opens_at))


def referendum_rule(
    rules: RuleSet, *, turnout: str = "charter.min_turnout", majority: str = "charter.majority"
) -> Referendum:
    """Return the yes-or-no rule with its two numbers from a rule set."""
    return Referendum(majority=rules.threshold(majority), min_turnout=rules.share_or_none(turnout))
