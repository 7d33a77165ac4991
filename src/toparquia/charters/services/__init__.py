"""The verbs of a founding, in the order in which they are done."""

from toparquia.charters.services.amending import (
    call_on_amendment,
    decide_amendment,
    propose_charter,
    propose_rules,
)
from toparquia.charters.services.deciding import call_referendum, proclaim_result, register_commune
from toparquia.charters.services.gathering import join, promote, write_charter
from toparquia.charters.services.norming import decide_norm, propose_norm

__all__ = [
    "call_on_amendment",
    "call_referendum",
    "decide_amendment",
    "decide_norm",
    "join",
    "proclaim_result",
    "promote",
    "propose_charter",
    "propose_norm",
    "propose_rules",
    "register_commune",
    "write_charter",
]
