"""Parameters of the census: who vouches for a newcomer, what is asked, which figures are too small."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

# fmt: off
CENSUS: Final = (
    P("census.witnesses", K.COUNT, u.PEOPLE, 2, "design",
      S("Personas del consejo que dan fe de quien pide inscribirse",
        "People of the council who vouch for whoever asks to be registered"), 0, 20),
    P("census.sexes", K.TEXTS, u.LIST, ["woman", "man", "another"], "[S]; design",
      S("Cómo puede decir cada persona su sexo, si quiere", "How each person may state their sex, if at all"),
      0, 10),
    P("census.small_cell", K.COUNT, u.PEOPLE, 10, "design",
      S("Cifras del censo que no se muestran: de menos personas que estas",
        "Figures of the census that are not shown: of fewer people than this"), 1, 1_000),
    P("census.organ_min", K.COUNT, u.PEOPLE, 3, "design",
      S("Personas de un órgano, como mínimo, para publicar su parte de mujeres y sus edades",
        "Fewest people of an organ whose share of women and ages are published"), 1, 100),
)
