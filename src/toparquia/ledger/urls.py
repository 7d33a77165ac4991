"""Addresses of the books: what a territory's accounts hold, what moved, and one account's statement."""

from __future__ import annotations

from django.urls import path

from toparquia.ledger import views

app_name = "ledger"
urlpatterns = [
    path("lugares/<slug:code>/libro/", views.book, name="book"),
    path("lugares/<slug:code>/libro/<str:account>/", views.statement, name="statement"),
]
