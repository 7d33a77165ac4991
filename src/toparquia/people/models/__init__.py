"""The tables of the people room: registers and rolls, and the dossiers of land committees."""

from toparquia.people.models.land import LandDossier, LandEvidence, LandStatement, LandStep
from toparquia.people.models.registers import (
    AccessCard,
    Account,
    AccountManager,
    Correction,
    DuplicateQuestion,
    ElectoralRoll,
    Objection,
    Reading,
    RegistrationRequest,
    Residence,
    Resident,
    RollEntry,
    RollNotice,
    Witness,
)

__all__ = [
    "AccessCard",
    "Account",
    "AccountManager",
    "Correction",
    "DuplicateQuestion",
    "ElectoralRoll",
    "LandDossier",
    "LandEvidence",
    "LandStatement",
    "LandStep",
    "Objection",
    "Reading",
    "RegistrationRequest",
    "Residence",
    "Resident",
    "RollEntry",
    "RollNotice",
    "Witness",
]
