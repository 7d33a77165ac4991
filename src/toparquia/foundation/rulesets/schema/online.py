"""Parameters of the secret ballot: its channels, who keeps its keys, and how small is too small."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

_OURS: Final = "decision of the project"

# fmt: off
ONLINE: Final = (
    P("online.channels", K.TEXTS, u.LIST, ["paper"], _OURS,
      S("Por dónde se puede votar", "How people may vote"), 1, 2, choices=("paper", "online")),
    P("online.course", K.CHOICE, u.ONE_OF, "phases", _OURS,
      S("Las mesas esperan a que cierre la urna en línea, o van a la vez",
        "Tables wait for the online box to close, or go on beside it"), choices=("phases", "parallel")),
    P("online.trustees", K.COUNT, u.SEATS, 3, _OURS,
      S("Custodios de la llave de la urna", "Trustees of the box's key"), 1, 20),
    P("online.threshold", K.COUNT, u.SEATS, 2, _OURS,
      S("Custodios que bastan para contar", "Trustees that suffice to count"), 1, 20),
    P("online.min_group", K.COUNT, u.PEOPLE, 20, _OURS,
      S("Credenciales para abrir la urna en línea, como mínimo",
        "Fewest credentials with which the online box opens"), 1, 100_000),
    P("online.registered_slips", K.FLAG, u.YES_NO, False, _OURS,
      S("La autoridad de credenciales guarda sellado de quién es cada hoja",
        "The credential authority keeps sealed whose each slip is")),
    P("online.credential_sources", K.COUNT, u.SEATS, 1, _OURS,
      S("Personas que hacen cada credencial por partes", "People who make each credential in parts"), 1, 2),
    P("online.ballots_per_credential", K.COUNT, u.BALLOTS, 30, _OURS,
      S("Boletas que se reciben de una credencial, como máximo", "Most ballots taken from one credential"),
      1, 1_000),
    P("paper_audit.risk_limit", K.SHARE, u.PROBABILITY, "0.05", _OURS,
      S("Riesgo de dar por bueno un resultado falso, como máximo, al auditar el papel",
        "Most risk of confirming a wrong result when paper is audited"), 1, 5_000),
)
