"""Parameters of solidarity and of the national figures, which are dated claims and never constants."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

# fmt: off
NATION: Final = (
    P("aid.priority", K.TEXTS, u.ORDERED_LIST, ["elderly", "sick", "large_families"], "[S]",
      S("Quién va primero en la ayuda", "Who comes first in aid"), 0, 30),
    P("aid.price_ratio", K.SHARE, u.OF_MARKET_PRICE, "0.05", "[S]",
      S("Precio de la bolsa de alimentos", "Price of the food parcel"), 0, 10_000),
    P("allowance.amounts", K.AMOUNTS, u.MONEY_A_MONTH,
      [{"amount": "120.00", "currency": "USD"}, {"amount": "40.00", "currency": "USD"}], "[S]",
      S("Asignaciones mensuales", "Monthly allowances"), 0, 20),
    P("civil.units_per_territory", K.COUNT, u.UNITS, 1, "[S]",
      S("Unidades de apoyo civil por territorio", "Civil support units per territory"), 0, 100),
    P("national.circuits", K.DATED, u.CIRCUITS, {"count": 5_336, "day": "2025-11-23"}, "[S][BS]",
      S("Circuitos comunales del país", "Communal circuits of the country")),
    P("national.commune_target", K.DATED, u.COMMUNES, {"count": 6_000, "day": "2026-12-31"}, "[S][PT]",
      S("Meta de comunas", "Target of communes")),
    P("indicator.women_leadership", K.SHARE, u.OF_LEADERS, "0.80", "[S]",
      S("Mujeres entre quienes dirigen (observado, no es cuota)",
        "Women among those who lead (observed, no quota)"),
      0, 10_000, word="none"),
)
