"""The greatest total satisfaction of real elections, as pabutools finds it and as we do, in one run.

`expected.json` has no optimum. Winners are not compared, because several sets may be equally good: the
total of either is. Files that the peer reads for seconds are given to its solver as the totals of their
projects.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS
from toparquia.engines.budgeting.pabulib import read
from toparquia.engines.budgeting.rules.options import CountingRule

pytest.importorskip("pabutools", reason="pabutools is not installed: install the developers' lock")

import pabutools.fractions
from pabutools.election import (
    ApprovalMultiProfile,
    Cardinality_Sat,
    Cost_Sat,
    FrozenApprovalBallot,
    Instance,
    Project,
    parse_pabulib,
)
from pabutools.election.satisfaction import Additive_Borda_Sat, Additive_Cardinal_Sat
from pabutools.rules import max_additive_utilitarian_welfare

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TOPARQUIA_ELECTIONS") or CHECKOUT.parent / "shared" / "data" / "pabulib")
# The peer reads larger files for seconds.
LARGEST = 165_000
FILES = sorted(file.name for file in FOLDER.glob("*.pb") if file.stat().st_size <= LARGEST)
LARGER = sorted(file.name for file in FOLDER.glob("*.pb") if file.stat().st_size > LARGEST)
pytestmark = pytest.mark.skipif(
    not FILES, reason=f"no real elections in {FOLDER}: set TOPARQUIA_ELECTIONS to a folder that has them"
)


@pytest.fixture(autouse=True)
def exact_numbers():
    """pabutools with fractions, not floats."""
    before = pabutools.fractions.FRACTION
    pabutools.fractions.FRACTION = "gmpy2"
    yield
    pabutools.fractions.FRACTION = before


def measures(vote_type):
    """Return the satisfactions that both know for ballots of this type."""
    both = {"cost": Cost_Sat, "cardinality": Cardinality_Sat}
    if vote_type in WITH_POINTS:
        both["points"] = Additive_Cardinal_Sat
    if vote_type == ORDINAL:
        both["borda"] = Additive_Borda_Sat
    return both


@pytest.mark.parametrize("name", FILES)
def test_no_set_of_projects_gives_more_and_ours_gives_as_much(name):
    election = read(FOLDER / name)
    instance, profile = parse_pabulib(str(FOLDER / name))
    grouped = profile.as_multiprofile()

    for satisfaction, measure in measures(election.vote_type).items():
        ours = count(election, CountingRule("optimum", satisfaction=satisfaction, reading="pabutools"))
        theirs = max_additive_utilitarian_welfare(instance, grouped, measure)

        support = ours.contest.support
        places = [election.index[project.name] for project in theirs]
        reached = sum(support.totals[place] * support.multipliers[place] for place in places)
        assert sum(election.costs[place] for place in places) <= election.budget
        assert ours.trace.is_proven
        assert reached == ours.trace.satisfaction


@pytest.mark.parametrize("name", LARGER)
def test_larger_files_have_the_peers_optimum_of_their_totals(name):
    # The satisfaction is a sum over voters: whoever voted, only the totals of the projects matter.
    election = read(FOLDER / name)
    amount = pabutools.fractions.frac
    projects = [Project(project.id, amount(project.cost, 1)) for project in election.projects]
    instance = Instance(projects, budget_limit=amount(election.budget, 1))

    for satisfaction, measure in {"cost": Cost_Sat, "cardinality": Cardinality_Sat}.items():
        ours = count(election, CountingRule("optimum", satisfaction=satisfaction, reading="pabutools"))
        support = ours.contest.support
        totals = ApprovalMultiProfile()
        for project, total in zip(projects, support.totals, strict=True):
            if total:
                totals[FrozenApprovalBallot([project])] = total
        theirs = max_additive_utilitarian_welfare(instance, totals, measure)

        places = [election.index[project.name] for project in theirs]
        reached = sum(support.totals[place] * support.multipliers[place] for place in places)
        assert sum(election.costs[place] for place in places) <= election.budget
        assert ours.trace.is_proven
        assert reached == ours.trace.satisfaction
