"""The next assemblies of a place as an iCalendar file, which phones take into their calendar.

Source: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from toparquia.assemblies.models import Session

_LINE_OCTETS: Final = 75


def calendar_of(sessions: Iterable[Session], *, title: str, site: str) -> str:
    """Return the file; `title` is what an event is called, `site` the address before the sessions' own."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Toparquia//ES", "METHOD:PUBLISH"]
    for session in sessions:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{session.id}@toparquia",
            f"DTSTAMP:{_moment(session.called_at)}",
            f"DTSTART:{_moment(session.starts_at)}",
            f"SUMMARY:{_escaped(title)}",
            f"LOCATION:{_escaped(session.venue)}",
            f"DESCRIPTION:{_escaped(chr(10).join(session.agenda))}",
            f"URL:{site}{session.get_absolute_url()}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    # A line has 75 octets at most; a letter of several octets is not cut in two.
    parts, room = [""], _LINE_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append("")
            room = _LINE_OCTETS - 1
        parts[-1] += sign
        room -= size
    return "\r\n ".join(parts)
