"""Addresses of elections and recalls."""

from django.urls import path

from toparquia.elections.views import reading, recalling, running

app_name = "elections"
_E, _C, _R = (
    "elecciones/<uuid:election_id>/",
    "candidaturas/<uuid:candidacy_id>/",
    "revocatorias/<uuid:recall_id>/",
)
urlpatterns = [
    path("lugares/<slug:code>/elecciones/", reading.listed, name="list"),
    path("lugares/<slug:code>/elecciones/convocar/", running.call, name="call"),
    path("lugares/<slug:code>/elecciones/costumbre/", running.custom, name="custom"),
    path(_E, reading.election, name="election"),
    path(f"{_E}boleta/", reading.ballot, name="ballot"),
    path(f"{_E}postular/", running.nominate, name="nominate"),
    path(f"{_E}postularme/", running.stand, name="stand"),
    path(f"{_E}impugnar/", running.challenge, name="challenge"),
    path(f"{_E}impugnar/<uuid:candidacy_id>/", running.challenge, name="challenge_check"),
    path(f"{_E}cerrar-lista/", running.close_list, name="close_list"),
    path(f"{_E}votacion/", running.open_ballot, name="open_ballot"),
    path(f"{_E}certificar/", running.certify, name="certify"),
    path(f"{_E}contar/", running.count, name="count"),
    path(f"{_E}proclamar/", running.proclaim, name="proclaim"),
    path(f"{_E}registrar/", running.register, name="register"),
    path(f"{_C}aceptar/", running.accept, name="accept"),
    path(f"{_C}retirar/", running.withdraw, name="withdraw"),
    path(f"{_C}revisar/", running.check, name="check"),
    path("impugnaciones/<uuid:challenge_id>/responder/", running.answer, name="answer"),
    path("puestos/<uuid:seat_id>/suplente/", running.seat_alternate, name="alternate"),
    path("mandatos/<uuid:mandate_id>/revocar/", recalling.ask, name="ask_recall"),
    path(_R, reading.recall, name="recall"),
    path(f"{_R}firmar/", recalling.sign, name="sign"),
    path(f"{_R}firmar-en-papel/", recalling.sign_on_paper, name="sign_on_paper"),
    path(f"{_R}sortear/", recalling.draw, name="draw_sample"),
    path(f"{_R}muestra/", recalling.sample, name="sample"),
    path(f"{_R}revision/", recalling.check, name="record_check"),
    path(f"{_R}informe/", recalling.report, name="report"),
    path(f"{_R}defensa/", recalling.defend, name="defend"),
    path(f"{_R}votacion/", recalling.open_vote, name="open_recall_vote"),
    path(f"{_R}certificar/", recalling.certify, name="certify_recall"),
    path(f"{_R}borrar-firmas/", recalling.erase, name="erase"),
]
