"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleApp(AppConfig):
    """Residents, residences, accounts, electoral rolls."""

    name = "toparquia.people"
    label = "people"
