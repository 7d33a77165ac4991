"""The log defends itself, and the range type with which other rooms forbid overlaps."""

from django.db import migrations

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("gazette", "0001_log")]

    operations = [
        append_only("gazette_entry"),
        append_only("gazette_treehash"),
        append_only("gazette_checkpoint"),
        append_only("gazette_write"),
        # Core PostgreSQL has GiST for ranges but not for uuid: a range of one id makes the exclusion
        # constraints of residences, seats and rules possible without an extension.
        migrations.RunSQL("CREATE TYPE uuidrange AS RANGE (subtype = uuid)", "DROP TYPE uuidrange"),
    ]
