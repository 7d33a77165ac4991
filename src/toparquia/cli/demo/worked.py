"""The work of a project in the demo: its stages, how far they are, hands that neighbours lent, material."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from toparquia.cli.demo import papers
from toparquia.cli.demo.commune import Commune
from toparquia.territory import queries as territory
from toparquia.treasury import services
from toparquia.treasury.models import Obligation
from toparquia.treasury.rules.works import NewStage

# Days from one stage to the next, as from one tranche to the next.
STAGE: Final = 42
WHOLE: Final = 100
TITLES: Final = ("Preparar el sitio", "Construir", "Terminar y probar")


def plan(commune: Commune, obligation: Obligation, at: datetime) -> None:
    """Publish one stage a tranche."""
    day, count = territory.local_day(commune.place, at), obligation.tranche_count
    stages = [
        NewStage(
            TITLES[min(number, len(TITLES) - 1)],
            day + timedelta(days=STAGE * number),
            day + timedelta(days=STAGE * (number + 1) - 1),
            WHOLE // count + (WHOLE % count if number == 0 else 0),
            number + 1,
        )
        for number in range(count)
    ]
    by = commune.by("finance_committee", at)
    services.publish_schedule(obligation_id=obligation.id, stages=stages, by=by, at=at)


def see(commune: Commune, obligation: Obligation, number: int, at: datetime) -> None:
    """Let the committee see that a stage is done, who lent hands, and what material came and was used."""
    day = territory.local_day(commune.place, at)
    mine = {"obligation_id": obligation.id, "by": commune.by("finance_committee", at), "at": at}
    services.record_labour(worked_on=day, people=8, hours=4, what="Jornada de la vecindad", **mine)
    services.move_stock(item="Cemento", unit="saco", thousandths=40_000, **mine)
    services.move_stock(item="Cemento", unit="saco", thousandths=-35_000, **mine)
    words = [obligation.project.title, f"Etapa {number}", "Muestra: esta imagen se dibujó para probar."]
    services.record_progress(
        stage=number,
        percent=WHOLE,
        text="La etapa está terminada.",
        spot=commune.place.name,
        photo=papers.picture([*words, obligation.id.hex]),
        **mine,
    )
