"""The browser that tests drive: where it is, how it is started, and why it may not be there."""

from __future__ import annotations

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
# No other host is asked for anything; a sandbox of its own needs rights that a container does not give.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def refusal_to_browse() -> str | None:
    """Return why no browser can be driven here, or None."""
    if not CHROMIUM.exists():
        return f"no browser at {CHROMIUM} (Debian: chromium)"
    try:
        import axe_playwright_python  # noqa: F401
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed (the developers' lock has it)"
    return None
