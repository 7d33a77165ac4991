"""What the social audit concluded stays."""

from django.db import migrations

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("treasury", "0013_questions_by_anyone_and_closed_cases")]

    operations = [append_only("treasury_caseclosing")]
