"""One recorded example for every rule: what a neighbour reads, in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.explain import explain
from toparquia.engines.budgeting.rules.options import CountingRule, Pot
from toparquia.engines.budgeting.tests.elections import an_election

BALLOTS = [[0, 1]] * 6 + [[0]] * 5 + [[1]] * 2 + [[2]] * 4 + [[2, 3]] * 3
POT = Pot("territory South", Fraction(2, 5), "territory", "South")
RECORDED = [
    (
        CountingRule("plurality"),
        "a",
        ("Gana: tiene 11 votos, el puesto 1 de los más votados. Cuesta 60 y quedaban 100."),
        ("It wins: it has 11 votes, place 1 of the most voted. It costs 60 and 100 was left."),
    ),
    (
        CountingRule("plurality"),
        "b",
        (
            "Pierde: tiene 8 votos y el ganador tiene 11 votos. "
            "Con 3 votos más habría ganado. "
            "Ningún costo más bajo lo habría hecho ganar."
        ),
        (
            "It loses: it has 8 votes and the winner has 11 votes. "
            "With 3 more votes it would have won. "
            "No lower cost would have made it win."
        ),
    ),
    (
        CountingRule("greedy"),
        "a",
        ("Gana: tiene 11 votos, el puesto 1 de la lista. Cuesta 60 y quedaban 100."),
        ("It wins: it has 11 votes, place 1 of the list. It costs 60 and 100 was left."),
    ),
    (
        CountingRule("greedy"),
        "b",
        (
            "Pierde: cuesta 50 y cuando le tocó quedaban 40. "
            "Faltaban 10. "
            "Con 3 votos más habría ganado. "
            "Con un costo de 40 o menos habría ganado."
        ),
        (
            "It loses: it costs 50 and 40 was left at its turn. "
            "10 was missing. "
            "With 3 more votes it would have won. "
            "At a cost of 40 or less it would have won."
        ),
    ),
    (
        CountingRule("greedy-no-skip"),
        "c",
        (
            "Pierde: el conteo acabó antes de su turno, porque «b» no cabía en lo que quedaba. "
            "Con 1 voto más habría ganado. "
            "Ningún costo más bajo lo habría hecho ganar."
        ),
        (
            "It loses: the count ended before its turn, because “b” did not fit what was left. "
            "With 1 more vote it would have won. "
            "No lower cost would have made it win."
        ),
    ),
    (
        CountingRule("greedy-density"),
        "a",
        ("Gana: por apoyo en relación con su costo va en el puesto 1. Cuesta 60 y quedaban 100."),
        ("It wins: by support in relation to its cost it is in place 1. It costs 60 and 100 was left."),
    ),
    (
        CountingRule("greedy-density"),
        "d",
        (
            "Pierde: cuesta 1.200, más que todo el presupuesto de 100. "
            "Ningún número de votos más lo habría hecho ganar. "
            "Con un costo de 17 o menos habría ganado."
        ),
        (
            "It loses: it costs 1,200, more than the whole budget of 100. "
            "No number of extra votes would have made it win. "
            "At a cost of 17 or less it would have won."
        ),
    ),
    (
        CountingRule("mes"),
        "a",
        (
            "Pierde: a quienes lo apoyan les quedaban 55 de 55. "
            "Cuesta 60: faltaban 5. "
            "Con 3 votos más habría ganado. "
            "Con un costo de 55 habría ganado."
        ),
        (
            "It loses: its supporters had 55 left of 55. "
            "It costs 60: 5 was missing. "
            "With 3 more votes it would have won. "
            "At a cost of 55 it would have won."
        ),
    ),
    (
        CountingRule("mes"),
        "b",
        (
            "Pierde: a quienes lo apoyan no les quedaba dinero bastante para pagar 50. "
            "Con 4 votos más habría ganado. "
            "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba. "
            "Lo apoyan menos de 10 votantes: no se dice qué pagaron, para cuidar el secreto."
        ),
        (
            "It loses: its supporters did not have enough money left to pay 50. "
            "With 4 more votes it would have won. "
            "At what cost it would win is not told: "
            "so few support it that it would show the money they had left. "
            "Fewer than 10 voters support it: what they paid is not told, to keep their secret."
        ),
    ),
    (
        CountingRule("mes", completion="greedy"),
        "a",
        "Gana con el dinero que sobraba: tiene 11 votos, cuesta 60 y quedaban 100.",
        "It wins with the money left over: it has 11 votes, costs 60, and 100 was left.",
    ),
    (
        CountingRule("mes", completion="greedy"),
        "b",
        (
            "Pierde: cuesta 50 y cuando le tocó quedaban 40. "
            "Faltaban 10. "
            "Con 3 votos más habría ganado. "
            "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba. "
            "Lo apoyan menos de 10 votantes: no se dice qué pagaron, para cuidar el secreto."
        ),
        (
            "It loses: it costs 50 and 40 was left at its turn. "
            "10 was missing. "
            "With 3 more votes it would have won. "
            "At what cost it would win is not told: "
            "so few support it that it would show the money they had left. "
            "Fewer than 10 voters support it: what they paid is not told, to keep their secret."
        ),
    ),
    (
        CountingRule("mes", completion="add1"),
        "a",
        (
            "Gana en la ronda 1: 11 votantes lo pagan juntos. "
            "Cada votante tenía 6 y puso 5,45 como mucho. "
            "De 11 votantes que lo apoyan: 11 pagaron todo su precio, 0 menos y 0 nada."
        ),
        (
            "It wins in round 1: 11 voters pay for it together. "
            "Each voter had 6 and put in 5.45 at most. "
            "Of 11 voters who support it: 11 paid their full price, 0 less and 0 nothing."
        ),
    ),
    (
        CountingRule("mes", completion="add1"),
        "b",
        (
            "Pierde: a quienes lo apoyan no les quedaba dinero bastante para pagar 50. "
            "Con 3 votos más habría ganado. "
            "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba. "
            "Lo apoyan menos de 10 votantes: no se dice qué pagaron, para cuidar el secreto."
        ),
        (
            "It loses: its supporters did not have enough money left to pay 50. "
            "With 3 more votes it would have won. "
            "At what cost it would win is not told: "
            "so few support it that it would show the money they had left. "
            "Fewer than 10 voters support it: what they paid is not told, to keep their secret."
        ),
    ),
    (
        CountingRule("mes", completion="add1-greedy"),
        "b",
        (
            "Pierde: cuesta 50 y cuando le tocó quedaban 0. "
            "Faltaban 50. "
            "Con 3 votos más habría ganado. "
            "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba. "
            "Lo apoyan menos de 10 votantes: no se dice qué pagaron, para cuidar el secreto."
        ),
        (
            "It loses: it costs 50 and 0 was left at its turn. "
            "50 was missing. "
            "With 3 more votes it would have won. "
            "At what cost it would win is not told: "
            "so few support it that it would show the money they had left. "
            "Fewer than 10 voters support it: what they paid is not told, to keep their secret."
        ),
    ),
    (
        CountingRule("phragmen"),
        "a",
        ("Gana en el turno 1. Todos reciben dinero al mismo ritmo, y 11 votantes juntaron 60."),
        ("It wins at turn 1. All get money at the same speed, and 11 voters gathered 60."),
    ),
    (
        CountingRule("phragmen"),
        "b",
        (
            "Pierde: quienes lo apoyan juntaron 50, pero del presupuesto solo quedaban 0. "
            "Con 2 votos más habría ganado. "
            "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba. "
            "Lo apoyan menos de 10 votantes: no se dice qué pagaron, para cuidar el secreto."
        ),
        (
            "It loses: its supporters had gathered 50, but only 0 of the budget was left. "
            "With 2 more votes it would have won. "
            "At what cost it would win is not told: "
            "so few support it that it would show the money they had left. "
            "Fewer than 10 voters support it: what they paid is not told, to keep their secret."
        ),
    ),
    (
        CountingRule("optimum"),
        "a",
        (
            "Gana: está en el grupo de proyectos que da más satisfacción. "
            "Satisfacción es lo que valen para quienes los apoyan."
        ),
        (
            "It wins: it is in the group of projects that gives most satisfaction. "
            "Satisfaction is their worth to their supporters."
        ),
    ),
    (
        CountingRule("optimum"),
        "b",
        (
            "Pierde: otros proyectos dan juntos más satisfacción con el mismo presupuesto. "
            "Satisfacción es lo que valen para quienes los apoyan. "
            "Con 6 votos más habría ganado. "
            "Con un costo de 40 habría ganado. "
            "Es el cambio más pequeño que se encontró; puede haber otro menor."
        ),
        (
            "It loses: other projects together give more satisfaction from the same budget. "
            "Satisfaction is their worth to their supporters. "
            "With 6 more votes it would have won. "
            "At a cost of 40 it would have won. "
            "This is the smallest change that was found; there may be a smaller one."
        ),
    ),
    (
        CountingRule("greedy", pots=(POT,)),
        "c",
        "Gana con dinero reservado para «territory South»: cuesta 40 y allí quedaban 40.",
        "It wins with money kept for “territory South”: it costs 40 and 40 was left there.",
    ),
    (
        CountingRule("greedy", pots=(POT,)),
        "b",
        (
            "Pierde: cuesta 50 y cuando le tocó quedaban 0. "
            "Faltaban 50. "
            "Con 3 votos más habría ganado. "
            "Ningún costo más bajo lo habría hecho ganar."
        ),
        (
            "It loses: it costs 50 and 0 was left at its turn. "
            "50 was missing. "
            "With 3 more votes it would have won. "
            "No lower cost would have made it win."
        ),
    ),
]


def recorded_election():
    """Twenty voters, three projects that compete for 100, and one beyond it."""
    fields = [{"district": "North"}, {"district": "North"}, {"district": "South"}, {}]
    return an_election([60, 50, 40, 1200], BALLOTS, 100, fields=fields)


@pytest.mark.parametrize(("rule", "project", "spanish", "english"), RECORDED)
def test_recorded_examples(rule, project, spanish, english):
    told = explain(count(recorded_election(), rule), compare=False, effort=None).of(project)

    said = (told.says, *told.changes_say, *told.supporters_say)
    assert " ".join(each.es for each in said) == spanish
    assert " ".join(each.en for each in said) == english
