"""A person's sex, if they say it; and like the rest of a record it changes by a correction alone."""

from django.db import migrations, models

FIELDS = ("given_names", "surnames", "birth_date")
GUARD = """
CREATE OR REPLACE FUNCTION people_guard_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.registered_at) IS DISTINCT FROM (OLD.id, OLD.registered_at) {parts} THEN
        RAISE EXCEPTION 'a record changes by a correction alone'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
PART = """
       OR (NEW.{field} <> OLD.{field} AND NOT EXISTS (
            SELECT 1 FROM people_correction WHERE resident_id = OLD.id AND field = '{field}'
            AND before = OLD.{field}::text AND after = NEW.{field}::text))"""


def guard(*fields: str) -> str:
    """Return the guard of a record in which these fields change by a correction alone."""
    return GUARD.format(parts="".join(PART.format(field=field) for field in fields))


class Migration(migrations.Migration):
    dependencies = [("people", "0007_guards")]

    operations = [
        migrations.AddField(
            model_name="resident",
            name="sex",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="registrationrequest",
            name="sex",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.RunSQL(guard(*FIELDS, "sex"), guard(*FIELDS)),
    ]
