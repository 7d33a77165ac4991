"""A consultation that nobody opened in its time gives no result, so its projects are free for another."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("toparquia.consultations.migrations.0002_guards").ADMITTED
CREATED = BEFORE[BEFORE.index("CREATE FUNCTION") : BEFORE.index("CREATE TRIGGER")]
# Of what a program says and what the clock says, the earlier: nobody calls in the future to free a project.
FREED = """        JOIN consultations_consultation mine ON mine.id = added.consultation_id
        LEFT JOIN voting_vote vote ON vote.id = held.vote_id
        WHERE CASE WHEN vote.id IS NULL
            THEN held.closes_at > least(mine.called_at, clock_timestamp())
            ELSE vote.state <> 'certified' END"""
HELD = """        LEFT JOIN voting_vote vote ON vote.id = held.vote_id
        WHERE vote.id IS NULL OR vote.state <> 'certified'"""


def replaced(body: str) -> str:
    """Return the statement that puts another body in the function's place."""
    return body.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_run_off")]

    operations = [migrations.RunSQL(replaced(CREATED.replace(HELD, FREED)), replaced(CREATED))]
