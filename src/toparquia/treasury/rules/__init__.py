"""Pure decisions of the treasury: amounts, standings, what two invoices have in common."""

from toparquia.treasury.rules.amounts import obliged, tranche_amounts
from toparquia.treasury.rules.keys import key_of, number_key_of, reference_of
from toparquia.treasury.rules.lines import LINES_LIMIT, NewInvoice, NewLine, by_head, check_lines
from toparquia.treasury.rules.purchases import PettyLimits, petty_limits, quotations_for, releases_for
from toparquia.treasury.rules.standing import Spending, Status, next_due, status

__all__ = [
    "LINES_LIMIT",
    "NewInvoice",
    "NewLine",
    "PettyLimits",
    "Spending",
    "Status",
    "by_head",
    "check_lines",
    "key_of",
    "next_due",
    "number_key_of",
    "obliged",
    "petty_limits",
    "quotations_for",
    "reference_of",
    "releases_for",
    "status",
    "tranche_amounts",
]
