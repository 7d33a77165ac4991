"""Real elections taken in by the program: counted to the winners that their cities published.

The files are not ours to copy. They are looked for in the folder that TOPARQUIA_ELECTIONS names, else in
`../shared/data/pabulib` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT
from toparquia.consultations import exports, queries
from toparquia.consultations.rules.files import file_of
from toparquia.consultations.tests.factories import make_house
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.pabulib import read, read_bytes
from toparquia.engines.budgeting.rules.options import CountingRule

FOLDER = Path(os.environ.get("TOPARQUIA_ELECTIONS") or CHECKOUT.parent / "shared" / "data" / "pabulib")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not FOLDER.is_dir(),
        reason=f"no real elections in {FOLDER}: set TOPARQUIA_ELECTIONS to a folder that has them",
    ),
]
# One of each way of marking the ballot, small enough for every run.
FILES = (
    "Netherlands_Assen_2024",
    "Poland_Wroclaw_2016_Rejon_nr_1_750",
    "Poland_Zabrze_2020_Centrum_Poludnie",
    "Poland_Gdansk_2020_Zaspa_Mlyniec",
    "Worldwide_Mechanical_Turk_Ranking_value_money_3",
)


@pytest.mark.parametrize("name", FILES)
def test_a_real_election_is_taken_in_counted_and_given_out_again(noon, name):
    path = FOLDER / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not in {FOLDER}")
    house = make_house(noon)
    house.adopt()
    election = read(path)

    consultation = house.imported(file_of(election, name=path.name))
    house.close(consultation)
    house.draw(consultation)
    house.certify(consultation)
    consultation = queries.consultation(consultation.id)
    won = [one.option.code for one in queries.winners(consultation)]

    published = sorted(p.id for p in election.projects if p.fields.get("selected") in ("1", "2"))
    if any("selected" in p.fields for p in election.projects):
        assert sorted(won) == published
    again = read_bytes(exports.pabulib(consultation).encode(), mode="as-counted")
    assert again.ballots.count == election.ballots.count
    assert count(again, CountingRule("official")).winners == sorted(won)
