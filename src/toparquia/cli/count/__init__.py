"""`toparquia count FILE.pb ...`: count elections from files, without a database."""

from __future__ import annotations

import argparse

from toparquia.cli.count.words import add_arguments
from toparquia.foundation.errors import DomainError

__all__ = ["DomainError", "add_arguments", "run"]


def run(args: argparse.Namespace) -> int:
    """Count what was asked for and return the exit status: 2 when a file was refused."""
    # The engine is loaded only now: `--help` and mistakes in the words answer at once.
    from toparquia.cli.count.compare import compare_files
    from toparquia.cli.count.counting import count_files

    if args.files[0] == "compare":
        return compare_files(args)
    return count_files(args)
