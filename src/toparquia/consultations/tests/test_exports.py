"""What a consultation exports: the checker of the format takes it, and it counts to the same winners."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toparquia.consultations import exports, queries
from toparquia.consultations.errors import NothingToExport
from toparquia.consultations.tests.factories import DICE, file_from
from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.engines.budgeting.rules.options import CountingRule
from toparquia.territory.models import Place
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db


def checked(text):
    """Return what the format's own checker says."""
    checker = pytest.importorskip(
        "pabulib.checker", reason="pabulib-checker is not installed: install the developers' lock"
    )
    found = checker.Checker().process_files([text])
    return found["metadata"], found["summary"]


@pytest.fixture(autouse=True)
def _in_spain(house):
    # The checker knows the countries of the world by name.
    Place.objects.filter(id=house.polls.country.root.id).update(name="Spain")


def test_imported_ballots_are_exported_fully_and_count_to_the_same_winners(house):
    house.adopt()
    consultation = house.imported(file_from())
    house.close(consultation)
    house.certify(consultation)
    consultation = queries.consultation(consultation.id)

    text = exports.pabulib(consultation)
    again = count(read_bytes(text.encode(), mode="strict"), CountingRule("official"))

    metadata, summary = checked(text)
    assert metadata["valid"] == 1, summary
    assert again.ordered_ids == [won.option.code for won in queries.winners(consultation)]
    assert sorted(p.id for p in again.election.projects if p.fields["selected"] == "1") == again.winners
    assert text.split("VOTES\n")[1].startswith("voter_id;vote\n")


def test_paper_is_exported_as_what_it_is(house):
    consultation = queries.consultation(house.decided(4, 9, 7, costs=(100, 200, 300)).id)

    text = exports.pabulib(consultation)
    election = read_bytes(text.encode(), mode="strict")
    again = count(election, CountingRule("plurality", seats=1))

    metadata, summary = checked(text)
    assert metadata["valid"] == 1, summary
    assert "paper tally sheets" in election.meta["comment"]
    assert again.winners == [won.option.code for won in queries.winners(consultation)]
    assert election.ballots.count == 20


def test_several_marks_on_paper_keep_their_sums(house):
    house.adopt(
        "venezuela-communes", consultation__ballot_types=["approval"], consultation__choices_per_voter=3
    )
    consultation = house.opened(100, 200, 300, people=40)
    house.count_table(consultation, replace(sheet(9, 12, 4), ballots=14, blank=1, check_ins=14))
    house.close(consultation)
    house.draw(consultation, DICE)
    house.certify(consultation)
    consultation = queries.consultation(consultation.id)

    text = exports.pabulib(consultation)
    election = read_bytes(text.encode(), mode="strict")

    metadata, summary = checked(text)
    assert metadata["valid"] == 1, summary
    assert [int(project.fields["votes"]) for project in election.projects] == [12, 9, 4]
    assert election.ballots.count == 13


@pytest.mark.parametrize("is_closed", [False, True])
def test_nothing_is_exported_before_the_certificate(house, is_closed):
    consultation = house.opened(100, 200)
    if is_closed:
        # Two files with one more table between them would tell how those few people voted.
        house.count_table(consultation, sheet(2, 1))
        consultation = house.close(consultation)

    with pytest.raises(NothingToExport):
        exports.pabulib(consultation)
