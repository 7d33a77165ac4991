"""`toparquia tend`: what is due by the clock alone. A timer of the machine runs it; `serve` does so too."""

from __future__ import annotations

import argparse
import contextlib
import threading
from typing import Final

from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready
from toparquia.foundation.clock import now
from toparquia.foundation.errors import Sentence

HOUR: Final = 3600
TENDED: Final = Sentence(
    es="Peticiones cuyas firmas se borraron: {erased}", en="Petitions whose signatures were deleted: {erased}"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no words: what is due follows from the rules and the clock."""


def run(args: argparse.Namespace) -> int:
    """Do once what is due; a second run finds nothing to do."""
    django_ready()
    print(TENDED.in_language(language(), erased=tend()))
    return 0


def tend() -> int:
    """Delete the signatures of petitions whose challenge period is over; return of how many."""
    from toparquia.elections.services import erase_due

    return erase_due(at=now())


def tend_every_hour(stopped: threading.Event) -> threading.Thread:
    """Tend in a thread of this process until it is stopped, so that a site needs no timer of its own."""

    def work() -> None:
        from django.db import Error, close_old_connections

        while True:
            close_old_connections()
            # A database that is away for a while is asked again in an hour.
            with contextlib.suppress(Error):
                tend()
            close_old_connections()
            if stopped.wait(HOUR):
                return

    thread = threading.Thread(target=work, name="tend", daemon=True)
    thread.start()
    return thread


def post_worker_init(worker: object) -> None:
    """Begin to tend in a worker of the site: the name by which gunicorn calls it."""
    tend_every_hour(threading.Event())
