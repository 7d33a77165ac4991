"""The verbs of the territory room: the tree, the rules in force, boundaries, and a whole country at once."""

from toparquia.territory.services.drawing import draw_boundary
from toparquia.territory.services.keeping import (
    FARTHEST,
    NewPlace,
    adopt_decided,
    adopt_rules,
    move_into_commune,
    open_node,
    record_founding,
    register_place,
)
from toparquia.territory.services.recording import record_territories

__all__ = [
    "FARTHEST",
    "NewPlace",
    "adopt_decided",
    "adopt_rules",
    "draw_boundary",
    "move_into_commune",
    "open_node",
    "record_founding",
    "record_territories",
    "register_place",
]
