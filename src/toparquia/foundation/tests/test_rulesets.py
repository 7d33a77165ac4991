"""Rule sets: those that come with the program, what they say, and what is adopted of them."""

import hashlib
import json
import pickle
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.translog.canonical import canonical_json
from toparquia.foundation.errors import Sentence
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import (
    GROUPS,
    SCHEMA,
    DatedCount,
    Kind,
    RuleSet,
    RuleSetMalformed,
    RuleSetUnknown,
    as_toml,
    built_in,
    names,
    parse,
)
from toparquia.foundation.rulesets.codes import WORDS
from toparquia.foundation.rulesets.values import Unexpected, read, value_in_words, written
from toparquia.foundation.shares import Share, Threshold

VENEZUELA = built_in("venezuela-communes")
CITY = built_in("city-participatory-budget")

# Section 5 of the domain reference: each row of its table, `loan.*` by its three parts.
DOMAIN = """
council.families_urban council.families_rural_min council.families_indigenous_min council.promoters_min
commune.min_councils charter.sections charter.approval charter.min_turnout charter.majority
charter.referendum_days age.min_vote age.min_candidate age.strict residence.min_months
assembly.quorum_call_1 assembly.quorum_call_2 assembly.quorum_call_3 assembly.call_gap_minutes
assembly.notice_days assembly.majority mandate.spokesperson_years mandate.max_consecutive
election.customary_allowed election.secret election.by_list registration.days electoral_commission.size
finance.level finance.size finance.term_years finance.electorate report.interval_months invoice.heads
report.invoices_required audit.size audit.paid parliament.seats_per_council parliament.seats_enterprises
parliament.seats_bank executive.seats recall.petition_share recall.audit_report_days recall.collective_days
recall.majority consultation.per_year consultation.unit consultation.options_max
consultation.choices_per_voter consultation.winners consultation.theme_limits consultation.min_turnout
consultation.tie_rule consultation.open_close consultation.turnout_prizes consultation.roll_required
obligation.discretionary_refusal obligation.pre_vote_check obligation.state_share obligation.ceiling
obligation.due_days budget.ministry_share budget.popular_power_share budget.investment_growth_min
bank.per_commune bank.target loan.rate_year loan.term_months loan.guarantees enterprise.reinvest_share
enterprise.review fund.kinds aid.priority aid.price_ratio allowance.amounts civil.units_per_territory
national.circuits national.commune_target indicator.women_leadership
"""


def test_every_parameter_of_the_domain_is_there():
    assert not set(DOMAIN.split()) - set(SCHEMA)


def test_every_parameter_is_whole():
    for key, parameter in SCHEMA.items():
        assert key == parameter.key
        assert parameter.group in GROUPS
        assert parameter.source
        for text in (parameter.says, parameter.unit):
            assert text.es
            assert text.en
        if parameter.default is not None:
            read(parameter, parameter.default)
        for code in (*parameter.choices, *([parameter.word] if parameter.word else [])):
            assert isinstance(code, bool) or code in WORDS, f"{key}: no words for {code}"


def test_the_decisions_of_the_project_stand():
    for rules in (VENEZUELA, CITY):
        assert rules.share("obligation.state_share") == Share(10_000)
        assert rules.choice("consultation.tie_rule") == "public_draw"
        assert rules.flag("consultation.roll_required")
        assert not rules.flag("consultation.turnout_prizes")
        assert not rules.flag("obligation.discretionary_refusal")
    assert VENEZUELA.days("obligation.due_days") == 30
    assert VENEZUELA.flag("age.strict")


def test_venezuela_says_every_rule_itself():
    assert [setting.parameter.key for setting in VENEZUELA.settings() if setting.is_default] == []


def test_each_kind_of_value_has_its_type():
    assert VENEZUELA.share("assembly.quorum_call_1") == Share(3_000)
    assert VENEZUELA.share_or_none("assembly.quorum_call_3") is None
    assert VENEZUELA.threshold("assembly.majority") == Threshold(Share(5_000), strict=True)
    assert VENEZUELA.count("commune.min_councils") == 5
    assert VENEZUELA.count_or_none("mandate.max_consecutive") is None
    assert CITY.count_or_none("mandate.max_consecutive") == 2
    assert VENEZUELA.years("age.min_vote") == 15
    assert VENEZUELA.months("report.interval_months") == 3
    assert VENEZUELA.minutes("assembly.call_gap_minutes") == 60
    assert VENEZUELA.counts("council.families_urban") == (150, 400)
    assert VENEZUELA.text_list("invoice.heads") == ("materials", "costs", "labour")
    assert VENEZUELA.text_list_or_none("loan.guarantees") is None
    assert VENEZUELA.shares("obligation.tranches") == (Share(5_000), Share(5_000))
    assert VENEZUELA.money("obligation.ceiling") == Money(1_000_000, "USD")
    assert CITY.money_or_none("obligation.ceiling") is None
    assert VENEZUELA.amounts("allowance.amounts") == (Money(12_000, "USD"), Money(4_000, "USD"))
    assert VENEZUELA.dated("bank.target") == DatedCount(4_000, date(2026, 12, 31))
    assert VENEZUELA.times("consultation.open_close") == (time(8), time(18))


def test_a_rule_names_its_article_and_its_words():
    assert "[L23]" in VENEZUELA.article("assembly.quorum_call_1")
    assert VENEZUELA.setting("assembly.quorum_call_3").in_language("es") == "quienes estén presentes"
    assert VENEZUELA.setting("obligation.ceiling").in_language("en") == "US$\u00a010,000.00"
    assert VENEZUELA.setting("age.strict").in_language("es") == "sí"
    assert VENEZUELA.setting("consultation.open_close").in_language("es") == "08:00 – 18:00"
    assert VENEZUELA.setting("executive.seats").in_language("es") == "2 + 1"
    assert VENEZUELA.setting("national.circuits").in_language("es") == "5.336 (2025-11-23)"


def test_a_city_calls_its_territories_by_its_own_names():
    assert CITY.territory_name("commune").one == Sentence("distrito", "district")
    assert VENEZUELA.territory_name("commune").many == Sentence("comunas", "communes")
    # A kind that it does not name keeps its usual name.
    assert CITY.territory_name("country").one.en == "country"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: VENEZUELA.share("commune.min_councils"),
        lambda: VENEZUELA.count("age.strict"),
        lambda: VENEZUELA.flag("commune.min_councils"),
        lambda: VENEZUELA.days("age.min_vote"),
        lambda: VENEZUELA.share("assembly.quorum_call_3"),
        lambda: VENEZUELA.share_or_none("assembly.quorum_call_1"),
        lambda: VENEZUELA.text_list("obligation.tranches"),
        lambda: VENEZUELA.shares("invoice.heads"),
        lambda: VENEZUELA.times("executive.seats"),
        lambda: VENEZUELA.get("no.such_key"),
    ],
)
def test_asking_the_wrong_thing_is_a_mistake_of_ours(ask):
    with pytest.raises(AssertionError):
        ask()


@pytest.mark.parametrize("code", names())
def test_what_is_adopted_is_read_back_with_the_same_hash(code):
    rules = built_in(code)
    document = rules.as_document()

    again = RuleSet.from_document(json.loads(json.dumps(document)))

    assert again == rules
    assert hash(again) == hash(rules)
    assert again.hash == rules.hash == hashlib.sha256(canonical_json(document)).hexdigest()
    assert [setting.value for setting in again.settings()] == [setting.value for setting in rules.settings()]
    assert rules.code == code


def test_a_document_can_not_be_changed_through_a_rule_set():
    before = VENEZUELA.hash
    VENEZUELA.as_document().clear()

    assert VENEZUELA.as_document()["rules"]
    assert RuleSet.from_document(VENEZUELA.as_document()).hash == before


def test_a_document_of_before_a_parameter_existed_keeps_its_hash():
    document = VENEZUELA.as_document()
    del document["parameters"]["report.answer_days"]
    of_before = hashlib.sha256(canonical_json(document)).hexdigest()

    rules = RuleSet.from_document(document)

    assert rules.hash == of_before
    assert rules.days("report.answer_days") == 15
    assert rules.setting("report.answer_days").is_default


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("parameters"),
        lambda document: document.update(more=1),
        lambda document: document["rules"].pop("code"),
        lambda document: document["parameters"].pop("age.min_vote"),
        lambda document: document["parameters"].update(power=5),
        lambda document: document["parameters"]["age.strict"].update(value="yes"),
        lambda document: document["parameters"]["age.strict"].update(source="\ud800"),
        lambda document: document["parameters"]["age.strict"].update(value=None),
    ],
)
def test_a_document_that_was_spoilt_is_refused(spoil):
    document = VENEZUELA.as_document()
    spoil(document)

    with pytest.raises(RuleSetMalformed) as refusal:
        RuleSet.from_document(document)

    assert pickle.loads(pickle.dumps(refusal.value)).problems == refusal.value.problems  # noqa: S301


def test_an_unknown_code_names_those_there_are():
    with pytest.raises(RuleSetUnknown, match="venezuela-communes"):
        built_in("atlantis")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["0.5", "> 0.5", "none"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SHARES = st.builds(lambda bp: str(Share(bp)), st.integers(0, 10_000))
AMOUNTS = st.builds(
    lambda minor, currency: {"amount": Money(minor, currency).decimal_text(), "currency": currency},
    st.integers(0, 10**12),
    st.sampled_from(["USD", "VES", "JPY"]),
)
LIKELY = {
    Kind.SHARE: SHARES,
    Kind.THRESHOLD: st.builds(lambda share, sign: f"{sign} {share}", SHARES, st.sampled_from([">", ">="])),
    Kind.COUNT: st.integers(-5, 10**10),
    Kind.COUNTS: st.lists(st.integers(-1, 200), max_size=3),
    Kind.RANGE: st.lists(st.integers(-1, 200), min_size=2, max_size=2),
    Kind.FLAG: st.booleans(),
    Kind.CHOICE: st.sampled_from(sorted(WORDS)),
    Kind.TEXTS: st.lists(st.sampled_from(sorted(WORDS)), max_size=6),
    Kind.SHARES: st.lists(SHARES, max_size=3),
    Kind.MONEY: AMOUNTS,
    Kind.AMOUNTS: st.lists(AMOUNTS, max_size=3),
    Kind.DATED: st.fixed_dictionaries({"count": st.integers(-1, 10**10), "day": st.dates().map(str)}),
    Kind.TIMES: st.lists(st.times().map(lambda t: f"{t:%H:%M}"), min_size=2, max_size=2),
}


@settings(max_examples=400)
@given(st.sampled_from(list(SCHEMA.values())), st.data())
def test_a_value_is_read_or_refused_and_has_one_spelling(parameter, data):
    raw = data.draw(LIKELY[parameter.kind] | JSON)
    try:
        value = read(parameter, raw)
    except Unexpected as refusal:
        said = refusal.expected.in_language("es", **refusal.facts)
    else:
        said = value_in_words(parameter, value, "es")
        check_spelling(parameter, value)
    assert said


def check_spelling(parameter, value):
    spelling = written(parameter, value)

    assert read(parameter, spelling) == value
    assert written(parameter, read(parameter, spelling)) == spelling
    assert canonical_json(spelling)
    assert value_in_words(parameter, value, "en")


@pytest.mark.parametrize("code", names())
def test_the_toml_that_is_written_reads_as_the_same_rules(code):
    rules = built_in(code)

    again = parse(as_toml(rules).encode(), "copy.toml")

    assert again.hash == rules.hash
