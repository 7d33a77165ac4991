"""Reading a `.pb` file into an election: whole or not at all."""

from __future__ import annotations

import io
from os import PathLike, fspath
from typing import BinaryIO, Final

import numpy as np

from toparquia.engines.budgeting.election import (
    ORDINAL,
    WITH_POINTS,
    Ballots,
    Election,
    Indices,
    Project,
)
from toparquia.engines.budgeting.errors import PabulibError, Said
from toparquia.engines.budgeting.pabulib.admission import Admission
from toparquia.engines.budgeting.pabulib.facts import Facts, check_facts
from toparquia.engines.budgeting.pabulib.gather import merge_equal, sort_sets
from toparquia.engines.budgeting.pabulib.lines import Rows
from toparquia.engines.budgeting.pabulib.mentions import first_mentions
from toparquia.engines.budgeting.pabulib.plain import AS_COUNTED, SMALL_BYTES, STRICT, read_plain
from toparquia.engines.budgeting.pabulib.sections import common_scale, read_meta, read_projects
from toparquia.engines.budgeting.pabulib.votes import VoteReader, VoteRows

__all__ = ["AS_COUNTED", "STRICT", "read", "read_bytes", "read_stream"]

COUNT_DIFFERS: Final = Said(
    es="META anuncia {stated} en «{key}» y el archivo tiene {found}; consigue el archivo entero",
    en="META announces {stated} in “{key}” and the file has {found}; get the whole file",
)
NOT_READABLE: Final = Said(
    es="no se puede leer ({reason}); comprueba el nombre y el permiso",
    en="cannot be read ({reason}); check its name and permission",
)


def read(path: str | PathLike[str], *, mode: str = AS_COUNTED) -> Election:
    """Return the election in the file at `path`.

    `mode` "strict" refuses ballots that break the file's own limits; "as-counted" counts them as the
    authority did and notes a warning. What is wrong with the file itself is refused in both.

    Memory stays below four times the size of a large file. :raises PabulibError:
    """
    name = fspath(path)
    try:
        with open(name, "rb", buffering=0) as stream:
            return read_stream(stream, name, mode=mode)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PabulibError("pabulib.not_readable", NOT_READABLE, file=name, reason=reason) from None


def read_bytes(content: bytes, *, file: str = "", mode: str = AS_COUNTED) -> Election:
    """Return the election in `content`; `file` is only named in refusals. :raises PabulibError:"""
    return read_stream(io.BytesIO(content), file, mode=mode)


def read_stream(stream: BinaryIO, file: str, *, mode: str, small: int = SMALL_BYTES) -> Election:
    """Return the election that `stream` holds, read once from front to back. :raises PabulibError:

    small: the most bytes that are read all at once, if they are plain; both ways give the same.
    """
    assert mode in (STRICT, AS_COUNTED), "a mode of ballot admission"
    head = stream.read(small) if small else b""
    # A pipe hands over what it has; only an empty read is the end.
    following = stream.read(1) if small else b""
    if small and not following and (election := read_plain(head, file, mode)) is not None:
        return election
    rows = Rows(stream, file, head + following)
    meta = read_meta(rows)
    facts = check_facts(meta.values, meta.lines, file, meta.end)
    section = read_projects(rows, meta.end)
    check_count(file, facts, "num_projects", len(section.costs))
    index = {name: place for place, name in enumerate(section.costs)}
    with_points = facts.vote_type in WITH_POINTS
    votes = VoteReader(rows, section.end, index, with_points=with_points).read_all()
    check_count(file, facts, "num_votes", len(votes.gathered.row_groups))
    scale, budget, costs = common_scale(facts.budget, section.costs)
    admission = Admission(file, facts, section, votes, strict=mode == STRICT)
    admission.check_end(in_a_line=rows.ends_in_a_line)
    ballots = assemble(facts, votes, admission, [costs[name] for name in index], scale)
    projects = tuple(Project(name, costs[name], section.cells[name]) for name in index)
    return Election(
        meta=dict(meta.values),
        projects=projects,
        budget=budget,
        ballots=ballots,
        vote_type=facts.vote_type,
        scale=scale,
        points_scale=10**votes.gathered.decimals,
        mode=mode,
        warnings=tuple(admission.warnings),
        source=file,
        digest=rows.digest.hexdigest(),
    )


def check_count(file: str, facts: Facts, key: str, found: int) -> None:
    """Refuse a file whose rows are not as many as META announces."""
    stated = facts.num_votes if key == "num_votes" else facts.num_projects
    if stated != found:
        raise PabulibError(
            "pabulib.count_differs",
            COUNT_DIFFERS,
            file=file,
            line=facts.lines[key],
            key=key,
            stated=stated,
            found=found,
        )


def assemble(facts: Facts, votes: VoteRows, admission: Admission, costs: list[int], scale: int) -> Ballots:
    """Return the ballots in their final form: checked, ordered within, and equal ones grouped."""
    gathered = votes.gathered
    rows = (
        np.frombuffer(gathered.row_groups, dtype=np.int32) if gathered.row_groups else np.zeros(0, np.int32)
    )
    offsets = np.zeros(len(gathered.lengths) + 1, dtype=np.int64)
    np.cumsum(np.frombuffer(gathered.lengths, dtype=np.int32) if gathered.lengths else [], out=offsets[1:])
    entries: Indices = np.array(gathered.entries, dtype=np.int32)
    points = np.array(gathered.points, dtype=np.int64) if gathered.with_points else None
    all_rows = np.bincount(rows, minlength=len(offsets) - 1).astype(np.int64)
    rows, places = admission.drop_repeated_voters(rows)
    weights = np.bincount(rows, minlength=len(offsets) - 1).astype(np.int64)
    admission.check_totals(entries, points, offsets, all_rows, weights)
    admission.check_limits(entries, points, offsets, rows, costs, scale)
    if facts.vote_type != ORDINAL:
        entries, points = sort_sets(entries, points, offsets, len(costs))
    entries, points, offsets, repeats, repeating = first_mentions(
        entries, points, offsets, weights, ranked=facts.vote_type == ORDINAL
    )
    admission.check_repeats(repeating, rows)
    entries, points, offsets, merged = merge_equal(entries, points, offsets)
    rows = merged[rows]
    return Ballots(
        offsets,
        entries,
        points,
        np.bincount(rows, minlength=len(offsets) - 1).astype(np.int64),
        row_groups=rows if places is not None else None,
        row_territories=places,
        territories=tuple(votes.territories),
        territory_field=votes.territory_field,
        repeats=repeats,
    )
