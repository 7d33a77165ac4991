"""What the tests of this room begin with."""

import pytest

from toparquia.consultations.tests.factories import make_house


@pytest.fixture
def house(noon):
    """Return a commune that can consult."""
    return make_house(noon)
