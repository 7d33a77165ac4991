"""Risk-limiting audits of paper: draw a few sheets or tables in public, and know how sure the result is."""

from toparquia.engines.auditing.assertions import Assertion, reported_assertions, winners_of
from toparquia.engines.auditing.comparing import Comparison
from toparquia.engines.auditing.contest import Contest, Kind, Reported, Table
from toparquia.engines.auditing.errors import AuditRefusal
from toparquia.engines.auditing.files import (
    reported_digest,
    reported_from_json,
    reported_to_json,
    sheets_from_json,
    tables_from_json,
)
from toparquia.engines.auditing.findings import (
    Finding,
    Verdict,
    agreed_sheets,
    agreed_tables,
    judge_sheets,
    judge_tables,
)
from toparquia.engines.auditing.planning import Plan, plan_of, risk_limit
from toparquia.engines.auditing.sampling import Sheet, check_seed, sheets_drawn, tables_drawn

__all__ = [
    "Assertion",
    "AuditRefusal",
    "Comparison",
    "Contest",
    "Finding",
    "Kind",
    "Plan",
    "Reported",
    "Sheet",
    "Table",
    "Verdict",
    "agreed_sheets",
    "agreed_tables",
    "check_seed",
    "judge_sheets",
    "judge_tables",
    "plan_of",
    "reported_assertions",
    "reported_digest",
    "reported_from_json",
    "reported_to_json",
    "risk_limit",
    "sheets_drawn",
    "sheets_from_json",
    "tables_drawn",
    "tables_from_json",
    "winners_of",
]
