"""Two communes side by side for the laws: one that went through a whole cycle, another with its officers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from toparquia.assemblies import services as assemblies
from toparquia.bank import services as banking
from toparquia.bank.tests.factories import House, bank_of
from toparquia.charters import services as charters
from toparquia.charters.models import Amendment, Norm
from toparquia.elections import services as elections
from toparquia.foundation.authority import Authority
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate, Organ
from toparquia.people import services as people
from toparquia.people.models import ElectoralRoll, Resident
from toparquia.people.rules import NewResident
from toparquia.people.services import (
    announce_roll,
    ask_to_be_registered,
    object_to_roll,
    register_people,
)
from toparquia.planning import services as planning
from toparquia.planning.models import Need
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.territory.services import NewPlace, register_place
from toparquia.treasury import services as treasury_services
from toparquia.treasury.models import Distribution, DistributionPart
from toparquia.treasury.rules.works import NewStage
from toparquia.treasury.tests.factories import Treasury, make_treasury, photo, ves

# A person whose name, birth date and e-mail no page, act or log may show to anyone but their own council.
MARKED = NewResident(
    "Xochiquétzal", "Únicamarca Ñustaq", date(1977, 11, 23), date(2001, 2, 3), "xochi77@example.org"
)
MARKS = ("Xochiquétzal", "Únicamarca", "1977-11-23", "23 de noviembre de 1977", "23/11/1977", "xochi77")


@dataclass
class World:
    """`here` is the commune that was lived in; `there` another one, whose officers have no say in it."""

    here: Treasury
    marked: Resident
    there: Place
    officers: list[tuple[Mandate, Place]]
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Return the moment of the tests: after the cycle."""
        return self.here.at

    def authorities(self) -> list[Authority]:
        """Return what the other commune's officers may show, each for their own place."""
        return [
            mandates.authority_of(mandate, place=place, day=territory.local_day(place, self.at))
            for mandate, place in self.officers
        ]


def make_world(noon: datetime) -> World:
    """Live through a cycle in one commune, with one marked person; seat every kind of officer in another."""
    here = make_treasury(noon)
    council = here.house.planner.place
    (marked,) = register_people(place=council, new=[MARKED], by=here.house.planner.by, at=noon)
    here.receive(1)
    invoice = here.pay(20_000, 5_000)
    open_invoice = here.record(1_000, number="A-9")
    question = treasury_services.ask_about_invoice(
        invoice_id=open_invoice.id, text="¿Por qué?", by=here.by(here.auditor), at=here.at
    )
    report = here.report()
    resolution = here.resolve(report.id)
    planner = here.house.planner
    need = planning.voice_need(
        place=council, new=planning.NewNeed("Agua", "No llega."), by=planner.anyone, at=noon
    )
    project = planner.proposed("Otra calle")
    charter = charters.promote(place=here.place, by=territory.open_authority(here.place, noon), at=noon)
    voted_on = _election_and_recall(here, noon)
    banked = _bank(here, noon)
    bought = _bench_and_work(here)
    listed = _listed(here, noon)
    asked = _asked_and_published(here, marked, noon)
    argued = _argued_and_planned(here, marked, need, noon)
    there, officers = _another_commune(here, noon)
    world = World(here, marked, there, officers)
    world.told = {
        **newest_ids(),
        "place": council,
        "parent": here.place,
        "council": council,
        "resident_id": marked.id,
        "invoice_id": open_invoice.id,
        "paid_invoice_id": invoice.id,
        "question_id": question.id,
        "report_id": report.id,
        "resolution_id": resolution,
        "need_id": need.id,
        "project_id": project.id,
        "charter_id": charter.id,
        "obligation_id": here.obligation.id,
        "mandate_id": here.committee[0].id,
        "organ_id": here.committee[0].seat.organ_id,
        "seat_id": here.committee[0].seat_id,
        # Of an online box there is none here: its addresses are asked for all the same.
        "tracker": "A" * 43,
        # Nor a picture of an option or of a sheet, by its hash.
        "digest": "0" * 64,
        "step": "llave",
        **voted_on,
        **banked,
        **bought,
        **listed,
        **asked,
        **argued,
        **_land(here, marked, noon),
    }
    return world


def _land(here: Treasury, marked: Resident, noon: datetime) -> dict[str, UUID]:
    """Open the dossier of a parcel on which the marked person lives, with what they say and a photo."""
    country, council = here.house.polls.country, here.house.planner.place
    unit = Organ.objects.filter(place=council, kind="executive_unit").first()
    seat = (unit or country.organ(council, "executive_unit")).seats.get(committee="urban_land")
    mandate = country.officer(council, "executive_unit", seat.number)
    by = mandates.authority_of(mandate, place=council, day=territory.local_day(council, noon))
    told = {"place": council, "by": by, "at": noon}
    where = {"type": "Point", "coordinates": [-66.9, 10.4]}
    dossier = people.open_dossier(geometry=where, about="Al fondo", **told)
    occupant = people.Occupant(MARKED.given_names, MARKED.surnames, marked.birth_date)
    told["dossier_id"] = dossier.id
    people.take_statement(occupant=occupant, since=date(2001, 2, 3), text="Aquí vivo.", **told)
    evidence = people.keep_evidence(
        kind="document", content=b"%PDF-1.7 startxref %%EOF", is_hash_public=True, **told
    )
    return {"dossier_id": dossier.id, "evidence_id": evidence.id}


def _election_and_recall(here: Treasury, noon: datetime) -> dict[str, UUID]:
    """Call an election with one candidacy, checked and challenged; ask for a recall with one signature."""
    polls, anyone = here.house.polls, territory.open_authority(here.place, noon)
    organ = Organ.objects.get(place=here.place, kind="electoral_commission")
    found = elections.call_election(
        organ=organ, office="commissioner", procedure="ballot", by=polls.by(), at=noon
    )
    person = polls.country.neighbour(name="Candidata")
    row = elections.nominate(election_id=found.id, resident_id=person.id, by=anyone, at=noon)
    elections.accept_candidacy(
        candidacy_id=row.id, person=person.id, statement="Agua.", has_kin=False, by=anyone, at=noon
    )
    later = noon + timedelta(days=(found.nominations_until - noon.date()).days)
    elections.check_candidacy(candidacy_id=row.id, by=polls.by(), at=later)
    lodged = elections.challenge(
        election_id=found.id, candidacy_id=row.id, text="No vive aquí.", by=anyone, at=later
    )
    recall = elections.ask_recall(
        mandate_id=here.committee[1].id,
        origin="petition",
        ground="accounts_late",
        text="No rindió.",
        by=anyone,
        at=noon,
    )
    elections.sign_petition(recall_id=recall.id, resident_id=person.id, by=anyone, at=noon)
    return {
        "election_id": found.id,
        "candidacy_id": row.id,
        "challenge_id": lodged.id,
        "recall_id": recall.id,
    }


def _bank(here: Treasury, noon: datetime) -> dict[str, Any]:
    """Open the commune's bank; make the marked person a member with savings, who asks for a loan."""
    spokesperson = here.house.polls.country.officer(here.place, "coordination", 1)
    bank = bank_of(here.house.polls.country, spokesperson, noon)
    member = banking.enrol(
        bank_id=bank.bank.id,
        given_names=MARKED.given_names,
        surnames=MARKED.surnames,
        birth_date=MARKED.birth_date,
        by=bank.desk(),
        at=noon,
    )
    bank.members[member.number] = member
    bank.save(member.number, 5_000)
    product = bank.adopted()
    application = bank.apply(product, number=member.number)
    kept = _kept_beside(here, bank, member.number)
    return {
        **kept,
        "bank_id": bank.bank.id,
        "member_id": member.id,
        "savings_id": member.savings.get().id,
        "account": member.savings.get().account.code,
        "product_id": product.id,
        "application_id": application.id,
    }


def _kept_beside(here: Treasury, bank: House, number: int) -> dict[str, Any]:
    """Form a group, name an agent, propose a unit, report, and ask something of an internal fund."""
    desk = {"bank_id": bank.bank.id, "by": bank.desk(), "at": bank.at}
    beside = bank.enrol("Vecina").number
    group = banking.form_group(name="Las Panas", numbers=[number, beside], **desk)
    agent = banking.name_agent(number=beside, limit=ves(9_000), **desk)
    unit = banking.propose_currency(name="Cacao", credit_limit=Money(9_000, "XMC"), **desk)
    report = banking.present_report(**desk)
    keep = {"by": here.member(), "at": here.at}
    fund, *_others = banking.open_funds(place=here.place, **keep)
    banking.receive_into_fund(fund_id=fund.id, amount=ves(900), source="Rifa", **keep)
    asked = banking.ask_fund(fund_id=fund.id, amount=ves(500), purpose="Medicinas", **keep)
    return {
        "group_id": group.id,
        "agent_id": agent.id,
        "currency_id": unit.id,
        "bank_report_id": report.id,
        "fund_id": fund.id,
        "fund_request_id": asked.id,
    }


def _bench_and_work(here: Treasury) -> dict[str, Any]:
    """Compare a quotation, hand in a statement of the bank, plan the work and propose to change it."""
    by = {"by": here.member(), "at": here.at}
    mine, day = {"obligation_id": here.obligation.id, **by}, here.at.date()
    bought = treasury_services.open_purchase(what="Tubos", head="materials", estimate=ves(900), **mine)
    treasury_services.add_quotation(
        purchase_id=bought.id, supplier="Tubos y más", is_person=False, amount=ves(800), file=photo(91), **by
    )
    content = f"fecha;referencia;monto\n{day.isoformat()};X1;-3,00\n".encode()
    sha256 = treasury_services.keep_statement(place=here.place, content=content, **by)
    sheet = treasury_services.import_statement(place=here.place, sha256=sha256, **by)
    treasury_services.publish_schedule(stages=[NewStage("Zanja", day, day, 100, 1)], **mine)
    treasury_services.record_progress(
        stage=1, percent=10, text="Se abrió.", spot="La calle", photo=photo(92), **mine
    )
    treasury_services.propose_variation(title="Más tubo", text="Falta.", change=ves(0), **mine)
    return {
        "statement_id": sheet.id,
        "line_id": sheet.lines.get().id,
        "sha256": sha256,
        "code": here.place.code,
    }


def _listed(here: Treasury, noon: datetime) -> dict[str, UUID]:
    """Photograph the list of an assembly that is called; propose a norm."""
    planner = here.house.planner
    session = assemblies.call_session(
        place=planner.place, starts_at=noon + timedelta(days=7), venue="La cancha", agenda=["Uno"],
        by=planner.by, at=noon,
    )  # fmt: skip
    kept = assemblies.keep_list_photo(session_id=session.id, content=photo(93), by=planner.by, at=noon)
    # The commune of the world is not founded, so that the verb would refuse: the row alone is asked for.
    told = {"title": "Agua", "text": "Por turnos.", "reason": "Falta.", "proposed_at": noon}
    norm = Norm.objects.create(place=here.place, number=1, **told)
    return {"photo_id": kept.id, "norm_id": norm.id}


def _asked_and_published(here: Treasury, marked: Resident, noon: datetime) -> dict[str, UUID]:
    """Let the marked person ask to be registered and object to a roll; publish an amendment and a split."""
    # In the other council of the commune: the State's treasurer is a neighbour in the first, and neighbours
    # are shown for whom they may bear witness.
    other = here.house.polls.country.councils[1]
    asked = ask_to_be_registered(place=other, new=MARKED, promoter_id=None, at=noon)
    day = noon.date() + timedelta(days=60)
    notice = announce_roll(place=here.place, day=day, objections_until=day, by=here.house.polls.by(), at=noon)
    objection = object_to_roll(
        notice_id=notice.id, resident_id=marked.id, matter="missing", text="Falta alguien.", at=noon
    )
    # The commune of the world is not founded, so that the verbs would refuse: the rows alone are asked for.
    amendment = Amendment.objects.create(
        place=here.place,
        number=1,
        what="charter",
        reason="Cambió.",
        before="{}",
        after='{"principles": "Así."}',
        proposed_at=noon,
    )
    root = here.house.polls.country.root
    told = {"currency": "VES", "formula": "equal", "mandate": here.treasurer, "published_at": noon}
    split = Distribution.objects.create(place=root, year=noon.year, revision=1, amount_minor=1, **told)
    DistributionPart.objects.create(distribution=split, commune=here.place, weight=1, amount_minor=1)
    return {
        "request_id": asked.id,
        "notice_id": notice.id,
        "objection_id": objection.id,
        "roll_id": ElectoralRoll.objects.latest("frozen_at").id,
        "amendment_id": amendment.id,
        "distribution_id": split.id,
    }


def _argued_and_planned(here: Treasury, marked: Resident, need: Need, noon: datetime) -> dict[str, Any]:
    """Let the marked person argue and offer a merger; begin an agenda with an item, and an order of needs."""
    planner = here.house.planner
    place, person = planner.place, marked.id
    told = {"by": planner.anyone, "at": noon}
    alike = [
        planning.propose(place=place, new=planning.NewProject(title), resident_id=person, **told)
        for title in ("Agua arriba", "Agua abajo", "Agua del río")
    ]
    argument = planning.argue(
        project_id=alike[2].id, resident_id=person, side="for", text="Hace falta.", **told
    )
    offer = planning.offer_merge(
        project_id=alike[0].id,
        other_id=alike[1].id,
        joint=planning.JointProject("Agua", "Arriba y abajo."),
        resident_id=person,
        **told,
    )
    day = noon.date()
    agenda = planning.begin_agenda(
        place=place, starts_on=day, ends_on=day + timedelta(days=90), by=planner.by, at=noon
    )
    organ = Organ.objects.get(place=place, kind="coordination")
    item = planning.add_item(
        agenda_id=agenda.id, new=planning.NewItem("Reparar la toma", organ.id, day), by=planner.by, at=noon
    )
    listed = planning.list_priorities(place=place, need_ids=[need.id], by=planner.by, at=noon)
    return {
        "argument_id": argument.id,
        "offer_id": offer.id,
        "agenda_id": agenda.id,
        "item_id": item.id,
        "priorities_id": listed.id,
        "ends_on": day + timedelta(days=990),
        "need_ids": [need.id],
        "other_id": here.committee[1].id,
        "side": "for",
        "ground": "kin",
        "unit": "saco",
        "thousandths": 1000,
        "name": "Ferretería",
        "office": "commissioner",
    }


def newest_ids() -> dict[str, UUID]:
    """Return the newest id of every table of ours, under the name by which verbs and addresses ask."""
    found: dict[str, Any] = {}
    for model in apps.get_models():
        if model.__module__.startswith("toparquia.") and model._meta.pk.get_internal_type() == "UUIDField":
            row = model._default_manager.order_by("-pk").first()
            if row is not None:
                found[f"{model._meta.model_name}_id"] = row.pk
    found["adopted_id"] = found["adoptedrules_id"]
    return found


def _another_commune(here: Treasury, noon: datetime) -> tuple[Place, list[tuple[Mandate, Place]]]:
    country = here.house.polls.country
    parent = country.root
    for kind in ("state", "circuit", "commune", "council"):
        parent = register_place(
            new=NewPlace(kind, f"otro-{kind}", f"Otro {kind}"),
            parent=parent,
            by=country.registry(parent),
            at=noon,
        )
    council, commune = parent, territory.place(parent.path[-2])
    seats = [(commune, organ) for organ in ("electoral_commission", "finance_committee", "social_audit")]
    officers = []
    for place, organ in [*seats, (council, "coordination")]:
        holder = country.neighbour(council, name=f"Officer {new_id().hex[-6:]}")
        officers.append((country.officer(place, organ, holder=holder), place))
    return commune, officers
