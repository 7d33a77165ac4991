"""Addresses of the shell: the front page, how to verify, statements, and the reader's preferences."""

from __future__ import annotations

from django.urls import path

from toparquia.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("verificar/", views.how_to_verify, name="verify"),
    path("acerca/", views.about, name="about"),
    path("accesibilidad/", views.accessibility, name="accessibility"),
    path("preferencias/", views.set_preferences, name="preferences"),
]
