"""The verbs of the people room: who is registered, what is corrected, who read it, and the rolls."""

from toparquia.people.rules import NewResident
from toparquia.people.services.cards import NewCard, give_access_card, open_with_card
from toparquia.people.services.gathering import (
    Occupant,
    keep_evidence,
    move_dossier,
    open_dossier,
    take_statement,
)
from toparquia.people.services.leaving import answer_question, end_residence
from toparquia.people.services.objecting import announce_roll, answer_objection, object_to_roll
from toparquia.people.services.recording import record_residents
from toparquia.people.services.registering import (
    BY_CENSUS,
    BY_FORM,
    correct_resident,
    record_reading,
    register_people,
    register_resident,
    register_residents,
)
from toparquia.people.services.requesting import (
    accept_request,
    ask_to_be_registered,
    bear_witness,
    refuse_request,
)
from toparquia.people.services.rolls import freeze_roll, import_roll

__all__ = [
    "BY_CENSUS",
    "BY_FORM",
    "NewCard",
    "NewResident",
    "Occupant",
    "accept_request",
    "announce_roll",
    "answer_objection",
    "answer_question",
    "ask_to_be_registered",
    "bear_witness",
    "correct_resident",
    "end_residence",
    "freeze_roll",
    "give_access_card",
    "import_roll",
    "keep_evidence",
    "move_dossier",
    "object_to_roll",
    "open_dossier",
    "open_with_card",
    "record_reading",
    "record_residents",
    "refuse_request",
    "register_people",
    "register_resident",
    "register_residents",
    "take_statement",
]
