"""Ties: one order over all projects, fixed before the count, the same for every run and round."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import RuleNotApplicable, Said
from toparquia.engines.budgeting.rules.options import BY_FILE, BY_ID, CHEAPER_THEN_VOTES, LOT

UNKNOWN_TIES: Final = Said(
    es="no hay regla de empate «{ties}»; usa id, cheaper-then-votes, file o lot:SEMILLA",
    en="there is no tie rule “{ties}”; use id, cheaper-then-votes, file or lot:SEED",
)


def tie_ranks(election: Election, ties: str, scores: Sequence[int]) -> list[int]:
    """Return the place of each project in the tie order; of equal projects the lowest place wins.

    id: the id as text, ascending ("10" before "9"). cheaper-then-votes: lower cost, then higher
    score, then id as text. file: the order of the file. lot:SEED: see `lot_key`.

    :raises RuleNotApplicable: for another name, or a lot without a seed.
    """
    projects = election.projects
    order: list[int]
    if ties == BY_ID:
        order = sorted(range(len(projects)), key=lambda p: projects[p].id)
    elif ties == CHEAPER_THEN_VOTES:
        order = sorted(range(len(projects)), key=lambda p: (projects[p].cost, -scores[p], projects[p].id))
    elif ties == BY_FILE:
        order = list(range(len(projects)))
    elif ties.startswith(LOT) and len(ties) > len(LOT):
        seed = ties[len(LOT) :]
        order = sorted(range(len(projects)), key=lambda p: (lot_key(seed, projects[p].id), projects[p].id))
    else:
        raise RuleNotApplicable("count.unknown_ties", UNKNOWN_TIES, ties=ties)
    ranks = [0] * len(order)
    for place, project in enumerate(order):
        ranks[project] = place
    return ranks


def lot_key(seed: str, project_id: str) -> str:
    """Return the lot of a project: lower-case hex SHA-256 of `seed`, a line feed, and its id.

    All in UTF-8. The project whose lot is the smallest as text is drawn first. Anyone can redo it:
    `printf '%s\\n%s' SEED ID | sha256sum`.
    """
    return hashlib.sha256(f"{seed}\n{project_id}".encode()).hexdigest()
