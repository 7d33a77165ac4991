"""Counting the files named: one table for one file, one JSON document a line for many."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from toparquia.cli.count.words import asked_rule, named_files
from toparquia.cli.main import language, say_error
from toparquia.engines.budgeting.batch import Outcome, Source, count_many
from toparquia.engines.budgeting.errors import CountingError
from toparquia.foundation.errors import Sentence

# Below this much to read, starting other processes takes longer than counting here.
SMALL_BATCH_BYTES: Final = 1 << 20
COUNTING: Final = Sentence(es="Contando", en="Counting")


def count_files(args: argparse.Namespace) -> int:
    """Count every file; a refused one is named on standard error and the others go on."""
    files = named_files(args.files)
    several = len(files) > 1 or Path(args.files[0]).is_dir()
    if not several and not args.json:
        # A person reads a table; loading what draws it is worth it only here.
        from toparquia.cli.count.table import show_count

        return show_count(files[0], args)
    refused = False
    for outcome in _outcomes(files, args, several=several):
        if isinstance(outcome, CountingError):
            refused = True
            say_error(outcome.message(language()))
        else:
            sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 2 if refused else 0


def _outcomes(files: Sequence[str], args: argparse.Namespace, *, several: bool) -> Iterator[Outcome]:
    extra = None
    if args.explain or args.explain_only:
        from toparquia.cli.count.explaining import explained

        extra = partial(explained, several=several, only=tuple(args.explain_only))
    with _progress(len(files), shown=several) as progress:
        yield from count_many(
            [Source(name) for name in files],
            asked_rule(args),
            mode=args.ballots,
            language=language(),
            extra=extra,
            workers=args.jobs or (1 if _is_small(files) and not args.scheduler else None),
            scheduler=args.scheduler,
            progress=progress,
        )


def _is_small(files: Sequence[str]) -> bool:
    total = 0
    for name in files:
        path = Path(name)
        total += path.stat().st_size if path.exists() else 0
        if total > SMALL_BATCH_BYTES:
            return False
    return True


@contextmanager
def _progress(total: int, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Show on standard error how many counts are done."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(COUNTING.in_language(language()), total=total)
        yield lambda done: bar.update(task, completed=done)
