"""The tables of a vote: the vote itself with paper and imports, and its online box."""

from toparquia.voting.models.auditing import PaperAudit
from toparquia.voting.models.online import (
    CeremonyStep,
    CheckIn,
    CredentialDelivery,
    OnlineBallot,
    OnlineBox,
    PartialDecryption,
    PublicCredential,
    TrusteeSeat,
    VoidedCredential,
)
from toparquia.voting.models.votes import (
    Ballot,
    BallotImport,
    Certificate,
    Option,
    OptionPicture,
    TallyEntry,
    TallySheet,
    TieSeed,
    Vote,
)

__all__ = [
    "Ballot",
    "BallotImport",
    "CeremonyStep",
    "Certificate",
    "CheckIn",
    "CredentialDelivery",
    "OnlineBallot",
    "OnlineBox",
    "Option",
    "OptionPicture",
    "PaperAudit",
    "PartialDecryption",
    "PublicCredential",
    "TallyEntry",
    "TallySheet",
    "TieSeed",
    "TrusteeSeat",
    "VoidedCredential",
    "Vote",
]
