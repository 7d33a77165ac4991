"""How another process begins to help building: with Django ready before anything of ours is imported."""

from __future__ import annotations

from typing import Any

# Where this process tells how many steps it has done.
counters: list[Any] = []


def begin(counter: Any) -> None:
    """Make Django ready in a process that was just started."""
    from toparquia.cli.setting_up import django_ready

    counters.append(counter)
    django_ready()
