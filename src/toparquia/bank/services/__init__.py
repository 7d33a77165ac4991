"""The verbs of the bank: at the desk, on loans, for groups, agents, funds and the communal currency."""

from toparquia.bank.services.agents import empty_box, end_agent, name_agent, take_in
from toparquia.bank.services.communal import (
    join_currency,
    pay_in_currency,
    propose_currency,
    record_currency,
)
from toparquia.bank.services.funding import ask_fund, open_funds, pay_request, receive_into_fund
from toparquia.bank.services.groups import call_guarantee, form_group, pledge, release_pledges
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
from toparquia.bank.services.reporting import present_report, record_report_decision
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
    "ask_fund",
    "ask_rescheduling",
    "call_guarantee",
    "collect",
    "count_cash",
    "deposit",
    "disburse",
    "disburse_listed",
    "empty_box",
    "end_agent",
    "enrol",
    "enrol_listed",
    "form_group",
    "give_review",
    "give_reviews",
    "join_currency",
    "make_provision",
    "name_agent",
    "open_bank",
    "open_funds",
    "open_savings",
    "pay_in_currency",
    "pay_member",
    "pay_request",
    "pledge",
    "present_report",
    "propose_currency",
    "propose_product",
    "receive_capital",
    "receive_into_fund",
    "record_adoption",
    "record_currency",
    "record_report_decision",
    "release_pledges",
    "repay",
    "reschedule",
    "take_in",
    "withdraw",
    "write_off",
]
