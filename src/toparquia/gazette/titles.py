"""What each kind of act is called for people.

A room adds its titles when it is ready (its `acts` module need not be loaded for a page); an act
without one is shown by its code, and a test asks that every act has one.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TITLES: Final[dict[str, Any]] = {
    "territory.node_opened": _("Se abrió esta instalación"),
    "territory.registered": _("Territorio registrado"),
    "territory.rules_adopted": _("Reglas adoptadas"),
    "people.roll_frozen": _("Registro electoral cerrado"),
    "mandates.registry_opened": _("Se abrió el registro de comunas"),
    "mandates.organ_constituted": _("Órgano constituido"),
    "mandates.first_proclaimed": _("Primer mandato registrado"),
    "mandates.proclaimed": _("Mandato proclamado"),
    "mandates.ended": _("Mandato terminado antes de tiempo"),
}


def title_of(kind: str) -> Any:
    """Return the title of a kind of act."""
    return TITLES.get(kind, kind)
