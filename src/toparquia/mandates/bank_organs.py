"""The organs of a communal bank: its coordination, the committee that approves loans, and who watches both.

Source: law of communes, 2010, on the communal bank (second-hand); size and term as the finance committee.
"""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.mandates.office_kinds import Office, OrganKind

_SEATS: Final = "finance.size"
_YEARS: Final = "finance.term_years"
_AGE: Final = "age.min_finance"

BANKING: Final[tuple[OrganKind, ...]] = (
    OrganKind(
        "bank_coordination",
        Sentence("coordinación del banco comunal", "coordination of the communal bank"),
        (
            Office(
                "bank_coordinator",
                Sentence("coordinadora o coordinador del banco", "coordinator of the bank"),
                frozenset({"bank.open", "bank.serve", "bank.disburse"}),
                seats=_SEATS,
                years=_YEARS,
                age=_AGE,
            ),
        ),
    ),
    OrganKind(
        "bank_approval",
        Sentence("comité de aprobación de créditos", "committee that approves loans"),
        (
            Office(
                "loan_approver",
                Sentence("integrante del comité de aprobación", "member of the approval committee"),
                frozenset({"bank.decide"}),
                seats=_SEATS,
                years=_YEARS,
                age=_AGE,
            ),
        ),
    ),
    OrganKind(
        "bank_monitoring",
        Sentence("comité de seguimiento del banco", "committee that monitors the bank"),
        (
            Office(
                "bank_monitor",
                Sentence("integrante del comité de seguimiento", "member of the monitoring committee"),
                frozenset({"bank.watch"}),
                seats=_SEATS,
                years=_YEARS,
                age=_AGE,
            ),
        ),
    ),
)
BANK_ORGANS: Final = tuple(organ.code for organ in BANKING)
