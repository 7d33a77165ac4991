"""The verbs of the people room: who is registered, what is corrected, who read it, and the rolls."""

from toparquia.people.rules import NewResident
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
from toparquia.people.services.rolls import freeze_roll, import_roll

__all__ = [
    "BY_CENSUS",
    "BY_FORM",
    "NewResident",
    "correct_resident",
    "freeze_roll",
    "import_roll",
    "record_reading",
    "record_residents",
    "register_people",
    "register_resident",
    "register_residents",
]
