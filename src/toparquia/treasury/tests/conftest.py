"""What the tests of this room begin with."""

import pytest

from toparquia.treasury.tests.factories import make_treasury


@pytest.fixture
def files(tmp_path, settings):
    """Keep the files of a test in a folder of its own."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = stores
    return tmp_path


@pytest.fixture
def treasury(noon, files):
    """Return a commune to which the State owes 1,000.00 for a project that won."""
    return make_treasury(noon)
