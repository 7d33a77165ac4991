"""Addresses of organs and mandates."""

from django.urls import path

from toparquia.mandates import composing, renewing, views

app_name = "mandates"
urlpatterns = [
    path("organos/<uuid:organ_id>/", views.organ, name="organ"),
    path("lugares/<slug:code>/organos/constituir/", views.constitute, name="constitute"),
    path("lugares/<slug:code>/renovaciones/", renewing.calendar, name="renewals"),
    path("lugares/<slug:code>/renovaciones/calendario.ics", renewing.as_file, name="renewals_file"),
    path("lugares/<slug:code>/registro/nombrar/", renewing.name_registrar, name="name_registrar"),
    path("organos/<uuid:organ_id>/puestos/", renewing.add_seats, name="add_seats"),
    path("organos/<uuid:organ_id>/suplentes/", renewing.enter, name="enter"),
    path("organos/<uuid:organ_id>/proclamar/", views.proclaim, name="proclaim"),
    path("organos/<uuid:organ_id>/primeros/", views.proclaim_first, name="proclaim_first"),
    path("lugares/<slug:code>/organos/mujeres-y-edades/", composing.composition, name="composition"),
    path("mandatos/<uuid:mandate_id>/parentesco/", renewing.declare_kin, name="declare_kin"),
    path("mandatos/<uuid:mandate_id>/terminar/", views.end, name="end"),
]
