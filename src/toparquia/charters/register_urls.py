"""Addresses of the public register of territories; here, because a commune's state is known by mandates."""

from django.urls import path

from toparquia.charters.views import register
from toparquia.territory import views

app_name = "territory"
urlpatterns = [
    path("comunas/", register.communes, name="communes"),
    path("lugares/<slug:code>/registrar/", register.register_place, name="register"),
    path("lugares/<slug:code>/limites/", views.boundary, name="boundary"),
    path("lugares/<slug:code>/limites/dibujar/", views.draw, name="draw"),
    path("lugares/<slug:code>/limites/alrededor.geojson", views.around, name="around"),
    path("lugares/<slug:code>/limites.geojson", views.geojson, name="boundary_geojson"),
    path("lugares/<slug:code>/reglas/adoptar/", register.adopt_rules, name="adopt_rules"),
]
