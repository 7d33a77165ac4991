"""The territory room as a Django app."""

from django.apps import AppConfig


class TerritoryApp(AppConfig):
    """Country, state, circuit, commune, council."""

    name = "toparquia.territory"
    label = "territory"
