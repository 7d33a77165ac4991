"""What the tests of this room begin with."""

import pytest

from toparquia.voting.tests.factories import make_polls


@pytest.fixture
def polls(noon):
    """Return a commune whose electoral commission has three people in office."""
    return make_polls(noon)
