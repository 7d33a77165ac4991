"""The Django application of the shell."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags that every room's pages use."""

    name = "toparquia.web"
    label = "web"
    verbose_name = "Toparquia"
