"""The writers of organs and mandates."""

from toparquia.mandates.services.constituting import (
    add_seats,
    constitute_organ,
    missing_seats,
    seat_first_registrar,
)
from toparquia.mandates.services.declaring import declare_kinship
from toparquia.mandates.services.ending import end_by_recall, end_early, enter_alternate
from toparquia.mandates.services.proclaiming import (
    proclaim,
    proclaim_all_first,
    proclaim_elected,
    proclaim_first,
)
from toparquia.mandates.services.refilling import name_registrar

__all__ = [
    "add_seats",
    "constitute_organ",
    "declare_kinship",
    "end_by_recall",
    "end_early",
    "enter_alternate",
    "missing_seats",
    "name_registrar",
    "proclaim",
    "proclaim_all_first",
    "proclaim_elected",
    "proclaim_first",
    "seat_first_registrar",
]
