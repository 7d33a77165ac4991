"""Our schedules beside numpy-financial's, which others wrote: payments, interest and principal parts."""

from datetime import date

import numpy_financial
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.engines.lending import Terms, Yearly, cost_of, schedule


@given(
    principal=st.integers(10_000, 10**10),
    basis_points=st.integers(1, 6_000),
    instalments=st.integers(1, 120),
)
@settings(max_examples=100)
def test_instalments_are_numpy_financials_within_one_minor_unit(principal, basis_points, instalments):
    rate = Yearly.percent(f"{basis_points / 100}")
    made = schedule(
        Terms(principal=principal, rate=rate, instalments=instalments, disbursed_on=date(2024, 1, 1))
    )
    monthly = basis_points / 10_000 / 12
    payment = -numpy_financial.pmt(monthly, instalments, principal)

    # What rounding leaves is in the last one, so the others are compared.
    for one in made.instalments[:-1]:
        assert one.principal + one.interest == pytest.approx(payment, abs=1)
    first = made.instalments[0]
    assert first.interest == pytest.approx(-numpy_financial.ipmt(monthly, 1, instalments, principal), abs=1)


@pytest.mark.parametrize("fee", [0, 5_000])
def test_the_effective_rate_is_numpy_financials_within_a_basis_point(fee):
    made = schedule(
        Terms(
            principal=200_000,
            rate=Yearly.percent("18"),
            instalments=24,
            disbursed_on=date(2024, 1, 1),
            fee_at_start=fee,
        )
    )
    flows = [-(200_000 - fee), *(one.total for one in made.instalments)]
    yearly = (1 + numpy_financial.irr(flows)) ** 12 - 1

    assert cost_of(made).effective_bp == pytest.approx(yearly * 10_000, abs=1)
