"""The cast of the bank: a commune, its coordination, the committee that approves, and neighbours who save."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from toparquia.assemblies import queries as assembly
from toparquia.assemblies import services as assemblies
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.bank import queries, services
from toparquia.bank.models import Application, Bank, Loan, LoanProduct, Member
from toparquia.bank.rules import ProductTerms
from toparquia.engines.lending import Amortization, InterestMethod, Period
from toparquia.foundation.authority import Authority
from toparquia.foundation.money import Money
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.tests.factories import ADULT, Country, make_country
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

DAY = timedelta(days=1)
ANA, LUIS = 1, 2


def ves(minor: int) -> Money:
    """Return so many céntimos."""
    return Money(minor, "VES")


def terms(**changed: object) -> ProductTerms:
    """Return 24 % a year over up to 12 monthly equal instalments, up to 1,000.00."""
    usual = {
        "rate": Fraction(24, 100),
        "interest_method": InterestMethod.DECLINING_BALANCE,
        "amortization": Amortization.EQUAL_INSTALMENTS,
        "period": Period.MONTH,
        "principal_max": 100_000,
        "instalments_max": 12,
        "principal_grace": 0,
        "fee_bp": 0,
    }
    return ProductTerms(**{**usual, **changed})  # type: ignore[arg-type]


@dataclass
class House:
    """A bank with two members and who works in it."""

    country: Country
    bank: Bank
    coordinators: list[Mandate]
    approvers: list[Mandate]
    spokesperson: Mandate
    at: datetime
    members: dict[int, Member] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Return the commune."""
        return self.country.commune

    @property
    def today(self) -> date:
        """Return the day it is there."""
        return territory.local_day(self.place, self.at)

    def by(self, mandate: Mandate) -> Authority:
        """Return what someone shows."""
        return mandates.authority_of(mandate, place=self.place, day=self.today)

    def desk(self) -> Authority:
        """Return what a coordinator shows."""
        return self.by(self.coordinators[0])

    def enrol(self, name: str) -> Member:
        """Register a neighbour and make a member of them."""
        self.country.neighbour(name=name)
        member = services.enrol(
            bank_id=self.bank.id,
            given_names=name,
            surnames="Pérez",
            birth_date=ADULT,
            by=self.desk(),
            at=self.at,
        )
        self.members[member.number] = member
        return member

    def save(self, number: int, minor: int):
        """Let a member bring money to their demand savings."""
        savings = queries.demand_savings(self.members[number])
        return services.deposit(savings_id=savings.id, amount=ves(minor), by=self.desk(), at=self.at)

    def saved(self, number: int) -> int:
        """Return what a member has on demand."""
        savings = queries.demand_savings(self.members[number])
        return queries.held(savings.account, self.today + 999 * DAY).minor

    def capital(self, minor: int, currency: str = "VES") -> None:
        """Let a seed fund come in."""
        services.receive_capital(
            bank_id=self.bank.id, amount=Money(minor, currency), by=self.desk(), at=self.at
        )

    def propose(self, *, currency: str = "VES", guarantee_bp: int = 0, **changed: object) -> LoanProduct:
        """Write down a product."""
        return services.propose_product(
            bank_id=self.bank.id, name="Siembra", currency=currency, terms=terms(**changed),
            arrears_grace_days=0, guarantee_bp=guarantee_bp, by=self.desk(), at=self.at,
        )  # fmt: skip

    def resolve(self, kind: str, thing: UUID, *, is_carried: bool = True) -> UUID:
        """Hold an assembly of the commune about a thing a week later, and return its resolution's id."""
        by = self.by(self.spokesperson)
        starts_at = self.at + 7 * DAY
        session = assemblies.call_session(
            place=self.place, starts_at=starts_at, venue="La cancha", agenda=["El banco"], by=by, at=self.at
        )
        present = assembly.electors(self.place, starts_at.date())
        assemblies.open_call(session_id=session.id, present=present, by=by, at=starts_at)
        motion = assemblies.put_motion(
            session_id=session.id, item=1, text="Que se apruebe.", matter="ordinary", about=(kind, thing),
            by=by, at=starts_at,
        )  # fmt: skip
        votes = Votes(present, 0, 0) if is_carried else Votes(0, present, 0)
        taken = assemblies.decide_motion(
            motion_id=motion.id,
            method=Resolution.Method.HANDS,
            votes=votes,
            present=present,
            by=by,
            at=starts_at,
        )
        self.at = starts_at + DAY
        return taken.id

    def adopted(self, *, is_carried: bool = True, **changed: object) -> LoanProduct:
        """Propose a product and let the assembly decide on it."""
        product = self.propose(**changed)  # type: ignore[arg-type]
        taken = self.resolve(queries.PRODUCT, product.id, is_carried=is_carried)
        services.record_adoption(product_id=product.id, resolution_id=taken, by=self.desk(), at=self.at)
        return queries.product(product.id)

    def apply(self, product: LoanProduct, minor: int = 100_000, instalments: int = 12, number: int = ANA):
        """Let a member ask for a loan."""
        return services.apply(
            product_id=product.id, resident_id=self.members[number].resident_id,
            principal=Money(minor, product.currency), instalments=instalments, purpose="Abono", at=self.at,
        )  # fmt: skip

    def judge(self, application: Application, *reviews: bool) -> None:
        """Let the committee's members say yes or no in turn."""
        for approver, review in zip(self.approvers, reviews, strict=False):
            services.give_review(
                application_id=application.id, is_in_favour=review, reason="Tiene con qué pagar.",
                by=self.by(approver), at=self.at,
            )  # fmt: skip

    def lend(self, product: LoanProduct, *asked: int) -> Loan:
        """Let a member ask, the committee approve, and the desk pay out."""
        application = self.apply(product, *asked)
        self.judge(application, True, True)
        services.disburse(application_id=application.id, by=self.desk(), at=self.at)
        return queries.loan(queries.application(application.id))

    def repay(self, loan: Loan, minor: int):
        """Take in a payment on a loan."""
        amount = Money(minor, loan.application.product.currency)
        return services.repay(application_id=loan.application_id, amount=amount, by=self.desk(), at=self.at)

    def standing(self, loan: Loan):
        """Return how a loan stands today."""
        return queries.standing(queries.loan(loan.application), self.today)


def make_bank(noon: datetime) -> House:
    """Open a bank with two coordinators, three approvers and two members."""
    country = make_country(noon)
    spokesperson = country.officer(country.commune, "coordination", 1, country.neighbour(name="Hilda"))
    house = bank_of(country, spokesperson, noon)
    house.enrol("Ana")
    house.enrol("Luis")
    return house


def bank_of(country: Country, spokesperson: Mandate, noon: datetime) -> House:
    """Open the bank of a country's commune, with its coordinators and approvers and no member yet."""
    coordinators, approvers = (
        [
            country.officer(country.commune, organ, seat, country.neighbour(name=name))
            for seat, name in enumerate(names, start=1)
        ]
        for organ, names in (
            ("bank_coordination", ("Carla", "Dora")),
            ("bank_approval", ("Elio", "Fina", "Gema")),
        )
    )
    day = territory.local_day(country.commune, noon)
    by = mandates.authority_of(coordinators[0], place=country.commune, day=day)
    bank = services.open_bank(place=country.commune, currency="VES", by=by, at=noon)
    return House(country, bank, coordinators, approvers, spokesperson, noon)
