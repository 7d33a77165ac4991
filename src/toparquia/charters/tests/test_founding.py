"""A commune is founded: councils join, a charter is written, people vote, the registrar registers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from toparquia.charters import queries, rules
from toparquia.gazette.models import Entry
from toparquia.people.models import RollEntry
from toparquia.territory.models import Place

pytestmark = pytest.mark.django_db


def test_a_commune_is_founded_step_by_step(founding):
    assert founding.green() == dict.fromkeys(founding.green(), False) | {"commission": True}

    founding.ready()
    referendum = founding.calls()
    founding.counted(referendum, yes=12, no=2)
    proclaimed = founding.proclaims()
    commune = founding.registers()

    assert proclaimed.is_approved
    assert all(founding.green().values())
    assert commune.founded_on == founding.country.day + timedelta(days=22)
    assert Place.objects.get(id=commune.id).founded_on == commune.founded_on


def test_every_step_is_in_the_gazette_and_the_text_by_its_hash_alone(founding):
    founding.ready().approved()
    founding.registers()

    kinds = set(Entry.objects.filter(kind__startswith="charters.").values_list("kind", flat=True))
    written = Entry.objects.get(kind="charters.text_written").document
    assert len(kinds) == 6
    assert written["evidence"] == [
        {"name": "charter.json", "sha256": queries.standing_text(founding.charter).digest}
    ]
    assert "asamblea" not in str(written)


def test_the_roll_is_of_the_councils_that_joined_and_of_no_other(noon, founding):
    for council in founding.councils[:5]:
        founding.joins(council)
    founding.writes()
    stranger = founding.country.neighbour(founding.councils[4], name="Nueva")

    referendum = founding.calls()

    people = RollEntry.objects.filter(roll_id=referendum.vote.roll_id)
    assert referendum.vote.roll.entries == people.count() == 18
    assert people.filter(resident_id=stranger.id).exists()


def test_a_council_of_the_circuit_stands_in_the_commune_once_it_joined(founding):
    council = founding.councils[-1]
    assert council.parent_id == founding.country.circuit.id

    founding.joins(council)

    council.refresh_from_db()
    assert council.parent_id == founding.place.id
    assert council.path == [*founding.place.path, council.id]


def test_a_council_whose_assembly_took_its_yes_back_counts_no_more(founding):
    founding.all_join()
    council = founding.councils[0]
    yes = queries.joined(founding.charter)[0].resolution_id

    founding.resolved(council, (rules.JOINING, founding.place.id), days=9, revokes=yes)

    assert len(queries.joined(founding.charter)) == 4
    assert not founding.green()["councils"]


def test_it_may_come_in_again_by_a_new_resolution(founding):
    council = founding.councils[0]
    first = founding.joins(council)
    founding.resolved(council, (rules.JOINING, founding.place.id), days=9, revokes=first.resolution_id)

    founding.joins(council, founding.resolved(council, (rules.JOINING, founding.place.id), days=12))

    assert [row.council_id for row in queries.joined(founding.charter)] == [council.id]


@pytest.mark.parametrize(
    ("yes", "no", "outcome"), [(1, 1, "turnout_too_low"), (5, 5, "rejected"), (3, 1, "approved")]
)
def test_turnout_and_majority_decide(founding, yes, no, outcome):
    # 17 people are on the roll: 15 % of them are 3, and a tie is no majority.
    founding.ready()
    founding.counted(founding.calls(), yes=yes, no=no)

    assert founding.proclaims().outcome == outcome


def test_after_a_no_the_text_is_changed_and_voted_on_again(founding):
    founding.ready()
    founding.counted(founding.calls(), yes=2, no=9)
    founding.proclaims()

    text = founding.writes(
        {**queries.section_texts(queries.standing_text(founding.charter)), "territory": "Otro."}
    )
    founding.counted(founding.calls(), yes=9, no=2)

    assert founding.proclaims().text == text
    assert founding.registers().founded_on


def test_the_reasons_say_what_is_missing(founding):
    founding.joins(founding.councils[0])

    found = {step.code: step.reason.es for step in queries.steps(founding.charter, founding.assembly_at)}

    assert found["councils"] == "Entraron 1; hacen falta al menos 5."
    assert "principios" in found["text"]


def test_a_council_without_spokespersons_in_office_holds_the_founding_back(founding):
    founding.ready()

    found = queries.steps(founding.charter, founding.country.at + timedelta(days=4 * 366))

    idle = next(step for step in found if step.code == "in_office")
    assert not idle.is_green
    assert "Consejo 3" in idle.reason.es
