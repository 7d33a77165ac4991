"""The public acts of the assemblies room. What was written by hand is published by its hash alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from toparquia.gazette.acts import Act


@dataclass(frozen=True, kw_only=True)
class AssemblyCalled(Act):
    """An assembly is called. The subject is the session; the evidence its place and agenda."""

    kind: ClassVar[str] = "assemblies.called"
    power: ClassVar[str | None] = "assemblies.call"
    article: ClassVar[str] = "assembly.notice_days"

    starts_at: datetime
    items: int


@dataclass(frozen=True, kw_only=True)
class CallFailed(Act):
    """Too few came to a call. The subject is the session."""

    kind: ClassVar[str] = "assemblies.call_failed"
    power: ClassVar[str | None] = "assemblies.hold"

    call: int
    rule: str
    electors: int
    needed: int
    present: int


@dataclass(frozen=True, kw_only=True)
class AssemblyOpened(CallFailed):
    """A call reached its quorum and the assembly is in session. The subject is the session."""

    kind: ClassVar[str] = "assemblies.opened"


@dataclass(frozen=True, kw_only=True)
class MotionPut(Act):
    """A motion is put to the assembly. The subject is the motion; the evidence its text."""

    kind: ClassVar[str] = "assemblies.motion_put"
    power: ClassVar[str | None] = "assemblies.hold"

    session: UUID
    number: int
    matter: str
    about_kind: str
    about: UUID | None
    revokes: UUID | None
    amends: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ResolutionTaken(Act):
    """The assembly decided a motion. The subject is the resolution."""

    kind: ClassVar[str] = "assemblies.resolution_taken"
    power: ClassVar[str | None] = "assemblies.hold"
    article: ClassVar[str] = "assembly.majority"

    session: UUID
    motion: UUID
    matter: str
    about_kind: str
    about: UUID | None
    method: str
    present: int
    in_favour: int
    against: int
    abstained: int
    needed: int
    is_carried: bool
    revokes: UUID | None
    tellers: int = 0
    turns_for: int = 0
    turns_against: int = 0


@dataclass(frozen=True, kw_only=True)
class SessionClosed(Act):
    """The session ended and its minutes are written. The subject is the session."""

    kind: ClassVar[str] = "assemblies.closed"
    power: ClassVar[str | None] = "assemblies.hold"

    decided: int
    undecided: int


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(Act):
    """One of the signers signed the minutes. The subject is the session; the evidence the minutes."""

    kind: ClassVar[str] = "assemblies.minutes_signed"
    power: ClassVar[str | None] = "assemblies.sign"

    signature: int
    of: int


@dataclass(frozen=True, kw_only=True)
class ListPhotographed(Act):
    """A paper list of who is there was photographed. The subject is the session; the evidence the photo."""

    kind: ClassVar[str] = "assemblies.list_photographed"
    power: ClassVar[str | None] = "assemblies.hold"

    # The motion whose second list it is, if it is one.
    motion: UUID | None


@dataclass(frozen=True, kw_only=True)
class ListOpened(ListPhotographed):
    """Someone opened the sealed photo of a list, to type its names. The subject is the session."""

    kind: ClassVar[str] = "assemblies.list_opened"


@dataclass(frozen=True, kw_only=True)
class OrganCalled(AssemblyCalled):
    """An organ is called to a session. The subject is the session."""

    kind: ClassVar[str] = "assemblies.organ_called"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganCallFailed(CallFailed):
    """Too few members of an organ came. The subject is the session."""

    kind: ClassVar[str] = "assemblies.organ_call_failed"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganOpened(AssemblyOpened):
    """An organ is in session. The subject is the session."""

    kind: ClassVar[str] = "assemblies.organ_opened"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganMotionPut(MotionPut):
    """A motion is put to an organ. The subject is the motion."""

    kind: ClassVar[str] = "assemblies.organ_motion_put"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganResolutionTaken(ResolutionTaken):
    """An organ decided a motion. The subject is the resolution."""

    kind: ClassVar[str] = "assemblies.organ_resolution_taken"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganSessionClosed(SessionClosed):
    """An organ's session ended. The subject is the session."""

    kind: ClassVar[str] = "assemblies.organ_closed"
    power: ClassVar[str | None] = "assemblies.meet"


@dataclass(frozen=True, kw_only=True)
class OrganMinutesSigned(MinutesSigned):
    """A member signed the minutes of an organ. The subject is the session."""

    kind: ClassVar[str] = "assemblies.organ_minutes_signed"
    power: ClassVar[str | None] = "assemblies.meet"


# The same deeds, done in an organ by one of its members and not in the citizens' assembly.
IN_ORGAN: Final[dict[type[Act], type[Act]]] = {
    AssemblyCalled: OrganCalled,
    CallFailed: OrganCallFailed,
    AssemblyOpened: OrganOpened,
    MotionPut: OrganMotionPut,
    ResolutionTaken: OrganResolutionTaken,
    SessionClosed: OrganSessionClosed,
    MinutesSigned: OrganMinutesSigned,
}
