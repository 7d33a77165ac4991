"""Addresses of a council's register, and of what is held about oneself. No address has a name in it."""

from django.urls import path

from toparquia.people import views
from toparquia.people.views import land

app_name = "people"
urlpatterns = [
    path("yo/", views.me, name="me"),
    path("yo/datos.json", views.my_data, name="my_data"),
    path("lugares/<slug:code>/habitantes/", views.residents, name="residents"),
    path("lugares/<slug:code>/habitantes/nuevo/", views.register, name="register"),
    path("lugares/<slug:code>/habitantes/censo/", views.import_census, name="census"),
    path("lugares/<slug:code>/habitantes/censo/planilla/", views.census_form, name="census_form"),
    path("lugares/<slug:code>/habitantes/solicitudes/", views.requests, name="requests"),
    path(
        "lugares/<slug:code>/habitantes/solicitudes/<uuid:request_id>/decidir/", views.decide, name="decide"
    ),
    path(
        "lugares/<slug:code>/habitantes/preguntas/<uuid:question_id>/responder/",
        views.questions,
        name="answer_question",
    ),
    path("lugares/<slug:code>/inscribirme/", views.sign_up, name="sign_up"),
    path("lugares/<slug:code>/poblacion/", views.figures, name="figures"),
    path("lugares/<slug:code>/padrones/anunciar/", views.announce, name="announce"),
    path("lugares/<slug:code>/tierras/", land.dossiers, name="land"),
    path("lugares/<slug:code>/tierras.csv", land.dossiers_csv, name="land_csv"),
    path("lugares/<slug:code>/tierras/nuevo/", land.open_dossier, name="land_open"),
    path("tierras/<uuid:dossier_id>/", land.dossier, name="land_dossier"),
    path("tierras/<uuid:dossier_id>/expediente.geojson", land.dossier_file, name="land_file"),
    path("tierras/<uuid:dossier_id>/declaracion/", land.add_statement, name="land_statement"),
    path("tierras/<uuid:dossier_id>/prueba/", land.add_evidence, name="land_evidence"),
    path(
        "tierras/<uuid:dossier_id>/pruebas/<uuid:evidence_id>/",
        land.evidence_file,
        name="land_evidence_file",
    ),
    path("tierras/<uuid:dossier_id>/avanzar/", land.move_dossier, name="land_step"),
    path("inscripciones/<uuid:request_id>/", views.request_page, name="request"),
    path("inscripciones/<uuid:request_id>/dar-fe/", views.bear_witness, name="bear_witness"),
    path("padrones/<uuid:notice_id>/", views.notice, name="notice"),
    path("padrones/objeciones/<uuid:objection_id>/responder/", views.answer, name="answer"),
    path("padrones/cerrados/<uuid:roll_id>/imprimir/", views.printed_roll, name="printed_roll"),
    path("tarjeta/", views.enter_with_card, name="card"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/salida/", views.leave, name="leave"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/tarjeta/", views.give_card, name="give_card"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/", views.resident, name="resident"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/corregir/", views.correct, name="correct"),
]
