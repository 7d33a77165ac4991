"""Who does the work, and how far it has come: processes, a cluster, progress bars."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from toparquia.engines.ballots.verification import Crew, cluster, default_workers, processes
from toparquia.engines.ballots.verification.survey import Progress, no_progress

from .files import said

_PHASES = {
    "archive": ("archivo", "archive"),
    "credentials": ("credenciales", "credentials"),
    "ballots": ("boletas", "ballots"),
    "casting": ("votando", "casting"),
}
MAX_WORKERS = 256
SMALL_ARCHIVE = 500_000


def _worker_count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= MAX_WORKERS:
        raise argparse.ArgumentTypeError(f"1 - {MAX_WORKERS}")
    return count


def add_crew(parser: argparse.ArgumentParser) -> None:
    """Declare who does the work."""
    parser.add_argument(
        "--workers",
        type=_worker_count,
        default=default_workers(),
        metavar="N",
        help=said("procesos de esta máquina", "processes of this machine"),
    )
    parser.add_argument("--scheduler", metavar="URL", help=said("clúster Dask", "Dask cluster"))


def crew_for(args: argparse.Namespace, archive: Path | None = None) -> AbstractContextManager[Crew | None]:
    """Return the crew that the words ask for. :raises ClusterUnreachable: when it is entered."""
    if args.scheduler:
        return cluster(args.scheduler)
    # Starting processes takes longer than checking a small archive.
    is_small = archive is not None and archive.is_file() and archive.stat().st_size < SMALL_ARCHIVE
    return processes(1 if is_small else args.workers)


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Show progress on standard error, if a person is looking."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(said(*_PHASES[phase]), total=total)
            bars.update(tasks[phase], completed=done, total=total)

        yield show
