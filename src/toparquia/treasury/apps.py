"""The treasury room as a Django app."""

from django.apps import AppConfig


class TreasuryApp(AppConfig):
    """Obligations, tranches, invoices, releases, payments, reports to the assembly."""

    name = "toparquia.treasury"
    label = "treasury"
