"""The verbs of the bank: at the desk, on loans, for groups, agents, funds and the communal currency."""

from toparquia.bank.services.lending import (
    Opinion,
    apply,
    ask_rescheduling,
    disburse,
    give_review,
    propose_product,
    record_adoption,
)
from toparquia.bank.services.lists import disburse_listed, enrol_listed, give_reviews
from toparquia.bank.services.repaying import (
    Collected,
    collect,
    make_provision,
    repay,
    reschedule,
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
    "Collected",
    "Opinion",
    "apply",
    "ask_rescheduling",
    "collect",
    "count_cash",
    "deposit",
    "disburse",
    "disburse_listed",
    "enrol",
    "enrol_listed",
    "give_review",
    "give_reviews",
    "make_provision",
    "open_bank",
    "open_savings",
    "pay_member",
    "propose_product",
    "receive_capital",
    "record_adoption",
    "repay",
    "reschedule",
    "withdraw",
    "write_off",
]
