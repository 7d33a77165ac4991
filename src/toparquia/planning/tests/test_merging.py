"""Merging: two alike become one when those who proposed them say yes, and both chains of needs go on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from toparquia.assemblies.tests.factories import make_hall
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry
from toparquia.planning import errors, queries, rules, services
from toparquia.planning.models import Admission, Estimate, MergeConsent, Merged, Proposer
from toparquia.planning.services import JointProject, NewNeed, NewProject
from toparquia.planning.tests.factories import Planner
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db

JOINT = JointProject("Agua para las dos calles", "Una sola tubería.")


@pytest.fixture
def hall(noon):
    with frozen_at(noon):
        yield make_hall(noon)


@pytest.fixture
def planner(hall):
    return Planner(hall.country, hall.place, hall.by())


def proposed(planner, person, title, need=None):
    """Propose a project as somebody who will be known again."""
    new = NewProject(title, need_id=need and need.id)
    return services.propose(
        place=planner.place,
        new=new,
        by=planner.anyone,
        at=planner.country.at,
        resident_id=person and person.id,
    )


def need(planner, title):
    """Say what is lacking."""
    return services.voice_need(
        place=planner.place, new=NewNeed(title, "Desde mayo."), by=planner.anyone, at=planner.country.at
    )


def offer(planner, first, second, person, by=None):
    """Offer to merge as the first one's proposer."""
    return services.offer_merge(
        project_id=first.id,
        other_id=second.id,
        joint=JOINT,
        by=by or planner.anyone,
        at=planner.country.at,
        resident_id=person and person.id,
    )


def consent(planner, offered, person, by=None):
    """Say yes as somebody."""
    return services.consent_to_merge(
        offer_id=offered.id,
        by=by or planner.anyone,
        at=planner.country.at,
        resident_id=person and person.id,
    )


@pytest.fixture
def two(planner, hall):
    """Return two projects of two people, each from its own need."""
    one, other = hall.neighbours[:2]
    return (
        proposed(planner, one, "Agua calle Bolívar", need(planner, "Bolívar sin agua")),
        proposed(planner, other, "Agua calle Sucre", need(planner, "Sucre sin agua")),
    )


def test_with_both_consents_one_project_goes_on_with_both_needs(planner, hall, two):
    first, second = two
    offered = offer(planner, first, second, hall.neighbours[0])
    assert queries.merged_into(first.id) is None

    joint = consent(planner, offered, hall.neighbours[1])

    assert (joint.id, joint.title) == (offered.result_id, JOINT.title)
    assert [queries.merged_into(one.id).id for one in two] == [joint.id, joint.id]
    sources = queries.sources_of(joint.id)
    assert {one.id for one in sources} == {first.id, second.id}
    assert {one.title for one in queries.needs_of(joint, sources)} == {"Bolívar sin agua", "Sucre sin agua"}
    assert list(queries.projects(planner.place)) == [joint]
    assert all(queries.is_proposed_by(joint.id, person.id) for person in hall.neighbours[:2])
    kinds = list(Entry.objects.filter(kind__contains="merge").values_list("kind", flat=True))
    assert sorted(kinds)[-1] == "planning.projects_merged"


def test_nothing_more_is_done_with_a_merged_project(planner, hall, two):
    first, second = two
    consent(planner, offer(planner, first, second, hall.neighbours[0]), hall.neighbours[1])
    at, by = planner.country.at, planner.anyone
    person = hall.neighbours[2].id
    for verb in (
        lambda: planner.cost(first),
        lambda: services.endorse(project_id=first.id, resident_id=person, by=by, at=at),
        lambda: services.argue(
            project_id=second.id, resident_id=person, side="for", text="Sí.", by=by, at=at
        ),
    ):
        with pytest.raises(errors.ProjectMerged):
            verb()
    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.create(
            project=first, number=1, total_minor=1, currency="VES", line_count=1, digest="a" * 64, made_at=at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first).objects.filter(id=first.id).update(title="Otra")


def test_a_no_leaves_both_as_they_were(planner, hall, two):
    offered = offer(planner, *two, hall.neighbours[0])
    told = {"offer_id": offered.id, "by": planner.anyone, "at": planner.country.at}
    with pytest.raises(errors.NotTheProposer):
        services.refuse_merge(resident_id=hall.neighbours[2].id, **told)

    services.refuse_merge(resident_id=hall.neighbours[1].id, **told)

    assert queries.open_offers(two[0].id) == []
    with pytest.raises(errors.OfferAnswered):
        consent(planner, offered, hall.neighbours[1])
    assert offer(planner, *two, hall.neighbours[0]).id != offered.id


def test_for_a_project_that_nobody_proposed_here_its_office_speaks(planner, hall):
    imported, mine = (
        proposed(planner, None, "Agua vieja"),
        proposed(planner, hall.neighbours[0], "Agua nueva"),
    )
    offered = offer(planner, mine, imported, hall.neighbours[0])
    with pytest.raises(errors.NotTheProposer):
        consent(planner, offered, hall.neighbours[1])

    joint = consent(planner, offered, None, by=planner.by)

    assert joint is not None
    assert MergeConsent.objects.filter(mandate__isnull=False).count() == 1


def test_offers_are_refused(planner, hall, two):
    first, second = two
    me, at = hall.neighbours[0], planner.country.at
    council = planner.country.councils[1]
    far = territory.open_authority(council, at)
    admitted = planner.admitted()
    for refusal, told in (
        (errors.ActsElsewhere, (first, second, me, far)),
        (errors.MergesWithItself, (first, first, me, None)),
        (errors.NotTheProposer, (first, second, hall.neighbours[1], None)),
        (errors.AlreadyAdmitted, (first, admitted, me, None)),
    ):
        with pytest.raises(refusal) as caught, transaction.atomic():
            offer(planner, *told)
        assert caught.value.message("es") != caught.value.message("en")
    offered = offer(planner, first, second, me)
    for refusal, verb in (
        (errors.OfferOpen, lambda: offer(planner, second, first, hall.neighbours[1])),
        (errors.ConsentedBefore, lambda: consent(planner, offered, me)),
        (errors.ActsElsewhere, lambda: consent(planner, offered, me, by=far)),
    ):
        with pytest.raises(refusal) as caught, transaction.atomic():
            verb()
        assert caught.value.message("es") != caught.value.message("en")
    with pytest.raises(errors.NoSuchOffer):
        queries.merge_offer(new_id())
    assert Merged.objects.count() == 0


def test_projects_without_a_commune_in_common_do_not_merge():
    refusal = errors.TooFarToMerge(first="Agua", second="Luz")

    assert refusal.message("es") != refusal.message("en")


def test_projects_of_two_councils_become_one_of_their_commune(planner, hall, two):
    other = Planner(hall.country, hall.country.councils[1], planner.by)
    there = services.propose(place=other.place, new=NewProject("Agua"), by=other.anyone, at=hall.country.at)

    assert queries.merge_place(two[0], there) == hall.country.commune


def test_the_table_merges_nothing_without_every_consent(planner, hall, two):
    first, second = two
    offered = offer(planner, first, second, hall.neighbours[0])
    result = services.propose(
        place=planner.place, new=NewProject("Falso"), by=planner.anyone, at=planner.country.at
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Merged.objects.create(project=first, into=result, offer=offered, merged_at=planner.country.at)
    assert Admission.objects.count() == 0
    assert Proposer.objects.count() == 2


def test_the_likest_proposals_come_first():
    here = rules.words_of("Agua para la calle Bolívar", "Tuberías nuevas")

    near = rules.likeness(here, rules.words_of("Tubería de agua, calle Bolivar"))
    far = rules.likeness(here, rules.words_of("Cancha techada"))

    assert near > far == 0
