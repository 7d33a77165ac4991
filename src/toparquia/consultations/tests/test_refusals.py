"""Each refusal of the room, by what brings it about; each leaves everything as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from toparquia.consultations import errors, exports, queries, services
from toparquia.consultations.models import Consultation, PriorityProject
from toparquia.consultations.rules.files import file_of
from toparquia.consultations.tests import factories
from toparquia.consultations.tests.factories import DICE, PB, file_from
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.gazette.errors import MandateNotInForce
from toparquia.gazette.models import Entry
from toparquia.mandates import queries as mandates
from toparquia.people.models import Residence
from toparquia.planning.services import NewProject, propose
from toparquia.territory.models import Place
from toparquia.voting.errors import CertifiedAlready, NotClosed, StillOpen, TieNotDrawn, VoteClosedAlready
from toparquia.voting.rules import GroupedBallot
from toparquia.voting.services import import_ballots
from toparquia.voting.tests.factories import sheet

pytestmark = pytest.mark.django_db
VENEZUELA = "venezuela-communes"


def of_the_council(house):
    """Return a commissioner's authority in another territory."""
    council = house.polls.country.councils[0]
    mandate = house.polls.country.officer(council, "electoral_commission")
    return mandates.authority_of(mandate, place=council, day=house.polls.country.day)


def councils_vote(house):
    """Call one in a council, which does not vote as a whole."""
    house.call(house.admitted(1, 2), place=house.polls.country.councils[0], by=of_the_council(house))


def fifth(house):
    """Call one more than the four of a year."""
    for _ in range(5):
        house.call(house.admitted(1, 2))


def unadmitted(house):
    """Call one with a project that no assembly admitted."""
    project = propose(
        place=house.planner.place, new=NewProject("Nuevo"), by=house.planner.anyone, at=house.at
    )
    house.call([*house.admitted(1), project.id])


def of_another_commune(house):
    """Call one in the circuit with the project of the commune below, by rules that let circuits vote."""
    house.adopt(VENEZUELA, consultation__unit="circuit")
    house.call(house.admitted(1, 2))


def other_theme(house):
    """Call one whose rules know one theme."""
    house.adopt(VENEZUELA, consultation__theme_limits=["agua"])
    house.call(house.admitted(1, 2, theme="salud"))


def two_currencies(house):
    """Call one about projects of two currencies."""
    house.call(house.admitted(1) + house.admitted(2, currency="USD"))


def winner_again(house):
    """Put a winner to the vote again."""
    consultation = house.decided(5, 2)
    won = queries.winners(consultation)[0]
    house.call([won.project_id, *house.admitted(1)])


def far_ahead(house):
    """Call one with a slip in the year."""
    century = timedelta(days=36_500)
    house.call(house.admitted(1, 2), opens_at=house.opens_at + century, closes_at=house.closes_at + century)


def at_the_end_of_days(house):
    """Call one on the last day that a calendar has."""
    last = {"year": 9999, "month": 12, "day": 31}
    house.call(
        house.admitted(1, 2),
        opens_at=house.opens_at.replace(**last),
        closes_at=house.closes_at.replace(**last, hour=23),
    )


def twice_on_a_ballot(house):
    """Put a project on two ballots at once."""
    ids = house.admitted(1, 2)
    house.call(ids)
    house.call(ids)


def shares_on_paper(house):
    """Call one on paper, with several marks, that is counted by equal shares."""
    house.adopt(
        VENEZUELA,
        consultation__counting_rule="mes",
        consultation__winners="budget",
        consultation__ballot_types=["approval"],
        consultation__choices_per_voter=2,
    )
    house.call(house.admitted(1, 2), budget=Money(300, "VES"))


def greedy_without_money(house):
    """Call one that spends a budget nobody stated."""
    house.adopt(VENEZUELA, consultation__counting_rule="greedy", consultation__winners="budget")
    house.call(house.admitted(1, 2))


def opened_twice(house):
    """Open a vote twice."""
    house.open(house.opened(1, 2))


def opened_at(house, at):
    """Open a vote at a moment."""
    consultation = house.call(house.admitted(1, 2))
    services.open_consultation(consultation_id=consultation.id, seed=DICE, by=house.by(), at=at)


def nobody_there(house):
    """Open a vote where nobody is of age."""
    consultation = house.call(house.admitted(1, 2))
    Residence.objects.all().update(ends_on=house.polls.country.day)
    house.open(consultation)


def tied(house):
    """Certify a tie that nobody drew."""
    house.decided(4, 4)


def run_off_of_money(house):
    """Call one counted by budget where rules ask for a run-off."""
    house.adopt(
        VENEZUELA,
        consultation__tie_rule="run_off",
        consultation__counting_rule="greedy",
        consultation__winners="budget",
    )
    house.call(house.admitted(1, 2), budget=Money(300, "VES"))


def run_off_of_nothing(house):
    """Call the run-off of a consultation that left no tie."""
    house.run_off(house.decided(5, 4))


def both_channels(house):
    """Bring ballots and tally sheets into one vote."""
    consultation = house.opened(1, 2)
    import_ballots(
        vote_id=consultation.vote.id,
        ballots=[GroupedBallot((0,), None, 3)],
        source="a.pb",
        source_sha256="a" * 64,
        by=house.by(),
        at=house.opens_at,
    )
    house.count_table(consultation, sheet(3, 5))
    house.close(consultation)
    house.certify(consultation)


def certified_twice(house):
    """Certify twice."""
    house.certify(house.decided(4, 3))


def closed_twice(house):
    """Close twice."""
    consultation = house.opened(1, 2)
    house.close(consultation)
    house.close(consultation)


def unready(house, file=None):
    """Import a file whose projects no assembly saw."""
    house.adopt()
    services.import_election(
        place=house.place, file=file or file_from(), seed=DICE, by=house.by(), at=house.at
    )


def imported_twice(house):
    """Import a file twice."""
    house.adopt(consultation__per_year=3)
    house.imported(file_from())
    services.import_election(place=house.place, file=file_from(), seed=DICE, by=house.by(), at=house.at)


def proposed(house, text):
    """Propose the projects of a file."""
    house.adopt()
    services.propose_projects(place=house.place, file=file_from(text), by=house.communal().by, at=house.at)


def second_of_the_year(house):
    """Import two elections of one year where the rules know one."""
    house.adopt()
    house.imported(file_from())
    other = file_from(PB.replace("2;a\n", "2;b\n"))
    ids = services.propose_projects(place=house.place, file=other, by=house.spokes.by, at=house.at)
    yes = factories.said_yes(house.spokes, ids)
    factories.planning.admit_all(project_ids=ids, resolution_id=yes, by=house.spokes.by, at=house.at)
    services.import_election(place=house.place, file=other, seed=DICE, by=house.by(), at=house.at)


def approvals_in_a_commune(house):
    """Import approvals where the rules know one mark."""
    house.imported(file_from())


def still_open(house):
    """Close while the database's clock says that people vote."""
    house.neighbours(5)
    today = datetime.now(UTC)
    closes_at = today.replace(hour=22, minute=0, second=0, microsecond=0) + timedelta(days=2)
    opens_at = closes_at.replace(hour=12)
    consultation = house.call(house.admitted(1, 2), at=today, opens_at=opens_at, closes_at=closes_at)
    services.open_consultation(consultation_id=consultation.id, seed=DICE, by=house.by(), at=opens_at)
    services.close_consultation(
        consultation_id=consultation.id, by=house.by(), at=closes_at + timedelta(hours=1)
    )


TABLE = [
    (AuthorityOfAnotherPlace, lambda h: h.call(h.admitted(1, 2), by=of_the_council(h))),
    (MandateNotInForce, lambda h: h.call(h.admitted(1, 2), by=h.polls.country.registry(h.place))),
    (errors.UnitDoesNotVote, councils_vote),
    (errors.UnitDoesNotVote, of_another_commune),
    (errors.CalledTooLate, lambda h: h.call(h.admitted(1, 2), at=h.opens_at)),
    (errors.HoursNotAllowed, lambda h: h.call(h.admitted(1, 2), opens_at=h.opens_at + timedelta(hours=1))),
    (errors.HoursNotAllowed, lambda h: h.call(h.admitted(1, 2), closes_at=h.closes_at - timedelta(days=2))),
    (errors.TooFewOptions, lambda h: h.call(h.admitted(1))),
    (errors.TooManyOptions, lambda h: h.call(h.admitted(*range(1, 9)))),
    (errors.NotAdmitted, unadmitted),
    (errors.ThemeNotAllowed, other_theme),
    (errors.OtherCurrency, two_currencies),
    (errors.WonAlready, winner_again),
    (errors.OnAnotherBallot, twice_on_a_ballot),
    (errors.CalledTooFarAhead, far_ahead),
    (errors.CalledTooFarAhead, at_the_end_of_days),
    (errors.BallotTypeNotAllowed, lambda h: h.call(h.admitted(1, 2), ballot_type="approval")),
    (errors.TooManyChoices, lambda h: h.call(h.admitted(1, 2), max_choices=2)),
    (errors.NeedsBallots, shares_on_paper),
    (errors.BudgetMissing, greedy_without_money),
    (errors.BudgetNotPositive, lambda h: h.call(h.admitted(1, 2), budget=Money(0, "VES"))),
    (errors.TitleMissing, lambda h: h.call(h.admitted(1, 2), title="  ")),
    (errors.TooManyConsultations, fifth),
    (errors.NoSuchConsultation, lambda h: services.close_consultation(
        consultation_id=new_id(), by=h.by(), at=h.evening)),
    (errors.OpenedAlready, opened_twice),
    (errors.OpenedTooLate, lambda h: opened_at(h, h.closes_at)),
    (errors.RollMissing, nobody_there),
    (errors.NotOpenedYet, lambda h: h.close(h.call(h.admitted(1, 2)))),
    (errors.NotOpenedYet, lambda h: h.certify(h.call(h.admitted(1, 2)))),
    (StillOpen, still_open),
    (NotClosed, lambda h: h.certify(h.opened(1, 2))),
    (VoteClosedAlready, closed_twice),
    (TieNotDrawn, tied),
    (errors.RunOffNeedsPlurality, run_off_of_money),
    (errors.NoRunOffDue, run_off_of_nothing),
    (errors.ChannelsMixed, both_channels),
    (CertifiedAlready, certified_twice),
    (errors.NotCertifiedYet, lambda h: queries.result(h.call(h.admitted(1, 2)))),
    (errors.NothingToExport, lambda h: exports.pabulib(h.opened(1, 2))),
    (errors.ProjectsNotReady, unready),
    (errors.FileImportedAlready, imported_twice),
    (errors.TooManyConsultations, second_of_the_year),
    (errors.BallotTypeNotAllowed, approvals_in_a_commune),
    (errors.FreeProject, lambda h: proposed(h, PB.replace("c;300", "c;0"))),
    (errors.AmountTooFine, lambda h: proposed(h, PB.replace("c;300", "c;300.125"))),
    (errors.CurrencyUnknown, lambda h: file_from(PB.replace("EUR", "euros"))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("refusal", "act"), TABLE, ids=[f"{n}-{refusal.code}" for n, (refusal, _) in enumerate(TABLE)]
)
def test_it_is_refused_and_nothing_changes(house, refusal, act):
    with pytest.raises(refusal) as refused, transaction.atomic():
        act(house)

    for language in ("es", "en"):
        assert "{" not in refused.value.message(language)
    # The savepoint took back what led there, too: nothing of the room is left.
    assert not Consultation.objects.exists()
    assert not Entry.objects.filter(kind__startswith="consultations.").exists()


def test_a_refused_certificate_leaves_the_vote_closed(house):
    consultation = house.opened(100, 100)
    house.count_table(consultation, sheet(4, 4))
    house.close(consultation)

    with pytest.raises(TieNotDrawn), transaction.atomic():
        house.certify(consultation)

    found = queries.consultation(consultation.id)
    assert found.is_closed
    assert not PriorityProject.objects.exists()
    house.draw(consultation)
    assert len(queries.winners(house.certify(consultation))) == 1


def test_a_currency_can_be_said_where_the_file_says_none():
    election = read_bytes(PB.replace("currency;EUR\n", "").encode())

    assert file_of(election, name="a.pb", currency="PLN").budget == Money(100_050, "PLN")


def test_where_circuits_vote_the_circuit_calls(house):
    circuit = Place.objects.get(kind="circuit")
    house.adopt(VENEZUELA, where=circuit, consultation__unit="circuit")
    mandate = house.polls.country.officer(circuit, "electoral_commission")
    by = mandates.authority_of(mandate, place=circuit, day=house.polls.country.day)

    called = house.call(house.admitted(1, 2), place=circuit, by=by)

    assert called.place == circuit
    assert called in queries.consultations(circuit)
    assert called not in queries.consultations(house.place)
