"""What two people found on the drawn paper is kept, judged and published; bad notes change nothing."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toparquia.engines.auditing import reported_from_json, tables_drawn
from toparquia.engines.auditing.assertions import reported_assertions
from toparquia.engines.auditing.comparing import Comparison
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.voting.models import PaperAudit
from toparquia.voting.tests.factories import make_polls, sheet
from toparquia.voting.tests.test_audit import DICE, certified

pytestmark = pytest.mark.django_db
DRAWS = 6


@pytest.fixture
def polls(noon, client):
    client.cookies["toparquia_language"] = "es"
    with frozen_at(noon) as clock:
        polls = make_polls(noon)
        clock.move_to(polls.evening)
        yield polls


@pytest.fixture
def vote(polls, client):
    return certified(polls, client, sheet(300, 150), sheet(280, 170), sheet(260, 110))


def notes_of(client, vote, *, by_hand=0):
    """Return what a person counts of the drawn tables; `by_hand` more votes against than announced."""
    here = f"{vote.get_absolute_url()}auditoria/"
    reported = reported_from_json(json.loads(client.get(f"{here}resultado.json").content))
    weights = Comparison(reported, reported_assertions(reported)).weights()
    drawn = set(tables_drawn(list(weights), list(weights.values()), DICE, DRAWS))
    return {
        "tables": [
            {
                "table": table.name,
                "sheets": table.sheets,
                "votes": [table.votes[0] - by_hand, table.votes[1] + by_hand],
            }
            for table in reported.tables
            if table.name in drawn
        ]
    }


def sent(client, vote, first, second, *, dice=DICE, draws=DRAWS):
    """Send both people's notes by the commission's form."""
    files = {
        name: SimpleUploadedFile(f"{name}.json", json.dumps(said).encode())
        for name, said in (("primera", first), ("segunda", second))
    }
    typed = {"key": str(new_id()), "semilla": dice, "modo": "tables", "cuantas": str(draws), **files}
    return client.post(f"{vote.get_absolute_url()}auditoria/hallazgos/", typed)


def test_what_two_people_found_alike_confirms_the_result_on_record(client, vote):
    notes = notes_of(client, vote)

    answer = sent(client, vote, notes, notes)

    assert answer.status_code == 302
    audit = PaperAudit.objects.get()
    assert (audit.is_confirmed, audit.is_overturned, audit.found) == (True, False, notes)
    said = json.loads(bytes(Entry.objects.get(kind="voting.paper_audited").body))
    assert DICE in json.dumps(said)
    page = client.get(f"{vote.get_absolute_url()}auditoria/").content.decode()
    assert "El resultado se sostiene." in page


def test_paper_that_says_otherwise_is_on_record_too(client, vote):
    notes = notes_of(client, vote, by_hand=120)

    sent(client, vote, notes, notes)

    assert not PaperAudit.objects.get().is_confirmed


def refused_notes(case, client, vote):
    """Return the answer to what is no audit."""
    notes = notes_of(client, vote)
    if case == "they differ":
        return sent(client, vote, notes, notes_of(client, vote, by_hand=1))
    if case == "not what was drawn":
        return sent(client, vote, {"tables": notes["tables"][:1]}, {"tables": notes["tables"][:1]})
    sent(client, vote, notes, notes)
    dice = DICE if case == "twice" else DICE[::-1]
    return sent(client, vote, notes, notes, dice=dice)


@pytest.mark.parametrize("case", ["they differ", "not what was drawn", "twice", "other dice"])
def test_notes_that_are_no_audit_are_refused(client, vote, case):
    answer = refused_notes(case, client, vote)

    assert answer.status_code == 422
    assert PaperAudit.objects.count() == int(case in ("twice", "other dice"))


def test_before_the_certificate_nothing_is_audited(polls, client, vote):
    other = polls.open(people=2_000)

    assert sent(client, other, {}, {}).status_code == 422
