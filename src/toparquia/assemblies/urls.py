"""Addresses of assemblies: the list of a place, one session, its papers and its forms."""

from __future__ import annotations

from django.urls import path

from toparquia.assemblies.views import arriving, holding, papers, reading

app_name = "assemblies"
urlpatterns = [
    path("lugares/<slug:code>/asambleas/", reading.listing, name="list"),
    path("lugares/<slug:code>/asambleas/nueva/", holding.call, name="call"),
    path("lugares/<slug:code>/asambleas/calendario.ics", papers.calendar, name="calendar"),
    path("asambleas/<uuid:session_id>/", reading.detail, name="detail"),
    path("asambleas/<uuid:session_id>/aviso/", papers.notice, name="notice"),
    path("asambleas/<uuid:session_id>/lista/", papers.attendance, name="attendance"),
    path("organos/<uuid:organ_id>/sesiones/nueva/", holding.call_organ, name="call_organ"),
    path("asambleas/<uuid:session_id>/acta.pdf", papers.minutes_sheet, name="minutes_sheet"),
    path("asambleas/<uuid:session_id>/acta.json", papers.minutes, name="minutes"),
    path("asambleas/<uuid:session_id>/convocatoria/", holding.open_call, name="open"),
    path("asambleas/<uuid:session_id>/llegada/", arriving.door, name="door"),
    path("asambleas/<uuid:session_id>/listas/foto/", arriving.add_photo, name="add_photo"),
    path("asambleas/listas/<uuid:photo_id>/nombres/", arriving.type_list, name="type_list"),
    path("asambleas/listas/<uuid:photo_id>/abrir/", arriving.open_photo, name="open_photo"),
    path("asambleas/<uuid:session_id>/mocion/", holding.put, name="put"),
    path("asambleas/<uuid:session_id>/mociones/<int:number>/decidir/", holding.decide, name="decide"),
    path("asambleas/<uuid:session_id>/cerrar/", holding.close, name="close"),
    path("asambleas/<uuid:session_id>/firmar/", holding.sign, name="sign"),
]
