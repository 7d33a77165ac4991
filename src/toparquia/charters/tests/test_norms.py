"""A commune gives itself norms: proposed, decided by parliament or the assembly, repealed by a later one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from toparquia.assemblies import services as assemblies
from toparquia.assemblies.errors import AssemblyDecidesIt
from toparquia.assemblies.models import Resolution
from toparquia.assemblies.rules import Votes
from toparquia.charters import errors, norms, rules, services
from toparquia.charters.models import NormDecision
from toparquia.charters.tests.test_amending import Commune
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.gazette.tests.posting import send, sign_in
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Organ, Seat
from toparquia.mandates.services import proclaim_first
from toparquia.territory import queries as territory

pytestmark = pytest.mark.django_db


class Legislature(Commune):
    """A founded commune whose parliament has a quorum of deputies."""

    def __init__(self, founding) -> None:
        super().__init__(founding)
        self.parliament = Organ.objects.select_related("place").get(place=self.place, kind="parliament")
        country = founding.country
        for council in founding.councils[1:]:
            proclaim_first(
                seat=Seat.objects.get(organ=self.parliament, office="deputy", council=council),
                holder=country.neighbour(council, name="Delia"),
                starts_on=country.day,
                by=country.registry(self.place),
                at=country.at,
            )

    def proposes(self, text="Art. 1. El agua se reparte por turnos.", changes=None, **more):
        """Propose a norm."""
        told = {"title": "Norma del agua", "reason": "Hace falta.", "by": self.by(), "at": self.at} | more
        return services.propose_norm(place=self.place, text=text, changes=changes, **told)

    def decides(self, norm, in_favour=5, kind=rules.NORM_IN_PARLIAMENT, days=4):
        """Let parliament decide on it."""
        hour = self.at + timedelta(days=days)
        session = assemblies.call_session(
            place=self.place, organ=self.parliament, starts_at=hour, venue="La sala", agenda=["Normas"],
            by=self.by(), at=self.at,
        )  # fmt: skip
        assemblies.open_call(session_id=session.id, present=5, by=self.by(), at=hour)
        motion = assemblies.put_motion(
            session_id=session.id,
            item=1,
            text="Que se apruebe.",
            about=(kind, norm.id),
            by=self.by(),
            at=hour,
        )
        return assemblies.decide_motion(
            motion_id=motion.id, method=Resolution.Method.HANDS, votes=Votes(in_favour, 5 - in_favour, 0),
            present=5, by=self.by(), at=hour,
        )  # fmt: skip

    def publishes(self, norm, days=5):
        """Publish what was decided."""
        return services.decide_norm(norm_id=norm.id, by=self.by(), at=self.at + timedelta(days=days))

    def approved(self, **more):
        """Propose a norm, let parliament approve it and publish it."""
        norm = self.proposes(**more)
        self.decides(norm)
        self.publishes(norm)
        return norms.norm(norm.id)


@pytest.fixture
def commune(founding):
    return Legislature(founding)


def test_parliament_gives_a_norm_that_is_in_force_some_days_later(commune):
    norm = commune.approved()
    begins = norm.decision.in_force_on

    assert norms.in_force(commune.place, begins - timedelta(days=1)) == []
    assert norms.in_force(commune.place, begins) == [norm]


def test_a_norm_is_changed_and_repealed_only_by_a_later_one(commune):
    first = commune.approved()
    commune.at += timedelta(days=30)
    second = commune.approved(text="Art. 1. El agua se reparte cada día.", changes=first.id)
    commune.at += timedelta(days=30)
    last = commune.approved(text="", title="Se deroga", changes=second.id)

    register = [norms.in_force(commune.place, one.decision.in_force_on) for one in (first, second, last)]
    assert register == [[first], [second], []]
    assert {line.sign for line in norms.lines_of(second)} == {"+", "-"}


def test_a_no_is_published_too_and_puts_nothing_in_force(commune):
    norm = commune.proposes()
    commune.decides(norm, in_favour=1)

    assert commune.publishes(norm).in_force_on is None


def test_where_the_rules_say_so_the_assembly_decides(commune):
    changed = territory.rules(commune.place, commune.day).as_document()
    assert changed["parameters"]["charter.norms_decided_by"]["value"] == "parliament"
    amendment = commune.rule("charter.norms_decided_by", '"assembly_vote"')
    commune.voted(amendment, 12, 2)
    commune.at += timedelta(days=60)
    norm = commune.proposes()

    assert norms.kind_of(norm) == rules.NORM
    with pytest.raises(AssemblyDecidesIt):
        commune.decides(norm, kind=rules.NORM)
    with pytest.raises(errors.NormUndecided):
        commune.publishes(norm)


def without_text(commune):
    commune.proposes(text="")


def of_nothing(commune):
    commune.proposes(changes=new_id())


def of_one_not_in_force(commune):
    commune.proposes(changes=commune.proposes().id)


def without_change(commune):
    norm = commune.approved()
    commune.at += timedelta(days=30)
    commune.proposes(changes=norm.id)


def twice(commune):
    commune.publishes(commune.approved(), days=6)


def before_anyone_decided(commune):
    commune.publishes(commune.proposes())


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (without_text, errors.NormWithoutText),
        (of_nothing, errors.NoSuchNorm),
        (of_one_not_in_force, errors.NormNotInForce),
        (without_change, errors.NothingChanges),
        (twice, errors.NormDecidedAlready),
        (before_anyone_decided, errors.NormUndecided),
    ],
    ids=lambda one: one.__name__,
)
def test_a_norm_refuses(deed, refusal, commune):
    with pytest.raises(refusal):
        deed(commune)


def test_the_table_takes_no_norm_that_nobody_decided(commune):
    norm, other = commune.proposes(), commune.proposes()
    resolution = commune.decides(other)

    with pytest.raises(IntegrityError), transaction.atomic():
        NormDecision.objects.create(
            norm=norm, resolution=resolution, in_force_on=commune.day, decided_at=commune.at
        )


def test_a_deputy_proposes_by_the_form_and_everyone_reads_it(commune, client, django_assert_max_num_queries):
    with frozen_at(commune.at):
        sign_in(client, commune.deputy.holder)
        form = {"title": "Agua", "text": "Art. 1. Por turnos.", "reason": "Hace falta.", "changes": ""}
        made = send(client, f"/lugares/{commune.place.code}/normas/nueva/", form)
        client.logout()
        with django_assert_max_num_queries(12):
            page = client.get(made.url).content.decode()
        with django_assert_max_num_queries(12):
            listed = client.get(f"/lugares/{commune.place.code}/normas/?dia=2026-03-08").content.decode()

    assert "Por turnos" in page
    assert "Agua" in listed
    assert mandates.mandate(commune.deputy.id).seat.office == "deputy"
