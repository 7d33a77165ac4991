"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerApp(AppConfig):
    """Accounts, entries and the transfers they are made of."""

    name = "toparquia.ledger"
    label = "ledger"
