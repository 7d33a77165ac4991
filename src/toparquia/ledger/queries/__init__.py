"""Reads of the ledger: accounts, balances, statements, the journal, and the self-check."""

from toparquia.ledger.queries.balances import TrialLine, balance, balances, grouped, trial_balance
from toparquia.ledger.queries.journal import JournalLine, journal, lines, read_consistently
from toparquia.ledger.queries.self_check import Finding, check
from toparquia.ledger.queries.statements import (
    Statement,
    StatementLine,
    account,
    accounts_of,
    entry,
    statement,
)

__all__ = [
    "Finding",
    "JournalLine",
    "Statement",
    "StatementLine",
    "TrialLine",
    "account",
    "accounts_of",
    "balance",
    "balances",
    "check",
    "entry",
    "grouped",
    "journal",
    "lines",
    "read_consistently",
    "statement",
    "trial_balance",
]
