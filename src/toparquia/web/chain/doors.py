"""What may be done next with a project, by those who hold the mandate for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from toparquia.web.chain.told import Chain
from toparquia.web.doors import Door, OpenDoor, open_doors

COST: Final = Door("planning.cost", "planning:estimate", _("Calcular el presupuesto"), "project")
WORKS: Final = Door("planning.cost", "planning:works", _("Cronograma y beneficiarios"), "project")
CHECK: Final = Door("planning.check", "planning:check", _("Revisar antes del voto"), "project")
ADMIT: Final = Door("planning.admit", "planning:admit", _("Anotar la admisión"), "project")


def doors_of(chain: Chain, powers: Collection[str]) -> list[OpenDoor]:
    """Return the buttons of a project's page for someone with these powers; a visitor has none."""
    return open_doors(_doors(chain), powers, project=chain.story.project.id)


def _doors(chain: Chain) -> Iterator[Door]:
    story = chain.story
    if story.admission is None and story.into is None:
        yield COST
        if story.estimate is not None:
            yield WORKS
            yield CHECK
            yield ADMIT
