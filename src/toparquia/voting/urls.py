"""Addresses of votes: the public page, what is published, papers, and the commission's forms."""

from __future__ import annotations

from django.urls import path

from toparquia.voting.views import auditing, box, commission, custody, papers, picturing, reading, urn

app_name = "voting"
urlpatterns = [
    path("votaciones/<uuid:vote_id>/", reading.detail, name="detail"),
    path("votaciones/<uuid:vote_id>/resultado.json", papers.result, name="result"),
    path("votaciones/<uuid:vote_id>/boletas/<int:number>.csv", papers.ballots, name="ballots"),
    path("votaciones/<uuid:vote_id>/acta-en-blanco/", papers.blank_sheet, name="blank_sheet"),
    path("votaciones/<uuid:vote_id>/cuaderno/", papers.roll, name="roll"),
    path("votaciones/<uuid:vote_id>/actas/", commission.tally, name="tally"),
    path("votaciones/<uuid:vote_id>/actas/<int:table>/correccion/", commission.correct, name="correct"),
    path("votaciones/<uuid:vote_id>/actas/<int:table>/<str:digest>.jpg", picturing.sheet, name="sheet_photo"),
    path("votaciones/<uuid:vote_id>/fotos/", picturing.add, name="pictures"),
    path("votaciones/<uuid:vote_id>/fotos/<int:number>.jpg", picturing.option, name="picture"),
    path("votaciones/<uuid:vote_id>/cerrar/", commission.close, name="close"),
    path("votaciones/<uuid:vote_id>/sorteo/", commission.tie_seed, name="tie_seed"),
    path("votaciones/<uuid:vote_id>/certificar/", commission.certify, name="certify"),
    path("votaciones/<uuid:vote_id>/urna/eleccion.json", urn.election, name="urn_election"),
    path("votaciones/<uuid:vote_id>/urna/estado.json", urn.state, name="urn_state"),
    path("votaciones/<uuid:vote_id>/urna/credenciales.json", urn.credentials, name="urn_credentials"),
    path("votaciones/<uuid:vote_id>/urna/custodios.json", urn.trustees, name="urn_trustees"),
    path("votaciones/<uuid:vote_id>/urna/archivo.bel", urn.archive, name="urn_archive"),
    path("votaciones/<uuid:vote_id>/urna/segundas-pruebas.json", urn.second_proofs, name="urn_second_proofs"),
    path("votaciones/<uuid:vote_id>/urna/boletas/", urn.ballots, name="urn_ballots"),
    path("votaciones/<uuid:vote_id>/urna/boletas/<str:tracker>/", urn.ballot, name="urn_ballot"),
    path("votaciones/<uuid:vote_id>/urna/credenciales/", custody.credentials, name="deliver_credentials"),
    path("votaciones/<uuid:vote_id>/custodia/estado.json", custody.state, name="custody_state"),
    path("votaciones/<uuid:vote_id>/custodia/<str:step>/", custody.step, name="custody_step"),
    path("votaciones/<uuid:vote_id>/urna/preparar/", box.prepare, name="box_prepare"),
    path("votaciones/<uuid:vote_id>/urna/abrir/", box.open_, name="box_open"),
    path("votaciones/<uuid:vote_id>/urna/cerrar/", box.close, name="box_close"),
    path("votaciones/<uuid:vote_id>/urna/sumar/", box.sum_, name="box_sum"),
    path("votaciones/<uuid:vote_id>/mesa/", box.table, name="table"),
    path("votaciones/<uuid:vote_id>/auditoria/", auditing.detail, name="audit"),
    path("votaciones/<uuid:vote_id>/auditoria/hallazgos/", auditing.record, name="audit_record"),
    path("votaciones/<uuid:vote_id>/auditoria/resultado.json", auditing.result, name="audit_result"),
    path("votaciones/<uuid:vote_id>/auditoria/hoja.pdf", auditing.sheet, name="audit_sheet"),
]
