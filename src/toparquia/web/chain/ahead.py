"""The links that no project has reached yet: what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from toparquia.web.chain.links import Link
from toparquia.web.chain.story import Story


def links(story: Story) -> Iterator[Link]:
    """Yield what comes after the vote, from the State's debt to the assembly's word on the report."""
    yield Link(
        kind="obligation", title=_("La deuda del Estado"), text=_("Nace con el resultado y nadie la anula.")
    )
    yield Link(kind="tranche", title=_("El dinero que llega"))
    yield Link(kind="invoice", title=_("Las facturas"))
    yield Link(kind="report", title=_("La rendición de cuentas"))
    yield Link(kind="assembly", title=_("La palabra de la asamblea"))
