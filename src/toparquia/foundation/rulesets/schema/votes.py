"""Parameters of the consultation: who votes on what, and how it is counted."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

# fmt: off
VOTES: Final = (
    P("consultation.per_year", K.COUNT, u.CONSULTATIONS, 4, "[S][CO1]",
      S("Consultas al año", "Consultations a year"), 1, 52),
    P("consultation.unit", K.CHOICE, u.ONE_OF, "commune", "[S]",
      S("Territorio que vota", "Territory that votes"), choices=("commune", "circuit")),
    P("consultation.options_max", K.COUNT, u.OPTIONS, 7, "[V2]",
      S("Opciones en la boleta, como máximo", "Most options on the ballot"), 1, 10_000, word="unlimited"),
    P("consultation.ballot_types", K.TEXTS, u.LIST, ["choose-1"], "[RJ][PT]",
      S("Cómo se marca la boleta", "How the ballot is marked"), 1, 5,
      choices=("choose-1", "approval", "cumulative", "ordinal", "scoring")),
    P("consultation.choices_per_voter", K.COUNT, u.OPTIONS, None, "[RJ][PT]",
      S("Opciones que marca cada persona, como máximo", "Most options that one person marks"), 1, 10_000,
      word="unlimited"),
    P("consultation.winners", K.COUNT, u.PROJECTS, None, "[S]",
      S("Proyectos que ganan", "Projects that win"), 1, 1_000, word="budget"),
    P("consultation.theme_limits", K.TEXTS, u.LIST, [], "[S]",
      S("Únicos temas admitidos (ninguno: todos)", "Only themes admitted (none: all)"), 0, 30),
    P("consultation.min_turnout", K.SHARE, u.OF_ROLL, "none", "none found",
      S("Participación que hace válida la consulta", "Turnout that makes the consultation valid"),
      0, 10_000, word="none"),
    P("consultation.tie_rule", K.CHOICE, u.ONE_OF, "public_draw", "decision of the project",
      S("Qué decide un empate", "What decides a tie"), choices=("public_draw", "run_off")),
    P("consultation.open_close", K.TIMES, u.TIMES, ["08:00", "18:00"], "[V3]",
      S("Hora en que abre y cierra", "Time of opening and closing")),
    P("consultation.queue_served", K.FLAG, u.YES_NO, True, "[V3]",
      S("Quien está en la cola al cierre vota", "Who stands in the queue at closing votes")),
    P("consultation.turnout_prizes", K.FLAG, u.YES_NO, False, "decision of the project; [LW][OT]",
      S("Hay premios por participación", "There are prizes for turnout")),
    P("consultation.roll_required", K.FLAG, u.YES_NO, True, "decision of the project; [V1]",
      S("Solo se vota con registro electoral", "Votes need an electoral roll")),
    P("consultation.counting_rule", K.CHOICE, u.ONE_OF, None, "design",
      S("Regla del conteo", "Counting rule"),
      choices=("plurality", "greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive",
               "greedy-density", "mes", "phragmen", "optimum", "official")),
    P("consultation.min_ballots_published", K.COUNT, u.BALLOTS, 10, "design; domain 7",
      S("Boletas de una mesa para publicarla sola; con menos se suma a otra",
        "Ballots of a table to publish it alone; with fewer it is merged"), 1, 1_000),
    P("counting.satisfaction", K.CHOICE, u.ONE_OF, "cost", "design",
      S("Qué cuenta como satisfacción de quien vota", "What counts as a voter's satisfaction"),
      choices=("cost", "cardinality", "points", "points-cost", "rank", "rank-cost")),
    P("counting.completion", K.CHOICE, u.ONE_OF, "none", "design",
      S("Qué se hace con el dinero que sobra del conteo", "What is done with money the count leaves"),
      choices=("none", "greedy", "add1", "add1-greedy")),
    P("counting.comparison", K.CHOICE, u.ONE_OF, "none", "design",
      S("Con qué se compara el resultado antes de fijarlo",
        "What the result is compared with before it stands"),
      choices=("none", "satisfaction", "coverage")),
    P("counting.threshold", K.COUNT, u.VOTES, "none", "design",
      S("Votos sin los que un proyecto no entra al conteo", "Votes without which a project is not counted"),
      1, 1_000_000_000, word="none"),
    P("counting.pot_share", K.SHARE, u.OF_BUDGET, "none", "design",
      S("Parte del monto que se guarda para cada bolsa", "Part of the budget kept for each pot"),
      1, 10_000, word="none"),
    P("counting.pot_themes", K.TEXTS, u.LIST, [], "design",
      S("Temas con una bolsa propia", "Themes with a pot of their own"), 0, 20),
    P("counting.pot_places", K.TEXTS, u.LIST, [], "design",
      S("Territorios con una bolsa propia, por su código en minúsculas",
        "Territories with a pot of their own, by their code in small letters"), 0, 20),
    P("counting.incompatible", K.CHOICE, u.ONE_OF, "none", "design",
      S("Proyectos de los que gana uno solo, como mucho", "Projects of which at most one wins"),
      choices=("none", "same_need", "same_place")),
)
