"""A day of many votes: their sizes, and what all would take."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.ballots.errors import InputMalformed
from toparquia.engines.ballots.national_day import (
    SMALLEST,
    Played,
    commune_sizes,
    cost_of,
    played_sizes,
    speedup,
)


@given(st.integers(1, 300), st.integers(0, 100_000), st.integers())
def test_sizes_add_up_and_differ(communes, more, seed):
    sizes = commune_sizes(communes, communes * SMALLEST + more, random.Random(seed))

    assert len(sizes) == communes
    assert sum(sizes) == communes * SMALLEST + more
    assert sizes == sorted(sizes)
    assert sizes[0] >= SMALLEST


def test_the_whole_country_has_small_and_large_communes():
    sizes = commune_sizes(5_336, 20_000_000, random.Random(1))

    assert sizes[0] < 1_000 < sizes[2_668] < 5_000 < sizes[-1]
    assert sum(played_sizes(sizes, 3_000)) <= 3_000
    assert len(set(played_sizes(sizes, 3_000))) == 5


def test_cost_is_a_part_a_vote_and_a_part_a_ballot():
    played = [Played(n, n, 0.05 + n * 0.001, 0.05 + n * 0.001, 0.03 + n * 0.0006) for n in (100, 300, 700)]

    cost = cost_of(played)

    assert cost.per_vote == pytest.approx(0.05)
    assert cost.per_ballot == pytest.approx(0.001)
    assert cost.of(10, 1_000) == pytest.approx(1.5)
    assert speedup(played) == pytest.approx(1.25 / 0.75)


def test_noise_is_put_on_the_ballots():
    cost = cost_of([Played(100, 100, 0.2, 1, 1), Played(200, 200, 0.1, 1, 1)])

    assert cost.per_vote == 0
    assert cost.of(2, 300) == pytest.approx(0.3)


@pytest.mark.parametrize("day", [(0, 100), (100_001, 9_000_000), (10, 199), (10, 100_000_001)])
def test_impossible_days_are_refused(day):
    with pytest.raises(InputMalformed):
        commune_sizes(*day, random.Random(1))


def test_too_little_to_play_is_refused():
    with pytest.raises(InputMalformed):
        played_sizes([100] * 5, 99)
