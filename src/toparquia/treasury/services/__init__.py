"""The verbs of the treasury: the only writers of what is owed, paid, spent and accounted for."""

from toparquia.treasury.rules import NewInvoice, NewLine
from toparquia.treasury.services.budgeting import draw, publish_allocation, publish_distribution
from toparquia.treasury.services.disbursing import confirm_receipt, disburse
from toparquia.treasury.services.invoicing import record_invoice
from toparquia.treasury.services.obliging import oblige
from toparquia.treasury.services.questioning import answer, ask_about_invoice, ask_about_report
from toparquia.treasury.services.releasing import release, take_back
from toparquia.treasury.services.reporting import present_report, record_decision

__all__ = [
    "NewInvoice",
    "NewLine",
    "answer",
    "ask_about_invoice",
    "ask_about_report",
    "confirm_receipt",
    "disburse",
    "draw",
    "oblige",
    "present_report",
    "publish_allocation",
    "publish_distribution",
    "record_decision",
    "record_invoice",
    "release",
    "take_back",
]
