"""Parameters of planning: the diagnosis, the debate of a project, the action agenda."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

# fmt: off
PLANNING: Final = (
    P("planning.most_affected", K.TEXTS, u.LIST,
      ["everyone", "children", "elderly", "women", "disabled", "sick", "large_families", "growers"],
      "[S]; design",
      S("Grupos a quienes una necesidad puede afectar más", "Groups that a need may affect most"), 0, 30),
    P("planning.argument_length", K.COUNT, u.CHARACTERS, 600, "design",
      S("Texto de cada argumento, el mismo espacio para todos",
        "Text of each argument, the same room for all"), 1, 4_000),
    P("planning.arguments_each", K.COUNT, u.TEXTS, 1, "design",
      S("Argumentos de una persona a favor, y otros tantos en contra",
        "Arguments of one person in favour, and as many against"), 1, 20),
    P("planning.moderation_grounds", K.TEXTS, u.LIST,
      ["personal_data", "insult", "threat", "advertising"], "design",
      S("Únicas razones para retirar un argumento", "The only grounds to take down an argument"), 1, 30),
    P("planning.appeal_days", K.COUNT, u.DAYS, 15, "design",
      S("Plazo para pedir que otro órgano lo revise", "Time to ask another organ to look again"), 1, 365),
    P("planning.strategic_lines", K.TEXTS, u.LIST,
      ["participation", "popular_planning", "self_government", "economy_and_banks", "missions",
       "training_and_media", "civil_support"], "[S]",
      S("Líneas estratégicas con que se alinea la agenda", "Strategic directions that the agenda aligns to"),
      0, 30),
)
