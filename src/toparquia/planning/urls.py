"""Addresses of planning: needs, and the forms that bring a project to the ballot."""

from __future__ import annotations

from django.urls import path

from toparquia.planning.views import (
    admitting,
    agenda,
    costing,
    debating,
    endorsing,
    merging,
    moderating,
    ordering,
    voicing,
)

app_name = "planning"
urlpatterns = [
    path("lugares/<slug:code>/necesidades/", voicing.needs, name="needs"),
    path("lugares/<slug:code>/necesidades/nueva/", voicing.voice, name="voice"),
    path("lugares/<slug:code>/potenciales/nuevo/", voicing.potential, name="potential"),
    path("lugares/<slug:code>/proyectos/nuevo/", voicing.propose, name="propose"),
    path("lugares/<slug:code>/proyectos/a-la-asamblea/", admitting.to_assembly, name="to_assembly"),
    path("lugares/<slug:code>/prioridades/nuevas/", ordering.begin, name="begin_priorities"),
    path("lugares/<slug:code>/agenda/", agenda.in_force, name="agenda"),
    path("lugares/<slug:code>/agenda/nueva/", agenda.begin, name="begin_agenda"),
    path("agendas/<uuid:agenda_id>/", agenda.agenda, name="one_agenda"),
    path("agendas/<uuid:agenda_id>/punto/", agenda.add, name="add_item"),
    path("agendas/<uuid:agenda_id>/asamblea/", agenda.present, name="present_agenda"),
    path("puntos/<uuid:item_id>/", agenda.item, name="item"),
    path("puntos/<uuid:item_id>/avance/", agenda.note, name="note_progress"),
    path("puntos/<uuid:item_id>/quitar/", agenda.remove, name="remove_item"),
    path("prioridades/<uuid:priorities_id>/", ordering.priorities, name="priorities"),
    path("necesidades/<uuid:need_id>/", voicing.need, name="need"),
    path("necesidades/<uuid:need_id>/foto/", ordering.photo, name="photo"),
    path("proyectos/<uuid:project_id>/apoyos/", endorsing.endorsements, name="endorsements"),
    path("proyectos/<uuid:project_id>/debate/", debating.debate, name="debate"),
    path("proyectos/<uuid:project_id>/debate/retirados/", debating.moderation, name="moderation"),
    path("proyectos/<uuid:project_id>/debate/borrar/", moderating.erase, name="erase"),
    path("argumentos/<uuid:argument_id>/retirar/", moderating.withdraw, name="withdraw"),
    path("argumentos/<uuid:argument_id>/quitar/", moderating.take_back, name="take_back"),
    path("argumentos/<uuid:argument_id>/apelar/", moderating.appeal, name="appeal"),
    path("argumentos/<uuid:argument_id>/respuesta/", moderating.answer, name="answer_appeal"),
    path("proyectos/<uuid:project_id>/unir/", merging.offer, name="merge"),
    path("uniones/<uuid:offer_id>/", merging.answer, name="merge_offer"),
    path("proyectos/<uuid:project_id>/presupuesto/", costing.estimate, name="estimate"),
    path("proyectos/<uuid:project_id>/presupuesto/hoja.pdf", costing.sheet, name="costing_sheet"),
    path("proyectos/<uuid:project_id>/cronograma/", costing.works, name="works"),
    path("proyectos/<uuid:project_id>/revision/", costing.check, name="check"),
    path("proyectos/<uuid:project_id>/admision/", admitting.admit, name="admit"),
]
