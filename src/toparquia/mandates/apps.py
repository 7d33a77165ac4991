"""The mandates room as a Django app."""

from django.apps import AppConfig


class MandatesApp(AppConfig):
    """Organs, seats, mandates."""

    name = "toparquia.mandates"
    label = "mandates"
