"""Posting as a function: PostgreSQL then plans its one statement once a session, not at every entry."""

from django.db import migrations

# Not SECURITY DEFINER: whoever calls it writes with their own rights, and the guards see one statement.
POST = """
CREATE FUNCTION ledger_post(
    at timestamptz, ids uuid[], hashes text[], kinds text[], places uuid[], days date[], counts int2[],
    originals uuid[], reasons text[], entries uuid[], seqs int2[], debits uuid[], credits uuid[],
    amounts int8[], currencies text[], transfer_days date[]
) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    WITH entry AS (
        INSERT INTO ledger_journalentry
            (id, content_hash, kind, place_id, effective_on, posted_at, transfer_count, reverses_id, reason)
        SELECT sent.id, decode(sent.hash, 'hex'), sent.kind, sent.place_id, sent.day, at, sent.transfers,
            sent.original, sent.reason
        FROM unnest(ids, hashes, kinds, places, days, counts, originals, reasons)
            AS sent(id, hash, kind, place_id, day, transfers, original, reason)
    )
    INSERT INTO ledger_transfer (entry_id, seq, debit_id, credit_id, amount_minor, currency, effective_on)
    SELECT * FROM unnest(entries, seqs, debits, credits, amounts, currencies, transfer_days);
END $$;
"""
SIGNATURE = (
    "ledger_post(timestamptz, uuid[], text[], text[], uuid[], date[], int2[], uuid[], text[],"
    " uuid[], int2[], uuid[], uuid[], int8[], text[], date[])"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_pending_guards")]

    operations = [migrations.RunSQL(POST, f"DROP FUNCTION {SIGNATURE};")]
