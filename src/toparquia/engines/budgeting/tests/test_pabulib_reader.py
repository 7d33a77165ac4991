"""Reading `.pb` files: what is accepted, and the file, line and expectation of each mistake."""

from __future__ import annotations

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.errors import PabulibError
from toparquia.engines.budgeting.pabulib import AS_COUNTED, STRICT, gather, read, read_bytes
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.engines.budgeting.tests.elections import GOOD, changed, voters_of, with_points


def load(text, mode=STRICT):
    return read_bytes(text.encode(), file="some.pb", mode=mode)


def test_a_good_file_is_read_whole():
    election = load(GOOD)

    assert [project.id for project in election.projects] == ["p/1", "g-2"]
    assert (election.budget, election.costs, election.scale) == (10000, [6000, 4005], 10)
    assert election.projects[1].name == 'The "Green" yard; stage II'
    assert election.ballots.count == 3
    assert sorted(map(sorted, voters_of(election))) == [[0], [0, 1], [1]]
    assert election.ballots.territories == ("North", "South")
    assert election.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.rstrip("\n"),
        GOOD.replace('"The ""Green"" yard; stage II"', "Yard").replace(";", " ; "),
        GOOD.replace("\n", "\n\n"),
        changed("p/1,g-2", "p/1 , g-2"),
        changed("PROJECTS", "projects"),
        changed("400.50", "400,5"),
        changed('2;"The ""Green"" yard; stage II"', '2;"The\n""Green"" yard; stage II"'),
    ],
    ids=[
        "bom",
        "crlf",
        "no last line end",
        "blanks",
        "empty lines",
        "blank in list",
        "title case",
        "comma",
        "two lines",
    ],
)
def test_harmless_differences_give_the_same_count(text):
    assert count(load(text), CountingRule("official")).ordered_ids == ["p/1"]
    assert load(text).costs == load(GOOD).costs


def test_every_vote_type_is_read():
    assert load(changed("vote_type;approval", "vote_type;ordinal")).vote_type == "ordinal"
    one = changed("3;p/1,g-2;52", "3;p/1;52", changed("vote_type;approval", "vote_type;choose-1"))
    one = one.replace("p/1;600;2", "p/1;600;2").replace("g-2;400.50;2", "g-2;400.50;1")
    assert load(one).ballots.count == 3
    assert load(with_points()).points_scale == 10
    assert load(changed("\nmax_sum_points;10", "", with_points("scoring"))).vote_type == "scoring"


def test_ranks_keep_their_order_and_sets_do_not():
    ranked = load(changed("3;p/1,g-2", "3;g-2,p/1", changed("vote_type;approval", "vote_type;ordinal")))
    chosen = load(changed("3;p/1,g-2", "3;g-2,p/1"))

    assert [1, 0] in [list(ballot) for ballot in voters_of(ranked)]
    assert [0, 1] in [list(ballot) for ballot in voters_of(chosen)]


# A change, the code of the refusal, the line it names, and a word of the expectation.
MISTAKES = [
    ("empty file", lambda: "", "pabulib.truncated", 1, "META"),
    ("no title", lambda: changed("META\n", ""), "pabulib.title", 1, "META"),
    ("no meta header", lambda: changed("key;value\n", ""), "pabulib.header", 2, "key;value"),
    ("key missing", lambda: changed("country;Nowhere\n", ""), "pabulib.meta_missing", 13, "country"),
    ("key empty", lambda: changed("country;Nowhere", "country;"), "pabulib.meta_missing", 4, "country"),
    ("key twice", lambda: changed("unit;Test", "country;Test"), "pabulib.meta_twice", 5, "line 4"),
    ("no value", lambda: changed("unit;Test", "unit"), "pabulib.meta_row", 5, "key;value"),
    ("budget is text", lambda: changed("budget;1000", "budget;much"), "pabulib.not_an_amount", 9, "decimal"),
    ("budget is zero", lambda: changed("budget;1000", "budget;0"), "pabulib.budget", 9, "above 0"),
    (
        "budget is huge",
        lambda: changed("budget;1000", "budget;" + "9" * 13),
        "pabulib.not_an_amount",
        9,
        "12 digits",
    ),
    (
        "vote type",
        lambda: changed("vote_type;approval", "vote_type;shouting"),
        "pabulib.vote_type",
        10,
        "choose-1",
    ),
    ("date", lambda: changed("31.12.2026", "2026-12-31"), "pabulib.date", 13, "dd.mm.yyyy"),
    (
        "count is text",
        lambda: changed("num_votes;3", "num_votes;three"),
        "pabulib.not_a_count",
        8,
        "whole number",
    ),
    (
        "max_length",
        lambda: changed("rule;greedy", "rule;greedy\nmax_length;x"),
        "pabulib.not_a_count",
        12,
        "max_length",
    ),
    (
        "max_sum_points",
        lambda: changed("\nmax_sum_points;10", "", with_points()),
        "pabulib.meta_missing",
        13,
        "max_sum_points",
    ),
    ("sections swapped", lambda: changed("PROJECTS\n", "VOTES\n"), "pabulib.title", 14, "PROJECTS"),
    ("projects header", lambda: changed("project_id;cost", "id;cost"), "pabulib.header", 15, "project_id"),
    ("no cost column", lambda: changed("project_id;cost", "project_id;price"), "pabulib.column", 15, "cost"),
    ("column twice", lambda: changed("votes;name", "cost;name"), "pabulib.column_twice", 15, "cost"),
    ("project twice", lambda: changed("g-2;400.50", "p/1;400.50"), "pabulib.project_twice", 17, "line 16"),
    ("no project id", lambda: changed("p/1;600", ";600"), "pabulib.project_id", 16, "project_id"),
    ("comma in id", lambda: changed("p/1;600", "p,1;600"), "pabulib.project_id", 16, "commas"),
    ("cost is text", lambda: changed("p/1;600", "p/1;free"), "pabulib.cost", 16, "0 or more"),
    ("negative cost", lambda: changed("p/1;600", "p/1;-600"), "pabulib.cost", 16, "0 or more"),
    ("short project", lambda: changed("p/1;600;2;Path;1", "p/1;600"), "pabulib.short_row", 16, "5 cells"),
    ("selected", lambda: changed("Path;1", "Path;yes"), "pabulib.selected", 16, "0, 1, 2 or 3"),
    ("votes is text", lambda: changed("600;2;", "600;two;"), "pabulib.total", 16, "number"),
    (
        "projects missing",
        lambda: changed("num_projects;2", "num_projects;3"),
        "pabulib.count_differs",
        7,
        "file has 2",
    ),
    (
        "votes missing",
        lambda: changed("num_votes;3", "num_votes;4"),
        "pabulib.count_differs",
        8,
        "file has 3",
    ),
    ("votes header", lambda: changed("voter_id;vote", "voter;vote"), "pabulib.header", 19, "voter_id"),
    (
        "no points column",
        lambda: changed("vote;points", "vote;strength", with_points()),
        "pabulib.column",
        20,
        "points",
    ),
    ("unknown project", lambda: changed("2;g-2;41", "2;g-3;41"), "pabulib.unknown_project", 21, "g-3"),
    ("no voter id", lambda: changed("2;g-2;41", ";g-2;41"), "pabulib.no_voter", 21, "voter_id"),
    ("too few points", lambda: changed("4,6", "4", with_points()), "pabulib.points", 23, "each project"),
    ("points are text", lambda: changed("4,6", "4,many", with_points()), "pabulib.points", 23, "many"),
    ("second section", lambda: GOOD + "PROJECTS\n", "pabulib.title_again", 23, "PROJECTS"),
    ("published total", lambda: changed("600;2;", "600;3;"), "pabulib.total_differs", 16, "add up to 2"),
    ("open quote", lambda: changed('stage II"', "stage II"), "pabulib.open_quote", 17, "close"),
    ("one long line", lambda: changed("Two projects", "x" * (1 << 20)), "pabulib.line_too_long", 3, "1 MiB"),
]


@pytest.mark.parametrize("mode", [STRICT, AS_COUNTED])
@pytest.mark.parametrize(
    ("text", "code", "line", "word"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_mistake_names_file_line_and_expectation(text, code, line, word, mode):
    with pytest.raises(PabulibError) as caught:
        load(text(), mode)

    error = caught.value
    assert (error.code, error.file, error.line) == (code, "some.pb", line)
    assert word in error.expected
    assert error.message("en").startswith(f"some.pb, line {line}: ")
    assert error.message("es").startswith(f"some.pb, línea {line}: ")
    assert error.exit_status == 2


def test_bytes_that_are_no_text_name_their_line():
    with pytest.raises(PabulibError) as caught:
        read_bytes(GOOD.encode().replace(b"g-2;41", b"g-\xff;41"), file="some.pb")

    assert (caught.value.code, caught.value.line) == ("pabulib.not_utf8", 21)


def test_a_missing_file_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(PabulibError, match="cannot be read"):
        read(tmp_path / "nothing.pb")


@pytest.mark.parametrize("text", [GOOD, with_points()])
def test_a_truncated_file_never_yields_an_election(text):
    # The last cell holds no ballot, so its own end cannot be missed; everything before it can.
    whole = text.rstrip("\n")
    end = len(whole) - (len("South") if whole.endswith("South") else 0)
    for length in range(end):
        with pytest.raises(PabulibError):
            load(whole[:length], AS_COUNTED)


def pointed(old, new):
    """The good file with points, with one thing changed."""
    return changed(old, new, with_points())


# The good file with one published vote more for the first project, for a mention that is repeated.
ONE_MORE = changed("600;2", "600;3")

# What "strict" refuses and "as-counted" counts with a warning: a change, its code, the line.
TOLERATED = [
    ("too long", lambda: changed("rule;greedy", "rule;greedy\nmax_length;1"), "pabulib.limit_broken", 23),
    ("too short", lambda: changed("rule;greedy", "rule;greedy\nmin_length;2"), "pabulib.limit_broken", 21),
    ("knapsack", lambda: changed("rule;greedy", "rule;greedy\nmax_sum_cost;999"), "pabulib.limit_broken", 23),
    ("sum of points", lambda: pointed("max_sum_points;10", "max_sum_points;9"), "pabulib.limit_broken", 21),
    ("most points", lambda: pointed("rule;greedy", "rule;greedy\nmax_points;9"), "pabulib.limit_broken", 22),
    ("few points", lambda: pointed("rule;greedy", "rule;greedy\nmin_points;3"), "pabulib.limit_broken", 23),
    ("negative points", lambda: pointed("4,6", "-4,6"), "pabulib.limit_broken", 23),
    ("voter twice", lambda: changed("3;p/1,g-2", "2;p/1,g-2"), "pabulib.voter_twice", 21),
    ("project repeated", lambda: changed("1;p/1;", "1;p/1,p/1;", ONE_MORE), "pabulib.project_repeated", 20),
    ("unexpected points", lambda: changed("age;district", "points;district"), "pabulib.points_unexpected", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line"), [t[1:] for t in TOLERATED], ids=[t[0] for t in TOLERATED])
def test_what_strict_refuses_as_counted_counts_with_a_warning(text, code, line):
    with pytest.raises(PabulibError) as caught:
        load(text(), STRICT)
    counted = load(text(), AS_COUNTED)

    assert (caught.value.code, caught.value.line) == (code, line)
    assert [notice.code for notice in counted.warnings] == [code]
    assert counted.mode == "as-counted"


def test_a_limit_is_told_as_the_decimal_that_the_file_writes():
    counted = load(changed("rule;greedy", "rule;greedy\nmax_sum_cost;999.5"), AS_COUNTED)

    assert "max_sum_cost 999.5 " in counted.warnings[0].message("en")


def test_a_voter_who_is_there_twice_counts_once_with_the_last_ballot():
    text = GOOD.replace("600;2;", "600;;").replace("400.50;2;", "400.50;;").replace("2;g-2;41", "1;g-2;41")

    election = load(text, AS_COUNTED)

    assert election.ballots.count == 2
    assert sorted(map(sorted, voters_of(election))) == [[0, 1], [1]]


def test_a_repeated_project_adds_to_the_published_score_and_not_to_the_supporters():
    text = changed("1;p/1;", "1;p/1,p/1;", changed("600;2", "600;3"))

    result = count(load(text, AS_COUNTED), CountingRule("greedy"))

    assert result.contest.scores == [3, 2]
    assert result.contest.support.votes == [2, 2]


def test_blank_ballots_are_always_admitted():
    text = changed(
        "2;g-2;41", "2;;41", changed("400.50;2", "400.50;1", changed("rule;", "min_length;1\nrule;"))
    )
    none = changed("2;;41", "2;None;41", text)

    assert load(text).ballots.blank == 1
    assert load(none).ballots.blank == 1


def test_different_ballots_are_told_apart_even_when_their_digests_agree(monkeypatch):
    # With every digest the same, groups must be compared entry by entry.
    monkeypatch.setattr(
        gather, "_digests", lambda entries, points, offsets: offsets[:-1].astype("uint64") * 0
    )

    assert sorted(map(sorted, voters_of(load(GOOD)))) == [[0], [0, 1], [1]]
    assert load(with_points()) == load(with_points())


def test_many_blocks_and_quoted_rows_are_read_as_one(tmp_path):
    # Far more rows than one block holds, with a quoted cell now and then.
    quoted = '"a;b"'
    rows = [f"{n};{'p/1' if n % 3 else 'g-2'};{'a' if n % 1000 else quoted};x" for n in range(60_000)]
    votes = {"p/1": sum(1 for n in range(60_000) if n % 3), "g-2": sum(1 for n in range(60_000) if not n % 3)}
    head = GOOD.split("1;p/1;30")[0].replace("num_votes;3", "num_votes;60000")
    head = head.replace("600;2;", f"600;{votes['p/1']};").replace("400.50;2;", f"400.50;{votes['g-2']};")
    path = tmp_path / "big.pb"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")

    election = read(path, mode=STRICT)

    assert election.ballots.weights.sum() == 60_000
    assert count(election, CountingRule("greedy")).contest.scores == list(votes.values())


def test_a_mistake_far_down_a_large_file_names_its_line(tmp_path):
    rows = [f"{n};p/1;30;x" for n in range(60_000)]
    rows[59_000] = "59000;p/9;30;x"
    head = GOOD.split("1;p/1;30")[0].replace("num_votes;3", "num_votes;60000")
    path = tmp_path / "big.pb"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")

    with pytest.raises(PabulibError) as caught:
        read(path)

    assert caught.value.line == 20 + 59_000


# A ballot is the last cell, and no column says what the ballots add up to: only the line end can tell.
UNPROVEN = """META
key;value
description;Last cell
country;Nowhere
unit;Test
instance;1
num_projects;2
num_votes;2
budget;10
vote_type;approval
rule;greedy
date_begin;2026
date_end;2026
PROJECTS
project_id;cost
a;6
bb;5
VOTES
voter_id;vote
1;a
2;a,bb
"""


@pytest.mark.parametrize("kept", range(len(UNPROVEN)))
def test_a_file_cut_off_in_its_last_ballot_is_refused(kept):
    with pytest.raises(PabulibError) as caught:
        load(UNPROVEN[:kept])

    assert caught.value.file == "some.pb"
    assert caught.value.expected
    assert all(caught.value.message(language) for language in ("es", "en"))


def test_published_totals_prove_that_the_last_ballot_is_whole():
    proven = UNPROVEN.replace("project_id;cost", "project_id;cost;votes")
    proven = proven.replace("a;6\n", "a;6;2\n").replace("bb;5\n", "bb;5;1\n").removesuffix("\n")

    assert load(proven).ballots.count == 2
    with pytest.raises(PabulibError):
        load(proven.removesuffix(",bb"))


# A byte changed, lost or added anywhere: a refusal in words, or an election that can be counted.
STRANGE = ('"', ";", "\n", "\x00", "-1", "1e9", "nan", "9" * 30, "\u0663", "")


def outcome_of(text):
    """The election, or the refusal as a value."""
    try:
        return load(text, AS_COUNTED)
    except PabulibError as refusal:
        return refusal


@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_is_changed_is_refused_in_words_or_counted(strange):
    for at in range(0, len(GOOD), 3):
        read_or_refused = outcome_of(GOOD[:at] + strange + GOOD[at + 1 :])
        if isinstance(read_or_refused, PabulibError):
            assert read_or_refused.file == "some.pb"
            assert read_or_refused.line is None or read_or_refused.line >= 1
            assert read_or_refused.expected
        else:
            count(read_or_refused, CountingRule("mes"))
