"""Addresses of consultations: the list, one with its result, its file, and the commission's forms."""

from __future__ import annotations

from django.urls import path

from toparquia.consultations.views import commission, reading

app_name = "consultations"
urlpatterns = [
    path("consultas/", reading.listing, name="list"),
    path("consultas/<uuid:consultation_id>/", reading.detail, name="detail"),
    path("consultas/<uuid:consultation_id>/eleccion.pb", reading.download, name="export"),
    path("consultas/<uuid:consultation_id>/abrir/", commission.open_vote, name="open"),
    path("consultas/<uuid:consultation_id>/cerrar/", commission.close, name="close"),
    path("consultas/<uuid:consultation_id>/sorteo/", commission.tie_seed, name="tie_seed"),
    path("consultas/<uuid:consultation_id>/certificar/", commission.certify, name="certify"),
    path("consultas/<uuid:consultation_id>/segunda-vuelta/", commission.run_off, name="run_off"),
    path("lugares/<slug:code>/consultas/nueva/", commission.call, name="call"),
]
