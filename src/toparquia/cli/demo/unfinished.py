"""What a demo leaves under way, so that a person can try the forms: all of it in the first commune."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from toparquia.charters import services as charters
from toparquia.cli.demo import meeting, offices, planned, spent
from toparquia.cli.demo.calendar import Days, Life
from toparquia.cli.demo.commune import Commune, Told, seat_councils, settle, take_census
from toparquia.cli.demo.country import Country
from toparquia.cli.demo.drawn import draw
from toparquia.cli.demo.founding import WRITES, join, write
from toparquia.cli.demo.node import NATIONAL_RULES
from toparquia.consultations import queries as consultations
from toparquia.consultations import services
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import built_in
from toparquia.planning import services as planning
from toparquia.planning.services import NewNeed, NewProject
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury
from toparquia.treasury import services as money
from toparquia.treasury.models import Obligation

# Days before today.
PROMOTES: Final = 45
PROPOSES: Final = 48
# Days after a promotion began.
ELECTS: Final = 30
CALLS_TO_ADMIT: Final = 44
ADMITS: Final = 26
CALLS: Final = 20
PAYS: Final = 12
OPENS: Final = 2
# Days after today.
CLOSES: Final = 5
MEETS: Final = 7
JOINED: Final = 3
NEXT: Final = (
    ("Bomba nueva para el acueducto", "greenery", 4),
    ("Alumbrado de la calle principal", "public-space", 3),
    ("Techo de la escuela", "education", 5),
    ("Cancha techada", "sport", 6),
)
IDEA: Final = "Taller de bicicletas"
COSTED: Final = "Biblioteca comunal"


def go_on(country: Country, commune: Commune) -> Life:
    """Go on in the first commune up to today: the next ballot, money on its way, assemblies ahead."""
    days = Days(country.today)
    yield days.at(-PROPOSES)
    ids = _next_projects(commune, days.at(-PROPOSES))
    yield from planned.admit(commune, ids, days.at(-CALLS_TO_ADMIT), days.at(-ADMITS, 17))
    yield days.at(-CALLS)
    offices.election_under_way(commune, days.at(-CALLS))
    offices.recall_under_way(commune, commune.place, days.at(-CALLS))
    draw(commune, days.at(-CALLS))
    _call_assemblies(country, commune, days)
    consultation = _call(country, commune, ids, days.at(-CALLS))
    yield days.at(-PAYS)
    _money_under_way(commune, days.at(-PAYS))
    yield days.at(-OPENS)
    at = max(days.at(-OPENS), consultation.opens_at)
    services.open_consultation(
        consultation_id=consultation.id,
        seed=commune.dice(),
        by=commune.by("electoral_commission", at),
        at=at,
    )


def promote(country: Country, state: Told) -> Life:
    """Begin a commune whose founding is half way: three councils joined, half of the charter is written."""
    days = Days(country.today - timedelta(days=PROMOTES))
    told = Told(
        code="comuna-en-promocion",
        name="Comuna Nuevo Amanecer",
        state=state.state,
        state_code=state.state_code,
        councils=[],
        rules=built_in(NATIONAL_RULES),
    )
    yield days.at(0)
    commune = settle(country.node, told, days, days.at(0))
    country.promotion = commune.place.get_absolute_url()
    yield days.at(2)
    seat_councils(commune, days.at(2))
    take_census(commune, days.at(2))
    yield days.at(3)
    charter = charters.promote(place=commune.place, by=commune.anyone(days.at(3)), at=days.at(3))
    yield from join(commune, charter.id, JOINED)
    yield days.at(WRITES)
    write(commune, charter.id, ("principles", "needs_diagnosis"))
    yield days.at(ELECTS)
    offices.by_custom(commune, days.at(ELECTS))
    offices.recall_under_way(commune, commune.councils[0], days.at(ELECTS))
    yield days.at(PROMOTES - 3)
    starts_at = days.at(PROMOTES + 4, 22)
    meeting.call(commune, commune.councils[JOINED], starts_at, ["Entrar en la comuna"], days.at(PROMOTES - 3))


def _next_projects(commune: Commune, at: datetime) -> list[UUID]:
    """Voice a need, propose what comes next, and cost and check all but two that wait for it."""
    council = commune.councils[0]
    need = NewNeed("Falta agua en la parte alta", "Sube dos días por semana.", homes=64)
    voiced = planning.voice_need(place=council, new=need, by=commune.anyone(at, council), at=at)
    unit = _unit(commune)
    new = [NewProject(title, need_id=voiced.id, theme=theme) for title, theme, _ in NEXT]
    ids = planned.propose(commune, [*new, NewProject(COSTED), NewProject(IDEA)], at)
    ready, costed = ids[: len(NEXT)], ids[len(NEXT)]
    amounts = [Money(unit.minor * parts, unit.currency) for _, _, parts in NEXT]
    planned.cost(commune, [*ready, costed], [*amounts, unit], at)
    planned.check(commune, ready, at)
    return ready


def _unit(commune: Commune) -> Money:
    source = commune.told.source
    assert source is not None, "the first commune has an election"
    costs = sorted(source.election.costs)
    # A usual cost of that place, in round numbers.
    usual = source.money(costs[len(costs) // 2])
    return Money(max(1_000, usual.minor // 4_000 * 1_000), usual.currency)


def _call(country: Country, commune: Commune, ids: Sequence[UUID], at: datetime):
    place, rules = commune.place, commune.told.rules
    opens, closes = rules.times("consultation.open_close")
    unit = _unit(commune)
    has_budget = rules.count_or_none("consultation.winners") is None
    called = services.call_consultation(
        place=place,
        title="Próximas obras",
        opens_at=_moment(country, place, -OPENS, opens),
        closes_at=_moment(country, place, CLOSES, closes),
        project_ids=ids,
        budget=Money(unit.minor * 9, unit.currency) if has_budget else None,
        by=commune.by("electoral_commission", at),
        at=at,
    )
    country.open_consultation = called.get_absolute_url()
    return called


def _money_under_way(commune: Commune, at: datetime) -> None:
    """Let one tranche wait for its receipt, and one invoice for its last release."""
    assert commune.consultation is not None, "it was decided"
    won = consultations.winners(commune.consultation)[1:3]
    owed = [found for one in won if (found := treasury.obligation_of(one.project_id))]
    if owed:
        spent.receive(commune, owed[0], 1, at)
    if len(owed) > 1:
        _half_released(commune, owed[1], at)


def _half_released(commune: Commune, obligation: Obligation, at: datetime) -> None:
    sent = spent.receive(commune, obligation, 1, at)
    by = commune.by("finance_committee", at)
    money.confirm_receipt(disbursement_id=sent, by=by, at=at)
    first, *_others = spent.invoice(commune, obligation, 1, at)
    money.release(invoice_id=first, by=commune.by("finance_committee", at, 1), at=at)


def _call_assemblies(country: Country, commune: Commune, days: Days) -> None:
    """Call one assembly of a council for next week, and one of another for this morning."""
    at = days.at(-CALLS)
    soon = meeting.call(commune, commune.councils[0], days.at(MEETS, 22), ["Agua", "Varios"], at)
    country.assembly = f"/asambleas/{soon.id}/"
    today = _moment(country, commune.councils[1], 0, time(6))
    meeting.call(commune, commune.councils[1], today, ["Alumbrado", "Varios"], at)


def _moment(country: Country, place: Place, day: int, hour: time) -> datetime:
    on = country.today + timedelta(days=day)
    return datetime.combine(on, hour, tzinfo=ZoneInfo(place.timezone)).astimezone(UTC)
