"""A commune may also exist since a day that was recorded when a country's register was brought in."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("toparquia.charters.migrations.0002_guards").FOUNDED
FUNCTION = BEFORE.split("CREATE TRIGGER")[0]
HERE = "charter.place_id = NEW.id AND registration.registered_on = NEW.founded_on\n    )"
OR_ELSEWHERE = f"""{HERE} AND NOT EXISTS (
        SELECT 1 FROM territory_recordedfounding recorded
        WHERE recorded.place_id = NEW.id AND recorded.founded_on = NEW.founded_on
    )"""
assert FUNCTION.count(HERE) == 1, "the guard reads as this change expects"


class Migration(migrations.Migration):
    dependencies = [("charters", "0002_guards"), ("territory", "0004_guards")]

    operations = [
        migrations.RunSQL(
            FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(HERE, OR_ELSEWHERE),
            FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        )
    ]
