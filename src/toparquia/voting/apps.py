"""The voting room as a Django app."""

from django.apps import AppConfig


class VotingApp(AppConfig):
    """Votes with their rolls, channels, counts and certificates."""

    name = "toparquia.voting"
    label = "voting"
