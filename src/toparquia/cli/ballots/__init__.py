"""`toparquia ballots`: the secret ballot's roles, each as commands of its own.

The engine does the work; here are only the words of the command line, files and progress bars.
"""

from __future__ import annotations

import argparse

from toparquia.cli.main import language, say_error
from toparquia.engines.ballots.errors import BallotRefusal, FileUnreadable

from . import credentials, keys, rehearsing, trustees, verifying, voting

_ROOMS = (keys, trustees, credentials, voting, verifying, rehearsing)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="COMMAND")
    for room in _ROOMS:
        room.add_commands(commands)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; a refusal is one line on standard error and its own exit status."""
    try:
        status: int = args.do(args)
    except BallotRefusal as refusal:
        say_error(refusal.message(language()))
        return refusal.exit_status
    except BrokenPipeError:
        raise
    except OSError as fault:
        # A full disk or a forbidden folder, met while writing.
        say_error(FileUnreadable(path=fault.filename or "-", reason=fault.strerror).message(language()))
        return FileUnreadable.exit_status
    return status
