"""From a need to the assembly's yes on the last invoice, by the forms, each by who holds the mandate."""

from __future__ import annotations

# Pages that are only there in the right moment of the cycle, and are looked at when it comes.
SEEN_THERE = frozenset(
    {
        "assemblies:close",
        "assemblies:decide",
        "assemblies:put",
        "assemblies:sign",
        "consultations:certify",
        "consultations:close",
        "consultations:open",
        "planning:admit",
        "treasury:decide",
        "voting:certify",
        "voting:close",
    }
)
