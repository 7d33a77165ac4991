"""What the tests of this room begin with."""

import pytest

from toparquia.charters.tests.factories import make_founding


@pytest.fixture
def founding(noon):
    """Return a commune in promotion, with five councils that have not joined yet."""
    return make_founding(noon)
