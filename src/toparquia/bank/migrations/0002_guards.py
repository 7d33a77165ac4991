"""What the bank did stays done; and no loan without the assembly's product and the committee's yes."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "bank",
    "bankaccount",
    "member",
    "savings",
    "receipt",
    "memberpayment",
    "cashcount",
    "loanproduct",
    "adoption",
    "application",
    "review",
    "loan",
    "repayment",
    "writeoff",
)

# Asked when the transaction ends: the loan's row comes first, its entry follows.
GUARDS = """
CREATE FUNCTION bank_check_loan() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    asked bank_application;
BEGIN
    SELECT * INTO asked FROM bank_application WHERE id = NEW.application_id;
    IF NOT EXISTS (SELECT 1 FROM bank_adoption a WHERE a.product_id = asked.product_id AND a.is_adopted) THEN
        RAISE EXCEPTION 'a loan is of a product that the assembly adopted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT count(*) FROM bank_review o WHERE o.application_id = asked.id AND o.is_in_favour)
        < asked.reviews_needed
    THEN
        RAISE EXCEPTION 'a loan is approved by the committee before it is paid out'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT sum(t.amount_minor) FROM ledger_transfer t
        WHERE t.entry_id = asked.id AND t.debit_id = NEW.account_id) IS DISTINCT FROM asked.principal_minor
    THEN
        RAISE EXCEPTION 'a loan is posted in the ledger, whole, in the transaction that pays it out'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_loan_is_decided AFTER INSERT ON bank_loan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_loan();
ALTER TABLE bank_loan ENABLE ALWAYS TRIGGER bank_loan_is_decided;

CREATE FUNCTION bank_check_review() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM bank_application a JOIN bank_member m ON m.id = a.member_id
        WHERE a.id = NEW.application_id AND m.resident_id = NEW.judge_id
    ) THEN
        RAISE EXCEPTION 'nobody decides on their own loan' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER bank_review_of_another AFTER INSERT ON bank_review
    FOR EACH ROW EXECUTE FUNCTION bank_check_review();
ALTER TABLE bank_review ENABLE ALWAYS TRIGGER bank_review_of_another;

CREATE FUNCTION bank_check_repayment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT sum(amount_minor) FROM ledger_transfer WHERE entry_id = NEW.entry_id)
        IS DISTINCT FROM NEW.interest_minor + NEW.principal_minor
    THEN
        RAISE EXCEPTION 'a repayment is posted in the ledger in the transaction that writes it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_repayment_is_posted AFTER INSERT ON bank_repayment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_repayment();
ALTER TABLE bank_repayment ENABLE ALWAYS TRIGGER bank_repayment_is_posted;

CREATE FUNCTION bank_check_receipt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT sum(amount_minor) FROM ledger_transfer WHERE entry_id = NEW.entry_id)
        IS DISTINCT FROM NEW.amount_minor
    THEN
        RAISE EXCEPTION 'money is posted in the ledger in the transaction that writes it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_receipt_is_posted AFTER INSERT ON bank_receipt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_receipt ENABLE ALWAYS TRIGGER bank_receipt_is_posted;
CREATE CONSTRAINT TRIGGER bank_payment_is_posted AFTER INSERT ON bank_memberpayment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_memberpayment ENABLE ALWAYS TRIGGER bank_payment_is_posted;
"""


class Migration(migrations.Migration):
    dependencies = [("bank", "0001_bank_and_credit"), ("ledger", "0004_pending_guards")]

    operations = [
        migrations.RunSQL(
            GUARDS,
            "DROP TRIGGER bank_loan_is_decided ON bank_loan; DROP FUNCTION bank_check_loan();"
            "DROP TRIGGER bank_review_of_another ON bank_review; DROP FUNCTION bank_check_review();"
            "DROP TRIGGER bank_repayment_is_posted ON bank_repayment; DROP FUNCTION bank_check_repayment();"
            "DROP TRIGGER bank_receipt_is_posted ON bank_receipt;"
            "DROP TRIGGER bank_payment_is_posted ON bank_memberpayment; DROP FUNCTION bank_check_receipt();",
        ),
        *(append_only(f"bank_{table}") for table in TABLES),
    ]
