"""The verbs of the treasury: the only writers of what is owed, paid, spent and accounted for."""

from toparquia.treasury.rules import NewInvoice, NewLine
from toparquia.treasury.services.budgeting import draw, publish_allocation, publish_distribution
from toparquia.treasury.services.delivering import (
    deliver_work,
    follow_up,
    propose_variation,
    record_variation_decision,
)
from toparquia.treasury.services.disbursing import confirm_receipt, disburse
from toparquia.treasury.services.invoicing import record_invoice
from toparquia.treasury.services.obliging import oblige
from toparquia.treasury.services.petty import fill_petty_cash
from toparquia.treasury.services.purchasing import (
    add_quotation,
    choose_quotation,
    declare_conflict,
    open_purchase,
    register_supplier,
)
from toparquia.treasury.services.questioning import (
    answer,
    ask_about_invoice,
    ask_about_report,
    close_case,
    raise_question,
)
from toparquia.treasury.services.reconciling import import_statement, keep_statement, match_line
from toparquia.treasury.services.releasing import release, take_back
from toparquia.treasury.services.reporting import present_report, record_decision
from toparquia.treasury.services.working import move_stock, publish_schedule, record_labour, record_progress

__all__ = [
    "NewInvoice",
    "NewLine",
    "add_quotation",
    "answer",
    "ask_about_invoice",
    "ask_about_report",
    "choose_quotation",
    "close_case",
    "confirm_receipt",
    "declare_conflict",
    "deliver_work",
    "disburse",
    "draw",
    "fill_petty_cash",
    "follow_up",
    "import_statement",
    "keep_statement",
    "match_line",
    "move_stock",
    "oblige",
    "open_purchase",
    "present_report",
    "propose_variation",
    "publish_allocation",
    "publish_distribution",
    "publish_schedule",
    "raise_question",
    "record_decision",
    "record_invoice",
    "record_labour",
    "record_progress",
    "record_variation_decision",
    "register_supplier",
    "release",
    "take_back",
]
