"""The most usual entry, one transfer alone, by a function of its own: plain values instead of arrays of one."""

from django.db import migrations

# Entry and transfer in one statement, as in `ledger_post`, so that the guards see both.
POST_ONE = """
CREATE FUNCTION ledger_post_one(
    at timestamptz, key uuid, hash bytea, kind text, place uuid, day date, original uuid, reason text,
    debit uuid, credit uuid, amount int8, currency text
) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    WITH entry AS (
        INSERT INTO ledger_journalentry
            (id, content_hash, kind, place_id, effective_on, posted_at, transfer_count, reverses_id, reason)
        VALUES (key, hash, kind, place, day, at, 1, original, reason)
    )
    INSERT INTO ledger_transfer (entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)
    VALUES (key, 1, debit, credit, amount, currency, day);
END $$;
"""
SIGNATURE = "ledger_post_one(timestamptz, uuid, bytea, text, uuid, date, uuid, text, uuid, uuid, int8, text)"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_post_by_function")]

    operations = [migrations.RunSQL(POST_ONE, f"DROP FUNCTION {SIGNATURE};")]
