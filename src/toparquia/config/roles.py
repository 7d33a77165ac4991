"""What the application's role may do in the database: read and add everywhere, never empty a table.

Append-only tables are guarded twice: by their triggers, and here by rights that are not given.
"""

from __future__ import annotations

from typing import Final

from django.db import connections

from toparquia.config.database import APPLICATION_ROLE

# Tables whose rows are never changed nor removed. Each has its trigger too (gazette.guards).
APPEND_ONLY_QUERY: Final = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgname LIKE '%%_append_only%%'
"""


def grant_application_role(alias: str) -> None:
    """Give the application's role what the site needs on every table of the owner's schema."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
        if cursor.fetchone() is None:
            return
        role = f'"{APPLICATION_ROLE}"'
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(APPEND_ONLY_QUERY)
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {role}')
