"""The assemblies room as a Django app."""

from django.apps import AppConfig


class AssembliesApp(AppConfig):
    """Sessions, calls, motions, resolutions, minutes."""

    name = "toparquia.assemblies"
    label = "assemblies"
