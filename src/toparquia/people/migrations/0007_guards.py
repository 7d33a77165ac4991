"""A residence ends once; witnesses stay; what was asked, objected or given is only ever finished."""

from django.db import migrations

from toparquia.gazette.guards import append_only


def only_finished(table: str, columns: tuple[str, ...], open_when: str) -> migrations.RunSQL:
    """Let a row of `table` change only in `columns`, while `open_when` holds of it, and never go."""
    rest = "".join(f" - '{column}'" for column in columns)
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_only_finished() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.{open_when}
               AND to_jsonb(NEW){rest} = to_jsonb(OLD){rest} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '% on {table} is refused: its rows are only ever finished', TG_OP
                USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER {table}_only_finished BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_only_finished();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_only_finished;
        """,
        f"DROP TRIGGER {table}_only_finished ON {table}; DROP FUNCTION {table}_only_finished();",
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0006_cards_requests_and_objections"), ("gazette", "0002_guards")]

    operations = [
        append_only("people_witness"),
        append_only("people_rollnotice"),
        only_finished("people_residence", ("ends_on", "end_reason"), "ends_on IS NULL"),
        only_finished("people_accesscard", ("taken_back_at",), "taken_back_at IS NULL"),
        only_finished(
            "people_registrationrequest", ("decided_at", "resident_id", "refusal"), "decided_at IS NULL"
        ),
        only_finished("people_duplicatequestion", ("answer", "answered_at"), "answered_at IS NULL"),
        only_finished("people_objection", ("is_upheld", "answer", "answered_at"), "answered_at IS NULL"),
    ]
