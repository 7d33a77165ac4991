"""What commands that need the database share: Django ready, tables up to date."""

from __future__ import annotations

import os


def django_ready() -> None:
    """Load Django's settings; start the embedded database if it is the one in use."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toparquia.config.settings")
    django.setup()


def migrated() -> list[str]:
    """Bring the tables up to date as their owner, and return the migrations that were applied."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def collect_files() -> None:
    """Bring the files that the site serves up to date: hashed names, and compressed for slow phones."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
