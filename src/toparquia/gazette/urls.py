"""Addresses of the Gazette."""

from django.urls import path

from toparquia.gazette import views

app_name = "gazette"
urlpatterns = [
    path("gaceta/", views.entries, name="entries"),
    path("gaceta/novedades.xml", views.feed, name="feed"),
    path("gaceta/copia.zip", views.copy, name="copy"),
    path("gaceta/llave/", views.verifier_key, name="key"),
    path("gaceta/nota/", views.checkpoint, name="checkpoint"),
    path("gaceta/<int:index>/", views.entry, name="entry"),
    path("gaceta/<int:index>/recibo/", views.receipt, name="receipt"),
]
