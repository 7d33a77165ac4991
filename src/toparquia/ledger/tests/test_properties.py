"""What holds for every batch, not only for those we thought of."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from toparquia.foundation.money import Money
from toparquia.foundation.terms import Term
from toparquia.ledger import queries, services
from toparquia.ledger.errors import NotEnoughThere
from toparquia.ledger.models import Transfer
from toparquia.ledger.rules import NewAccount, NewEntry, content_hash
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, ves

NAMES = ("bank", "state", "works", "savings")
PAIRS = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True)
TRANSFERS = st.tuples(PAIRS, st.integers(1, 10**12))
ENTRIES = st.tuples(st.integers(0, 5), st.lists(TRANSFERS, min_size=1, max_size=3))
BATCHES = st.lists(st.lists(ENTRIES, min_size=1, max_size=6), min_size=1, max_size=5)


class Batches(TestCase):
    """Any batches, on any days, with a seal anywhere between."""

    @settings(max_examples=12, deadline=None)
    @given(batches=BATCHES, sealed_after=st.none() | st.integers(0, 4))
    def test_money_is_where_it_was_put(self, batches, sealed_after):
        actors = cast()
        accounts = {"bank": actors.bank, "state": actors.state, "works": actors.works}
        savings = NewAccount("altos.savings", actors.place, "liability", "VES", DAY)
        accounts["savings"] = services.open_account(savings)
        held = Counter()

        for number, batch in enumerate(batches):
            # After a seal everything counts for later days.
            later = 10 if sealed_after is not None and number > sealed_after else 0
            sent = [
                entry(
                    actors.place,
                    *[
                        (accounts[debit], accounts[credit], ves(minor))
                        for (debit, credit), minor in transfers
                    ],
                    on=DAY + timedelta(day + later),
                )
                for day, transfers in batch
            ]
            change = Counter()
            for _, transfers in batch:
                for (debit, credit), minor in transfers:
                    change[debit] += minor
                    change[credit] -= minor
            try:
                services.post_all(sent, at=NOON)
                for name in NAMES:
                    held[name] += change[name]
            except NotEnoughThere:
                assert held["bank"] + change["bank"] < 0
            if number == sealed_after:
                services.seal(DAY + timedelta(9), at=NOON)

        last_day = DAY + timedelta(30)
        trial = queries.trial_balance(last_day)
        assert sum(line.debit_minor - line.credit_minor for line in trial) == 0
        for name, account in accounts.items():
            sign = 1 if account.grows_by_debit else -1
            told = queries.statement(account, Term(DAY, last_day))
            assert told.closing == queries.balance(account, last_day) == ves(sign * held[name])
            assert told.opening + Money.total((line.amount for line in told.lines), "VES") == told.closing
        assert held["bank"] >= 0
        assert [finding.invariant for finding in queries.check() if not finding.holds] == []

    @settings(max_examples=12, deadline=None)
    @given(minors=st.lists(st.integers(1, 10**9), min_size=2, max_size=6, unique=True), data=st.data())
    def test_a_batch_sent_again_in_any_order_changes_nothing(self, minors, data):
        actors = cast()
        sent = [entry(actors.place, (actors.bank, actors.state, ves(minor))) for minor in minors]
        services.post_all(data.draw(st.lists(st.sampled_from(sent), unique_by=lambda one: one.key)), at=NOON)

        services.post_all(data.draw(st.permutations(sent + sent)), at=NOON)

        assert Transfer.objects.count() == len(minors)
        assert queries.balance(actors.bank, DAY) == ves(sum(minors))


@given(first=st.text(max_size=40), second=st.text(max_size=40))
def test_another_reason_is_another_content(first, second):
    one = NewEntry(UUID(int=1), "tests.moved", UUID(int=2), DAY, (), None, first)

    assert (content_hash(one) == content_hash(replace(one, reason=second))) == (first == second)
