"""The gazette as a Django app."""

from django.apps import AppConfig


class GazetteApp(AppConfig):
    """The public log of acts."""

    name = "toparquia.gazette"
    label = "gazette"
