"""Addresses of votes: the public page, what is published, papers, and the commission's forms."""

from __future__ import annotations

from django.urls import path

from toparquia.voting.views import commission, papers, reading

app_name = "voting"
urlpatterns = [
    path("votaciones/<uuid:vote_id>/", reading.detail, name="detail"),
    path("votaciones/<uuid:vote_id>/resultado.json", papers.result, name="result"),
    path("votaciones/<uuid:vote_id>/boletas/<int:number>.csv", papers.ballots, name="ballots"),
    path("votaciones/<uuid:vote_id>/acta-en-blanco/", papers.blank_sheet, name="blank_sheet"),
    path("votaciones/<uuid:vote_id>/cuaderno/", papers.roll, name="roll"),
    path("votaciones/<uuid:vote_id>/actas/", commission.tally, name="tally"),
    path("votaciones/<uuid:vote_id>/actas/<int:table>/correccion/", commission.correct, name="correct"),
    path("votaciones/<uuid:vote_id>/cerrar/", commission.close, name="close"),
    path("votaciones/<uuid:vote_id>/sorteo/", commission.tie_seed, name="tie_seed"),
    path("votaciones/<uuid:vote_id>/certificar/", commission.certify, name="certify"),
]
