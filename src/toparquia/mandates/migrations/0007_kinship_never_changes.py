"""A declared kinship stays as it was declared."""

from django.db import migrations

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("mandates", "0006_kinship"), ("gazette", "0002_guards")]

    operations = [append_only("mandates_kinship")]
