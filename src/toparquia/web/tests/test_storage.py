"""Static files have hashed names once collected, and work without collecting."""

from pathlib import Path

import pytest
from django.core.management import call_command

from toparquia.web.storage import StaticStorage


@pytest.fixture
def static_root(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "toparquia.web.storage.StaticStorage"},
    }
    return tmp_path


def test_a_checkout_that_collected_nothing_uses_plain_names(static_root):
    storage = StaticStorage(location=static_root, base_url="/static/")

    assert storage.url("web/toparquia.css") == "/static/web/toparquia.css"


def test_collected_files_are_hashed_and_compressed(static_root):
    call_command("collectstatic", interactive=False, verbosity=0)

    url = StaticStorage(location=static_root, base_url="/static/").url("web/toparquia.css")
    hashed = static_root / Path(url).relative_to("/static")
    assert hashed.name != "toparquia.css"
    assert hashed.exists()
    assert hashed.with_name(hashed.name + ".gz").exists()
