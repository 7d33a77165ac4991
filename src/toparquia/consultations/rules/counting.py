"""How a consultation is counted: the rule set's rule, its ties, its turnout, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from toparquia.consultations.errors import BudgetMissing, TieNeedsRunOff
from toparquia.consultations.rules.asking import NEED_BALLOTS
from toparquia.consultations.rules.question import Question, election_from
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS, Election
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.official import official_rule
from toparquia.engines.budgeting.rules.options import CountingRule
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
        )
        return cls(rule, document["tie_rule"], None if turnout is None else Share(turnout))

    def check_budget(self, budget_minor: int | None) -> None:
        """Refuse to count money that nobody stated. :raises BudgetMissing:"""
        if budget_minor is None and self.counting.name != options.PLURALITY:
            raise BudgetMissing(rule=self.counting.name)


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

        :raises TieNotDrawn: if equal projects decide and no seed was recorded. :raises TieNeedsRunOff:
        :raises ChannelsMixed: or what the counting engine refuses.
        """
        turnout = stored.totals.check_ins
        least = self.terms.min_turnout
        if least is not None and not least.is_reached_by(turnout, stored.roll):
            return {"winners": [], "spent": "0", "turnout": turnout, "is_valid": False, "tied": []}
        result = self.count(election_from(self.question, stored), stored.seed)
        tied = tied_to_decide(result)
        if tied and stored.seed is None:
            if self.terms.tie_rule == RUN_OFF:
                raise TieNeedsRunOff(options=", ".join(tied))
            raise TieNotDrawn(options=", ".join(tied))
        return {
            "winners": result.ordered_ids,
            "spent": str(result.spent),
            "turnout": turnout,
            "is_valid": True,
            "tied": tied,
        }


def tied_to_decide(result: Result) -> list[str]:
    """Return the codes of options whose equality decided, or may have, who won; [] when none did.

    For walks that pass over what does not fit this is exact. Other rules go on from whom a tie put
    first, so each of their ties counts; of the optimum no tie is seen, so its best are asked for always.
    """
    if result.rule.name == options.OPTIMUM:
        return sorted(result.winners)
    decisive = [tie for tie in result.ties if tie.decisive or result.rule.name not in _WALKS]
    return sorted({project for tie in decisive for project in tie.projects})


def is_known_by_ballot(question: Question, channel: str) -> bool:
    """Return whether it is known who chose what together: ballots, or one mark each."""
    return channel != "paper" or question.max_choices == 1


def needs_ballots(rule: str) -> bool:
    """Return whether a counting rule must know what was chosen together."""
    return rule in NEED_BALLOTS


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
