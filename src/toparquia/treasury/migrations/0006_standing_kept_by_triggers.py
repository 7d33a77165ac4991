"""How an obligation stands is worked out anew whenever a row below it is added; nobody else writes it."""

from django.db import migrations

# Worked out whole each time, so that it cannot drift from the rows. The lock first: who waited for it
# sees in the next statement what the other wrote.
WORKED_OUT = """
CREATE FUNCTION treasury_work_out_standing(owed_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owed treasury_obligation;
    sent bigint;
    received bigint;
    spent bigint;
    came timestamptz;
    approved date;
    due date;
BEGIN
    PERFORM 1 FROM treasury_obligationstanding WHERE obligation_id = owed_id FOR UPDATE;
    SELECT * INTO owed FROM treasury_obligation WHERE id = owed_id;
    SELECT coalesce(sum(out.amount_minor), 0),
        coalesce(sum(out.amount_minor) FILTER (WHERE receipt.id IS NOT NULL), 0), max(receipt.received_at)
    INTO sent, received, came
    FROM treasury_tranche part JOIN treasury_disbursement out ON out.tranche_id = part.id
    LEFT JOIN treasury_receipt receipt ON receipt.disbursement_id = out.id
    WHERE part.obligation_id = owed_id;
    SELECT coalesce(sum(bill.total_minor), 0) INTO spent
    FROM treasury_invoice bill JOIN treasury_payment paid ON paid.invoice_id = bill.id
    LEFT JOIN treasury_invoicereversal undone ON undone.invoice_id = bill.id
    WHERE bill.obligation_id = owed_id AND undone.id IS NULL;
    SELECT min((decided.decided_at AT TIME ZONE place.timezone)::date) INTO approved
    FROM treasury_reportdecision decided
    JOIN treasury_accountabilityreport report ON report.id = decided.report_id
    JOIN territory_place place ON place.id = owed.place_id
    WHERE report.obligation_id = owed_id AND decided.is_approved AND report.presented_at >= came;
    IF received >= owed.amount_minor THEN
        due := NULL;
    ELSIF came IS NULL THEN
        due := owed.due_on;
    ELSE
        -- Of no approval there is no day: the next tranche waits for the report.
        due := CASE WHEN approved IS NULL THEN NULL ELSE greatest(owed.due_on, approved + owed.due_days) END;
    END IF;
    INSERT INTO treasury_obligationstanding (obligation_id, sent_minor, received_minor, spent_minor, next_due_on)
    VALUES (owed_id, sent, received, spent, due)
    ON CONFLICT (obligation_id) DO UPDATE SET (sent_minor, received_minor, spent_minor, next_due_on)
        = (excluded.sent_minor, excluded.received_minor, excluded.spent_minor, excluded.next_due_on);
END $$;

CREATE FUNCTION treasury_keep_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM treasury_work_out_standing(CASE TG_TABLE_NAME
        WHEN 'treasury_obligation' THEN (to_jsonb(NEW) ->> 'id')::uuid
        WHEN 'treasury_disbursement' THEN (
            SELECT obligation_id FROM treasury_tranche WHERE id = (to_jsonb(NEW) ->> 'tranche_id')::bigint)
        WHEN 'treasury_receipt' THEN (
            SELECT part.obligation_id FROM treasury_disbursement out
            JOIN treasury_tranche part ON part.id = out.tranche_id
            WHERE out.id = (to_jsonb(NEW) ->> 'disbursement_id')::uuid)
        WHEN 'treasury_reportdecision' THEN (
            SELECT obligation_id FROM treasury_accountabilityreport
            WHERE id = (to_jsonb(NEW) ->> 'report_id')::uuid)
        ELSE (SELECT obligation_id FROM treasury_invoice WHERE id = (to_jsonb(NEW) ->> 'invoice_id')::uuid)
    END);
    RETURN NULL;
END $$;

SELECT treasury_work_out_standing(id) FROM treasury_obligation;
-- The foreign keys of those rows are looked at now: a table with checks to come cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

CREATE FUNCTION treasury_refuse_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Depth one is a statement that somebody sent; the triggers of the rows write from depth two.
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'how an obligation stands is worked out, not written: % is refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER treasury_standing_worked_out BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE
    ON treasury_obligationstanding FOR EACH STATEMENT EXECUTE FUNCTION treasury_refuse_standing();
ALTER TABLE treasury_obligationstanding ENABLE ALWAYS TRIGGER treasury_standing_worked_out;
"""
NOT_WORKED_OUT = """
DROP TRIGGER treasury_standing_worked_out ON treasury_obligationstanding;
DROP FUNCTION treasury_refuse_standing();
DROP FUNCTION treasury_keep_standing();
DROP FUNCTION treasury_work_out_standing(uuid);
"""
KEPT_BY = ("obligation", "disbursement", "receipt", "payment", "invoicereversal", "reportdecision")


def kept_by(table: str) -> migrations.RunSQL:
    """Work the standing out again after each row that is added to `table`."""
    trigger = f"treasury_{table}_moves_standing"
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {trigger} AFTER INSERT ON treasury_{table}
            FOR EACH ROW EXECUTE FUNCTION treasury_keep_standing();
        ALTER TABLE treasury_{table} ENABLE ALWAYS TRIGGER {trigger};
        """,
        f"DROP TRIGGER {trigger} ON treasury_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("treasury", "0005_standing")]

    operations = [
        migrations.RunSQL(WORKED_OUT, NOT_WORKED_OUT),
        *(kept_by(table) for table in KEPT_BY),
    ]
