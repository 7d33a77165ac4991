"""The project as a Django app: rights of the application's role follow every migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigApp(AppConfig):
    """Settings, addresses and wiring."""

    name = "toparquia.config"

    def ready(self) -> None:
        """Grant rights after migrations: Django's own hook, no act passes through it."""
        # Sent once for each app that has tables, all tables made by then: one of them is enough.
        post_migrate.connect(_grant, sender=apps.get_app_config("gazette"))


def _grant(using: str, **_: Any) -> None:
    from toparquia.config.roles import grant_application_role

    grant_application_role(using)
