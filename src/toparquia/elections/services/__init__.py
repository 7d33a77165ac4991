"""The verbs of elections and recalls, the only writers of this room's tables."""

from toparquia.elections.services.balloting import certify_ballot, close_list, open_ballot
from toparquia.elections.services.calling import call_election
from toparquia.elections.services.challenging import answer_challenge, challenge
from toparquia.elections.services.deciding import count_assembly, record_custom
from toparquia.elections.services.founding import hear_founding
from toparquia.elections.services.petitioning import (
    ask_recall,
    draw_sample,
    erase_due,
    erase_signatures,
    read_sample,
    record_check,
    sign_petition,
)
from toparquia.elections.services.proclaiming import proclaim_election, register_election, seat_alternate
from toparquia.elections.services.recalling import (
    certify_recall_vote,
    defend,
    hear_motion,
    hear_resolution,
    open_recall_vote,
    report_on_recall,
)
from toparquia.elections.services.standing import (
    accept_candidacy,
    check_candidacy,
    nominate,
    withdraw_candidacy,
)

__all__ = [
    "accept_candidacy",
    "answer_challenge",
    "ask_recall",
    "call_election",
    "certify_ballot",
    "certify_recall_vote",
    "challenge",
    "check_candidacy",
    "close_list",
    "count_assembly",
    "defend",
    "draw_sample",
    "erase_due",
    "erase_signatures",
    "hear_founding",
    "hear_motion",
    "hear_resolution",
    "nominate",
    "open_ballot",
    "open_recall_vote",
    "proclaim_election",
    "read_sample",
    "record_check",
    "record_custom",
    "register_election",
    "report_on_recall",
    "seat_alternate",
    "sign_petition",
    "withdraw_candidacy",
]
