"""Every address of the site: one include a room, in the order of the house."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("toparquia.web.urls")),
    path("cuenta/", include("allauth.account.urls")),
    *(
        path("", include(f"toparquia.{room}.urls"))
        for room in settings.ROOMS
        if find_spec(f"toparquia.{room}") and find_spec(f"toparquia.{room}.urls")
    ),
    # The register's pages stand above `territory`: a commune's state is known by its mandates.
    path("", include("toparquia.charters.register_urls")),
]
handler400 = "toparquia.web.views.bad_request"
handler403 = "toparquia.web.views.forbidden"
handler404 = "toparquia.web.views.not_found"
handler500 = "toparquia.web.views.server_error"
