"""Law 6: ages, terms, quorums, shares and winners are values of a rule set; none stands in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.house.checkout import PACKAGE
from toparquia.assemblies.errors import NoticeTooShort
from toparquia.assemblies.tests.factories import make_hall
from toparquia.charters import queries as charters
from toparquia.charters import services as founding
from toparquia.consultations.models import PriorityProject
from toparquia.consultations.tests.factories import make_house
from toparquia.foundation.errors import DomainError
from toparquia.foundation.rulesets import SCHEMA, RuleSet, as_toml, built_in, parse
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import ORGANS
from toparquia.mandates.tests.factories import Country, make_country
from toparquia.people import queries as people
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import adopt_rules
from toparquia.treasury.models import Obligation
from toparquia.voting import queries as voting
from toparquia.voting.rules import Referendum
from toparquia.voting.services import certify
from toparquia.voting.tests.factories import make_polls, sheet

pytestmark = pytest.mark.django_db
CODE = "venezuela-communes"


def changed(**values: object) -> RuleSet:
    """Return the rules of a commune from a TOML file in which some values were changed."""
    document = built_in(CODE).as_document()
    for name, value in values.items():
        document["parameters"][name.replace("__", ".")]["value"] = value
    # Through the text that people change, so that the file itself is what decides.
    return parse(as_toml(RuleSet.from_document(document)).encode(), "reglas.toml")


def adopt(country: Country, place: Place, starts_on: date | None = None, **values: object) -> None:
    """Let a place adopt them."""
    adopt_rules(
        place=place,
        rules=changed(**values),
        starts_on=starts_on or country.day,
        by=country.registry(place),
        at=country.at,
    )


# --- Changing the value changes what happens ---


def may_vote(country: Country, born: date) -> bool:
    person = country.neighbour(birth=born)
    return person in people.of_voting_age(country.commune, country.day)


def may_sit(country: Country, organ: str, born: date) -> bool:
    try:
        country.officer(country.commune, organ, holder=country.neighbour(birth=born))
    except DomainError:
        return False
    return True


def may_sit_in_both(country: Country) -> bool:
    person = country.neighbour()
    country.officer(country.commune, "finance_committee", holder=person)
    try:
        country.officer(country.commune, "social_audit", holder=person)
    except DomainError:
        return False
    return True


def term(country: Country, organ: str) -> int:
    mandate = country.officer(country.commune, organ)
    return mandate.ends_on.year - mandate.starts_on.year


def seats(country: Country, organ: str, place: Place | None = None) -> int:
    principal = ORGANS[organ].offices[0].code
    return country.organ(place or country.commune, organ).seats.filter(office=principal).count()


def alternates(country: Country, organ: str) -> int:
    return country.organ(country.commune, organ).seats.filter(office__endswith="_alternate").count()


def may_sit_after_a_year(country: Country) -> bool:
    try:
        country.officer(country.commune, "finance_committee")  # A neighbour of 400 days.
    except DomainError:
        return False
    return True


def may_sit_again(country: Country) -> bool:
    organ, person = country.organ(country.commune, "finance_committee"), country.neighbour()
    Mandate.objects.create(
        seat=organ.seats.get(number=2),
        holder=person,
        starts_on=country.day - timedelta(days=300),
        ends_on=country.day,
        given_until=country.day,
    )
    try:
        country.officer(country.commune, "finance_committee", holder=person)
    except DomainError:
        return False
    return True


def founding_steps(country: Country) -> dict[str, str]:
    by = territory.open_authority(country.commune, country.at)
    charter = founding.promote(place=country.commune, by=by, at=country.at)
    return {step.code: step.reason.es for step in charters.steps(charter, country.at)}


def referendum(country: Country) -> Referendum:
    return voting.referendum_rule(territory.rules(country.commune, country.day))


SIXTEEN, FIFTEEN_TODAY = date(2010, 1, 1), date(2011, 3, 8)
Observe = Callable[[Country], object]
TABLE: list[tuple[dict[str, object], Observe, object, object]] = [
    ({"age__min_vote": 18, "age__min_candidate": 18}, lambda c: may_vote(c, SIXTEEN), True, False),
    ({"age__strict": False}, lambda c: may_vote(c, FIFTEEN_TODAY), False, True),
    ({"age__min_candidate": 18}, lambda c: may_sit(c, "electoral_commission", SIXTEEN), True, False),
    (
        {"age__min_finance": 16},
        lambda c: may_sit(c, "finance_committee", SIXTEEN - timedelta(1)),
        False,
        True,
    ),
    ({"mandate__spokesperson_years": 5}, lambda c: term(c, "electoral_commission"), 3, 5),
    ({"finance__term_years": 4}, lambda c: term(c, "finance_committee"), 2, 4),
    ({"finance__size": 7}, lambda c: seats(c, "finance_committee"), 3, 7),
    ({"audit__size": 1}, lambda c: seats(c, "social_audit"), 5, 1),
    ({"electoral_commission__size": [9, 2]}, lambda c: seats(c, "electoral_commission"), 5, 9),
    ({"council__coordination_seats": 6}, lambda c: seats(c, "coordination", c.councils[0]), 3, 6),
    ({"electoral_commission__size": [5, 1]}, lambda c: alternates(c, "electoral_commission"), 5, 1),
    ({"parliament__seats_per_council": 2}, lambda c: seats(c, "parliament"), 2, 4),
    ({"parliament__alternates": False}, lambda c: alternates(c, "parliament"), 4, 0),
    ({"executive__seats": [4, 1]}, lambda c: seats(c, "executive_council"), 2, 4),
    ({"commune__planning_seats": 5}, lambda c: seats(c, "planning_council"), 3, 5),
    ({"commune__economy_seats": [2, 2]}, lambda c: seats(c, "economy_council"), 5, 2),
    ({"commune__room_seats": 4}, lambda c: seats(c, "room_team"), 7, 4),
    ({"commune__organ_years": 4}, lambda c: term(c, "planning_council"), 2, 4),
    ({"council__committees": ["health"]}, lambda c: seats(c, "executive_unit", c.councils[0]), 14, 1),
    ({"residence__min_months": 24}, may_sit_after_a_year, True, False),
    ({"mandate__max_consecutive": 1}, may_sit_again, True, False),
    ({"finance__exclusive_posts": False}, may_sit_in_both, False, True),
    (
        {"commune__min_councils": 2},
        lambda c: founding_steps(c)["councils"],
        "Entraron 0; hacen falta al menos 5.",
        "Entraron 0; hacen falta al menos 2.",
    ),
    (
        {"charter__sections": ["principles"]},
        lambda c: founding_steps(c)["text"].count(","),
        3,
        0,
    ),
    (
        {"charter__min_turnout": "0.50"},
        lambda c: referendum(c).outcome(yes=20, no=0, ballots=20, roll=100).value,
        "approved",
        "turnout_too_low",
    ),
    (
        {"charter__majority": ">= 0.75"},
        lambda c: referendum(c).outcome(yes=60, no=40, ballots=100, roll=100).value,
        "approved",
        "rejected",
    ),
]


# Named by the rules alone: an observer's own name is an address, another one in each worker.
NAMES = [",".join(row[0]) for row in TABLE]


@pytest.mark.parametrize(("values", "observe", "before", "after"), TABLE, ids=NAMES)
def test_another_value_has_another_effect(noon, values, observe, before, after):
    country = make_country(noon)
    unchanged = observed(country, observe)

    adopt(country, country.commune, **values)

    assert (unchanged, observe(country)) == (before, after)


def observed(country: Country, observe: Observe) -> object:
    """Observe, and undo what observing wrote."""
    with transaction.atomic():
        found = observe(country)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("values", "needed"),
    [({}, 6), ({"assembly__quorum_call_1": "0.50"}, 10), ({"assembly__quorum_call_1": "0.20"}, 4)],
)
def test_the_quorum_is_the_rule_sets(noon, values, needed):
    hall = make_hall(noon)
    adopt(hall.country, hall.place, **values)

    call = hall.opened(hall.called())

    assert (call.electors, call.needed) == (20, needed)


def test_so_is_the_notice(noon):
    hall = make_hall(noon)
    adopt(hall.country, hall.place, assembly__notice_days=8)

    with pytest.raises(NoticeTooShort):
        hall.called()


@pytest.mark.parametrize(
    ("values", "winners", "owed", "tranches", "days"),
    [
        ({}, 1, 100_000, [50_000, 50_000], 30),
        ({"consultation__winners": 2}, 2, 180_000, [50_000, 50_000], 30),
        ({"obligation__state_share": "0.40"}, 1, 40_000, [20_000, 20_000], 30),
        ({"obligation__tranches": ["0.20", "0.30", "0.50"]}, 1, 100_000, [20_000, 30_000, 50_000], 30),
        ({"obligation__due_days": 7}, 1, 100_000, [50_000, 50_000], 7),
    ],
)
def test_so_are_the_winners_and_what_is_owed_to_them(noon, values, winners, owed, tranches, days):
    house = make_house(noon)
    adopt(house.polls.country, house.place, **values)

    house.decided(20, 9, 3, costs=(1_000, 800, 500))

    obligations = list(Obligation.objects.order_by("-amount_minor"))
    assert PriorityProject.objects.count() == winners
    assert sum(one.amount_minor for one in obligations) == owed
    assert [part.amount_minor for part in obligations[0].tranches.order_by("number")] == tranches
    assert (obligations[0].due_on - house.evening.date()).days == days


# --- The rules of the day of the act apply ---


def test_a_vote_is_judged_by_the_rules_of_the_day_on_which_it_opened(noon):
    polls = make_polls(noon)
    vote = polls.open()
    adopt(polls.country, polls.place, polls.country.day + timedelta(days=1), charter__majority=">= 0.90")
    polls.count_table(vote, sheet(60, 30))
    polls.close(vote)

    certificate = certify(vote_id=vote.id, by=polls.by(), at=polls.at + timedelta(days=2))

    assert certificate.result["decided"] == {"outcome": "approved"}
    assert certificate.rule["majority"] == str(built_in(CODE).threshold("charter.majority"))


def test_a_term_given_is_as_long_as_the_rules_of_its_day_made_it(noon):
    country = make_country(noon)
    before = country.officer(country.commune, "finance_committee")
    tomorrow = country.day + timedelta(days=1)
    adopt(country, country.commune, tomorrow, finance__term_years=9)

    before.refresh_from_db()

    assert before.ends_on.year - before.starts_on.year == 2
    assert territory.rules(country.commune, country.day).years("finance.term_years") == 2
    assert territory.rules(country.commune, tomorrow).years("finance.term_years") == 9


# --- No such number stands in code ---

# Words of the parameters' keys that say nothing of a rule by themselves.
PLAIN_WORDS = frozenset(
    {
        *("1", "2", "3", "aid", "allowed", "answer", "approval", "assembly", "audit", "ballot"),
        *("ballots", "bank", "budget", "by", "bytes", "call", "calls", "charter", "check"),
        *("choices", "civil", "close", "commission", "commune", "comparison", "completion"),
        *("consultation", "counting", "council", "coordination", "discretionary"),
        *("duplicate", "election", "electoral", "electorate", "enterprise", "executive"),
        *("file", "finance", "fund", "gap", "growth", "heads", "indicator", "invoice"),
        *("invoices", "kinds", "level", "limits", "list", "loan", "mandate", "max", "min"),
        *("minutes", "national", "obligation", "open", "options", "paid", "parliament", "per"),
        *("popular", "power", "pre", "price", "priority", "prizes", "published", "queue"),
        *("recall", "registration", "report", "required", "residence", "review", "roll"),
        *("rule", "satisfaction", "secret", "sections", "served", "size", "state", "strict"),
        *("amend", "committees", "economy", "organ", "planning", "room", "speaking"),
        *("target", "territory", "theme", "threshold", "tie", "type", "types", "unit", "units"),
        *("upload", "value", "vote", "voter"),
        *("length", "sample", "first", "petition", "answer", "decided", "statement", "alternates"),
        *("small", "cell", "census", "witnesses", "sexes", "organ", "paper", "risk"),
        *("credential", "grounds", "places", "refusal"),
        *("affected", "each", "limit", "lines", "most"),
    }
)
RULE_WORDS = {word for key in SCHEMA for word in re.split(r"[._]", key)} - PLAIN_WORDS
# A number beside such a word that is no rule, and why.
NO_RULES = {
    (
        "territory/services/keeping.py",
        1900,
    ): "the rules of a new node are in force since before anything that is recorded",
    ("territory/services/keeping.py", 366): "how far ahead a calendar is taken seriously",
    ("mandates/holders.py", 366): "how far ahead a calendar is taken seriously",
    ("mandates/holders.py", 1900): "a slip of the century in a table of office holders",
    ("mandates/renewal.py", 365): "how far ahead a calendar tells what ends",
    ("mandates/composing.py", 5): "how many years back a page compares who is in office",
    ("elections/rules.py", 366): "how far ahead a calendar is taken seriously",
    ("people/models/registers.py", 32): "how long a hash is in its column",
    ("assemblies/rules.py", 10_000): "basis points make a whole",
    ("assemblies/services/closing.py", 2): "the version of what minutes hold",
    ("voting/models/online.py", 20): "how long a code is in its column",
    ("voting/models/online.py", 10): "how long a code is in its column",
    ("voting/models/online.py", 2): "credentials come from one authority or are the sum of two",
    ("voting/protection.py", 2): "credentials come from one authority or are the sum of two",
    ("voting/views/auditing.py", 100): "rows that a page shows",
    ("consultations/rules/reserving.py", 10_000): "basis points make a whole",
    ("ledger/views.py", 31): "a page shows a month where nobody asks for more",
    ("treasury/models/budget.py", 1990): "a year that a budget can have",
    ("treasury/models/budget.py", 2200): "a year that a budget can have",
    ("treasury/models/budget.py", 20): "how long a code is in its column",
    ("treasury/models/budget.py", 10_000): "basis points make a whole",
    ("treasury/rules/ageing.py", 30): "a bucket of a report on age, as auditors cut them; nothing follows",
    ("treasury/rules/ageing.py", 60): "a bucket of a report on age, as auditors cut them; nothing follows",
    ("treasury/rules/ageing.py", 90): "a bucket of a report on age, as auditors cut them; nothing follows",
    ("treasury/views/ageing.py", 10_000): "basis points make a whole",
    ("bank/forms/lending.py", 2): "decimals of a per cent: basis points",
    ("bank/forms/lending.py", 100): "per cents make a whole",
    ("bank/models/credit.py", 10_000): "basis points make a whole",
    ("bank/models/credit.py", 12): "how long a code is in its column",
    ("bank/models/groups.py", 80): "how long a group's name may be",
    ("bank/views/together.py", 8): "empty lines on a sheet of paper",
    ("bank/queries/banking.py", 365): "what PAR30 is measured over, as lenders publish it; nothing follows",
    ("bank/rules.py", 10_000): "basis points make a whole",
    ("bank/rules.py", 100): "per cents make a whole",
    ("bank/views/telling.py", 2): "decimals of a per cent: basis points",
    ("assemblies/rules.py", 366): "how far ahead a calendar is taken seriously",
    ("consultations/rules/asking.py", 366): "how far ahead a calendar is taken seriously",
    ("mandates/services/proclaiming.py", 366): "how far ahead a calendar is taken seriously",
    ("charters/forms.py", 1_000_000): "what a box of a form takes",
    ("consultations/views/showing.py", 10_000): "basis points make a whole",
    ("treasury/queries/statements.py", 60): "how far away a movement is looked for; a person decides",
    ("treasury/rules/matching.py", 10): "how near a movement is offered; a person decides",
    ("treasury/rules/purchases.py", 10_000): "basis points make a whole",
    ("treasury/rules/works.py", 12): "months of a year",
    ("treasury/rules/works.py", 28): "days of a month",
    ("treasury/rules/works.py", 29): "days of a month",
    ("treasury/rules/works.py", 30): "days of a month",
    ("treasury/queries/finding.py", 7): "how far apart papers that look alike are shown together",
    ("consultations/views/showing.py", 2): "basis points make a whole",
}


def numbers_beside_rules(source: str) -> Iterator[tuple[int, float, set[str]]]:
    """Yield each number but 0 and 1 that stands with a word of a rule: its line, itself, the words."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        is_number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        if is_number and node.value not in (0, 1) and (words := RULE_WORDS & words_around(node, parents)):
            yield node.lineno, node.value, words


def words_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> set[str]:
    """Return the words of the names in the statement around a node; of a block, in its own expression."""
    inside = node
    while not isinstance(parents[inside], ast.stmt):
        inside = parents[inside]
    statement = parents[inside]
    names = [getattr(statement, "name", ""), function_of(node, parents)]
    scope: Any = inside if hasattr(statement, "body") else statement
    for part in ast.walk(scope):
        names += [str(getattr(part, field)) for field in ("id", "attr", "arg") if getattr(part, field, None)]
    return {word for name in names for word in name.lower().split("_")}


def function_of(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    """Return the name of the function around a node, "" outside of one."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.FunctionDef):
            return node.name
    return ""


def test_no_number_of_a_rule_stands_in_the_rooms_code():
    found = [
        f"{name}:{line}: {number} beside {', '.join(sorted(words))}"
        for name, source in rooms_code()
        for line, number, words in numbers_beside_rules(source)
        if (name, number) not in NO_RULES
    ]

    assert found == [], "it belongs in a rule set, or among the excuses with its reason"


def test_no_excuse_outlives_its_number():
    there = {
        (name, number)
        for name, source in rooms_code()
        for _line, number, _words in numbers_beside_rules(source)
    }

    assert set(NO_RULES) - there == set()


@pytest.mark.parametrize(
    "source",
    [
        "MIN_AGE = 15",
        "quorum = present >= 0.30 * electors",
        "if years_between(born, day) < 18:\n    refuse()",
        "Office(seats=5)",
        "due_on = day + timedelta(days=30)",
        "def is_term_over(): return elapsed > 3",
        "winners = ranked[:2]",
    ],
)
def test_a_rules_number_would_be_found(source):
    assert list(numbers_beside_rules(source))


def rooms_code() -> Iterator[tuple[str, str]]:
    """Yield every module of the rooms that is neither a test nor a migration."""
    for room in settings.ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.parts):
                yield path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")
