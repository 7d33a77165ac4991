"""Migration operations with which a table defends itself, whatever role or program writes to it."""

from __future__ import annotations

from typing import Final

from django.db import migrations

FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: its rows are never changed nor removed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`, also for the owner, also through a replica's session.

    Statement triggers, so that an insert costs nothing; ENABLE ALWAYS, because the default kind is
    silent under `session_replication_role = replica`.
    """
    trigger = f"{table}_append_only"
    return migrations.RunSQL(
        FUNCTION
        + f"""
        CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};
        """,
        f"DROP TRIGGER {trigger} ON {table};",
    )
