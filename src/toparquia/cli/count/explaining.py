"""What `--explain` adds: why each project won or lost, and the log of the count."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from toparquia.cli.main import language
from toparquia.engines.budgeting.compare import NAMES
from toparquia.engines.budgeting.event_log import event_log
from toparquia.engines.budgeting.explain import Explanation, Explanations, explain
from toparquia.engines.budgeting.explain.explaining import EFFORT
from toparquia.engines.budgeting.explain.words import one_line
from toparquia.engines.budgeting.result import Result
from toparquia.foundation.errors import DomainError, Sentence

if TYPE_CHECKING:
    from rich.console import Console

TITLE: Final = Sentence(es="Por qué ganó o perdió cada proyecto", en="Why each project won or lost")
OTHER_RULES: Final = Sentence(es="Con otras reglas", en="Under other rules")
PROJECT: Final = Sentence(es="proyecto", en="project")
THIS_COUNT: Final = Sentence(es="este conteo", en="this count")
# What the recounts of one election among many may take: some milliseconds.
LITTLE_EFFORT: Final = 100_000
WON: Final = "✓"
LOST: Final = "✗"
INDENT: Final = "    "


class UnknownProject(DomainError):
    """An explanation was asked for a project that is not in the election."""

    code = "count.unknown_project"
    says = Sentence(es="No hay ningún proyecto «{project}».", en="There is no project “{project}”.")
    next_step = Sentence(
        es="Escribe el número que la tabla da al proyecto.",
        en="Type the id that the table gives the project.",
    )


def explained(result: Result, *, several: bool = False, only: Sequence[str] = ()) -> dict[str, object]:
    """Return what is added to the JSON document of a count.

    several: one of many, so that nothing is counted again that the count itself already tells: the
    other rules are left to `count compare`, and the log to a count of its own.
    only: ids to look for changes for, however long it takes.
    """
    explanations = explanations_of(result, several=several, only=only)
    told: dict[str, object] = {"explanations": explanations.document()}
    return told if several else told | {"log": event_log(result)}


def explanations_of(result: Result, *, several: bool = False, only: Sequence[str] = ()) -> Explanations:
    """Return the explanations of one count. :raises UnknownProject: when `only` names what is not there."""
    for project in only:
        if project not in result.election.index and not several:
            raise UnknownProject(project=project)
    return explain(
        result,
        confirm=not several,
        compare=not several,
        effort=None if only else LITTLE_EFFORT if several else EFFORT,
        search_for=only or None,
    )


def print_explanations(result: Result, only: Sequence[str] = ()) -> None:
    """Print the explanations: with Rich on a terminal, as plain lines elsewhere."""
    explanations = explanations_of(result, only=only)
    if sys.stdout.isatty():
        from rich.console import Console

        draw_explanations(explanations, Console())
        return
    for line in lines_of_explanations(explanations):
        print(line)


def lines_of_explanations(explanations: Explanations) -> Iterator[str]:
    """Yield the explanations as plain lines."""
    spoken = language()
    yield ""
    yield TITLE.in_language(spoken)
    yield explanations.extra_vote.message(spoken)
    for each in explanations.projects:
        yield ""
        yield f"{_mark(each.has_won)} {each.id}  {one_line(each.name)}"
        for line in _sentences(each, spoken):
            yield INDENT + line
        if each.elsewhere:
            yield f"{INDENT}{OTHER_RULES.in_language(spoken)}: {_elsewhere(each.elsewhere, spoken)}"


def draw_explanations(explanations: Explanations, console: Console) -> None:
    """Draw the explanations on a terminal, and a table of the other rules after them."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    spoken = language()
    console.print(Rule(TITLE.in_language(spoken)))
    console.print(Text(explanations.extra_vote.message(spoken), style="italic"))
    for each in explanations.projects:
        head = Text(f"\n{_mark(each.has_won)} ", style="bold green" if each.has_won else "bold red")
        console.print(head.append(f"{each.id}  {one_line(each.name)}", style="bold default"))
        for line in _sentences(each, spoken):
            console.print(Padding(Text(line), (0, 0, 0, len(INDENT))))
    labels = list(explanations.projects[0].elsewhere) if explanations.projects else []
    if not labels:
        return
    names = [NAMES[label].message(spoken) for label in labels]
    table = Table(PROJECT.in_language(spoken), THIS_COUNT.in_language(spoken), *names)
    table.title = OTHER_RULES.in_language(spoken)
    for each in explanations.projects:
        marks = [_mark(each.elsewhere[label]) for label in labels]
        table.add_row(Text(f"{each.id} {one_line(each.name)}"), _mark(each.has_won), *marks)
    console.print(table)


def _sentences(each: Explanation, spoken: str) -> Iterator[str]:
    for said in (each.says, *each.changes_say, *each.supporters_say):
        yield said.message(spoken)


def _elsewhere(wins: Mapping[str, bool], spoken: str) -> str:
    return ", ".join(f"{NAMES[label].message(spoken)} {_mark(has_won)}" for label, has_won in wins.items())


def _mark(has_won: bool) -> str:
    return WON if has_won else LOST
