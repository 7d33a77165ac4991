"""The verbs of the bank: at the desk, and on loans."""

from toparquia.bank.services.lending import (
    apply,
    disburse,
    give_review,
    propose_product,
    record_adoption,
    repay,
    write_off,
)
from toparquia.bank.services.serving import (
    count_cash,
    deposit,
    enrol,
    open_bank,
    open_savings,
    pay_member,
    receive_capital,
    withdraw,
)

__all__ = [
    "apply",
    "count_cash",
    "deposit",
    "disburse",
    "enrol",
    "give_review",
    "open_bank",
    "open_savings",
    "pay_member",
    "propose_product",
    "receive_capital",
    "record_adoption",
    "repay",
    "withdraw",
    "write_off",
]
