"""A small file is read at once, a large one in blocks: the same election, the same refusals and warnings."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.budgeting.election import APPROVAL, CUMULATIVE, ORDINAL
from toparquia.engines.budgeting.errors import PabulibError
from toparquia.engines.budgeting.pabulib import AS_COUNTED, STRICT, write_text
from toparquia.engines.budgeting.pabulib.reader import read_stream
from toparquia.engines.budgeting.tests.elections import elections

LIMITS = st.sampled_from(
    ("", "max_length;2", "min_length;2", "max_sum_cost;9", "min_points;1", "max_points;3", "max_sum_points;6")
)


def told(text, mode, **options):
    """Return what reading gives: the election with its warnings, or the refusal."""
    try:
        election = read_stream(io.BytesIO(text.encode()), "f.pb", mode=mode, **options)
    except PabulibError as refusal:
        return refusal.code, refusal.message("en")
    return election, [warning.message("en") for warning in election.warnings], dict(election.ballots.repeats)


@settings(deadline=None)
@given(data=st.data(), limit=LIMITS, mode=st.sampled_from((STRICT, AS_COUNTED)))
def test_both_ways_read_the_same(data, limit, mode):
    kind = data.draw(st.sampled_from((APPROVAL, CUMULATIVE, ORDINAL)))
    text = write_text(data.draw(elections(vote_type=kind)), seed="s")
    if limit and limit.partition(";")[0] not in text:
        text = text.replace("PROJECTS\n", f"{limit}\nPROJECTS\n", 1)
    rows = text.splitlines()
    if data.draw(st.booleans()):
        # The same ballot again, perhaps of the same voter: the number of votes no longer fits, or does.
        rows.append(data.draw(st.sampled_from(rows[-3:])))
        count = next(place for place, row in enumerate(rows) if row.startswith("num_votes;"))
        rows[count] = f"num_votes;{int(rows[count].split(';')[1]) + 1}"
    if data.draw(st.booleans()):
        place = rows.index("PROJECTS")
        rows.insert(
            place, data.draw(st.sampled_from(('comment;"a; ""b"""', 'comment;"open', "comment", "VOTES")))
        )
    end = data.draw(st.sampled_from(("\n", "\r\n")))
    text = end.join(rows) + data.draw(st.sampled_from((end, "", "\r", ",")))

    assert told(text, mode) == told(text, mode, small=0)
