"""A roll, once frozen, is never changed."""

from django.db import migrations

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("people", "0001_residents")]

    operations = [append_only("people_electoralroll"), append_only("people_rollentry")]
