"""The forms of an election: call, put forward, accept, check, challenge, answer, vote, proclaim."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from toparquia.elections import queries, services
from toparquia.elections.errors import NoSuchCandidacy
from toparquia.elections.forms import (
    AcceptForm,
    AnswerForm,
    CallForm,
    CustomForm,
    HoursForm,
    NominateForm,
    OptionalSeedForm,
    SeedForm,
    TextForm,
)
from toparquia.elections.models import Election
from toparquia.elections.views.deeds import Deed, as_commission_or_self, person_named, shown_or_done
from toparquia.elections.views.reading import SAID
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.mandates.models import Organ
from toparquia.territory import queries as territory
from toparquia.territory.models import Place


@login_required
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Call an election."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "elections.call", place)
    councils = [one for one in territory.subtree(place).order_by("name") if one.is_council]
    organs = list(Organ.objects.filter(place=place))
    form = CallForm(request.POST or None, organs=organs, councils=councils)

    def called(at: datetime) -> str:
        told = form.cleaned_data
        return services.call_election(
            organ=form.organ,
            office=form.office_code,
            council=form.council,
            procedure=told["procedure"],
            votes_on=told["votes_on"],
            by=by,
            at=at,
        ).get_absolute_url()

    lead = _("Se eligen todos los puestos que estén vacantes el día del voto. Los plazos los dan las reglas.")
    deed = _of_place(place, _("Convocar una elección"), lead, _("La elección quedó convocada."))
    return shown_or_done(request, deed, form, "elections.call", called)


@login_required
def custom(request: HttpRequest, code: str) -> HttpResponse:
    """Record an election by the customs of an indigenous people."""
    place = territory.place_by_code(code)
    by = acting.authority(request, "elections.record_custom", place)
    form = CustomForm(request.POST or None, organs=list(Organ.objects.filter(place=place)))

    def recorded(at: datetime) -> str:
        told = form.cleaned_data
        return services.record_custom(
            organ=form.organ,
            office=form.office_code,
            authority=told["authority"],
            minutes=told["minutes"],
            held_on=told["held_on"],
            chosen=_chosen(place, told["people"], territory.local_day(place, at)),
            by=by,
            at=at,
        ).get_absolute_url()

    lead = _("Queda lo que se decidió, la autoridad que lo dice y el acta. No hace falta ninguna boleta.")
    deed = _of_place(place, _("Anotar una elección según las costumbres"), lead, _("Quedó anotada."))
    return shown_or_done(request, deed, form, "elections.record_custom", recorded)


@login_required
def nominate(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Put a neighbour forward."""
    found = queries.election(election_id)
    form = NominateForm(request.POST or None)

    def nominated(at: datetime) -> str:
        by = acting.open_authority(request, found.place, at)
        person = person_named(found.place, form.cleaned_data, territory.local_day(found.place, at))
        services.nominate(election_id=found.id, resident_id=person, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Escribe quién es. No cuenta hasta que acepte; no se guarda quién postuló a quién.")
    deed = _of_election(
        found, _("Postular a una vecina o un vecino"), lead, _("Quedó postulada o postulado.")
    )
    return shown_or_done(request, deed, form, "elections.nominate", nominated)


@login_required
def stand(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Stand oneself: put forward and accept in one step."""
    found = queries.election(election_id)
    form = AcceptForm(request.POST or None, limit=found.statement_length)

    def stood(at: datetime) -> str:
        by, person = acting.open_authority(request, found.place, at), acting.resident_id(request)
        assert person is not None, "an open authority is of someone in a register"
        row = services.nominate(election_id=found.id, resident_id=person, by=by, at=at)
        services.accept_candidacy(candidacy_id=row.id, person=person, **_accepted(form), by=by, at=at)
        return row.get_absolute_url()

    deed = _of_election(found, _("Postularme"), _space(found), _("Tu candidatura quedó anotada."))
    return shown_or_done(request, deed, form, "elections.stand", stood)


@login_required
def accept(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Accept a candidacy: the person themselves, or the commission what they signed on paper."""
    row = queries.candidacy(candidacy_id)
    form = AcceptForm(request.POST or None, limit=row.election.statement_length)

    def accepted(at: datetime) -> str:
        by = as_commission_or_self(request, "elections.check", row.election.place, at)
        person = acting.resident_id(request)
        services.accept_candidacy(candidacy_id=row.id, person=person, **_accepted(form), by=by, at=at)
        return row.get_absolute_url()

    deed = _of_election(row.election, _("Aceptar la candidatura"), _space(row.election), _("Quedó aceptada."))
    return shown_or_done(request, deed, form, "elections.accept", accepted)


@login_required
def withdraw(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Stand no longer."""
    row = queries.candidacy(candidacy_id)

    def withdrawn(at: datetime) -> str:
        by = as_commission_or_self(request, "elections.check", row.election.place, at)
        person = acting.resident_id(request)
        services.withdraw_candidacy(candidacy_id=row.id, person=person, by=by, at=at)
        return row.election.get_absolute_url()

    lead = _("Se puede hasta que se cierre la lista. No hace falta decir por qué.")
    deed = _of_election(row.election, _("Retirar la candidatura"), lead, _("La candidatura quedó retirada."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.withdraw", withdrawn)


@login_required
def check(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Check a candidacy: what the register and the rules say is shown before it is written down."""
    row = queries.candidacy(candidacy_id)
    by = acting.authority(request, "elections.check", row.election.place)

    def checked(at: datetime) -> str:
        services.check_candidacy(candidacy_id=row.id, by=by, at=at)
        return row.get_absolute_url()

    lead = _(
        "Se admite si cumple todo; si no, se niega con el artículo. La comisión no añade ni perdona nada."
    )
    deed = _of_election(row.election, _("Revisar la candidatura"), lead, _("La revisión quedó en la Gaceta."))
    deed = _with(deed, {"findings": _findings(row)})
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.check", checked)


@login_required
def challenge(request: HttpRequest, election_id: UUID, candidacy_id: UUID | None = None) -> HttpResponse:
    """Challenge a check, or the result."""
    found = queries.election(election_id)
    form = TextForm(request.POST or None)
    if candidacy_id is not None and queries.candidacy(candidacy_id).election_id != found.id:
        raise NoSuchCandidacy

    def lodged(at: datetime) -> str:
        by = acting.open_authority(request, found.place, at)
        text = form.cleaned_data["text"]
        services.challenge(election_id=found.id, candidacy_id=candidacy_id, text=text, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Di qué está mal y por qué. Se publica sin tu nombre, y se responde con razones en un plazo.")
    deed = _of_election(found, _("Impugnar"), lead, _("La impugnación quedó presentada."))
    return shown_or_done(request, deed, form, "elections.challenge", lodged)


@login_required
def answer(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Answer a challenge."""
    lodged = queries.challenge(challenge_id)
    found = lodged.election
    by = acting.authority(request, "elections.answer", found.place)
    form = AnswerForm(request.POST or None)

    def answered(at: datetime) -> str:
        is_upheld, text = form.cleaned_data["is_upheld"] == "yes", form.cleaned_data["text"]
        services.answer_challenge(challenge_id=lodged.id, is_upheld=is_upheld, text=text, by=by, at=at)
        return found.get_absolute_url()

    deed = _of_election(
        found, _("Responder una impugnación"), lodged.text, _("La respuesta quedó publicada.")
    )
    return shown_or_done(request, deed, form, "elections.answer", answered)


@login_required
def close_list(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Close the list by lot."""
    found = queries.election(election_id)
    by = acting.authority(request, "elections.call", found.place)
    form = SeedForm(request.POST or None)

    def closed(at: datetime) -> str:
        services.close_list(election_id=found.id, seed=form.cleaned_data["seed"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("El orden en la página y en la boleta sale de un sorteo que cualquiera puede repetir.")
    deed = _of_election(found, _("Cerrar la lista"), lead, _("La lista quedó cerrada."))
    return shown_or_done(request, deed, form, "elections.close_list", closed)


@login_required
def open_ballot(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Open the secret vote."""
    found = queries.election(election_id)
    by = acting.authority(request, "elections.call", found.place)
    opens, closes = queries.rules_of(found).times("consultation.open_close")
    initial = {"day": found.votes_on, "opens": opens, "closes": closes}
    form = HoursForm(request.POST or None, initial=initial)

    def opened(at: datetime) -> str:
        hours = {f"{name}_at": form.moment(name, found.place.timezone) for name in ("opens", "closes")}
        services.open_ballot(election_id=found.id, **hours, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Se cierra el registro electoral. Se vota persona por persona, tantas como puestos.")
    deed = _of_election(found, _("Abrir la votación"), lead, _("La votación quedó abierta."))
    return shown_or_done(request, deed, form, "elections.open_ballot", opened)


@login_required
def certify(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Certify the vote."""
    found = queries.election(election_id)
    by = acting.authority(request, "voting.certify", found.place)

    def certified(at: datetime) -> str:
        services.certify_ballot(election_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Se cuenta lo que está guardado: principales por sus votos, después suplentes.")
    deed = _of_election(found, _("Certificar el resultado"), lead, _("El resultado quedó certificado."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.certify", certified)


@login_required
def count(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Write down what the assembly decided."""
    found = queries.election(election_id)
    by = acting.authority(request, "elections.proclaim", found.place)
    form = OptionalSeedForm(request.POST or None)

    def counted(at: datetime) -> str:
        services.count_assembly(election_id=found.id, seed=form.cleaned_data["seed"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("Cuentan las candidaturas que la asamblea aprobó, por sus votos. El sorteo, solo si hay empate.")
    deed = _of_election(found, _("Anotar lo que eligió la asamblea"), lead, _("El resultado quedó anotado."))
    return shown_or_done(request, deed, form, "elections.count", counted)


@login_required
def proclaim(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Proclaim those elected."""
    found = queries.election(election_id)
    by = acting.authority(request, "elections.proclaim", found.place)

    def proclaimed(at: datetime) -> str:
        services.proclaim_election(election_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Cada persona elegida recibe su puesto. El período lo dan las reglas.")
    deed = _of_election(found, _("Proclamar a quienes fueron elegidos"), lead, _("Quedaron proclamadas."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.proclaim", proclaimed)


@login_required
def register(request: HttpRequest, election_id: UUID) -> HttpResponse:
    """Take the result into the register."""
    found = queries.election(election_id)
    by = acting.authority(request, "elections.register", found.place)

    def registered(at: datetime) -> str:
        services.register_election(election_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("El resultado queda en el registro público.")
    deed = _of_election(found, _("Registrar el resultado"), lead, _("Quedó registrado."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.register", registered)


@login_required
def seat_alternate(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Let the first alternate into a seat that fell vacant."""
    seat = queries.seat(seat_id)
    place = seat.organ.place
    by = acting.authority(request, "mandates.proclaim", place)

    def seated(at: datetime) -> str:
        services.seat_alternate(seat_id=seat.id, by=by, at=at)
        return seat.organ.get_absolute_url()

    lead = _("Entra la primera persona suplente de la última elección, por lo que queda del período.")
    deed = _of_place(place, _("Llamar a la persona suplente"), lead, _("La persona suplente entró."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.seat", seated)


def _of_place(place: Place, title: str, lead: str, done: str) -> Deed:
    return Deed(place, (_("Elecciones"), f"{place.get_absolute_url()}elecciones/"), title, lead, title, done)


def _of_election(found: Election, title: str, lead: str, done: str) -> Deed:
    return Deed(found.place, (_("Elección"), found.get_absolute_url()), title, lead, title, done)


def _with(deed: Deed, context: dict[str, Any]) -> Deed:
    return Deed(deed.place, deed.above, deed.title, deed.lead, deed.button, deed.done, context)


def _space(found: Election) -> str:
    return _("Todas las candidaturas tienen el mismo espacio: %(n)s caracteres.") % {
        "n": found.statement_length
    }


def _accepted(form: AcceptForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("statement", "has_kin")}


def _findings(row: Any) -> list[tuple[Any, bool]]:
    return (
        [(SAID[one.code], one.is_met) for one in queries.findings(row)]
        if queries.has(row, "acceptance")
        else []
    )


def _chosen(place: Place, lines: str, day: date) -> list[UUID]:
    """Return the residents named in lines of names; surnames; birth date. :raises HolderNotFound:"""
    chosen = []
    for line in filter(None, (one.strip() for one in lines.splitlines())):
        given, surnames, born = (*(part.strip() for part in line.split(";")), "", "")[:3]
        told = {"given_names": given, "surnames": surnames, "birth_date": _born(born)}
        chosen.append(person_named(place, told, day))
    return chosen


def _born(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # A day on which nobody of the register was born: the line is then refused as unknown.
        return date.max
