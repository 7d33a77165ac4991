"""Before any rule: which projects take part, what is funded at once, and the order that breaks ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

import numpy as np

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.election import ORDINAL, SENTINEL_COST, WITH_POINTS, Election
from toparquia.engines.budgeting.errors import Notice, RuleNotApplicable, Said
from toparquia.engines.budgeting.rules import options
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.rules.support import (
    Support,
    default_satisfaction,
    gather_support,
    published_scores,
)
from toparquia.engines.budgeting.rules.ties import tie_ranks

UNKNOWN_CONFLICT: Final = Said(
    es="el conflicto nombra «{project}», que no está en la elección; corrige las reglas",
    en="the conflict names “{project}”, which is not in the election; correct the rules",
)
NO_POTS_HERE: Final = Said(
    es="las bolsas reservadas no van con la regla «{rule}»; usa greedy, greedy-density o plurality",
    en="reserved pots do not go with the rule “{rule}”; use greedy, greedy-density or plurality",
)
WITHDRAWN: Final = Said(
    es="«{project}» está retirado (costo {cost}): no participa",
    en="“{project}” is withdrawn (cost {cost}): it does not take part",
)
TOO_DEAR: Final = Said(
    es="«{project}» cuesta más que todo el presupuesto: no participa",
    en="“{project}” costs more than the whole budget: it does not take part",
)
FREE_FUNDED: Final = Said(
    es="«{project}» no cuesta nada y tiene apoyo: se aprueba antes de contar",
    en="“{project}” costs nothing and has support: it is approved before the count",
)
ALL_FIT: Final = Said(
    es="todos los proyectos con apoyo caben juntos en el presupuesto: se financian todos",
    en="all projects with support fit the budget together: all are funded",
)
BLANKS: Final = Said(
    es="{blank} boletas en blanco: cuentan en la participación, no en el reparto del dinero",
    en="{blank} blank ballots: they count for turnout, not in sharing out the money",
)

POT_RULES: Final = (*options.BY_SCORE, options.GREEDY_DENSITY, options.PLURALITY)
# Rules whose walk ends at the first project that does not fit: a too dear one ends it as well.
ENDING_RULES: Final = (options.GREEDY_NO_SKIP, options.GREEDY_CUSTOM)


@dataclass(eq=False)
class Contest:
    """The frozen input of a rule: `in_play` are the projects it may choose among.

    scores: what the ballots add up for the rule's order and thresholds. ranks: the tie order.
    rivals: projects that may not win together. funded: winners before the count (free, or all fit).
    """

    election: Election
    rule: CountingRule
    support: Support
    scores: list[int]
    ranks: list[int]
    voters: int
    in_play: list[int]
    funded: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    rivals: dict[int, set[int]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    @property
    def costs(self) -> list[int]:
        """Cost of every project, by index."""
        return self.election.costs

    @property
    def spent_before(self) -> int:
        """What the projects funded before the count cost."""
        return sum(self.costs[project] for project in self.funded)

    def bar_rivals(self, project: int) -> Iterable[int]:
        """Return the projects that are out once `project` has won."""
        return self.rivals.get(project, ())


def open_contest(election: Election, rule: CountingRule) -> Contest:
    """Return the contest for `rule`, its satisfaction settled, with the projects that take part.

    Our reading removes withdrawn, too dear and unsupported projects, funds supported projects that
    cost nothing, and funds everything when everything fits. The peer's reading removes nothing.

    :raises RuleNotApplicable: when an option does not fit the election or the rule.
    """
    if not rule.satisfaction:
        rule = replace(rule, satisfaction=default_satisfaction(rule.name, election.vote_type))
    rule = rule.with_usual_ties()
    if rule.pots and rule.name not in POT_RULES:
        raise RuleNotApplicable("count.no_pots", NO_POTS_HERE, rule=rule.name)
    support = gather_support(election, rule.satisfaction, named_is_support=rule.is_pabutools)
    scores = contest_scores(election, rule, support)
    ballots = election.ballots
    contest = Contest(
        election,
        rule,
        support,
        scores,
        tie_ranks(election, rule.ties, scores),
        voters=ballots.count if rule.is_pabutools else ballots.count - ballots.blank,
        in_play=list(range(len(election.projects))),
        rivals=_rivals(election, rule),
    )
    settle_before_the_count(contest)
    return contest


def settle_before_the_count(contest: Contest) -> None:
    """Take out of `contest` what cannot win, and fund what wins before any rule is asked."""
    if contest.rule.is_pabutools:
        return
    if blank := contest.election.ballots.blank:
        contest.notices.append(Notice("count.blank_ballots", BLANKS, {"blank": blank}))
    _remove_before_the_count(contest)
    _fund_before_the_count(contest)


def contest_scores(election: Election, rule: CountingRule, support: Support) -> list[int]:
    """Return the scores that order the projects: votes, points or rank points.

    Plurality counts first choices of ranked ballots. With a satisfaction that has no points the
    scores of ballots with points or ranks are the voters who name the project.
    """
    if rule.name == options.PLURALITY and election.vote_type == ORDINAL:
        ballots = election.ballots
        cast = ballots.lengths > 0
        firsts = ballots.entries[ballots.offsets[:-1][cast]]
        counted = np.zeros(len(election.projects), dtype=np.int64)
        np.add.at(counted, firsts, ballots.weights[cast])
        return [int(score) for score in counted]
    plain = rule.satisfaction in (options.COST, options.CARDINALITY)
    if rule.is_pabutools or rule.satisfaction == options.BORDA:
        return support.totals
    if plain and (election.vote_type in WITH_POINTS or election.vote_type == ORDINAL):
        return support.votes
    return published_scores(election)


def _rivals(election: Election, rule: CountingRule) -> dict[int, set[int]]:
    rivals: dict[int, set[int]] = {}
    for conflict in rule.conflicts:
        members = set()
        for name in sorted(conflict):
            if name not in election.index:
                raise RuleNotApplicable("count.unknown_conflict", UNKNOWN_CONFLICT, project=name)
            members.add(election.index[name])
        for member in members:
            rivals.setdefault(member, set()).update(members - {member})
    return rivals


def _remove_before_the_count(contest: Contest) -> None:
    election, rule = contest.election, contest.rule
    threshold = rule.threshold
    unit = election.points_scale if election.vote_type in WITH_POINTS else 1
    kept = []
    for project in contest.in_play:
        cost = election.costs[project]
        facts = {"project": election.projects[project].id, "cost": SENTINEL_COST}
        if cost == SENTINEL_COST * election.scale and cost > election.budget:
            contest.reasons[project] = reasons.WITHDRAWN
            contest.notices.append(Notice("count.withdrawn", WITHDRAWN, facts))
        elif contest.support.votes[project] == 0:
            contest.reasons[project] = reasons.NO_SUPPORT
        elif cost > election.budget and rule.name not in ENDING_RULES:
            contest.reasons[project] = reasons.DEARER_THAN_BUDGET
            contest.notices.append(Notice("count.too_dear", TOO_DEAR, facts))
        elif threshold is not None and Fraction(contest.scores[project], unit) < threshold:
            contest.reasons[project] = reasons.BELOW_THRESHOLD
        else:
            kept.append(project)
    contest.in_play = kept


def _fund_before_the_count(contest: Contest) -> None:
    rule, election = contest.rule, contest.election
    if rule.name == options.PLURALITY:
        return
    free = [p for p in contest.in_play if election.costs[p] == 0 and p not in contest.rivals]
    for project in sorted(free, key=lambda p: (-contest.scores[p], contest.ranks[p])):
        contest.reasons[project] = reasons.FREE
        contest.funded.append(project)
        facts: dict[str, object] = {"project": election.projects[project].id}
        contest.notices.append(Notice("count.free", FREE_FUNDED, facts))
    contest.in_play = [project for project in contest.in_play if project not in set(free)]
    total = sum(election.costs[project] for project in contest.in_play)
    if contest.in_play and total <= election.budget and not contest.rivals:
        for project in sorted(contest.in_play, key=lambda p: (-contest.scores[p], contest.ranks[p])):
            contest.reasons[project] = reasons.ALL_FIT
            contest.funded.append(project)
        contest.in_play = []
        contest.notices.append(Notice("count.all_fit", ALL_FIT, {}))
