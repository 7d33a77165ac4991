"""Addresses of the shell: the front page, how to verify, statements, and the reader's preferences."""

from __future__ import annotations

from django.urls import path

from toparquia.web import views
from toparquia.web.pages import booth, desk, front, opendata, place, project, recount, room

app_name = "web"
urlpatterns = [
    path("", front.home, name="home"),
    path("lugares/<slug:code>/", place.show, name="place"),
    path("proyectos/<uuid:project_id>/", project.show, name="project"),
    path("proyectos/<uuid:project_id>/plan/", project.plan, name="plan"),
    path("proyectos/<uuid:project_id>/cadena.json", project.as_json, name="chain"),
    path("lugares/<slug:code>/sala/", room.show, name="room"),
    path("mi-mesa/", desk.show, name="desk"),
    path("datos/", opendata.show, name="opendata"),
    path("datos/libro.beancount", opendata.ledger, name="ledger"),
    path("datos/<slug:name>.csv", opendata.table, name="table"),
    path("datos/proyectos.oc4ids.json", opendata.projects, name="oc4ids"),
    path("datos/<str:name>", opendata.document, name="document"),
    path("verificar/", views.how_to_verify, name="verify"),
    path("verificar/voto/", recount.verify_vote, name="verify_vote"),
    path("voto-secreto/", booth.secret_ballot, name="secret_ballot"),
    path("votaciones/<uuid:vote_id>/cabina/", booth.cast, name="booth"),
    path("votaciones/<uuid:vote_id>/rastreo/", booth.track, name="tracking"),
    path("votaciones/<uuid:vote_id>/kiosco/", booth.kiosk, name="kiosk"),
    path("votaciones/<uuid:vote_id>/custodia/", booth.trustees, name="trustees"),
    path("votaciones/<uuid:vote_id>/credenciales/", booth.credentials, name="credentials"),
    path("acerca/", views.about, name="about"),
    path("accesibilidad/", views.accessibility, name="accessibility"),
    path("preferencias/", views.set_preferences, name="preferences"),
]
