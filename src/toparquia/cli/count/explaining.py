"""What `--explain` adds: the log of the count, in JSON and as lines for the terminal."""

from __future__ import annotations

import json

from toparquia.engines.budgeting.event_log import event_log
from toparquia.engines.budgeting.result import Result


def explained(result: Result) -> dict[str, object]:
    """Return what is added to the JSON document of a count."""
    return {"log": event_log(result)}


def print_explanations(result: Result) -> None:
    """Print the log of a count, indented."""
    print(json.dumps(event_log(result), ensure_ascii=False, indent=2))
