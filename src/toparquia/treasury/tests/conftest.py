"""What the tests of this room begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from toparquia.treasury.tests.factories import make_treasury

NOON = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Keep the files of a module's tests in a folder of their own."""
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path_factory.mktemp("files")}}
    with override_settings(STORAGES={**settings.STORAGES, "default": store}):
        yield


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker, files):
    """Certify a consultation once a module: every test then works on it inside a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_treasury(NOON)
        transaction.set_rollback(True)


@pytest.fixture
def treasury(standing, db):
    """Return a commune to which the State owes 1,000.00 for a project that won."""
    return replace(standing)
