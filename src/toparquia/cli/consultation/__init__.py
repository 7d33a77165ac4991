"""`toparquia consultation`: import, open, draw, close, count, certify, explain and export consultations."""

from __future__ import annotations

import argparse

from toparquia.cli.consultation.words import add_arguments

__all__ = ["add_arguments", "run"]


def run(args: argparse.Namespace) -> int:
    """Do one of them. A file that is no election is refused before the database is asked for anything."""
    if args.todo == "import":
        from toparquia.cli.consultation.importing import import_file

        return import_file(args)
    from toparquia.cli.consultation import stages

    return stages.run(args)
