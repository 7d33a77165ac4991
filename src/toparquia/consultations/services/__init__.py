"""The verbs of a consultation, in the order of its life."""

from toparquia.consultations.services.calling import call_consultation, call_run_off
from toparquia.consultations.services.certifying import certify_consultation
from toparquia.consultations.services.closing import close_consultation, draw_tie
from toparquia.consultations.services.explaining import explain_missing_elsewhere, explain_result
from toparquia.consultations.services.importing import import_election, propose_projects
from toparquia.consultations.services.opening import open_consultation

__all__ = [
    "call_consultation",
    "call_run_off",
    "certify_consultation",
    "close_consultation",
    "draw_tie",
    "explain_missing_elsewhere",
    "explain_result",
    "import_election",
    "open_consultation",
    "propose_projects",
]
