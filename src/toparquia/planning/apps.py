"""The planning room as a Django app."""

from django.apps import AppConfig


class PlanningApp(AppConfig):
    """Needs, potentials, projects with their estimates, the check before the vote, admission."""

    name = "toparquia.planning"
    label = "planning"
