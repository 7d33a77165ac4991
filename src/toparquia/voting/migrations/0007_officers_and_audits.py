"""Who noted each check-in, and what audits of the paper found."""

from django.db import migrations, models

from toparquia.gazette.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("mandates", "0002_power_from_a_mandate"), ("voting", "0006_option_pictures")]

    operations = [
        migrations.AddField(
            "checkin",
            "mandate",
            models.ForeignKey("mandates.Mandate", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.CreateModel(
            name="PaperAudit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reported_sha256", models.CharField(max_length=64)),
                ("method", models.CharField(max_length=10)),
                ("seed", models.CharField(max_length=200)),
                ("drawn", models.PositiveIntegerField()),
                ("found", models.JSONField()),
                ("limit_bp", models.PositiveSmallIntegerField()),
                ("risk_parts", models.TextField()),
                ("risk_whole", models.TextField()),
                ("is_confirmed", models.BooleanField()),
                ("is_overturned", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "vote",
                    models.ForeignKey("voting.Vote", models.PROTECT, related_name="paper_audits"),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            "paperaudit",
            models.CheckConstraint(
                condition=~models.Q(is_confirmed=True, is_overturned=True), name="paper_audit_one_outcome"
            ),
        ),
        append_only("voting_paperaudit"),
    ]
