"""The page of a territory: who represents it, what it decides, its money, its projects, its last acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from toparquia.assemblies import queries as assemblies
from toparquia.charters import queries as charters
from toparquia.consultations import queries as consultations
from toparquia.foundation.clock import now
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.mandates import acting
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.planning import queries as planning
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.treasury import queries as treasury
from toparquia.web.doors import Door, address_of, open_doors
from toparquia.web.pages import money

ACTS: Final = 5
COMING: Final = 3
PROJECTS: Final = 8
INSIDE_LIMIT: Final = 200
RESIDENTS_DOORS: Final = (
    Door("", "planning:voice", _("Decir qué falta")),
    Door("", "planning:propose", _("Proponer un proyecto")),
)
OFFICERS_DOORS: Final = (
    Door("assemblies.meet", "web:room", _("Ver la sala de autogobierno")),
    Door("assemblies.call", "assemblies:call", _("Convocar una asamblea")),
    Door("consultations.call", "consultations:call", _("Convocar una consulta")),
    Door("elections.call", "elections:call", _("Convocar una elección")),
    Door("people.register", "people:residents", _("Ver el registro de habitantes")),
    Door("people.freeze_roll", "people:announce", _("Anunciar el registro electoral")),
    Door("territory.register", "territory:register", _("Registrar un lugar dentro de este")),
    Door("territory.adopt_rules", "territory:adopt_rules", _("Adoptar reglas")),
    Door("mandates.constitute", "mandates:constitute", _("Constituir un órgano")),
    Door("bank.open", "bank:open", _("Abrir el banco comunal")),
)
IN_A_COUNCIL: Final = (Door("", "people:sign_up", _("Vivo aquí: pedir que me inscriban")),)
LINKS: Final = (
    Door("", "charters:amendments", _("Reformas de la carta y de las reglas")),
    Door("", "charters:norms", _("Normas de la comuna")),
    Door("", "mandates:composition", _("Mujeres y edades en los órganos")),
    Door("", "mandates:renewals", _("Qué mandatos vencen y cuándo")),
    Door("", "territory:boundary", _("Sus límites en el mapa")),
    Door("", "people:figures", _("Cuántas personas viven aquí")),
    Door("", "people:land", _("Expedientes de tierra")),
    Door("", "charters:rules", _("Las reglas que rigen aquí")),
    Door("", "elections:list", _("Elecciones y revocatorias")),
    Door("", "bank:funds", _("Los fondos internos")),
    Door("", "bank:of_place", _("El banco comunal")),
    Door("", "ledger:book", _("El libro contable")),
)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one territory."""
    place, at = territory.place_by_code(code), now()
    day = territory.local_day(place, at)
    around = {one.id: one for one in territory.around(place).annotate(is_live=mandates.is_represented(day))}
    context = {
        "place": place,
        "kind": territory.rules(place, day).territory_name(place.kind).one,
        "above": [around[above] for above in place.path if above != place.id],
        "organs": organs_of(place, day),
        "inside": [one for one in around.values() if one.parent_id == place.id][:INSIDE_LIMIT],
        "sessions": assemblies.coming_sessions(at, COMING, place),
        "projects": list(planning.projects(place)[:PROJECTS]),
        "consultations": consultations.deciding_now(at, COMING, place),
        "acts": [shown(entry) for entry in gazette.entries_of_places([place.id], ACTS)],
        "money": money.told(treasury.figures(place, day)),
        "money_url": f"{address_of('treasury:list')}?lugar={place.code}",
        "links": open_doors((*(IN_A_COUNCIL if place.is_council else ()), *LINKS), (), code=place.code),
        "charter": charters.charter_of(place) if place.is_commune else None,
        "doors": doors_of(request, place),
    }
    return render(request, "web/place.html", context)


def doors_of(request: HttpRequest, place: Place) -> list[Any]:
    """Return what the person who is signed in may do here; nothing for a visitor."""
    if not request.user.is_authenticated:
        return []
    powers = acting.powers(request, place)
    return open_doors((*OFFICERS_DOORS, *RESIDENTS_DOORS), powers, code=place.code)


def organs_of(place: Place, day: date) -> list[dict[str, Any]]:
    """Return each organ: who sits in it until when, whose time is over, and how many seats are vacant."""
    return [
        {
            "title": ORGANS[organ.kind].title,
            "url": address_of("mandates:organ", organ.id),
            "people": [person(seat.office, mandate, day) for seat, mandate in seats if mandate],
            # An empty alternate's seat leaves nobody unrepresented.
            "vacant": sum(
                mandate is None and not OFFICES[seat.office].alternate_of for seat, mandate in seats
            ),
        }
        for organ, seats in mandates.seats_of(place, day)
    ]


def person(office: str, mandate: Mandate, day: date) -> dict[str, Any]:
    """Return what the page says of one person in office."""
    return {
        "office": OFFICES[office].title,
        "name": mandate.holder.full_name,
        # People count the last day in office, the table the first day out of it.
        "until": mandate.ends_on - timedelta(days=1),
        "is_expired": not mandate.term.contains(day),
    }
