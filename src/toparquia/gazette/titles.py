"""What each kind of act is called for people: every kind has its title here, and a test asks for it.

By code and not in the rooms above, because a log also shows acts of rooms that are not installed.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TITLES: Final[dict[str, Any]] = {
    "territory.node_opened": _("Se abrió esta instalación"),
    "territory.registered": _("Territorio registrado"),
    "territory.rules_adopted": _("Reglas adoptadas"),
    "territory.batch_recorded": _("Territorios traídos al registro"),
    "territory.boundary_drawn": _("Límite de un territorio dibujado"),
    "territory.boundaries_recorded": _("Límites traídos al registro"),
    "mandates.batch_recorded": _("Cargos traídos al registro"),
    "people.registered": _("Personas inscritas en un consejo"),
    "people.record_corrected": _("Un dato del registro corregido"),
    "people.account_opened": _("Cuenta de acceso abierta"),
    "people.roll_frozen": _("Registro electoral cerrado"),
    "mandates.registry_opened": _("Se abrió el registro de comunas"),
    "mandates.organ_constituted": _("Órgano constituido"),
    "mandates.first_proclaimed": _("Primer mandato registrado"),
    "mandates.proclaimed": _("Mandato proclamado"),
    "mandates.ended": _("Mandato terminado antes de tiempo"),
    "assemblies.called": _("Asamblea convocada"),
    "assemblies.call_failed": _("Convocatoria sin quórum"),
    "assemblies.opened": _("Asamblea abierta con quórum"),
    "assemblies.motion_put": _("Moción presentada"),
    "assemblies.resolution_taken": _("Decisión de la asamblea"),
    "assemblies.closed": _("Asamblea cerrada"),
    "assemblies.minutes_signed": _("Acta firmada"),
    "voting.opened": _("Votación abierta"),
    "voting.tally_sheet_accepted": _("Acta de escrutinio aceptada"),
    "voting.ballots_imported": _("Boletas importadas"),
    "voting.closed": _("Votación cerrada"),
    "voting.tie_seed_recorded": _("Semilla del sorteo anotada"),
    "voting.certified": _("Resultado certificado"),
    "charters.promoted": _("Fundación de una comuna promovida"),
    "charters.council_joined": _("Un consejo entró en la comuna"),
    "charters.text_written": _("Texto de la carta fundacional"),
    "charters.referendum_called": _("Referendo fundacional convocado"),
    "charters.result_proclaimed": _("Resultado de la carta proclamado"),
    "charters.commune_registered": _("Comuna registrada"),
    "planning.need_voiced": _("Necesidad planteada"),
    "planning.potential_recorded": _("Potencial anotado"),
    "planning.project_proposed": _("Proyecto propuesto"),
    "planning.estimate_made": _("Presupuesto del proyecto"),
    "planning.pre_vote_checked": _("Revisión previa al voto"),
    "planning.project_admitted": _("Proyecto admitido"),
    "consultations.called": _("Consulta convocada"),
    "consultations.certified": _("Consulta certificada: lo que ganó obliga"),
    "treasury.obligation_created": _("El Estado debe: nació una obligación"),
    "treasury.allocation_published": _("El Estado publicó cuánto debe entregar un ministerio o fondo"),
    "treasury.distribution_published": _("El Estado publicó el reparto entre las comunas"),
    "treasury.disbursed": _("Desembolso anotado por el Estado"),
    "treasury.receipt_confirmed": _("El dinero llegó a la comuna"),
    "treasury.invoice_recorded": _("Factura anotada"),
    "treasury.invoice_released": _("Factura liberada por el comité"),
    "treasury.invoice_paid": _("Factura pagada"),
    "treasury.invoice_reversed": _("Factura anulada por error"),
    "treasury.report_presented": _("Rendición de cuentas presentada"),
    "treasury.report_decided": _("La asamblea decidió sobre una rendición"),
    "treasury.question_asked": _("Pregunta de la contraloría social"),
    "treasury.question_answered": _("Respuesta a la contraloría social"),
}


def title_of(kind: str) -> Any:
    """Return the title of a kind of act."""
    return TITLES.get(kind, kind)
