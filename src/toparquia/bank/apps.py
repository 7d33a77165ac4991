"""The bank room as a Django app."""

from django.apps import AppConfig


class BankApp(AppConfig):
    """Members, savings, payments, the cash box, loans."""

    name = "toparquia.bank"
    label = "bank"
