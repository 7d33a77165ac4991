"""A neighbour recounts a secret vote on her own phone, and a forged one is not taken for right."""

from __future__ import annotations

import pytest

from tests.journeys.seeing import Way, findings, keep, looking, width_at
from toparquia.engines.ballots.tests.conftest import forged_vote
from toparquia.engines.ballots.tests.forgeries import a_vote_more_in_tally_and_result

WAYS = {
    "es": (
        Way("es", 360, "light"),
        "Verificada: voto.bel",
        "NO verificada: otro.bel",
        "La suma publicada no es",
    ),
    "en": (
        Way("en", 1280, "dark"),
        "Verified: voto.bel",
        "NOT verified: otro.bel",
        "The published sum is not",
    ),
}


@pytest.mark.parametrize("language", WAYS)
def test_a_neighbour_recounts_a_vote_without_connection(site, browser, tmp_path, language):
    way, right, wrong, reason = WAYS[language]
    vote, parts, _ = forged_vote("Ed25519")
    archive = parts.written_to(tmp_path / "voto.bel")
    with looking(browser, way) as page:
        page.goto(f"{site.address}/verificar/voto/", wait_until="networkidle")
        page.context.set_offline(True)

        page.set_input_files("#archive", archive)
        page.wait_for_selector(".notice.success")

        said = page.inner_text("[data-part=report]")
        assert right in said
        assert vote.election.fingerprint in said
        assert page.locator("[data-part=report] .table").count() == 2
        assert findings(page) == []
        assert width_at(page, 320) <= 320
        keep(page, f"recount {way}")

        a_vote_more_in_tally_and_result(vote, parts)
        page.set_input_files("#archive", parts.written_to(tmp_path / "otro.bel"))
        page.wait_for_selector(".notice.error")

        said = page.inner_text("[data-part=report]")
        assert wrong in said
        assert reason in said
        assert page.evaluate("document.activeElement.classList.contains('error')"), (
            "what is wrong is read aloud"
        )
        assert findings(page) == []
