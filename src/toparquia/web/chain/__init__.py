"""The chain of a project, from the need to the assembly's word on the last invoice.

Each link that was reached is a public act with its date, its signature and its number in the Gazette;
each that was not says what comes next. Nothing is kept of the chain itself: it is read from the rooms.
"""

from __future__ import annotations

from toparquia.web.chain.links import Link, Part, State
from toparquia.web.chain.story import Story, story_of
from toparquia.web.chain.told import Chain, chain_of

__all__ = ["Chain", "Link", "Part", "State", "Story", "chain_of", "story_of"]
