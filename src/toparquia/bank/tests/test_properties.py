"""Loans under any payments in any order: nothing is lost or made, and the oldest debt is paid first."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from toparquia.bank import rules
from toparquia.bank.errors import PaymentTooLarge
from toparquia.bank.tests.factories import terms
from toparquia.engines.lending import Amortization, InterestMethod, schedule

DAY = date(2026, 3, 8)


class ALoan(RuleBasedStateMachine):
    """One loan, paid in any parts on any days."""

    @initialize(
        principal=st.integers(1, 100_000),
        instalments=st.integers(1, 12),
        rate=st.fractions(0, Fraction(1), max_denominator=10_000),
        method=st.sampled_from(InterestMethod),
        amortization=st.sampled_from(Amortization),
    )
    def lend(self, principal, instalments, rate, method, amortization):
        """Pay out a loan."""
        product = terms(rate=rate, interest_method=method, amortization=amortization)
        self.terms = product.of(principal, instalments, DAY)
        self.owed = schedule(self.terms).total
        self.paid = {"interest": 0, "principal": 0}
        self.on = DAY

    @property
    def all_paid(self) -> int:
        """Return what was paid so far."""
        return sum(self.paid.values())

    @rule(payment=st.integers(1, 120_000))
    def pay(self, payment):
        """Pay so much, or be told that it is more than is owed."""
        if payment > self.owed - self.all_paid:
            with pytest.raises(PaymentTooLarge):
                rules.next_payment(rules.Debt(self.terms, self.all_paid), payment)
            return
        went = rules.next_payment(rules.Debt(self.terms, self.all_paid), payment)
        for part in self.paid:
            self.paid[part] += went.paid(part)
        assert went.overpaid == 0

    @rule(days=st.integers(1, 90))
    def wait(self, days):
        """Let days pass."""
        self.on += timedelta(days=days)

    @invariant()
    def nothing_is_lost_or_made(self):
        """What was paid and what is left is what was owed, part by part."""
        stands = rules.standing(rules.Debt(self.terms, self.all_paid), self.on, 0)
        assert stands.principal_left + self.paid["principal"] == self.terms.principal
        assert stands.total_left + self.all_paid == self.owed
        assert stands.is_paid == (self.all_paid == self.owed)
        assert 0 <= stands.late.total <= stands.total_left
        assert stands.late.days == 0 or stands.late.overdue_since < self.on


TestALoan = ALoan.TestCase
TestALoan.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)


def test_a_committee_decides_once_a_majority_agrees():
    assert rules.decided(1, 1, 2) == rules.OPEN
    assert rules.decided(2, 1, 2) == rules.APPROVED
    assert rules.decided(1, 2, 2) == rules.REJECTED
