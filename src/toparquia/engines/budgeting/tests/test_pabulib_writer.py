"""Writing `.pb` files: equal when read again, and nothing in them that points at a person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toparquia.engines.budgeting.election import CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.pabulib import read_bytes, write, write_text
from toparquia.engines.budgeting.pabulib.reader import AS_COUNTED, STRICT
from toparquia.engines.budgeting.tests.elections import GOOD, an_election, changed, elections, with_points
from toparquia.engines.budgeting.tests.test_pabulib_reader import load


def again(election, mode=STRICT, **how):
    return read_bytes(write_text(election, **how).encode(), file="again.pb", mode=mode)


@given(
    election=st.sampled_from(["approval", CUMULATIVE, ORDINAL]).flatmap(
        lambda kind: elections(vote_type=kind)
    ),
    seed=st.text(max_size=5),
)
def test_what_was_written_is_read_as_the_same_election(election, seed):
    # The file states its counts; apart from these the elections are equal.
    once = again(election, seed=seed)

    assert again(once, seed=seed + "x") == once
    assert (once.costs, once.budget, once.ballots.count) == (
        election.costs,
        election.budget,
        election.ballots.count,
    )


def test_what_was_read_is_written_and_read_as_an_equal_election():
    for text in (GOOD, with_points(), changed("vote_type;approval", "vote_type;ordinal")):
        election = load(text)
        assert again(election) == election


def test_a_repeated_mention_survives_so_that_published_totals_still_hold():
    election = load(changed("1;p/1;", "1;p/1,p/1;", changed("600;2", "600;3")), AS_COUNTED)

    copy = again(election, mode=AS_COUNTED)

    assert copy.ballots.repeats == election.ballots.repeats == {0: 1}


def test_unequal_elections_are_not_equal():
    assert load(GOOD) != load(changed("p/1;600", "p/1;601"))
    assert load(GOOD) != load(changed("1;p/1;30;North", "1;p/1;30;South"))
    assert load(with_points()) != load(changed("4,6", "5,5", with_points()))


def test_nothing_about_a_person_is_written():
    text = write_text(load(GOOD), seed="s")
    votes = text.split("VOTES\n")[1].splitlines()

    assert votes[0] == "voter_id;vote;district"
    assert [row.split(";")[0] for row in votes[1:]] == ["1", "2", "3"]
    assert write_text(load(GOOD), seed="s", territory=False).split("VOTES\n")[1].startswith("voter_id;vote\n")


def test_the_order_of_rows_is_drawn_anew_unless_a_seed_fixes_it():
    election = an_election([1] * 30, [[place] for place in range(30)], 30)

    assert write_text(election, seed="a") == write_text(election, seed="a")
    assert write_text(election, seed="a") != write_text(election, seed="b")
    assert write_text(election) != write_text(election)


def test_names_with_separators_and_quotes_are_written_so_that_they_read_back(tmp_path):
    name = 'Path; "stage" II\nand more'
    election = an_election([1, 1], [[0], [1]], 1, fields=[{"name": name}, {}])
    path = tmp_path / "out.pb"

    write(election, path, seed="s")

    assert read_bytes(path.read_bytes()).projects[0].name == name
