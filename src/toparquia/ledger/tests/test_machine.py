"""Any story of postings, repeats, reversals, holds and seals: money is where a plain sum says it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from toparquia.foundation.ids import new_id
from toparquia.ledger import errors, queries, services
from toparquia.ledger.rules import NewPending
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, ves

pytestmark = pytest.mark.django_db
NAMES = ("bank", "state", "works")
AMOUNTS = st.integers(1, 10**9)
LATER = NOON + timedelta(days=400)


class Story(RuleBasedStateMachine):
    """A ledger of three accounts, of which the bank's may not go below zero, beside a plain counter."""

    posted = Bundle("posted")
    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        # What an example writes is undone before the next one.
        self.open = transaction.atomic()
        self.open.__enter__()
        self.cast = cast(f"c{new_id().hex}")
        self.sums: Counter[str] = Counter()
        self.day = DAY
        self.reversed: set[object] = set()
        self.settled: set[object] = set()

    def teardown(self) -> None:
        """Look at every invariant, then undo it all."""
        broken = [finding.invariant for finding in queries.check() if not finding.holds]
        transaction.set_rollback(True)
        self.open.__exit__(None, None, None)
        assert broken == []

    def moved(self, debit: str, credit: str, minor: int) -> None:
        """Let the counter follow."""
        self.sums[debit] += minor
        self.sums[credit] -= minor

    @rule(target=posted, pair=st.permutations(NAMES), minor=AMOUNTS)
    def post(self, pair, minor):
        """Post between two accounts; the bank refuses what it does not have."""
        debit, credit, _ = pair
        sides = getattr(self.cast, debit), getattr(self.cast, credit)
        made = entry(self.cast.place, (*sides, ves(minor)), on=self.day)
        if credit == "bank" and self.sums["bank"] < minor:
            with pytest.raises(errors.NotEnoughThere):
                services.post(made, at=NOON)
            return multiple()
        services.post(made, at=NOON)
        self.moved(debit, credit, minor)
        return made, debit, credit, minor

    @rule(one=posted)
    def repeat(self, one):
        """Send the same again: nothing moves."""
        assert services.post(one[0], at=LATER).is_repeat

    @rule(one=posted, minor=AMOUNTS)
    def change(self, one, minor):
        """Send other content under the same key: it is refused."""
        made = entry(
            self.cast.place, (self.cast.works, self.cast.state, ves(minor)), key=one[0].key, kind="x.y"
        )
        with pytest.raises(errors.KeyUsedForOtherEntry):
            services.post(made, at=NOON)

    @rule(one=posted)
    def reverse(self, one):
        """Take one back, once; and only if what came in is still there."""
        made, debit, credit, minor = one
        back = {
            "entry_id": made.key,
            "key": new_id(),
            "at": NOON,
            "reason": "Error.",
            "effective_on": self.day,
        }
        if made.key in self.reversed:
            with pytest.raises(errors.AlreadyReversed):
                services.reverse(**back)
        elif debit == "bank" and self.sums["bank"] < minor:
            with pytest.raises(errors.NotEnoughThere):
                services.reverse(**back)
        else:
            services.reverse(**back)
            self.reversed.add(made.key)
            self.moved(credit, debit, minor)

    @rule(target=held, minor=AMOUNTS)
    def hold(self, minor):
        """Set an amount of the bank's aside for the works."""
        pending = NewPending(
            new_id(), self.cast.place, self.day, self.cast.works.id, self.cast.bank.id, ves(minor), LATER
        )
        if self.sums["bank"] < minor:
            with pytest.raises(errors.NotEnoughThere):
                services.hold(pending, at=NOON)
            return multiple()
        services.hold(pending, at=NOON)
        self.moved("aside", "bank", minor)
        return pending, minor

    @rule(one=held, part=st.integers(0, 4))
    def settle(self, one, part):
        """Post it whole or in part, or give it back; a second time is refused."""
        pending, minor = one
        posted = minor * part // 4
        if pending.key in self.settled:
            with pytest.raises(errors.PendingSettled):
                services.void(pending.key, new_id(), at=NOON)
            return
        # What is settled counts for the day of the moment: later than any seal.
        at = NOON + (self.day - DAY)
        if posted:
            services.settle(pending.key, new_id(), at=at, amount=ves(posted))
        else:
            services.void(pending.key, new_id(), at=at)
        self.settled.add(pending.key)
        self.moved("works", "aside", posted)
        self.moved("bank", "aside", minor - posted)

    @rule()
    def seal(self):
        """Close the ledger through today; tomorrow begins."""
        services.seal(self.day, at=NOON)
        late = entry(self.cast.place, (self.cast.works, self.cast.state, ves(1)), on=self.day)
        with pytest.raises(errors.DaySealed):
            services.post(late, at=NOON)
        self.day += timedelta(days=1)

    @invariant()
    def balances_are_the_sums(self):
        """What the ledger says is what the counter says, sealed or not."""
        signs = {"bank": 1, "state": -1, "works": 1}
        found = queries.balances([getattr(self.cast, name) for name in NAMES], self.day + timedelta(days=400))
        told = [found[getattr(self.cast, name).id].minor for name in NAMES]
        assert told == [signs[name] * self.sums[name] for name in NAMES]
        assert self.sums["bank"] >= 0


# Some 200 steps against a real database: a second or two.
def test_any_story_of_the_ledger_adds_up():
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
