"""The verbs of a founding, in the order in which they are done."""

from toparquia.charters.services.deciding import call_referendum, proclaim_result, register_commune
from toparquia.charters.services.gathering import join, promote, write_charter

__all__ = ["call_referendum", "join", "proclaim_result", "promote", "register_commune", "write_charter"]
