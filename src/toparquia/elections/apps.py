"""The elections room as a Django app."""

from django.apps import AppConfig


class ElectionsApp(AppConfig):
    """Candidacies, elections to offices, recalls."""

    name = "toparquia.elections"
    label = "elections"
