"""Addresses of planning: needs, and the forms that bring a project to the ballot."""

from __future__ import annotations

from django.urls import path

from toparquia.planning.views import admitting, costing, endorsing, voicing

app_name = "planning"
urlpatterns = [
    path("lugares/<slug:code>/necesidades/", voicing.needs, name="needs"),
    path("lugares/<slug:code>/necesidades/nueva/", voicing.voice, name="voice"),
    path("lugares/<slug:code>/potenciales/nuevo/", voicing.potential, name="potential"),
    path("lugares/<slug:code>/proyectos/nuevo/", voicing.propose, name="propose"),
    path("lugares/<slug:code>/proyectos/a-la-asamblea/", admitting.to_assembly, name="to_assembly"),
    path("necesidades/<uuid:need_id>/", voicing.need, name="need"),
    path("proyectos/<uuid:project_id>/apoyos/", endorsing.endorsements, name="endorsements"),
    path("proyectos/<uuid:project_id>/presupuesto/", costing.estimate, name="estimate"),
    path("proyectos/<uuid:project_id>/revision/", costing.check, name="check"),
    path("proyectos/<uuid:project_id>/admision/", admitting.admit, name="admit"),
]
