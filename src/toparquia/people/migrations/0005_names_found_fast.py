"""People in office are found by the beginnings of their names, as territories are."""

from django.db import migrations

SEARCH = """
CREATE INDEX resident_by_words ON people_resident
    USING gin (to_tsvector('simple', plain_words(given_names || ' ' || surnames)));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_guards"), ("territory", "0004_guards")]

    operations = [migrations.RunSQL(SEARCH, "DROP INDEX resident_by_words;")]
