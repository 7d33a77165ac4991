"""The pages of the people room."""

from toparquia.people.views.asking import bear_witness, decide, questions, request_page, requests, sign_up
from toparquia.people.views.figures import census_form, figures
from toparquia.people.views.keeping import (
    correct,
    import_census,
    me,
    my_data,
    register,
    resident,
    residents,
)
from toparquia.people.views.leaving import enter_with_card, give_card, leave
from toparquia.people.views.rolls import announce, answer, notice, printed_roll

__all__ = [
    "announce",
    "answer",
    "bear_witness",
    "census_form",
    "correct",
    "decide",
    "enter_with_card",
    "figures",
    "give_card",
    "import_census",
    "leave",
    "me",
    "my_data",
    "notice",
    "printed_roll",
    "questions",
    "register",
    "request_page",
    "requests",
    "resident",
    "residents",
    "sign_up",
]
