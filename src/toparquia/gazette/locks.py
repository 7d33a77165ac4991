"""One at a time on a thing whose row the application's role may not change, and so may not lock either."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def hold(thing: UUID) -> None:
    """Let nobody else work on a thing until the transaction ends: a lock by its id's number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [thing.int % 2**63])
