"""The charters room as a Django app."""

from django.apps import AppConfig


class ChartersApp(AppConfig):
    """Communes being founded: councils that join, texts, referendums, registrations."""

    name = "toparquia.charters"
    label = "charters"
