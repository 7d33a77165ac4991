"""A commune amends its charter and its rules; what was done before stays under the rules of its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from toparquia.charters import amendments, rules, services
from toparquia.charters.forms import with_value
from toparquia.charters.models import AmendmentDecision
from toparquia.foundation.errors import DomainError
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Organ, Seat
from toparquia.mandates.services import proclaim_first
from toparquia.territory import queries as territory
from toparquia.voting.rules import SheetCounts
from toparquia.voting.services import certify, close_vote, record_tally_sheet

pytestmark = pytest.mark.django_db


class Commune:
    """A founded commune with one deputy in its parliament."""

    def __init__(self, founding) -> None:
        founding.ready().approved()
        self.founding = founding
        self.place = founding.registers()
        self.at = founding.vote_at + timedelta(days=5)
        self.day = territory.local_day(self.place, self.at)
        country = founding.country
        parliament = Organ.objects.get(place=self.place, kind="parliament")
        council = founding.councils[0]
        seat = Seat.objects.get(organ=parliament, office="deputy", council=council)
        self.deputy = proclaim_first(
            seat=seat,
            holder=country.neighbour(council, name="Delia"),
            starts_on=country.day,
            by=country.registry(self.place),
            at=country.at,
        )

    def by(self):
        return mandates.authority_of(self.deputy, place=self.place, day=self.day)

    def commission(self, number: int = 0):
        return self.founding.commissioner(number)

    def rule(self, key: str, value: str):
        changed = with_value(territory.rules(self.place, self.day), key, value)
        return services.propose_rules(
            place=self.place, changed=changed, reason="Hace falta.", by=self.by(), at=self.at
        )

    def text(self, **sections: str):
        return services.propose_charter(
            place=self.place, sections=sections, reason="Cambió el barrio.", by=self.by(), at=self.at
        )

    def voted(self, amendment, yes: int, no: int):
        opens, closes = self.at + timedelta(days=3), self.at + timedelta(days=3, hours=8)
        called = services.call_on_amendment(
            amendment_id=amendment.id,
            opens_at=opens,
            closes_at=closes,
            seed="4 2 6 1 5 3 3 2",
            by=self.commission(),
            at=self.at,
        )
        evening = closes + timedelta(hours=1)
        close_vote(vote_id=called.vote_id, by=self.commission(), at=evening)
        for number in (0, 1):
            record_tally_sheet(
                vote_id=called.vote_id,
                table=1,
                counts=SheetCounts((yes, no), 0, 0, yes + no, yes + no),
                by=self.commission(number),
                at=evening,
            )
        certify(vote_id=called.vote_id, by=self.commission(), at=evening)
        return self.decided(amendment, evening)

    def decided(self, amendment, at=None):
        return services.decide_amendment(
            amendment_id=amendment.id, by=self.commission(), at=at or self.at + timedelta(days=4)
        )


@pytest.fixture
def commune(founding) -> Commune:
    return Commune(founding)


def test_a_rule_changes_for_later_days_and_older_acts_keep_theirs(commune):
    before = territory.rules(commune.place, commune.day)

    decision = commune.voted(commune.rule("assembly.notice_days", "9"), 12, 2)

    assert decision.in_force_on is not None
    eve = decision.in_force_on - timedelta(days=1)
    assert territory.rules(commune.place, decision.in_force_on).days("assembly.notice_days") == 9
    assert territory.rules(commune.place, eve).days("assembly.notice_days") == 3
    assert territory.rules(commune.place, commune.day) == before


def test_a_charter_changes_from_a_day_and_stays_what_it_was_before(commune):
    decision = commune.voted(commune.text(principles="Nos gobernamos en asamblea.\nY en consejo."), 12, 2)

    day = decision.in_force_on
    assert amendments.charter_on(commune.place, day)["principles"].endswith("Y en consejo.")
    assert amendments.charter_on(commune.place, day - timedelta(days=1))["principles"].endswith("asamblea.")
    assert amendments.charter_on(commune.place, day)["territory"] == "Del río al cerro."


def test_what_changes_is_told_line_by_line_and_rule_by_rule(commune):
    (article,) = amendments.changes(commune.text(principles="Nos gobernamos en asamblea.\nSin jefes."))
    (rule,) = amendments.changes(commune.rule("assembly.notice_days", "9"))

    assert [(line.sign, line.text) for line in article.lines if line.is_new] == [("+", "Sin jefes.")]
    assert (str(rule.before.es), str(rule.after.es)) == ("3", "9")


def test_a_no_changes_nothing(commune):
    decision = commune.voted(commune.rule("assembly.notice_days", "9"), 2, 12)

    assert (decision.outcome, decision.in_force_on) == (rules.REJECTED, None)


def test_what_people_wrote_is_in_the_gazette_by_its_hash_alone(commune):
    amendment = commune.text(principles="Palabras secretas.")

    entry = Entry.objects.get(subject_id=amendment.id)

    assert "Palabras" not in str(entry.document)


def same(c: Commune):
    c.rule("assembly.notice_days", "3")


def twice(c: Commune):
    amendment = c.rule("assembly.notice_days", "9")
    c.voted(amendment, 2, 12)
    c.decided(amendment, c.at + timedelta(days=9))


def outdated(c: Commune):
    first, second = c.text(principles="Uno."), c.text(principles="Dos.")
    decision = c.voted(first, 12, 2)
    c.decided(second, c.at + (decision.in_force_on - c.day))


def without_reason(c: Commune):
    services.propose_charter(place=c.place, sections={"principles": "x"}, reason=" ", by=c.by(), at=c.at)


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("charters.nothing_changes", same),
        ("charters.amendment_reason_missing", without_reason),
        ("charters.amendment_undecided", lambda c: c.decided(c.text(principles="x"))),
        ("charters.amendment_decided_already", twice),
        ("charters.amendment_outdated", outdated),
        ("charters.no_such_amendment", lambda c: amendments.amendment(c.place.id)),
    ],
)
def test_what_an_amendment_is_refused_for(commune, code, attempt):
    with pytest.raises(DomainError) as refusal:
        attempt(commune)

    assert refusal.value.code == code
    assert "{" not in refusal.value.message("es") + refusal.value.message("en")


def test_nobody_amends_what_is_not_founded(founding):
    place = founding.place
    by = founding.country.registry(place)

    with pytest.raises(DomainError) as refusal:
        services.propose_charter(
            place=place, sections={"principles": "x"}, reason="y", by=by, at=founding.country.at
        )

    assert refusal.value.code == "charters.not_founded_yet"


def test_the_table_takes_no_approval_that_nobody_gave(commune):
    amendment = commune.text(principles="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        AmendmentDecision.objects.create(
            amendment=amendment, outcome=rules.APPROVED, in_force_on=commune.day, decided_at=commune.at
        )


def test_anyone_reads_the_amendments(client, commune, django_assert_max_num_queries):
    commune.rule("assembly.notice_days", "9")
    amendment = commune.text(principles="Nos gobernamos en asamblea.\nSin jefes.")

    for address in (f"/lugares/{commune.place.code}/reformas/", amendment.get_absolute_url()):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
    assert "Sin jefes." in answer.content.decode()
