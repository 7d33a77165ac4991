"""Pure decisions about a consultation: what may be asked, how it is counted, what a file brings."""

from toparquia.consultations.rules.asking import (
    CHANNEL_IMPORTED,
    CHANNEL_PAPER,
    OPTIONS_LIMIT,
    PURPOSE,
    check_ahead,
    check_ballot,
    check_calendar,
    check_hours,
    check_option_count,
    check_theme,
    check_unit,
)
from toparquia.consultations.rules.counting import BudgetRule, Terms, terms_of
from toparquia.consultations.rules.question import Question, election_from
from toparquia.consultations.rules.reserving import Ground

__all__ = [
    "CHANNEL_IMPORTED",
    "CHANNEL_PAPER",
    "OPTIONS_LIMIT",
    "PURPOSE",
    "BudgetRule",
    "Ground",
    "Question",
    "Terms",
    "check_ahead",
    "check_ballot",
    "check_calendar",
    "check_hours",
    "check_option_count",
    "check_theme",
    "check_unit",
    "election_from",
    "terms_of",
]
