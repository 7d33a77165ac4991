"""The forms of a recall: ask, sign, check, report, defend, decide, delete who signed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toparquia.elections import queries, services
from toparquia.elections.forms import AskForm, NominateForm, RecallHoursForm, SampleForm, SeedForm, TextForm
from toparquia.elections.models import Recall
from toparquia.elections.views.deeds import Deed, person_named, shown_or_done
from toparquia.foundation.clock import now
from toparquia.gazette.writing import ConfirmForm
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory

LISTED = "elections/sample.html"


@login_required
def ask(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Ask for the recall of a mandate: by a petition, or as the social audit unit."""
    mandate = mandates.mandate(mandate_id)
    place = mandate.seat.organ.place
    is_audit = "elections.audit" in acting.powers(request, place)
    grounds = territory.rules(place, territory.local_day(place, now())).text_list("recall.grounds")
    form = AskForm(request.POST or None, grounds=grounds)

    def asked(at: datetime) -> str:
        by = (
            acting.authority(request, "elections.audit", place)
            if is_audit
            else acting.open_authority(request, place, at)
        )
        origin = Recall.Origin.AUDIT if is_audit else Recall.Origin.PETITION
        told = {name: form.cleaned_data[name] for name in ("ground", "text")}
        return services.ask_recall(
            mandate_id=mandate.id, origin=origin, **told, by=by, at=at
        ).get_absolute_url()

    lead = _("Quien ocupa el cargo podrá defenderse. Nadie verá quién pide ni quién firma.")
    above = (_("Órgano"), mandate.seat.organ.get_absolute_url())
    title = _("Pedir una revocatoria")
    deed = Deed(place, above, title, lead, title, _("La revocatoria quedó pedida."))
    return shown_or_done(request, deed, form, "elections.ask_recall", asked)


@login_required
def sign(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Sign a petition oneself."""
    found = queries.recall(recall_id)

    def signed(at: datetime) -> str:
        by, person = acting.open_authority(request, found.place, at), acting.resident_id(request)
        assert person is not None, "an open authority is of someone in a register"
        services.sign_petition(recall_id=found.id, resident_id=person, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Solo se publica cuántas firmas hay. La tuya queda sellada, sin hora, y se borra al terminar.")
    deed = _of(found, _("Firmar la petición"), lead, _("Tu firma quedó contada."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.sign", signed)


@login_required
def sign_on_paper(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Type a signature that was given on paper."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "elections.check_petition", found.place)
    form = NominateForm(request.POST or None)

    def signed(at: datetime) -> str:
        person = person_named(found.place, form.cleaned_data, territory.local_day(found.place, at))
        services.sign_petition(recall_id=found.id, resident_id=person, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Escribe quién firmó en papel. Queda sellado: ni la comisión puede listar las firmas.")
    deed = _of(found, _("Anotar una firma en papel"), lead, _("La firma quedó contada."))
    return shown_or_done(request, deed, form, "elections.sign_on_paper", signed)


@login_required
def draw(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Draw which signatures are checked."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "elections.check_petition", found.place)
    form = SeedForm(request.POST or None)

    def drawn(at: datetime) -> str:
        services.draw_sample(recall_id=found.id, seed=form.cleaned_data["seed"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("La petición se cierra. La semilla decide qué firmas se revisan, y nadie puede escogerlas.")
    deed = _of(found, _("Sortear las firmas que se revisan"), lead, _("Las firmas quedaron sorteadas."))
    return shown_or_done(request, deed, form, "elections.draw_sample", drawn)


@login_required
def check(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Write down how many of the sample confirmed."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "elections.check_petition", found.place)
    form = SampleForm(request.POST or None)

    def checked(at: datetime) -> str:
        services.record_check(recall_id=found.id, confirmed=form.cleaned_data["confirmed"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("Pregunta a las personas sorteadas si firmaron. Solo se anota cuántas dijeron que sí.")
    deed = _of(found, _("Anotar la revisión de las firmas"), lead, _("La revisión quedó en la Gaceta."))
    return shown_or_done(request, deed, form, "elections.record_check", checked)


@require_POST
@login_required
def sample(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Show who was drawn, to the commission alone; each person can see that it was read."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "elections.check_petition", found.place)
    people = services.read_sample(recall_id=found.id, by=by, at=now())
    return render(request, LISTED, {"recall": found, "place": found.place, "people": people})


@login_required
def report(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Publish the audit unit's report."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "elections.audit", found.place)
    form = TextForm(request.POST or None)

    def reported(at: datetime) -> str:
        services.report_on_recall(recall_id=found.id, text=form.cleaned_data["text"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("Di qué encontró la contraloría y en qué se apoya. Se publica tal cual.")
    deed = _of(found, _("Publicar el informe"), lead, _("El informe quedó publicado."))
    return shown_or_done(request, deed, form, "elections.report", reported)


@login_required
def defend(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Publish the holder's defence."""
    found = queries.recall(recall_id)
    form = TextForm(request.POST or None)

    def defended(at: datetime) -> str:
        by, person = acting.open_authority(request, found.place, at), acting.resident_id(request)
        services.defend(recall_id=found.id, person=person, text=form.cleaned_data["text"], by=by, at=at)
        return found.get_absolute_url()

    lead = _("Tu texto se publica al lado de la petición, con el mismo tamaño.")
    deed = _of(found, _("Publicar mi defensa"), lead, _("Tu defensa quedó publicada."))
    return shown_or_done(request, deed, form, "elections.defend", defended)


@login_required
def open_vote(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Open the referendum on a recall."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "voting.open", found.place)
    opens, closes = queries.recall_rules(found).times("consultation.open_close")
    form = RecallHoursForm(request.POST or None, initial={"opens": opens, "closes": closes})

    def opened(at: datetime) -> str:
        hours = {f"{name}_at": form.moment(name, found.place.timezone) for name in ("opens", "closes")}
        seed = form.cleaned_data["seed"]
        services.open_recall_vote(recall_id=found.id, **hours, seed=seed, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Se cierra el registro electoral y la gente vota sí o no.")
    deed = _of(found, _("Abrir el referendo"), lead, _("El referendo quedó abierto."))
    return shown_or_done(request, deed, form, "elections.open_recall_vote", opened)


@login_required
def certify(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Certify the referendum on a recall."""
    found = queries.recall(recall_id)
    by = acting.authority(request, "voting.certify", found.place)

    def certified(at: datetime) -> str:
        services.certify_recall_vote(recall_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Si ganó el sí, el mandato termina en este momento.")
    deed = _of(found, _("Certificar el referendo"), lead, _("El resultado quedó certificado."))
    return shown_or_done(
        request, deed, ConfirmForm(request.POST or None), "elections.certify_recall", certified
    )


@login_required
def erase(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """Delete the signatures of a petition whose time is over."""
    found = queries.recall(recall_id)

    def erased(at: datetime) -> str:
        by = acting.open_authority(request, found.place, at)
        services.erase_signatures(recall_id=found.id, by=by, at=at)
        return found.get_absolute_url()

    lead = _("Se borra quién firmó y queda cuántas firmas hubo. Lo puede hacer cualquiera.")
    deed = _of(found, _("Borrar las firmas"), lead, _("Las firmas quedaron borradas."))
    return shown_or_done(request, deed, ConfirmForm(request.POST or None), "elections.erase", erased)


def _of(found: Recall, title: str, lead: str, done: str) -> Deed:
    return Deed(found.place, (_("Revocatoria"), found.get_absolute_url()), title, lead, title, done)
