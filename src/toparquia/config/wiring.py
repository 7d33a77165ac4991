"""Which room hears which act, and who says whether a mandate holds: the whole list, in sight.

A handler runs in the transaction of the act that called it, right after the act is in the Gazette:
`handler(act, by=authority, at=moment)`. If it refuses, the act did not happen either.
"""

from __future__ import annotations

from toparquia.gazette.acts import Act, Handler
from toparquia.mandates.queries import holds

__all__ = ["HANDLERS", "holds"]

HANDLERS: dict[type[Act], list[Handler]] = {}
