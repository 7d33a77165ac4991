"""What the tests of this room begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction

from toparquia.bank.tests.factories import make_bank

NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """Open a bank once a module: every test then works on it inside a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_bank(NOON)
        transaction.set_rollback(True)


@pytest.fixture
def house(standing, db):
    """Return a bank with two members."""
    return replace(standing, members=dict(standing.members))
