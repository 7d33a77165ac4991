"""Pictures of options: one an option, before anybody votes, and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from toparquia.gazette.guards import append_only

# The database's clock decides: whoever has begun to vote saw the ballot as it stays.
GUARD = """
CREATE FUNCTION voting_guard_picture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM voting_option o JOIN voting_vote v ON v.id = o.vote_id
        WHERE o.id = NEW.option_id AND (v.state <> 'open' OR clock_timestamp() >= v.opens_at)
    ) THEN
        RAISE EXCEPTION 'the ballot of a vote that began does not change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voting_guard_picture BEFORE INSERT ON voting_optionpicture
    FOR EACH ROW EXECUTE FUNCTION voting_guard_picture();
"""
NO_GUARD = """
DROP TRIGGER voting_guard_picture ON voting_optionpicture;
DROP FUNCTION voting_guard_picture();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0005_board_in_one_statement")]

    operations = [
        migrations.CreateModel(
            name="OptionPicture",
            fields=[
                (
                    "option",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="picture",
                        serialize=False,
                        to="voting.option",
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("alt", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="option_picture_has_words"
                    )
                ]
            },
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
        append_only("voting_optionpicture"),
    ]
