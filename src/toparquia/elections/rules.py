"""Pure decisions of elections and recalls: days, who may stand, who is elected, what a petition needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from toparquia.elections.errors import NobodyElected
from toparquia.foundation.ages import is_of_age
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.terms import add_months, add_years
from toparquia.voting.errors import TieNotDrawn
from toparquia.voting.rules import Stored, draw_order

OFFICE_VOTE: Final = "elections.office"
RECALL_VOTE: Final = "elections.recall"
# What assemblies decide about, as a motion names it.
CANDIDACY: Final = "elections.candidacy"
RECALL: Final = "elections.recall"
# Beside a single candidacy, so that there is something to choose.
NOBODY: Final = "nobody"
TEXT_LIMIT: Final = 4_000
SEED_LIMIT: Final = 200
AUTHORITY_LIMIT: Final = 300
# Further ahead it is a plan and no call.
FARTHEST: Final = timedelta(days=366)
BY_ASSEMBLY: Final = "assembly_vote"

STATEMENT: Final = Sentence("lo que dice la candidatura", "what the candidacy says")
CHALLENGE: Final = Sentence("por qué se impugna", "why it is challenged")
ANSWER: Final = Sentence("la respuesta", "the answer")
AUTHORITY: Final = Sentence("la autoridad", "the authority")
MINUTES: Final = Sentence("el acta", "the minutes")
REASON: Final = Sentence("lo que pasó", "what happened")
REPORT: Final = Sentence("el informe", "the report")
DEFENCE: Final = Sentence("la defensa", "the defence")


@dataclass(frozen=True)
class Calendar:
    """The last day of each phase of an election, as the rules in force on its call gave them."""

    nominations_until: date
    checks_until: date
    challenges_until: date
    answers_until: date
    votes_on: date

    @classmethod
    def earliest(cls, called_on: date, rules: RuleSet) -> Calendar:
        """Return the calendar with the earliest day of the vote.

        Source: the rule set's election.nomination_days, check_days, challenge_days, answer_days and
        campaign_days, one after the other.
        """
        lengths = ("nomination_days", "check_days", "challenge_days", "answer_days", "campaign_days")
        ends, day = [], called_on
        for length in lengths:
            day += timedelta(days=rules.days(f"election.{length}"))
            ends.append(day)
        return cls(*ends)


@dataclass(frozen=True)
class Standing:
    """What the register says of someone who stands, on the day of the vote; no belief, no party."""

    birth: date
    lives_here_since: date | None
    excluding_offices: tuple[str, ...] = ()
    terms_in_a_row: int = 0
    is_candidate_elsewhere: bool = False
    has_kin: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that is asked of a candidacy: its code, its article, and whether it is met."""

    code: str
    article: str
    is_met: bool


def findings(
    standing: Standing, rules: RuleSet, *, age: str, day: date, organ: str, exclusive: bool, setting: str
) -> tuple[Finding, ...]:
    """Return all that the rules ask of a candidacy, in the order of their articles, met or not.

    `age` names the parameter with the office's age; `exclusive` says whether the organ is one of those
    that exclude each other; `setting` is the council's kind. There is no other ground than these.
    Source: the rule set's age.*, residence.min_months, finance.exclusive_posts, mandate.max_consecutive,
    election.kinship_barred (rural and indigenous councils are small: there it does not bar).
    """
    since, limit = standing.lives_here_since, rules.count_or_none("mandate.max_consecutive")
    months = rules.months("residence.min_months")
    bars_kin = rules.flag("election.kinship_barred") and exclusive and setting not in ("rural", "indigenous")
    asked = (
        (
            "age",
            age,
            is_of_age(standing.birth, day, years=rules.years(age), strict=rules.flag("age.strict")),
        ),
        ("register", "residence.min_months", since is not None),
        ("residence", "residence.min_months", since is not None and add_months(since, months) <= day),
        (
            "incompatible",
            "finance.exclusive_posts",
            not (exclusive and rules.flag("finance.exclusive_posts") and standing.excluding_offices),
        ),
        ("one_unit", "election.by_list", not standing.is_candidate_elsewhere),
        ("terms", "mandate.max_consecutive", limit is None or standing.terms_in_a_row < limit),
        ("kinship", "election.kinship_barred", not (bars_kin and standing.has_kin)),
    )
    return tuple(Finding(code, article, is_met) for code, article, is_met in asked)


def terms_in_a_row(terms: Iterable[tuple[date, date]], *, before: date, years: int) -> int:
    """Return how many terms (first day in, first day out) follow one another up to a day.

    Two follow one another unless a whole term lies between: whoever stays on in an expired office has
    not rested. `terms` are of one person in one office.
    """
    count, cursor = 0, before
    for starts, ends in sorted(terms, reverse=True):
        if starts >= before:
            continue
        if add_years(ends, years) <= cursor:
            break
        count, cursor = count + 1, starts
    return count


@dataclass(frozen=True)
class PersonByPerson:
    """People are chosen one by one: principals by their votes, then alternates; equals are drawn.

    Nobody is elected without a vote, and a single candidacy needs more votes than "nobody".
    Source: the rule set's election.by_list (false), election.alternates.
    """

    principals: int
    alternates: int

    def parameters(self) -> Mapping[str, Any]:
        """Return how many are chosen."""
        return {"rule": "person_by_person", "principals": self.principals, "alternates": self.alternates}

    def decide(self, stored: Stored) -> Mapping[str, Any]:
        """Return who is elected and who are the alternates, in order. :raises TieNotDrawn:"""
        marks = dict(zip(stored.codes, stored.totals.marks, strict=True))
        return self.chosen(marks, stored.seed)

    def chosen(self, marks: Mapping[str, int], seed: str | None) -> Mapping[str, Any]:
        """Return the same from votes by code. :raises TieNotDrawn: if equals need an order."""
        least = marks.get(NOBODY, 0)
        voted = {code: votes for code, votes in marks.items() if code != NOBODY and votes > least}
        order = draw_order(seed, voted) if seed else sorted(voted)
        # Sorting keeps the drawn order among equals.
        ranked = sorted(order, key=lambda code: -voted[code])
        tied = self._tied(ranked, voted)
        if tied and not seed:
            raise TieNotDrawn(options=", ".join(tied))
        last = self.principals + self.alternates
        return {
            "principals": ranked[: self.principals],
            "alternates": ranked[self.principals : last],
            "tied": tied,
        }

    def _tied(self, ranked: Sequence[str], marks: Mapping[str, int]) -> list[str]:
        """Return the codes whose order among equals decides something: a seat, or an alternate's turn."""
        tied: set[str] = set()
        for place in range(self.principals, self.principals + self.alternates + 1):
            if 0 < place < len(ranked) and marks[ranked[place - 1]] == marks[ranked[place]]:
                equals = marks[ranked[place]]
                tied |= {code for code in ranked if marks[code] == equals}
        return sorted(tied)


def check_somebody(decided: Mapping[str, Any]) -> None:
    """Refuse a result in which nobody was elected. :raises NobodyElected:"""
    if not decided["principals"]:
        raise NobodyElected()


def sample_order(seed: str, digests: Iterable[str]) -> list[str]:
    """Return signatures in the order in which a public seed draws them for the check.

    By SHA-256(seed, line feed, digest), smallest lower-case hex first: the formula of every draw here.
    """
    return sorted(digests, key=lambda one: hashlib.sha256(f"{seed}\n{one}".encode()).hexdigest())


def estimated_valid(*, signatures: int, size: int, confirmed: int) -> int:
    """Return how many signatures hold if those not looked at are like the sample; in doubt fewer."""
    assert 0 <= confirmed <= size <= signatures, "a sample lies within the signatures"
    return 0 if size == 0 else signatures * confirmed // size


@dataclass(frozen=True)
class RecallDays:
    """The days of a recall, from the day on which it was admitted."""

    report_until: date
    collective_until: date

    @classmethod
    def since(cls, day: date, rules: RuleSet) -> RecallDays:
        """Return them. Source: the rule set's recall.audit_report_days, recall.collective_days."""
        report = day + timedelta(days=rules.days("recall.audit_report_days"))
        return cls(report, report + timedelta(days=rules.days("recall.collective_days")))


def can_be_decided(day: date, days: RecallDays, *, reported: bool, defended: bool, hears: bool) -> bool:
    """Return whether a recall may be decided: report in and defence heard, or their time is over.

    Silence stops nobody: neither an audit unit that does not report, nor a holder who does not answer.
    Source: the rule set's recall.audit_report_days, recall.defence_heard.
    """
    return day > days.report_until or (reported and (defended or not hears))


def ways_to_decide(way: str, day: date, days: RecallDays) -> frozenset[str]:
    """Return how a recall may be decided on a day: as the rules say, and if nobody moves, either way.

    Source: the rule set's recall.decided_by, recall.collective_days.
    """
    return frozenset({way}) if day <= days.collective_until else frozenset({BY_ASSEMBLY, "referendum"})
