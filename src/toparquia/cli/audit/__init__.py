"""`toparquia audit`: a risk-limiting audit of paper tables, from files, without a database."""

from __future__ import annotations

import argparse

from . import checking, planning, sampling


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="COMMAND")
    for act in (planning, sampling, checking):
        act.add_commands(commands)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; refusals are said by the program's entry."""
    status: int = args.do(args)
    return status
