"""What the tests of this room begin with."""

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.people.models import Account
from toparquia.people.tests.factories import make_desk


@pytest.fixture
def desk(noon):
    """Return a council whose register a spokesperson keeps, at noon."""
    with frozen_at(noon):
        yield make_desk(noon)


@pytest.fixture
def officer(client, desk):
    """Return a browser in which the spokesperson is signed in."""
    holder = desk.spokesperson.holder
    client.force_login(Account.objects.create_user("vocera@example.org", resident=holder))
    return client
