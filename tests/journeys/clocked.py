"""The site as it is served, with a clock that the tests can set: only here, never in the program."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from toparquia.config.wsgi import application as real
from toparquia.foundation.clock import frozen_at

CLOCK = Path(os.environ["JOURNEYS_CLOCK"])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request at the moment that stands in the clock's file, at the machine's if there is none."""
    try:
        moment = datetime.fromisoformat(CLOCK.read_text())
    except FileNotFoundError:
        return real(environ, start_response)
    with frozen_at(moment):
        return real(environ, start_response)
