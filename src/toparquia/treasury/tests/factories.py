"""The cast of the treasury: a commune whose project won, its committee, the State's treasurer, the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from uuid import UUID

from PIL import Image

from toparquia.assemblies import queries as assembly
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.consultations.tests.factories import House, make_house
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries, services
from toparquia.treasury.models import AccountabilityReport, Disbursement, Invoice, Obligation
from toparquia.treasury.services import NewInvoice, NewLine

DAY = timedelta(days=1)


def ves(minor: int) -> Money:
    """Return so many céntimos."""
    return Money(minor, "VES")


@cache
def photo(number: int = 0) -> bytes:
    """Return a small PNG that differs by its number."""
    out = BytesIO()
    Image.new("RGB", (8, 8), (number % 256, number // 256 % 256, 7)).save(out, "PNG")
    return out.getvalue()


@dataclass
class Treasury:
    """An obligation of 1,000.00 in two tranches, and everyone who has to do with it."""

    house: House
    obligation: Obligation
    treasurer: Mandate
    committee: list[Mandate]
    auditor: Mandate
    at: datetime

    @property
    def place(self) -> Place:
        """Return the commune."""
        return self.house.place

    def by(self, mandate: Mandate) -> Authority:
        """Return what someone shows."""
        day = territory.local_day(self.place, self.at)
        return mandates.authority_of(mandate, place=self.place, day=day)

    def member(self, number: int = 0) -> Authority:
        """Return what a member of the finance committee shows."""
        return self.by(self.committee[number])

    def send(self, tranche: int = 1, reference: str = "") -> Disbursement:
        """Let the State's treasurer send a tranche."""
        return services.disburse(
            obligation_id=self.obligation.id,
            tranche=tranche,
            bank_reference=reference or f"BDV-{tranche:06d}-{self.obligation.id.hex[-8:]}",
            by=self.by(self.treasurer),
            at=self.at,
        )

    def receive(self, tranche: int = 1) -> Disbursement:
        """Let a tranche be sent and come in."""
        sent = self.send(tranche)
        services.confirm_receipt(disbursement_id=sent.id, by=self.member(), at=self.at)
        return sent

    def new(
        self,
        *amounts: int,
        number: str = "A-1",
        supplier: str = "Ferretería El Sol",
        file: bytes | None = None,
        issued_on: date | None = None,
        **more: object,
    ) -> NewInvoice:
        """Return an invoice whose lines are of these céntimos, under the heads in turn."""
        heads = ("materials", "costs", "labour")
        lines = tuple(
            NewLine(heads[n % 3], f"Renglón {n + 1}", ves(minor)) for n, minor in enumerate(amounts)
        )
        content = photo(sum(number.encode())) if file is None else file
        # Of a place with one shop: nobody else to ask, and no paper twice.
        said = {"direct_reason": "Es la única del lugar.", "again_reason": "Es otra.", **more}
        day = issued_on or territory.local_day(self.place, self.at)
        return NewInvoice(supplier, number, day, lines, content, **said)  # type: ignore[arg-type]

    def record(self, *amounts: int, member: int = 0, number: str = "A-1", **more: object) -> Invoice:
        """Let a member of the committee record an invoice."""
        return services.record_invoice(
            obligation_id=self.obligation.id,
            new=self.new(*amounts, number=number, **more),  # type: ignore[arg-type]
            by=self.member(member),
            at=self.at,
        )

    def release(self, invoice: Invoice, *members: int) -> None:
        """Let members release an invoice."""
        for member in members or (1, 2):
            services.release(invoice_id=invoice.id, by=self.member(member), at=self.at)

    def pay(self, *amounts: int, number: str = "A-1") -> Invoice:
        """Record an invoice, release it and so pay it."""
        invoice = self.record(*amounts, number=number)
        self.release(invoice)
        return invoice

    def report(self) -> AccountabilityReport:
        """Present a report."""
        return services.present_report(obligation_id=self.obligation.id, by=self.member(), at=self.at)

    def resolve(
        self, report_id: UUID, *, is_carried: bool = True, kind: str = queries.REPORT, planner=None
    ) -> UUID:
        """Hold an assembly of the project's council about a report, and return its resolution's id."""
        planner = planner or self.house.planner
        starts_at = self.at + 7 * DAY
        session = assemblies.call_session(
            place=planner.place,
            starts_at=starts_at,
            venue="La cancha",
            agenda=["Rendición de cuentas"],
            by=planner.by,
            at=self.at + timedelta(hours=1),
        )
        present = assembly.electors(planner.place, starts_at.date())
        assemblies.open_call(session_id=session.id, present=present, by=planner.by, at=starts_at)
        motion = assemblies.put_motion(
            session_id=session.id,
            item=1,
            text="Que se apruebe la rendición.",
            matter="accounts",
            about=(kind, report_id),
            by=planner.by,
            at=starts_at,
        )
        votes = Votes(present, 0, 0) if is_carried else Votes(0, present, 0)
        taken = assemblies.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=votes,
            present=present,
            by=planner.by,
            at=starts_at,
        )
        return taken.id

    def decide(self, report: AccountabilityReport, *, is_carried: bool = True) -> None:
        """Let the assembly decide on a report a week later, and record it."""
        resolution = self.resolve(report.id, is_carried=is_carried)
        self.at += 8 * DAY
        services.record_decision(report_id=report.id, resolution_id=resolution, by=self.member(), at=self.at)

    def now(self):
        """Return the money of the obligation as it stands."""
        return queries.spending(self.obligation, self.at)


def make_treasury(noon: datetime, costs: Sequence[int] = (1_000, 800)) -> Treasury:
    """Certify a consultation in which the first of these projects won, and seat who pays and looks on."""
    house = make_house(noon)
    marks = [20, *(3 for _ in costs[1:])]
    house.decided(*marks, costs=costs)
    country = house.polls.country
    treasurer = country.officer(country.root, "federal_council", holder=country.neighbour(name="Tomás"))
    committee = [
        country.officer(house.place, "finance_committee", seat, country.neighbour(name=name))
        for seat, name in ((1, "Flor"), (2, "Gil"), (3, "Inés"))
    ]
    auditor = country.officer(house.place, "social_audit", holder=country.neighbour(name="Olga"))
    obligation = Obligation.objects.order_by("obliged_at", "id").first()
    assert obligation is not None, "what won is owed"
    obligation = queries.obligation(obligation.id)
    return Treasury(house, obligation, treasurer, committee, auditor, house.evening + DAY)
