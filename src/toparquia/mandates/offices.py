"""The organs and offices of the communal system, and what each office may do.

How many seats an office has and how long its term runs are numbers of the rule set (`seats`, `years`
name its parameters); which deeds belong to which office is the division of powers itself, below.
A power is named `room.verb`, like the act it allows.
"""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.mandates.bank_organs import BANK_ORGANS, BANKING
from toparquia.mandates.commune_organs import COMMUNAL
from toparquia.mandates.office_kinds import Office, OrganKind

__all__ = ["COMMITTEE_OF", "END_REASONS", "OFFICES", "ORGANS", "ORGANS_OF", "Office", "OrganKind"]

ORGANS: Final[dict[str, OrganKind]] = {
    organ.code: organ
    for organ in (
        OrganKind(
            "registry",
            Sentence("registro de comunas", "registry of communes"),
            (
                Office(
                    "registrar",
                    Sentence("registradora o registrador", "registrar"),
                    frozenset(
                        {
                            "territory.register",
                            "territory.adopt_rules",
                            "mandates.constitute",
                            "mandates.proclaim_first",
                            "charters.register",
                            "elections.register",
                        }
                    ),
                    seats=1,
                    years="mandate.spokesperson_years",
                    reaches_below=True,
                ),
            ),
        ),
        OrganKind(
            "federal_council",
            Sentence("Consejo Federal de Gobierno", "federal government council"),
            (
                Office(
                    "treasurer",
                    Sentence("tesorera o tesorero", "treasurer"),
                    frozenset({"treasury.disburse", "treasury.allocate"}),
                    seats=1,
                    years="mandate.spokesperson_years",
                    reaches_below=True,
                ),
            ),
        ),
        OrganKind(
            "coordination",
            Sentence("colectivo de coordinación comunitaria", "coordination collective"),
            (
                Office(
                    "spokesperson",
                    Sentence("vocera o vocero", "spokesperson"),
                    frozenset(
                        {
                            "people.register",
                            "assemblies.call",
                            "assemblies.hold",
                            "assemblies.sign",
                            "assemblies.meet",
                            "planning.cost",
                            "planning.check",
                            "planning.admit",
                            "planning.moderate",
                            "planning.merge",
                            "planning.draft",
                            "planning.follow_up",
                            "charters.join",
                            "charters.write",
                        }
                    ),
                    seats="council.coordination_seats",
                    years="mandate.spokesperson_years",
                ),
            ),
        ),
        OrganKind(
            "electoral_commission",
            Sentence("comisión electoral", "electoral commission"),
            (
                Office(
                    "commissioner",
                    Sentence("integrante de la comisión electoral", "electoral commissioner"),
                    frozenset(
                        {
                            "people.freeze_roll",
                            "voting.open",
                            "voting.record",
                            "voting.close",
                            "voting.certify",
                            "consultations.call",
                            "consultations.certify",
                            "mandates.proclaim",
                            "charters.call_referendum",
                            "charters.proclaim",
                            "assemblies.meet",
                            "elections.call",
                            "elections.check",
                            "elections.answer",
                            "elections.proclaim",
                            "elections.record_custom",
                            "elections.check_petition",
                        }
                    ),
                    seats="electoral_commission.size",
                    years="mandate.spokesperson_years",
                ),
                Office(
                    "commissioner_alternate",
                    Sentence("suplente de la comisión electoral", "alternate of the electoral commission"),
                    frozenset(),
                    seats="electoral_commission.size",
                    years="mandate.spokesperson_years",
                    part=1,
                    alternate_of="commissioner",
                ),
            ),
        ),
        OrganKind(
            "key_trustees",
            Sentence("custodios de la urna", "trustees of the box"),
            (
                Office(
                    "trustee",
                    Sentence("custodia o custodio de la llave", "trustee of the key"),
                    frozenset({"voting.hold_key"}),
                    seats="online.trustees",
                    years="mandate.spokesperson_years",
                ),
            ),
        ),
        OrganKind(
            "credential_authority",
            Sentence("autoridad de credenciales", "credential authority"),
            (
                Office(
                    "credential_officer",
                    Sentence("responsable de credenciales", "credential officer"),
                    frozenset({"voting.credentials"}),
                    seats="online.credential_sources",
                    years="mandate.spokesperson_years",
                ),
            ),
        ),
        OrganKind(
            "finance_committee",
            Sentence("comité de finanzas", "finance committee"),
            (
                Office(
                    "finance_member",
                    Sentence("integrante del comité de finanzas", "member of the finance committee"),
                    frozenset(
                        {
                            "treasury.confirm_receipt",
                            "assemblies.meet",
                            "treasury.record_invoice",
                            "treasury.release",
                            "treasury.report",
                            "treasury.record_decision",
                            "funds.keep",
                        }
                    ),
                    seats="finance.size",
                    years="finance.term_years",
                    age="age.min_finance",
                ),
            ),
        ),
        OrganKind(
            "social_audit",
            Sentence("unidad de contraloría social", "social audit unit"),
            (
                Office(
                    "auditor",
                    Sentence("contralora o contralor social", "social auditor"),
                    frozenset(
                        {
                            "treasury.query",
                            "assemblies.meet",
                            "treasury.record_decision",
                            "planning.answer_appeal",
                            "elections.audit",
                            # Only when the commission lets its deadline pass.
                            "elections.answer",
                            "elections.check_petition",
                        }
                    ),
                    seats="audit.size",
                    years="mandate.spokesperson_years",
                    age="age.min_finance",
                ),
            ),
        ),
        *COMMUNAL,
        *BANKING,
    )
}

OFFICES: Final[dict[str, Office]] = {
    office.code: office for organ in ORGANS.values() for office in organ.offices
}


# Whoever spends does not audit, and neither counts votes (rule set: finance.exclusive_posts).
EXCLUSIVE: Final = frozenset(
    {"finance_committee", "social_audit", "electoral_commission", "credential_authority"}
)


# Of the offices that hold such a power, only whoever speaks for this working committee has it (a code of the
# rule set's council.committees).
COMMITTEE_OF: Final[dict[str, str]] = {"people.keep_land": "urban_land"}


def offices_with(power: str) -> list[str]:
    """Return the codes of the offices that hold `power`."""
    return sorted(code for code, office in OFFICES.items() if power in office.powers)


# Which organs the registry may constitute where. Until someone sits in a commune's executive council, its
# coordination stands in for it: it calls its assemblies and brings its projects to the ballot.
STANDS_IN: Final = ("coordination", "executive_council")
# Where nobody is in office who may call the assembly, the electoral commission may, so that it elects.
CARETAKER: Final = "electoral_commission"
CARETAKING: Final = frozenset({"assemblies.call", "assemblies.hold", "assemblies.sign"})
_BOTH: Final = (
    "coordination",
    "electoral_commission",
    "finance_committee",
    "social_audit",
    "key_trustees",
    "credential_authority",
)
ORGANS_OF: Final[dict[str, tuple[str, ...]]] = {
    "country": ("registry", "federal_council"),
    # Where circuits vote, a circuit has the commission that runs its votes.
    "circuit": ("electoral_commission", "room_team"),
    "commune": (
        *_BOTH,
        *BANK_ORGANS,
        "parliament",
        "executive_council",
        "planning_council",
        "economy_council",
        "room_team",
    ),
    "council": (*_BOTH, "executive_unit"),
}

# Why a mandate may end before its time; a recall is decided by others than the commission.
END_REASONS: Final[dict[str, Sentence]] = {
    "resigned": Sentence("renunció", "resigned"),
    "died": Sentence("falleció", "died"),
    "moved": Sentence("se mudó", "moved away"),
    "recalled": Sentence("fue revocada o revocado", "was recalled"),
    "incompatible": Sentence("asumió un cargo que lo impide", "took an office that excludes it"),
    "entered": Sentence("entró como principal", "became a principal"),
}
COMMISSION_NOTES: Final = tuple(reason for reason in END_REASONS if reason not in ("recalled", "entered"))
