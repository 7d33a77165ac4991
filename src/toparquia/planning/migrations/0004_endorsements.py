"""Endorsements: only added, and none once an assembly has admitted the project."""

import django.db.models.deletion
from django.db import migrations, models

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_admission_by_a_resolution")]

    operations = [
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="planning.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="endorsement_digest"
                    )
                ],
            },
        ),
        append_only("planning_endorsement"),
        migrations.RunSQL(
            """
            CREATE TRIGGER planning_endorsement_not_after_admission BEFORE INSERT ON planning_endorsement
                FOR EACH ROW EXECUTE FUNCTION planning_refuse_after_admission();
            ALTER TABLE planning_endorsement ENABLE ALWAYS TRIGGER planning_endorsement_not_after_admission;
            """,
            "DROP TRIGGER planning_endorsement_not_after_admission ON planning_endorsement;",
        ),
    ]
