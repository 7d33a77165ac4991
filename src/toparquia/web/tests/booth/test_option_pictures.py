"""An option's picture stands beside its name in the booth, and is read aloud in words."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from toparquia.engines.ballots.election import Question
from toparquia.engines.ballots.tests.elections import a_vote
from toparquia.voting.services import picture_option
from toparquia.voting.tests.factories import make_polls

from .test_voting_page import Opened, enter
from .urn import Urn

pytestmark = pytest.mark.django_db
# Also by the database's clock: a ballot that people vote on gets no picture any more.
LATER = 2099


def test_a_picture_stands_beside_its_option(noon, browser, settings, tmp_path):
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    polls, drawn = make_polls(noon), BytesIO()
    Image.new("RGB", (300, 300), "navy").save(drawn, "JPEG")
    opens = polls.at.replace(year=LATER)
    vote = polls.open("agua", "luz", opens_at=opens, closes_at=opens + timedelta(hours=1))
    picture_option(
        vote_id=vote.id, number=0, content=drawn.getvalue(), alt="Un grifo", by=polls.by(), at=noon
    )
    urn = Urn(a_vote(questions=(Question("¿Qué?", ("Agua", "Luz"), 1, 1),)), vote.get_absolute_url())

    with Opened(browser, urn, "cabina/") as page:
        enter(page, urn, urn.slips[0])

        rows = page.locator(".choice label").evaluate_all(
            "all => all.map(one => [one.textContent.trim(), one.querySelector('img')?.alt ?? ''])"
        )
    assert rows == [["Agua", "Un grifo"], ["Luz", ""]]
