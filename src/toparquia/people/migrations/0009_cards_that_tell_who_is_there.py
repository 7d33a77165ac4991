"""A card has a second code, in its QR, for the attendance of assemblies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_sex_as_people_say_it")]

    operations = [
        migrations.AddField(
            model_name="accesscard",
            name="attendance_digest",
            field=models.BinaryField(blank=True, max_length=32, null=True, unique=True),
        ),
    ]
