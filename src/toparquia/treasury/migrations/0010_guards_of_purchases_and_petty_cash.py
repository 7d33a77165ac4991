"""Petty cash moves within its limits, receipts leave no number out, and who has an interest releases nothing."""

from importlib import import_module

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "supplier",
    "conflict",
    "purchase",
    "quotation",
    "choice",
    "pettyfill",
    "voucher",
    "bankstatement",
    "statementline",
    "linematch",
)


def before(module: str, name: str, function: str) -> str:
    """Return a function as an earlier migration made it, to put it back."""
    whole: str = getattr(import_module(f"toparquia.treasury.migrations.{module}"), name)
    start = whole.index(f"CREATE FUNCTION {function}(")
    return whole[start : whole.index("END $$;", start)].replace("CREATE", "CREATE OR REPLACE", 1) + "END $$;"


# As in 0002, and: money leaves the bank for the petty cash by a fill, and the petty cash by its payments.
MOVED = """
CREATE OR REPLACE FUNCTION treasury_guard_transfers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    bad uuid;
BEGIN
    SELECT n.entry_id INTO bad FROM added n
    JOIN treasury_obligationaccount mine ON mine.account_id = n.credit_id
    WHERE CASE
        WHEN mine.role = 'receivable' THEN NOT EXISTS (
            SELECT 1 FROM treasury_disbursement sent
            JOIN treasury_tranche part ON part.id = sent.tranche_id
            WHERE sent.id = n.entry_id AND part.obligation_id = mine.obligation_id
              AND sent.amount_minor = n.amount_minor)
        WHEN mine.role = 'transit' THEN NOT EXISTS (
            SELECT 1 FROM treasury_receipt came
            JOIN treasury_disbursement sent ON sent.id = came.disbursement_id
            JOIN treasury_tranche part ON part.id = sent.tranche_id
            WHERE came.id = n.entry_id AND part.obligation_id = mine.obligation_id
              AND sent.amount_minor = n.amount_minor)
        WHEN mine.role IN ('bank', 'petty') THEN NOT EXISTS (
            SELECT 1 FROM treasury_payment paid JOIN treasury_invoice bill ON bill.id = paid.invoice_id
            WHERE paid.id = n.entry_id AND bill.obligation_id = mine.obligation_id
              AND bill.is_petty = (mine.role = 'petty')
        ) AND NOT EXISTS (
            SELECT 1 FROM treasury_pettyfill fill
            JOIN treasury_obligationaccount petty ON petty.account_id = n.debit_id
            WHERE fill.id = n.entry_id AND mine.role = 'bank' AND fill.obligation_id = mine.obligation_id
              AND (petty.obligation_id, petty.role) = (mine.obligation_id, 'petty')
              AND fill.amount_minor = n.amount_minor)
        ELSE false END
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % takes from an account of an obligation without the act that may', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_account_guarded';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION treasury_check_payment_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT total_minor FROM treasury_invoice WHERE id = NEW.invoice_id) IS DISTINCT FROM (
        SELECT sum(moved.amount_minor) FROM ledger_transfer moved
        JOIN treasury_obligationaccount mine ON mine.account_id = moved.credit_id
        JOIN treasury_invoice bill ON bill.id = NEW.invoice_id
        WHERE moved.entry_id = NEW.id AND mine.role = CASE WHEN bill.is_petty THEN 'petty' ELSE 'bank' END
    ) THEN
        RAISE EXCEPTION 'payment % is not what its invoice says', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM treasury_voucher WHERE payment_id = NEW.id) THEN
        RAISE EXCEPTION 'payment % has no numbered receipt', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
NOT_MOVED = before("0002_guards", "MOVED", "treasury_guard_transfers") + before(
    "0003_spending_guards", "RELEASED", "treasury_check_payment_amount"
)

# One after the other in a place: who waits at the lock sees the number that was taken meanwhile.
NUMBERED = """
INSERT INTO treasury_voucher (payment_id, place_id, number)
SELECT paid.id, bill.place_id, row_number() OVER (PARTITION BY bill.place_id ORDER BY paid.paid_at, paid.id)
FROM treasury_payment paid JOIN treasury_invoice bill ON bill.id = paid.invoice_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

CREATE FUNCTION treasury_check_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.voucher ' || NEW.place_id, 0));
    IF NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM treasury_voucher WHERE place_id = NEW.place_id)
       OR NOT EXISTS (
        SELECT 1 FROM treasury_payment paid JOIN treasury_invoice bill ON bill.id = paid.invoice_id
        WHERE paid.id = NEW.payment_id AND bill.place_id = NEW.place_id
    ) THEN
        RAISE EXCEPTION 'receipts of a place are numbered one after the other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_voucher_in_turn BEFORE INSERT ON treasury_voucher
    FOR EACH ROW EXECUTE FUNCTION treasury_check_voucher();
ALTER TABLE treasury_voucher ENABLE ALWAYS TRIGGER treasury_voucher_in_turn;
"""
NOT_NUMBERED = """
DROP TRIGGER treasury_voucher_in_turn ON treasury_voucher;
DROP FUNCTION treasury_check_voucher();
"""

BOUGHT = """
CREATE FUNCTION treasury_check_bought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.is_petty AND NEW.total_minor > coalesce((
        SELECT fill.expense_minor FROM treasury_pettyfill fill
        WHERE fill.obligation_id = NEW.obligation_id ORDER BY fill.number DESC LIMIT 1
    ), 0) THEN
        RAISE EXCEPTION 'petty cash pays up to its limit, once it was filled'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.purchase_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM treasury_choice chosen
        JOIN treasury_quotation offer ON offer.id = chosen.quotation_id
        JOIN treasury_supplier seller ON seller.id = offer.supplier_id
        JOIN treasury_purchase bought ON bought.id = chosen.purchase_id
        WHERE bought.id = NEW.purchase_id AND bought.obligation_id = NEW.obligation_id
          AND seller.key = NEW.supplier_key
    ) THEN
        RAISE EXCEPTION 'an invoice of a purchase is of the supplier that was chosen'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_invoice_bought BEFORE INSERT ON treasury_invoice
    FOR EACH ROW EXECUTE FUNCTION treasury_check_bought();
ALTER TABLE treasury_invoice ENABLE ALWAYS TRIGGER treasury_invoice_bought;

CREATE FUNCTION treasury_check_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM treasury_invoice bill
        JOIN treasury_supplier seller ON (seller.place_id, seller.key) = (bill.place_id, bill.supplier_key)
        JOIN treasury_conflict said ON said.supplier_id = seller.id AND said.member_id = NEW.releaser_id
        WHERE bill.id = NEW.invoice_id
    ) OR EXISTS (SELECT 1 FROM treasury_invoice WHERE id = NEW.invoice_id AND is_petty) THEN
        RAISE EXCEPTION 'who declared an interest in a supplier releases nothing of theirs'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_release_without_interest BEFORE INSERT ON treasury_release
    FOR EACH ROW EXECUTE FUNCTION treasury_check_interest();
ALTER TABLE treasury_release ENABLE ALWAYS TRIGGER treasury_release_without_interest;

CREATE FUNCTION treasury_check_choice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.purchase ' || NEW.purchase_id, 0));
    IF TG_TABLE_NAME = 'treasury_quotation' THEN
        IF EXISTS (SELECT 1 FROM treasury_choice WHERE purchase_id = NEW.purchase_id) OR NOT EXISTS (
            SELECT 1 FROM treasury_purchase bought
            JOIN treasury_obligation owed ON owed.id = bought.obligation_id
            JOIN treasury_supplier seller ON seller.id = NEW.supplier_id
            WHERE bought.id = NEW.purchase_id AND seller.place_id = owed.place_id
        ) THEN
            RAISE EXCEPTION 'a quotation comes before the choice, from a supplier of the place'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF NOT EXISTS (
        SELECT 1 FROM treasury_quotation
        WHERE (id, purchase_id) = ((to_jsonb(NEW) ->> 'quotation_id')::uuid, NEW.purchase_id)
    ) OR (SELECT quotations_required FROM treasury_purchase WHERE id = NEW.purchase_id)
        > (SELECT count(*) FROM treasury_quotation WHERE purchase_id = NEW.purchase_id) THEN
        RAISE EXCEPTION 'one of the quotations is chosen once there are as many as the rules ask'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_choice_of_enough BEFORE INSERT ON treasury_choice
    FOR EACH ROW EXECUTE FUNCTION treasury_check_choice();
CREATE TRIGGER treasury_quotation_in_time BEFORE INSERT ON treasury_quotation
    FOR EACH ROW EXECUTE FUNCTION treasury_check_choice();
ALTER TABLE treasury_choice ENABLE ALWAYS TRIGGER treasury_choice_of_enough;
ALTER TABLE treasury_quotation ENABLE ALWAYS TRIGGER treasury_quotation_in_time;
"""
NOT_BOUGHT = """
DROP TRIGGER treasury_quotation_in_time ON treasury_quotation;
DROP TRIGGER treasury_choice_of_enough ON treasury_choice;
DROP FUNCTION treasury_check_choice();
DROP TRIGGER treasury_release_without_interest ON treasury_release;
DROP FUNCTION treasury_check_interest();
DROP TRIGGER treasury_invoice_bought ON treasury_invoice;
DROP FUNCTION treasury_check_bought();
"""

# What is in the petty cash is what was put in less what it paid; that is never more than its size.
FILLED = """
CREATE FUNCTION treasury_check_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('treasury.petty ' || NEW.obligation_id, 0));
    SELECT max(filled_at) INTO since FROM treasury_pettyfill WHERE obligation_id = NEW.obligation_id;
    IF NEW.amount_minor
        + (SELECT coalesce(sum(amount_minor), 0) FROM treasury_pettyfill WHERE obligation_id = NEW.obligation_id)
        - (SELECT coalesce(sum(bill.total_minor), 0) FROM treasury_invoice bill
            JOIN treasury_payment paid ON paid.invoice_id = bill.id
            LEFT JOIN treasury_invoicereversal undone ON undone.invoice_id = bill.id
            WHERE bill.obligation_id = NEW.obligation_id AND bill.is_petty AND undone.id IS NULL)
        > NEW.fund_minor
    OR EXISTS (
        SELECT 1 FROM treasury_invoice bill
        WHERE bill.obligation_id = NEW.obligation_id AND bill.is_petty AND bill.recorder_id = NEW.filler_id
          AND (since IS NULL OR bill.recorded_at >= since)
    ) THEN
        RAISE EXCEPTION 'petty cash is filled up to its size, by someone who spent none of it since'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_pettyfill_within BEFORE INSERT ON treasury_pettyfill
    FOR EACH ROW EXECUTE FUNCTION treasury_check_fill();
CREATE CONSTRAINT TRIGGER treasury_pettyfill_posted AFTER INSERT ON treasury_pettyfill
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_check_posted();
ALTER TABLE treasury_pettyfill ENABLE ALWAYS TRIGGER treasury_pettyfill_within;
ALTER TABLE treasury_pettyfill ENABLE ALWAYS TRIGGER treasury_pettyfill_posted;
"""
NOT_FILLED = """
DROP TRIGGER treasury_pettyfill_posted ON treasury_pettyfill;
DROP TRIGGER treasury_pettyfill_within ON treasury_pettyfill;
DROP FUNCTION treasury_check_fill();
"""

MATCHED = """
CREATE FUNCTION treasury_check_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM treasury_statementline line JOIN treasury_bankstatement sheet ON sheet.id = line.statement_id
        JOIN treasury_obligation owed ON owed.place_id = line.place_id AND owed.currency = sheet.currency
        WHERE line.id = NEW.line_id AND sheet.place_id = line.place_id AND (
            EXISTS (SELECT 1 FROM treasury_disbursement sent JOIN treasury_tranche part ON part.id = sent.tranche_id
                WHERE sent.id = NEW.disbursement_id AND part.obligation_id = owed.id
                  AND sent.amount_minor = line.amount_minor)
            OR EXISTS (SELECT 1 FROM treasury_payment paid JOIN treasury_invoice bill ON bill.id = paid.invoice_id
                WHERE paid.id = NEW.payment_id AND bill.obligation_id = owed.id AND NOT bill.is_petty
                  AND bill.total_minor = -line.amount_minor)
            OR EXISTS (SELECT 1 FROM treasury_pettyfill fill
                WHERE fill.id = NEW.fill_id AND fill.obligation_id = owed.id
                  AND fill.amount_minor = -line.amount_minor))
    ) THEN
        RAISE EXCEPTION 'a line of the bank is matched with a movement of its place, amount and currency'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER treasury_match_agrees BEFORE INSERT ON treasury_linematch
    FOR EACH ROW EXECUTE FUNCTION treasury_check_match();
ALTER TABLE treasury_linematch ENABLE ALWAYS TRIGGER treasury_match_agrees;
"""
NOT_MATCHED = """
DROP TRIGGER treasury_match_agrees ON treasury_linematch;
DROP FUNCTION treasury_check_match();
"""


class Migration(migrations.Migration):
    dependencies = [("treasury", "0009_purchases_petty_cash_statements")]

    operations = [
        migrations.RunSQL(MOVED, NOT_MOVED),
        migrations.RunSQL(NUMBERED, NOT_NUMBERED),
        migrations.RunSQL(BOUGHT, NOT_BOUGHT),
        migrations.RunSQL(FILLED, NOT_FILLED),
        migrations.RunSQL(MATCHED, NOT_MATCHED),
        *(append_only(f"treasury_{table}") for table in TABLES),
    ]
