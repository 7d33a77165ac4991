"""Ids are the system's own unless a seed is asked for; then they repeat, in order."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from toparquia.foundation import ids
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import Seeded, new_id, secret_bytes, seeded

NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


def drawn(seed: str) -> list[object]:
    """Return what one seed gives."""
    with frozen_at(NOON) as clock, seeded(Seeded(seed)):
        first = [new_id(), new_id(), secret_bytes(16)]
        clock.advance(timedelta(seconds=1))
        return [*first, new_id()]


def test_real_ids_and_secrets_never_repeat():
    assert len({new_id() for _ in range(1_000)} | {new_id() for _ in range(1_000)}) == 2_000
    assert len({secret_bytes(16) for _ in range(1_000)}) == 1_000


def test_real_secrets_are_the_systems(monkeypatch):
    asked = []
    monkeypatch.setattr(ids.secrets, "token_bytes", lambda size: asked.append(size) or b"x" * size)

    assert secret_bytes(16) == b"x" * 16
    assert asked == [16]


def test_a_seed_repeats_and_another_does_not():
    assert drawn("1") == drawn("1")
    assert not set(drawn("1")) & set(drawn("2"))


def test_seeded_ids_are_version_7_of_the_standing_clock_and_in_order():
    with frozen_at(NOON), seeded(Seeded("1")):
        made = [new_id() for _ in range(3_000)]

    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert {one.int >> 80 for one in made} == {int(NOON.timestamp() * 1000)}
    assert made == sorted(set(made))


def test_a_seed_ends_with_its_block_and_stays_in_its_thread():
    seen = []
    with frozen_at(NOON), seeded(Seeded("1")):
        thread = threading.Thread(target=lambda: seen.append(secret_bytes(16)))
        thread.start()
        thread.join()
        inside = secret_bytes(16)

    assert seen[0] != inside
    assert secret_bytes(16) != secret_bytes(16)


def test_a_seed_goes_on_where_another_block_left_it():
    source = Seeded("1")
    with frozen_at(NOON), seeded(source):
        first = new_id()
    with frozen_at(NOON), seeded(source):
        second = new_id()

    assert first < second
