"""Addresses of organs and mandates."""

from django.urls import path

from toparquia.mandates import views

app_name = "mandates"
urlpatterns = [
    path("organos/<uuid:organ_id>/", views.organ, name="organ"),
    path("lugares/<slug:code>/organos/constituir/", views.constitute, name="constitute"),
    path("organos/<uuid:organ_id>/proclamar/", views.proclaim, name="proclaim"),
    path("organos/<uuid:organ_id>/primeros/", views.proclaim_first, name="proclaim_first"),
    path("mandatos/<uuid:mandate_id>/terminar/", views.end, name="end"),
]
