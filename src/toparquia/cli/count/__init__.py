"""`toparquia count FILE.pb ...`: count elections from files, without a database."""

from __future__ import annotations

import argparse
import os

from toparquia.cli.count.words import add_arguments

__all__ = ["add_arguments", "run"]


def run(args: argparse.Namespace) -> int:
    """Count what was asked for and return the exit status: 2 when a file was refused."""
    # Our matrices are small: more than one thread each costs more than it saves, and slows the start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # The engine is loaded only now: `--help` and mistakes in the words answer at once.
    if args.files[0] == "compare":
        from toparquia.cli.count.compare import compare_files

        return compare_files(args)
    from toparquia.cli.count.counting import count_files

    return count_files(args)
