"""One count as a table for the terminal: no library is loaded for it, so that it appears at once."""

from __future__ import annotations

import argparse
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

from toparquia.cli.count.words import asked_rule
from toparquia.cli.main import language
from toparquia.engines.budgeting import result as codes
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.explain.words import tie_rule
from toparquia.engines.budgeting.pabulib import read
from toparquia.engines.budgeting.result import Result, Tie
from toparquia.foundation.errors import Sentence

REASONS: Final[dict[str, Sentence]] = {
    codes.CHOSEN: Sentence(es="gana", en="won"),
    codes.FREE: Sentence(es="gana: no cuesta nada", en="won: costs nothing"),
    codes.ALL_FIT: Sentence(es="gana: caben todos", en="won: all fit"),
    codes.FILLED: Sentence(es="gana con el dinero que sobraba", en="won with the money left over"),
    codes.TOPPED_UP: Sentence(es="gana: alcanza el 80 % de su costo", en="won: 80 % of its cost is left"),
    codes.FROM_POT: Sentence(es="gana con su bolsa reservada", en="won from its reserved pot"),
    codes.BELOW_THRESHOLD: Sentence(es="bajo el umbral", en="below the threshold"),
    codes.DEARER_THAN_BUDGET: Sentence(es="más caro que el presupuesto", en="dearer than the budget"),
    codes.NO_SUPPORT: Sentence(es="sin apoyo", en="no support"),
    codes.MONEY_SPENT: Sentence(es="su gente gastó en otros", en="its supporters spent on others"),
    codes.DOES_NOT_FIT: Sentence(es="no cabe en lo que queda", en="does not fit what is left"),
    codes.CONFLICT: Sentence(es="incompatible con otro que gana", en="excluded by a winner"),
    codes.WITHDRAWN: Sentence(es="retirado", en="withdrawn"),
    codes.LOST_TIE: Sentence(es="perdió el empate", en="lost the tie"),
    codes.COUNT_ENDED: Sentence(es="el conteo acabó antes", en="the count ended before it"),
    codes.SEATS_FILLED: Sentence(es="ya estaban todos los ganadores", en="all winners were found"),
    codes.NOT_IN_OPTIMUM: Sentence(es="no está en el mejor conjunto", en="not in the best set"),
}
HEADINGS: Final = (
    Sentence(es="", en=""),
    Sentence(es="proyecto", en="project"),
    Sentence(es="nombre", en="name"),
    Sentence(es="costo", en="cost"),
    Sentence(es="apoyo", en="support"),
    Sentence(es="", en=""),
    Sentence(es="resultado", en="outcome"),
)
SUMMARY: Final = Sentence(
    es=(
        "Regla {rule} ({parameters}); {ballots} boletas, modo {mode}. Gastado {cost} de "
        "{budget}; quedan {left}. {seconds} s."
    ),
    en=(
        "Rule {rule} ({parameters}); {ballots} ballots, mode {mode}. Spent {cost} of "
        "{budget}; {left} left. {seconds} s."
    ),
)
TIE: Final = Sentence(
    es="Empate ({where}): {projects}; va primero {first} por {broken_by}.",
    en="Tie ({where}): {projects}; {first} goes first by {broken_by}.",
)
MORE_TIES: Final = Sentence(
    es="Hubo {number} empates más; --json los da todos.", en="There were {number} more ties; --json has all."
)
TIMES: Final = Sentence(es="{stage} y {more} veces más", en="{stage} and {more} more times")
# The stages of a count, as the result names them.
STAGES: Final = {
    "order": Sentence(es="en el orden, con {value}", en="in the order, with {value}"),
    "completion": Sentence(es="al gastar lo que sobraba", en="when the rest was spent"),
    "round": Sentence(es="ronda {round}", en="round {round}"),
    "run": Sentence(es="vuelta {run}, ronda {round}", en="run {run}, round {round}"),
}
TIES_AT_MOST: Final = 8
WARNING: Final = Sentence(es="Aviso: {text}", en="Warning: {text}")
MIN_NAME: Final = 12
# How long the bar of the most supported project is; winners have full bars, the others pale ones.
BAR: Final = 12


def show_count(file: str, args: argparse.Namespace) -> int:
    """Print the count of one file."""
    start = perf_counter()
    result = count(read(file, mode=args.ballots), asked_rule(args))
    seconds = perf_counter() - start
    for line in lines_of(result, seconds):
        print(line)
    if args.explain or args.explain_only:
        from toparquia.cli.count.explaining import print_explanations

        print_explanations(result, only=tuple(args.explain_only))
    return 0


def lines_of(result: Result, seconds: float) -> Iterator[str]:
    """Yield the lines of the table, the ties, the warnings and the summary."""
    spoken = language()
    yield from table_lines([heading.in_language(spoken) for heading in HEADINGS], rows_of(result, spoken))
    yield ""
    yield from lines_of_ties(result.ties, spoken)
    for notice in (*result.election.warnings, *result.notices):
        yield WARNING.in_language(spoken, text=notice.message(spoken))
    document = result.document(spoken)
    shown = {key: value for key, value in {**result.rule.parameters(), **result.parameters}.items() if value}
    yield SUMMARY.in_language(
        spoken,
        rule=result.rule.name,
        parameters=", ".join(f"{key} {value}" for key, value in shown.items() if key != "ballots"),
        ballots=document["ballots"],
        mode=result.election.mode,
        cost=document["cost"],
        budget=document["budget"],
        left=result.money(result.election.budget - result.spent),
        seconds=f"{seconds:.3f}",
    )


def lines_of_ties(ties: Sequence[Tie], spoken: str) -> Iterator[str]:
    """Yield one line for equal ties: Add1 meets the same one in hundreds of runs."""
    met: dict[tuple[object, ...], list[Tie]] = {}
    for tie in ties:
        met.setdefault((tie.projects, tie.value, tie.first), []).append(tie)
    # Those that decided something come first.
    groups = sorted(met.values(), key=lambda group: not group[0].decisive)
    for first, *more in groups[:TIES_AT_MOST]:
        where = _stage(first, spoken)
        if more:
            where = TIMES.in_language(spoken, stage=where, more=len(more))
        projects = ", ".join(first.projects)
        rule = tie_rule(first.broken_by).message(spoken)
        yield TIE.in_language(spoken, where=where, projects=projects, first=first.first, broken_by=rule)
    if len(groups) > TIES_AT_MOST:
        yield MORE_TIES.in_language(spoken, number=len(groups) - TIES_AT_MOST)


def _stage(tie: Tie, spoken: str) -> str:
    words = tie.stage.split()
    facts = dict(zip(words[::2], words[1::2], strict=False))
    return STAGES[words[0]].in_language(spoken, value=tie.value, **facts)


def rows_of(result: Result, spoken: str) -> Iterator[tuple[str, ...]]:
    """Yield the winners in order, then the others by support."""
    contest = result.contest
    won = set(result.order)
    others = [project for project in range(len(result.election.projects)) if project not in won]
    others.sort(key=lambda project: (-contest.scores[project], contest.ranks[project]))
    most = max([1, *contest.scores])
    for project in (*result.order, *others):
        chosen = result.election.projects[project]
        length = max(contest.scores[project], 0) * BAR // most
        yield (
            str(result.rounds[project]) if project in won else "",
            chosen.id,
            chosen.name,
            result.money(chosen.cost),
            str(contest.scores[project]),
            ("█" if project in won else "░") * length,
            REASONS[result.reasons[project]].in_language(spoken),
        )


def table_lines(headings: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Yield aligned lines; the third column gives way when the terminal is narrow."""
    table = [tuple(headings), *rows]
    widths = [max(width(row[column]) for row in table) for column in range(len(headings))]
    room = shutil.get_terminal_size((100, 24)).columns - sum(widths) + widths[2] - 2 * (len(widths) - 1)
    widths[2] = max(MIN_NAME, min(widths[2], room))
    for row in table:
        cells = [
            fitted(cell, size, right=column in (0, 3, 4))
            for column, (cell, size) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def fitted(text: str, size: int, *, right: bool) -> str:
    """Return `text` cut or filled to `size` columns."""
    text = " ".join(text.split())
    while width(text) > size:
        text = text[:-2] + "…"
    fill = " " * (size - width(text))
    return fill + text if right else text + fill


def width(text: str) -> int:
    """Return the columns that `text` takes in a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
