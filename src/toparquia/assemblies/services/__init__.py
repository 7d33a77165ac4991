"""The verbs of an assembly: call it, open its calls, put and decide motions, close and sign."""

from toparquia.assemblies.services.arriving import (
    keep_list_photo,
    note_arrival,
    open_list_photo,
    type_paper_list,
)
from toparquia.assemblies.services.calling import call_session, open_call
from toparquia.assemblies.services.closing import close_session, sign_minutes
from toparquia.assemblies.services.deciding import decide_motion, put_motion

__all__ = [
    "call_session",
    "close_session",
    "decide_motion",
    "keep_list_photo",
    "note_arrival",
    "open_call",
    "open_list_photo",
    "put_motion",
    "sign_minutes",
    "type_paper_list",
]
