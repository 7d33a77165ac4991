"""The clock: it runs, stands where it is put, and goes back to running."""

import contextlib
import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.clock import as_utc, day_of, frozen_at, now, today

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)


def test_it_runs_in_utc():
    before = datetime.now(UTC)

    assert before <= now() <= datetime.now(UTC)
    assert now().tzinfo is UTC


def test_it_stands_moves_and_runs_again():
    with frozen_at(NOON) as clock:
        assert now() == now() == NOON
        clock.advance(timedelta(hours=1))
        assert now() == NOON + timedelta(hours=1)
        with frozen_at(NOON):
            assert now() == NOON
        clock.move_to(NOON - timedelta(days=1))
        assert now() == NOON - timedelta(days=1)

    assert now() != NOON


def test_it_runs_again_after_a_fault_and_in_other_threads():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(now()))
    with frozen_at(NOON):
        thread.start()
        thread.join()
    with contextlib.suppress(KeyError), frozen_at(NOON):
        raise KeyError

    assert now() != NOON
    assert seen[0] != NOON


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=-4))), min_value=datetime(1980, 1, 1)))  # noqa: DTZ001
def test_a_moment_is_the_same_in_any_zone(moment):
    assert as_utc(moment) == moment
    assert day_of(moment, "Etc/GMT+4") == moment.date()


def test_the_day_is_the_communes():
    with frozen_at(datetime(2026, 3, 8, 3, tzinfo=UTC)):
        assert today("America/Caracas") == date(2026, 3, 7)


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(AssertionError):
        as_utc(datetime(2026, 3, 8))  # noqa: DTZ001
