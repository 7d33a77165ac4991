"""Addresses of a council's register, and of what is held about oneself. No address has a name in it."""

from django.urls import path

from toparquia.people import views

app_name = "people"
urlpatterns = [
    path("yo/", views.me, name="me"),
    path("yo/datos.json", views.my_data, name="my_data"),
    path("lugares/<slug:code>/habitantes/", views.residents, name="residents"),
    path("lugares/<slug:code>/habitantes/nuevo/", views.register, name="register"),
    path("lugares/<slug:code>/habitantes/censo/", views.import_census, name="census"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/", views.resident, name="resident"),
    path("lugares/<slug:code>/habitantes/<uuid:resident_id>/corregir/", views.correct, name="correct"),
]
