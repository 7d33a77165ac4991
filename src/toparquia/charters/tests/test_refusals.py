"""Every refusal of a founding, in the order in which its verbs would give them; and what SQL is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

from toparquia.charters import errors, queries, rules, services
from toparquia.charters.models import Joining, Proclamation, Referendum, Registration
from toparquia.charters.tests.factories import SECTIONS
from toparquia.foundation.authority import AuthorityOfAnotherPlace
from toparquia.foundation.ids import new_id
from toparquia.foundation.rulesets import RuleSet, built_in
from toparquia.foundation.texts import TextMissing
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, adopt_rules, register_place

pytestmark = pytest.mark.django_db


def promoted(founding, place):
    by = territory.open_authority(place, founding.country.at)
    return services.promote(place=place, by=by, at=founding.country.at)


def after_founding(founding):
    founding.ready().approved()
    founding.registers()
    founding.writes({"territory": "Otro."})


def council_elsewhere(founding):
    country = founding.country
    state = register_place(
        new=NewPlace("state", "otro", "Otro"),
        parent=country.root,
        by=country.registry(country.root),
        at=country.at,
    )
    circuit = register_place(
        new=NewPlace("circuit", "otro-c", "Otro"), parent=state, by=country.registry(state), at=country.at
    )
    council = register_place(
        new=NewPlace("council", "lejos", "Lejos"), parent=circuit, by=country.registry(circuit), at=country.at
    )
    people = [country.neighbour(council, name=name) for name in ("Ana", "Rosa", "Luz")]
    founding.spokespersons[council.id] = country.officer(council, "coordination", 1, people[0])
    founding.joins(council)


def another_motion(founding):
    council = founding.councils[0]
    founding.joins(council, founding.resolved(council, ("planning.project", new_id())))


def voted_no(founding):
    council = founding.councils[0]
    founding.joins(council, founding.resolved(council, (rules.JOINING, founding.place.id), yes=1))


def joined_twice(founding):
    council = founding.councils[0]
    founding.joins(council)
    founding.joins(council, founding.resolved(council, (rules.JOINING, founding.place.id), days=8))


def joined_while_voting(founding):
    for council in founding.councils:
        founding.joins(council)
    founding.writes()
    new = founding.country.councils[0]
    founding.resolved(
        new,
        (rules.JOINING, founding.place.id),
        days=8,
        revokes=queries.joined(founding.charter)[0].resolution_id,
    )
    late = founding.resolved(new, (rules.JOINING, founding.place.id), days=9)
    raise_called(founding, late)


def raise_called(founding, late):
    adopt(founding, "commune.min_councils", 4)
    founding.calls()
    founding.joins(founding.councils[0], late)


def adopt(founding, key, value):
    document = built_in("venezuela-communes").as_document()
    document["parameters"][key]["value"] = value
    adopt_rules(
        place=founding.place,
        rules=RuleSet.from_document(document),
        starts_on=founding.country.day,
        by=founding.registry(),
        at=founding.country.at,
    )


def wrote_the_same(founding):
    founding.joins(founding.councils[0])
    founding.writes()
    founding.writes()


def wrote_another_section(founding):
    founding.joins(founding.councils[0])
    founding.writes({"anthem": "…"})


def wrote_nothing(founding):
    founding.joins(founding.councils[0])
    founding.writes({"territory": " "})


def called_twice(founding):
    founding.ready().calls()
    founding.calls()


def called_by_the_wrong_rules(founding):
    adopt(founding, "charter.approval", "assembly_vote")
    founding.ready().calls()


def called_too_late(founding):
    opens = founding.assembly_at + timedelta(days=31)
    founding.ready().calls(opens=opens)


def called_for_yesterday(founding):
    founding.ready().calls(opens=founding.assembly_at - timedelta(hours=1))


def approved_and_called(founding):
    founding.ready().approved()
    founding.calls()


def registered_without_a_vote(founding):
    founding.ready().registers()


def proclaimed_before_the_certificate(founding):
    founding.ready().calls()
    founding.proclaims()


REFUSALS = [
    (lambda founding: queries.charter(new_id()), errors.NoSuchCharter),
    (lambda founding: queries.text(founding.charter, 7), errors.NoSuchText),
    (lambda founding: promoted(founding, founding.councils[0]), errors.NotACommune),
    (lambda founding: promoted(founding, founding.place), errors.PromotedAlready),
    (after_founding, errors.FoundedAlready),
    (another_motion, errors.NotAboutJoining),
    (voted_no, errors.JoiningNotCarried),
    (council_elsewhere, errors.CouncilElsewhere),
    (joined_twice, errors.JoinedAlready),
    (joined_while_voting, errors.ReferendumRunning),
    (lambda founding: founding.writes(), errors.NotAJoinedCouncil),
    (wrote_another_section, errors.UnknownSection),
    (wrote_nothing, TextMissing),
    (wrote_the_same, errors.NothingChanged),
    (lambda founding: founding.calls(), errors.StepsMissing),
    (called_by_the_wrong_rules, errors.DecidedByAssemblies),
    (called_too_late, errors.ReferendumOutOfTime),
    (called_for_yesterday, errors.ReferendumOutOfTime),
    (called_twice, errors.ReferendumRunning),
    (approved_and_called, errors.ApprovedAlready),
    (lambda founding: founding.proclaims(), errors.NothingToProclaim),
    (proclaimed_before_the_certificate, errors.NothingToProclaim),
    (registered_without_a_vote, errors.StepsMissing),
]


@pytest.mark.parametrize(("act", "refusal"), REFUSALS)
def test_each_refusal_has_its_reason(founding, act, refusal):
    with pytest.raises(refusal) as refused, transaction.atomic():
        act(founding)

    assert refused.value.message("es") != refused.value.message("en")


def test_a_commune_is_not_registered_when_its_councils_terms_are_over(founding):
    founding.ready().approved()
    registrar = founding.country.registrar
    at = founding.country.at + timedelta(days=3 * 365 - 1)

    assert queries.steps(founding.charter, at)[1].is_green
    assert not queries.steps(founding.charter, at + timedelta(days=3))[1].is_green
    assert registrar.ends_on > at.date()


def test_one_councils_spokesperson_does_not_join_for_another(founding):
    resolution = founding.resolved(founding.councils[0], (rules.JOINING, founding.place.id))

    with pytest.raises(AuthorityOfAnotherPlace), transaction.atomic():
        services.join(
            charter_id=founding.charter.id,
            resolution_id=resolution.id,
            by=founding.of(founding.councils[1]),
            at=founding.assembly_at,
        )


def test_where_the_rules_say_so_the_assemblies_approve(founding):
    adopt(founding, "charter.approval", "assembly_vote")
    text = founding.ready().writes({**SECTIONS, "territory": "Otro."})
    for council in founding.councils[:4]:
        founding.resolved(council, (rules.APPROVAL, text.id), days=9)
    with pytest.raises(errors.NothingToProclaim), transaction.atomic():
        founding.proclaims()

    founding.resolved(founding.councils[4], (rules.APPROVAL, text.id), days=9)

    assert founding.proclaims().is_approved
    assert founding.registers().founded_on


def test_fewer_councils_suffice_where_the_rules_say_so(founding):
    adopt(founding, "commune.min_councils", 2)
    for council in founding.councils[:2]:
        founding.joins(council)

    assert founding.green()["councils"]


@pytest.mark.parametrize(
    "table",
    [
        "joining",
        "chartertext",
        "chartersection",
        "referendum",
        "proclamation",
        "registration",
        "foundingcharter",
    ],
)
def test_no_row_of_a_founding_is_changed_or_removed_by_sql(founding, table):
    founding.ready().approved()
    founding.registers()

    for change in (f"UPDATE charters_{table} SET id = id", f"DELETE FROM charters_{table}"):
        if table == "registration":
            change = change.replace("id = id", "registered_on = registered_on")
        refused(change)


def test_sql_joins_no_council_without_its_assembly(founding):
    resolution = founding.resolved(founding.councils[0], (rules.JOINING, founding.place.id), yes=1)

    with pytest.raises(IntegrityError, match="carried resolution"), transaction.atomic():
        Joining.objects.create(
            charter=founding.charter,
            council=founding.councils[0],
            resolution=resolution,
            joined_at=founding.assembly_at,
        )


def test_sql_proclaims_nothing_but_the_certificate(founding):
    founding.ready()
    called = founding.calls()
    founding.counted(called, yes=2, no=9)

    for referendum in (called, None):
        with pytest.raises(IntegrityError, match="is proclaimed"), transaction.atomic():
            Proclamation.objects.create(
                charter=founding.charter,
                text=called.text,
                referendum=referendum,
                outcome="approved",
                proclaimed_at=founding.vote_at,
            )


def test_sql_registers_nothing_that_was_voted_down(founding):
    founding.ready()
    founding.counted(founding.calls(), yes=2, no=9)
    proclaimed = founding.proclaims()

    with pytest.raises(IntegrityError, match="approved charter"), transaction.atomic():
        Registration.objects.create(
            charter=founding.charter,
            proclamation=proclaimed,
            registered_on=founding.country.day,
            registered_at=founding.vote_at,
        )


def test_sql_holds_no_referendum_of_another_matter(founding):
    text = founding.ready().writes({**SECTIONS, "territory": "Otro."})
    vote = founding.calls().vote

    with pytest.raises(IntegrityError), transaction.atomic():
        Referendum.objects.create(
            charter=founding.charter, text=text, vote=vote, councils=[], called_at=founding.vote_at
        )


def test_a_commune_is_not_founded_by_sql_nor_moved_nor_taken_back(founding):
    refused("UPDATE territory_place SET founded_on = '2026-03-08' WHERE kind = 'commune'")
    with pytest.raises(IntegrityError, match="since its registration"), transaction.atomic():
        Place.objects.create(
            kind="commune",
            code="de-la-nada",
            name="De la nada",
            parent=founding.country.councils[0],
            path=[],
            founded_on=founding.country.day,
        )

    founding.ready().approved()
    founding.registers()

    refused("UPDATE territory_place SET founded_on = NULL WHERE kind = 'commune'")
    refused("UPDATE territory_place SET founded_on = '2020-01-01' WHERE kind = 'commune'")


def test_adopted_rules_never_change_by_sql(founding):
    refused("UPDATE territory_adoptedrules SET document = '{}'")
    refused("UPDATE territory_adoptedrules SET starts_on = starts_on + 1")
    refused("DELETE FROM territory_adoptedrules")


def refused(sql):
    """Run one statement as the application's role, which the table refuses."""
    with (
        pytest.raises((IntegrityError, InternalError, ProgrammingError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
