"""The page where an option gets its picture, and the ballot with it, in the moment before a vote begins."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.journeys.moments import everyone_can_use
from toparquia.foundation.ids import new_id
from toparquia.gazette.tests.posting import sign_in
from toparquia.voting.tests.factories import make_polls

pytestmark = pytest.mark.django_db
# Also by the database's clock, which nobody freezes.
LATER: Final = 2099
MOMENTS: Final = ("voting:pictures",)


@pytest.fixture
def vote(noon: Any, client: Any, settings: Any, tmp_path: Any) -> Any:
    """Let a vote begin later, and a commissioner be signed in."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    polls = make_polls(noon)
    opens = polls.at.replace(year=LATER)
    sign_in(client, polls.members[0].holder)
    return polls.open(
        "parque", "calle", purpose="voting.survey", opens_at=opens, closes_at=opens + timedelta(hours=1)
    )


def test_anyone_of_the_commission_can_give_an_option_its_picture(vote, client, browser):
    page = f"{vote.get_absolute_url()}fotos/"
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "seagreen").save(drawn, "PNG")
    file = SimpleUploadedFile("parque.png", drawn.getvalue(), "image/png")

    assert all(everyone_can_use("pictures", page, client, browser))
    client.post(page, {"key": str(new_id()), "option": "0", "photo": file, "alt": "Un parque con árboles"})

    for shown in everyone_can_use("pictured-vote", vote.get_absolute_url(), client, browser):
        assert shown.get_by_alt_text("Un parque con árboles").count() == 1
