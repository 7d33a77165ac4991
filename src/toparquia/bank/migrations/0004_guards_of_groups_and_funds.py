"""What the bank did stays done; new terms need the committee, money of a fund the assembly."""

from django.db import migrations

from toparquia.gazette.guards import append_only

TABLES = (
    "group",
    "groupmember",
    "pledge",
    "pledgeend",
    "rescheduling",
    "provision",
    "agent",
    "agentend",
    "agentreceipt",
    "agentcount",
    "bankreport",
    "bankreportdecision",
    "communalcurrency",
    "communaladoption",
    "communalaccount",
    "communalpayment",
    "communalfund",
    "fundincome",
    "fundrequest",
    "fundpayment",
)

GUARDS = """
CREATE FUNCTION bank_check_rescheduling() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    asked bank_application;
BEGIN
    SELECT * INTO asked FROM bank_application WHERE id = NEW.application_id;
    IF asked.reschedules_id IS DISTINCT FROM NEW.loan_id THEN
        RAISE EXCEPTION 'new terms are of the loan that was asked about'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT count(*) FROM bank_review o WHERE o.application_id = asked.id AND o.is_in_favour)
        < asked.reviews_needed
    THEN
        RAISE EXCEPTION 'new terms are approved by the committee'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER bank_rescheduling_is_decided AFTER INSERT ON bank_rescheduling
    FOR EACH ROW EXECUTE FUNCTION bank_check_rescheduling();
ALTER TABLE bank_rescheduling ENABLE ALWAYS TRIGGER bank_rescheduling_is_decided;

CREATE CONSTRAINT TRIGGER bank_communal_payment_is_posted AFTER INSERT ON bank_communalpayment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_communalpayment ENABLE ALWAYS TRIGGER bank_communal_payment_is_posted;
CREATE CONSTRAINT TRIGGER bank_agent_receipt_is_posted AFTER INSERT ON bank_agentreceipt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_agentreceipt ENABLE ALWAYS TRIGGER bank_agent_receipt_is_posted;
CREATE CONSTRAINT TRIGGER bank_pledge_is_posted AFTER INSERT ON bank_pledge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_pledge ENABLE ALWAYS TRIGGER bank_pledge_is_posted;
CREATE CONSTRAINT TRIGGER bank_fund_income_is_posted AFTER INSERT ON bank_fundincome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_receipt();
ALTER TABLE bank_fundincome ENABLE ALWAYS TRIGGER bank_fund_income_is_posted;

CREATE FUNCTION bank_check_fund_payment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM assemblies_resolution r
        JOIN assemblies_motion m ON m.id = r.motion_id
        WHERE r.id = NEW.resolution_id AND m.about_kind = 'bank.fund_request' AND m.about_id = NEW.request_id
    ) THEN
        RAISE EXCEPTION 'a fund pays what the assembly resolved about that request'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT sum(t.amount_minor) FROM ledger_transfer t WHERE t.entry_id = NEW.request_id)
        IS DISTINCT FROM (SELECT amount_minor FROM bank_fundrequest WHERE id = NEW.request_id)
    THEN
        RAISE EXCEPTION 'a fund pays a request whole, in the ledger, in the transaction that writes it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_fund_payment_is_resolved AFTER INSERT ON bank_fundpayment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_check_fund_payment();
ALTER TABLE bank_fundpayment ENABLE ALWAYS TRIGGER bank_fund_payment_is_resolved;
"""


class Migration(migrations.Migration):
    dependencies = [("bank", "0003_groups_keeping_communal_funds")]

    operations = [
        migrations.RunSQL(
            GUARDS,
            "DROP TRIGGER bank_rescheduling_is_decided ON bank_rescheduling;"
            "DROP FUNCTION bank_check_rescheduling();"
            "DROP TRIGGER bank_communal_payment_is_posted ON bank_communalpayment;"
            "DROP TRIGGER bank_agent_receipt_is_posted ON bank_agentreceipt;"
            "DROP TRIGGER bank_pledge_is_posted ON bank_pledge;"
            "DROP TRIGGER bank_fund_income_is_posted ON bank_fundincome;"
            "DROP TRIGGER bank_fund_payment_is_resolved ON bank_fundpayment;"
            "DROP FUNCTION bank_check_fund_payment();",
        ),
        *(append_only(f"bank_{table}") for table in TABLES),
    ]
