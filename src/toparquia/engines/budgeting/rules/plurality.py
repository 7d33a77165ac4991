"""Plurality: the project, or the k projects, with the most votes."""

from __future__ import annotations

from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import Notice, RuleNotApplicable, Said
from toparquia.engines.budgeting.rules.contest import Contest
from toparquia.engines.budgeting.rules.greedy import Walk, keys_by_score, walk_down, walk_pots

NO_SEATS: Final = Said(
    es="el número de ganadores tiene que ser 1 o más, no {seats}",
    en="the number of winners must be 1 or more, not {seats}",
)
NO_MAJORITY: Final = Said(
    es="«{project}» gana con {votes} de {ballots} votos: es el más votado, no por eso la mayoría",
    en="“{project}” wins with {votes} of {ballots} votes: the most voted, which need not be a majority",
)


def count_plurality(contest: Contest) -> Walk:
    """Fund the most voted projects, as many as there are seats, that fit the budget together.

    A project that does not fit is passed over. Equal votes are settled by the tie order.
    """
    seats = contest.rule.seats
    if seats < 1:
        raise RuleNotApplicable("count.no_seats", NO_SEATS, seats=seats)
    walk = Walk(left=contest.election.budget)
    keys = keys_by_score(contest)
    walk_pots(contest, keys, walk)
    taken = sum(reason == reasons.FROM_POT for reason in contest.reasons.values())
    walk_down(contest, keys, walk, seats=seats - taken)
    winner = next((step.project for step in walk.steps if step.outcome in reasons.WON), None)
    if winner is not None and 2 * contest.scores[winner] <= contest.election.ballots.count:
        facts: dict[str, object] = {
            "project": contest.election.projects[winner].id,
            "votes": contest.scores[winner],
            "ballots": contest.election.ballots.count,
        }
        contest.notices.append(Notice("count.no_majority", NO_MAJORITY, facts))
    return walk
