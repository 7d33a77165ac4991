"""What the tests of this room begin with."""

import pytest

from toparquia.elections.tests.factories import make_town


@pytest.fixture
def town(noon):
    """Return a council with five of nine seats of its coordination vacant."""
    return make_town(noon)
