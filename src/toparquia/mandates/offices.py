"""The organs and offices of the communal system, and what each office may do.

How many seats an office has and how long its term runs are numbers of the rule set (`seats`, `years`
name its parameters); which deeds belong to which office is the division of powers itself, below.
A power is named `room.verb`, like the act it allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet


@dataclass(frozen=True)
class Office:
    """An office of an organ: its title, its powers, and where the rule set says its size and term.

    `age` names the parameter with the age that holders must have.
    `reaches_below` is true for offices that act for every territory under their own (the registry,
    the State's paying office); all others act for their own territory alone.
    """

    code: str
    title: Sentence
    powers: frozenset[str]
    seats: str | int
    years: str
    reaches_below: bool = False
    age: str = "age.min_candidate"

    def seats_under(self, rules: RuleSet) -> int:
        """Return how many seats it has under `rules`: principals, where alternates are counted apart."""
        if isinstance(self.seats, int):
            return self.seats
        size = rules.get(self.seats)
        return rules.counts(self.seats)[0] if isinstance(size, tuple) else rules.count(self.seats)

    def years_under(self, rules: RuleSet) -> int:
        """Return how many years its term runs under `rules`."""
        return rules.years(self.years)


@dataclass(frozen=True)
class OrganKind:
    """A kind of organ, and its offices."""

    code: str
    title: Sentence
    offices: tuple[Office, ...]


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
                    frozenset({"treasury.disburse"}),
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
                            "planning.cost",
                            "planning.check",
                            "planning.admit",
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
                        }
                    ),
                    seats="electoral_commission.size",
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
                            "treasury.record_invoice",
                            "treasury.release",
                            "treasury.report",
                            "treasury.record_decision",
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
                    frozenset({"treasury.query", "treasury.record_decision"}),
                    seats="audit.size",
                    years="mandate.spokesperson_years",
                    age="age.min_finance",
                ),
            ),
        ),
    )
}

OFFICES: Final[dict[str, Office]] = {
    office.code: office for organ in ORGANS.values() for office in organ.offices
}


# Whoever spends does not audit, and neither counts votes (rule set: finance.exclusive_posts).
EXCLUSIVE: Final = frozenset({"finance_committee", "social_audit", "electoral_commission"})


def offices_with(power: str) -> list[str]:
    """Return the codes of the offices that hold `power`."""
    return sorted(code for code, office in OFFICES.items() if power in office.powers)


# Which organs the registry may constitute where. Until a commune has its parliament and executive council,
# its councils' coordination calls its assemblies and brings its projects to the ballot.
ORGANS_OF: Final[dict[str, tuple[str, ...]]] = {
    "country": ("registry", "federal_council"),
    "commune": ("coordination", "electoral_commission", "finance_committee", "social_audit"),
    "council": ("coordination", "electoral_commission", "finance_committee", "social_audit"),
}

# Why a mandate may end before its time; a recall is decided by others than the commission.
END_REASONS: Final[dict[str, Sentence]] = {
    "resigned": Sentence("renunció", "resigned"),
    "died": Sentence("falleció", "died"),
    "moved": Sentence("se mudó", "moved away"),
    "recalled": Sentence("fue revocada o revocado", "was recalled"),
    "incompatible": Sentence("asumió un cargo que lo impide", "took an office that excludes it"),
}
COMMISSION_NOTES: Final = tuple(reason for reason in END_REASONS if reason != "recalled")
