"""How a consultation is counted: the rule set's rule, its ties, its turnout, and what they decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from toparquia.consultations.errors import BudgetMissing, RunOffNeedsPlurality
from toparquia.consultations.rules.asking import NEED_BALLOTS
from toparquia.consultations.rules.question import Question, election_from
from toparquia.consultations.rules.reserving import (
    Ground,
    conflicts_of,
    pots_of,
    takes_pots,
    without_absent,
)
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Election
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.official import official_rule
from toparquia.engines.budgeting.rules.options import CountingRule, Pot
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.shares import Share
from toparquia.voting.errors import TieNotDrawn
from toparquia.voting.rules import Stored

RUN_OFF: Final = "run_off"
# Walks down a list that pass over what does not fit: a tie of which all won, or all lost, changes nothing.
_WALKS: Final = (
    options.PLURALITY,
    options.GREEDY,
    options.GREEDY_THRESHOLD,
    options.GREEDY_EXCLUSIVE,
    options.GREEDY_DENSITY,
)
_IN_POINTS: Final = {options.COST: options.POINTS_COST, options.CARDINALITY: options.POINTS}
_IN_RANKS: Final = {options.COST: options.RANK_COST, options.CARDINALITY: options.RANK}


@dataclass(frozen=True)
class Terms:
    """How a consultation is counted, as its call publishes it. `counting` says nothing of ties."""

    counting: CountingRule
    tie_rule: str
    min_turnout: Share | None = None

    def document(self) -> dict[str, Any]:
        """Return it as plain values that `from_document` reads again."""
        rule = self.counting
        return {
            "rule": rule.name,
            "satisfaction": rule.satisfaction,
            "completion": rule.completion,
            "winners": rule.seats if rule.name == options.PLURALITY else None,
            "threshold": _text(rule.threshold),
            "start": rule.start,
            "step": _text(rule.step),
            "exhaustive_stop": rule.exhaustive_stop,
            "comparison": rule.comparison,
            "stop": rule.stop,
            "pots": [_pot(pot) for pot in rule.pots],
            "conflicts": [sorted(conflict) for conflict in rule.conflicts],
            "tie_rule": self.tie_rule,
            "min_turnout_bp": None if self.min_turnout is None else self.min_turnout.basis_points,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Terms:
        """Return what `document` wrote."""
        turnout = document["min_turnout_bp"]
        rule = CountingRule(
            document["rule"],
            satisfaction=document["satisfaction"],
            completion=document["completion"],
            seats=document["winners"] or 1,
            threshold=_fraction(document["threshold"]),
            start=document["start"],
            step=_fraction(document["step"]),
            exhaustive_stop=document["exhaustive_stop"],
            comparison=document["comparison"],
            stop=document["stop"],
            # Calls from before there were pots say nothing of them.
            pots=tuple(
                Pot(pot["name"], Fraction(pot["share"]), pot["field"], pot["value"])
                for pot in document.get("pots", ())
            ),
            conflicts=tuple(frozenset(conflict) for conflict in document.get("conflicts", ())),
        )
        return cls(rule, document["tie_rule"], None if turnout is None else Share(turnout))

    def check_budget(self, budget_minor: int | None) -> None:
        """Refuse to count money that nobody stated. :raises BudgetMissing:"""
        if budget_minor is None and self.counting.name != options.PLURALITY:
            raise BudgetMissing(rule=self.counting.name)

    def check_ties(self) -> None:
        """Refuse a tie rule that the counting rule cannot follow. :raises RunOffNeedsPlurality:"""
        if self.tie_rule == RUN_OFF and self.counting.name != options.PLURALITY:
            raise RunOffNeedsPlurality(rule=self.counting.name)

    def for_the_rest(self, won: int) -> Terms:
        """Return the terms of a run-off for the places that `won` winners left."""
        return replace(self, counting=replace(self.counting, seats=self.counting.seats - won))

    def among(self, rules: RuleSet, grounds: Mapping[str, Ground]) -> Terms:
        """Return the terms for these options, by code, with those that the rule set calls incompatible."""
        conflicts = conflicts_of(rules, grounds)
        return replace(self, counting=replace(self.counting, conflicts=conflicts)) if conflicts else self

    def between(self, codes: Iterable[str]) -> Terms:
        """Return the terms for a ballot with these options alone."""
        conflicts = without_absent(self.counting, frozenset(codes))
        return replace(self, counting=replace(self.counting, conflicts=conflicts))


def terms_of(rules: RuleSet, *, ballot_type: str, election: Election | None = None) -> Terms:
    """Return how a rule set counts ballots of this type; `election` is the file's, for one held elsewhere.

    "official" is the rule that the file's own head names, with the parameters that cities use; where
    there is no file it is the one most cities use, most votes first while the budget lasts.
    Source: the rule set's consultation.counting_rule, winners, tie_rule, min_turnout and counting.*.
    """
    name = rules.choice("consultation.counting_rule")
    turnout = rules.share_or_none("consultation.min_turnout")
    tie_rule = rules.choice("consultation.tie_rule")
    threshold = rules.count_or_none("counting.threshold")
    rule = CountingRule(
        options.GREEDY if name == options.OFFICIAL else name,
        satisfaction=_satisfaction(rules.choice("counting.satisfaction"), ballot_type),
        completion=rules.choice("counting.completion"),
        comparison=rules.choice("counting.comparison"),
        seats=rules.count_or_none("consultation.winners") or 1,
        threshold=None if threshold is None else Fraction(threshold),
    )
    if name == options.OFFICIAL:
        rule = CountingRule(options.GREEDY)
    elif takes_pots(rule):
        rule = replace(rule, pots=pots_of(rules))
    if name == options.OFFICIAL and election is not None:
        # Its ties are settled as everywhere here, not by the order of the file.
        rule, _ = official_rule(election, CountingRule(options.OFFICIAL, ties=options.CHEAPER_THEN_VOTES))
        rule = replace(rule, ties="")
    return Terms(rule, tie_rule, turnout)


def _satisfaction(named: str, ballot_type: str) -> str:
    # Satisfaction by cost is, where voters give points, points times cost.
    if ballot_type in WITH_POINTS:
        return _IN_POINTS.get(named, named)
    return _IN_RANKS.get(named, named) if ballot_type == ORDINAL else named


@dataclass(frozen=True)
class BudgetRule:
    """The counting rule of a consultation, as a vote takes one to be certified by."""

    question: Question
    terms: Terms

    def parameters(self) -> dict[str, Any]:
        """Return every parameter that may change winners."""
        return self.terms.document()

    def count(self, election: Election, seed: str | None) -> Result:
        """Return the count of `election`; `seed` is that of the public draw, if there was one."""
        ties = options.LOT + seed if seed is not None else options.CHEAPER_THEN_VOTES
        return count(election, replace(self.terms.counting, ties=ties))

    def decide(self, stored: Stored) -> dict[str, Any]:
        """Return the winners' codes in the order of choosing, what they cost, and whether the vote is valid.

        `run_off` names the equal projects that a run-off has to decide between, where the rules ask for one.
        :raises TieNotDrawn: if equal projects decide and no seed was recorded.
        :raises ChannelsMixed: or what the counting engine refuses.
        """
        if not self.is_enough(stored):
            turnout = stored.totals.check_ins
            return {
                "winners": [],
                "spent": "0",
                "turnout": turnout,
                "is_valid": False,
                "tied": [],
                "run_off": [],
            }
        return self.decision(self.count(election_from(self.question, stored), stored.seed), stored)

    def is_enough(self, stored: Stored) -> bool:
        """Return whether as many people took part as the rules ask."""
        least = self.terms.min_turnout
        return least is None or least.is_reached_by(stored.totals.check_ins, stored.roll)

    def decision(self, result: Result, stored: Stored) -> dict[str, Any]:
        """Return what a count decides; as `decide`. :raises TieNotDrawn:"""
        tied = tied_to_decide(result) if stored.seed is None else decisive(result)
        runs_off = bool(tied) and stored.seed is None and self.terms.tie_rule == RUN_OFF
        if tied and stored.seed is None and not runs_off:
            raise TieNotDrawn(options=", ".join(tied))
        won = _above(result, tied) if runs_off else result.ordered_ids
        return {
            "winners": won,
            "spent": str(sum(result.election.costs[result.election.index[code]] for code in won)),
            "turnout": stored.totals.check_ins,
            "is_valid": True,
            "tied": tied,
            "run_off": tied if runs_off else [],
        }


def decisive(result: Result) -> list[str]:
    """Return the codes of options of which a tie let some win and some not."""
    return sorted({project for tie in result.ties if tie.decisive for project in tie.projects})


def _above(result: Result, tied: list[str]) -> list[str]:
    """Return the winners that have more votes than any of the tied, in order: they need no run-off."""
    index, scores = result.election.index, result.contest.scores
    most = max(scores[index[code]] for code in tied)
    return [code for code in result.ordered_ids if scores[index[code]] > most]


def tied_to_decide(result: Result) -> list[str]:
    """Return the codes of options whose equality decided, or may have, who won; [] when none did.

    For walks that pass over what does not fit this is exact. Other rules go on from whom a tie put
    first, so each of their ties counts; of the optimum no tie is seen, so its best are asked for always.
    """
    if result.rule.name == options.OPTIMUM:
        return sorted(result.winners)
    # Who of two equals takes a pot's last money may decide what the rest is spent on, and so may a conflict.
    is_plain = result.rule.name in _WALKS and not result.rule.pots and not result.rule.conflicts
    decisive = [tie for tie in result.ties if tie.decisive or not is_plain]
    return sorted({project for tie in decisive for project in tie.projects})


def is_known_by_ballot(question: Question, channel: str) -> bool:
    """Return whether it is known who chose what together: ballots, or one mark each."""
    return channel != "paper" or question.max_choices == 1


def needs_ballots(rule: str) -> bool:
    """Return whether a counting rule must know what was chosen together."""
    return rule in NEED_BALLOTS


def _pot(pot: Pot) -> dict[str, str]:
    return {"name": pot.name, "share": str(pot.share), "field": pot.field, "value": pot.value}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
