"""Loans under any payments in any order: nothing is lost or made, and the oldest debt is paid first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from toparquia.bank import rules
from toparquia.bank.errors import PaymentTooLarge
from toparquia.bank.tests.factories import terms
from toparquia.engines.lending import Amortization, InterestMethod

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
        self.product = terms(rate=rate, interest_method=method, amortization=amortization)
        self.principal = principal
        self.begin(rules.Debt(self.product.of(principal, instalments, DAY), 0))
        self.paid_before = 0
        self.on = DAY

    def begin(self, debt):
        """Owe under other terms from here on."""
        self.first = debt
        self.owed = sum(due.total for due in debt.dues)
        self.paid = {"interest": 0, "principal": 0}

    @property
    def debt(self) -> rules.Debt:
        """Return what is owed now."""
        return replace(self.first, paid=self.all_paid)

    @property
    def all_paid(self) -> int:
        """Return what was paid so far."""
        return sum(self.paid.values())

    @rule(payment=st.integers(1, 120_000))
    def pay(self, payment):
        """Pay so much, or be told that it is more than is owed."""
        if payment > self.owed - self.all_paid:
            with pytest.raises(PaymentTooLarge):
                rules.next_payment(self.debt, payment)
            return
        went = rules.next_payment(self.debt, payment)
        for part in self.paid:
            self.paid[part] += went.paid(part)
        assert went.overpaid == 0

    @rule(days=st.integers(1, 90))
    def wait(self, days):
        """Let days pass."""
        self.on += timedelta(days=days)

    @rule(instalments=st.integers(1, 12))
    def reschedule(self, instalments):
        """Agree on new instalments for what is left: no principal is forgiven, no overdue interest lost."""
        stands = rules.standing(self.debt, self.on, 0)
        if not stands.principal_left:
            return
        self.paid_before += self.paid["principal"]
        newer = self.product.of(stands.principal_left, instalments, self.on)
        self.begin(rules.Debt(newer, 0, stands.late.interest))
        after = rules.standing(self.debt, self.on, 0)
        assert after.principal_left == stands.principal_left
        assert after.interest_left >= stands.late.interest

    @invariant()
    def nothing_is_lost_or_made(self):
        """What was paid and what is left is what was owed, part by part."""
        stands = rules.standing(self.debt, self.on, 0)
        assert stands.principal_left + self.paid["principal"] + self.paid_before == self.principal
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
