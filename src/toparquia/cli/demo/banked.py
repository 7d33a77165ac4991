"""The bank of the demo's first commune: 300 members, 80 loans, and some who pay late."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from toparquia.assemblies import queries as assemblies
from toparquia.assemblies import services as meetings
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.bank import queries, services
from toparquia.bank.models import Application, Bank, LoanProduct, Member, Savings
from toparquia.bank.rules import ProductTerms
from toparquia.bank.services import Collected, Opinion
from toparquia.cli.demo import meeting
from toparquia.cli.demo.calendar import Days, Life
from toparquia.cli.demo.commune import ADULTS, Commune, seat_commune
from toparquia.cli.demo.country import Country
from toparquia.cli.demo.names import chance_of, residents
from toparquia.engines.lending import Amortization, InterestMethod, Period
from toparquia.foundation.money import Money
from toparquia.mandates.bank_organs import BANK_ORGANS
from toparquia.people.services import BY_CENSUS, register_people
from toparquia.territory import queries as territory

MEMBERS: Final = 300
# Days before today.
BEGINS: Final = 200
PROPOSES: Final = 199
MEETS: Final = 180
LENDS: Final = (176, 120)
COLLECTS: Final = (140, 110, 80, 50, 20)
APPLY: Final = (45, 35)
# Of 100 borrowers, so many stop paying after a while, and so many skip a month now and then.
STOP: Final = 12
SKIP: Final = 6
UNITS: Final = {"seed": 400, "saved": 4}
PURPOSES: Final = (
    *("Semilla y abono", "Máquina de coser", "Gallinero", "Techo del taller", "Nevera para la bodega"),
    *("Horno de panadería", "Bicicleta de reparto", "Útiles escolares", "Herramientas de carpintería"),
)


@dataclass
class Banked:
    """A bank while it is made."""

    commune: Commune
    chance: random.Random
    unit: Money
    bank: Bank
    members: list[Member] = field(default_factory=list)
    savings: dict[UUID, Savings] = field(default_factory=dict)
    products: list[LoanProduct] = field(default_factory=list)
    stopped: set[UUID] = field(default_factory=set)

    def desk(self, at: datetime):
        """Return the authority of the coordination."""
        return self.commune.by("bank_coordination", at)

    def of_units(self, number: int) -> Money:
        """Return so many units of money."""
        return Money(self.unit.minor * number, self.unit.currency)


def bank(country: Country) -> Life:
    """Live the bank of the first commune from its opening to yesterday."""
    days = Days(country.today)
    yield days.at(-BEGINS)
    commune = country.first
    assert commune is not None, "the first commune was founded before"
    at = days.at(-BEGINS)
    made = _opened(commune, at)
    country.bank = made.bank.get_absolute_url()
    yield days.at(-PROPOSES)
    made.products = list(_propose(made, days.at(-PROPOSES)))
    yield from _adopt(made, days)
    for first, count in zip(LENDS, APPLY, strict=True):
        yield from _lend(made, days, first, count)
        for before in COLLECTS:
            if before < first and (first == LENDS[-1] or before >= LENDS[-1]):
                yield days.at(-before)
                _collect(made, days.at(-before))
    yield days.at(-1)
    at = days.at(-1)
    services.make_provision(bank_id=made.bank.id, by=made.desk(at), at=at)
    services.present_report(bank_id=made.bank.id, by=made.desk(at), at=at)
    _fill_funds(made, at)


def _fill_funds(made: Banked, at: datetime) -> None:
    """Open the commune's internal funds, take something in, and ask its assembly for a part."""
    keep = {"by": made.commune.by("finance_committee", at), "at": at}
    opened = services.open_funds(place=made.commune.place, **keep)
    for number, fund in enumerate(opened, start=2):
        amount, source = made.of_units(number), "Aporte de las empresas comunales"
        services.receive_into_fund(fund_id=fund.id, amount=amount, source=source, **keep)
    services.ask_fund(fund_id=opened[0].id, amount=made.unit, purpose="Medicinas del dispensario", **keep)


def _opened(commune: Commune, at: datetime) -> Banked:
    """Register the neighbours who are still missing, seat the bank's organs, open it, enrol everyone."""
    chance = chance_of(commune.node.seed, f"bank {commune.told.code}")
    for council in commune.councils:
        new = residents(
            chance, MEMBERS // len(commune.councils) - ADULTS, 0, territory.local_day(council, at)
        )
        by = commune.by("coordination", at, place=council)
        people = register_people(place=council, new=new, by=by, at=at, way=BY_CENSUS)
        # Adults stand first: organs are seated from there.
        commune.people[council.code][ADULTS:ADULTS] = people
    _seat(commune, at)
    currency = commune.told.rules.currency
    by = commune.by("bank_coordination", at)
    opened = services.open_bank(place=commune.place, currency=currency, by=by, at=at)
    made = Banked(commune, chance, Money(10_000, currency), opened)
    services.receive_capital(bank_id=opened.id, amount=made.of_units(UNITS["seed"]), by=by, at=at)
    services.receive_capital(bank_id=opened.id, amount=Money(900_000, "KGM"), by=by, at=at)
    ids = [person.id for council in commune.councils for person in _adults(commune, council.code)]
    made.members = services.enrol_listed(bank_id=opened.id, resident_ids=ids, by=by, at=at)
    made.savings = {one.member_id: one for one in queries.demand_savings_of(opened)}
    brought = [
        Collected(
            Money(chance.randint(2, 40) * made.unit.minor // UNITS["saved"], currency), savings_id=one.id
        )
        for one in made.savings.values()
    ]
    services.collect(bank_id=opened.id, lines=brought, by=by, at=at)
    return made


def _adults(commune: Commune, code: str) -> list:
    day = commune.node.today
    return [one for one in commune.people[code] if day.year - one.birth_date.year > 19]


def _seat(commune: Commune, at: datetime) -> None:
    """Seat the bank's organs with the neighbours who came into the register last."""
    kept = {code: list(people) for code, people in commune.people.items()}
    for council in commune.councils:
        commune.people[council.code] = kept[council.code][ADULTS:]
    seat_commune(commune, BANK_ORGANS, at)
    commune.people.update(kept)


def _propose(made: Banked, at: datetime) -> Iterable[LoanProduct]:
    """Write down three products: declining at interest, without interest for a fee, and seed in kind."""
    of_money = made.of_units(60).minor
    told = (
        ("Taller y comercio", made.unit.currency, _terms(Fraction(12, 100), of_money, 12)),
        ("Solidario sin interés", made.unit.currency, _terms(Fraction(0), of_money // 2, 10, fee_bp=150)),
        ("Semilla", "KGM", _terms(Fraction(20, 100), 50_000, 1, period=Period.YEAR)),
    )
    for name, currency, terms in told:
        yield services.propose_product(
            bank_id=made.bank.id, name=name, currency=currency, terms=terms, arrears_grace_days=0,
            by=made.desk(at), at=at,
        )  # fmt: skip


def _terms(
    rate: Fraction, most: int, instalments: int, *, fee_bp: int = 0, period: Period = Period.MONTH
) -> ProductTerms:
    return ProductTerms(
        rate,
        InterestMethod.DECLINING_BALANCE,
        Amortization.EQUAL_INSTALMENTS,
        period,
        most,
        instalments,
        0,
        fee_bp,
    )


def _adopt(made: Banked, days: Days) -> Life:
    """Let one assembly of the commune decide on all three products."""
    commune, place = made.commune, made.commune.place
    starts_at, at = days.at(-MEETS, 17), days.at(-PROPOSES)
    session = meeting.call(commune, place, starts_at, [f"Crédito {one.name}" for one in made.products], at)
    yield starts_at
    by = commune.by("coordination", starts_at, place=place)
    present = assemblies.electors(place, territory.local_day(place, starts_at)) * 7 // 10
    meetings.open_call(session_id=session.id, present=present, by=by, at=starts_at)
    for item, product in enumerate(made.products, start=1):
        motion = meetings.put_motion(
            session_id=session.id, item=item, text=f"Que el banco ofrezca «{product.name}».",
            matter="ordinary", about=(queries.PRODUCT, product.id), by=by, at=starts_at,
        )  # fmt: skip
        taken = meetings.decide_motion(
            motion_id=motion.id, method=Resolution.Method.HANDS, votes=Votes(present - item, item, 0),
            present=present, by=by, at=starts_at,
        )  # fmt: skip
        services.record_adoption(
            product_id=product.id, resolution_id=taken.id, by=made.desk(starts_at), at=starts_at
        )
    meeting.close(commune, session, starts_at + timedelta(hours=1))


def _lend(made: Banked, days: Days, first: int, count: int) -> Life:
    """Let so many members ask, the committee sit, and the desk pay out."""
    at = days.at(-first)
    yield at
    borrowers = [one for one in made.members[20:] if one.id not in made.stopped]
    asked = [_apply(made, member, at) for member in _next(made, borrowers, count)]
    yield days.at(1 - first)
    at = days.at(1 - first)
    for number in range(2):
        opinions = [
            Opinion(one, True, made.chance.choice(("Tiene con qué pagar.", "El taller ya vende.")))
            for one in asked
        ]
        services.give_reviews(
            bank_id=made.bank.id, opinions=opinions, by=made.commune.by("bank_approval", at, number), at=at
        )
    yield days.at(2 - first)
    at = days.at(2 - first)
    _bring_what_lacks(made, asked, at)
    services.disburse_listed(bank_id=made.bank.id, application_ids=asked, by=made.desk(at), at=at)


def _bring_what_lacks(made: Banked, asked: Sequence[UUID], at: datetime) -> None:
    """Take in from the seed fund what the box lacks to pay out all that was granted."""
    currency = made.unit.currency
    granted = Application.objects.filter(id__in=asked, product__currency=currency)
    lacking = (
        sum(granted.values_list("principal_minor", flat=True))
        - queries.cash_of(made.bank, territory.local_day(made.bank.place, at)).minor
    )
    if lacking > 0:
        amount = Money(lacking, currency)
        services.receive_capital(bank_id=made.bank.id, amount=amount, by=made.desk(at), at=at)


def _next(made: Banked, borrowers: Sequence[Member], count: int) -> list[Member]:
    start = 0 if count == APPLY[0] else APPLY[0]
    return list(borrowers[start : start + count])


def _apply(made: Banked, member: Member, at: datetime) -> UUID:
    product = made.products[made.chance.choice((0, 0, 0, 1, 1, 2))]
    most, instalments = product.principal_max.minor, product.instalments_max
    fits = Money(most * made.chance.randint(3, 10) // 10, product.currency)
    asked = services.apply(
        product_id=product.id, resident_id=member.resident_id, principal=fits,
        instalments=max(1, instalments - made.chance.randint(0, 4)),
        purpose=made.chance.choice(PURPOSES), at=at,
    )  # fmt: skip
    if made.chance.randrange(100) < STOP:
        made.stopped.add(asked.id)
    return asked.id


def _collect(made: Banked, at: datetime) -> None:
    """Take in a month's sheet: what is due of each loan, and some savings; then count the box."""
    bank, desk = made.bank, made.desk(at)
    day = territory.local_day(bank.place, at)
    lines = [*_due(made, day), *_saved(made)]
    services.collect(bank_id=bank.id, lines=lines, by=desk, at=at)
    held = queries.cash_of(bank, day)
    # Once in a while a coin is missing: the difference is public.
    lost = made.unit.minor // 40 if made.chance.randrange(4) == 0 else 0
    counted = Money(max(0, held.minor - lost), held.currency)
    services.count_cash(bank_id=bank.id, counted=counted, by=desk, at=at + timedelta(hours=2))


def _due(made: Banked, day: date) -> Iterable[Collected]:
    for loan in queries.loans().filter(application__member__bank=made.bank):
        stands = queries.standing(loan, day)
        due = sum(one.total for one in stands.open if one.due_on <= day)
        has_stopped = loan.application_id in made.stopped and loan.paid_so_far
        if due and not has_stopped and made.chance.randrange(100) >= SKIP:
            yield Collected(Money(due, loan.application.product.currency), application_id=loan.application_id)


def _saved(made: Banked) -> Iterable[Collected]:
    for savings in made.chance.sample(list(made.savings.values()), 60):
        amount = Money(made.chance.randint(1, 8) * made.unit.minor // UNITS["saved"], made.unit.currency)
        yield Collected(amount, savings_id=savings.id)
