"""The sentences: one for every reason a rule may give, in Spanish and in English.

Each is for a neighbour: at most twenty words a sentence, and no word of the trade without its meaning.
"""

from __future__ import annotations

from typing import Final

from toparquia.engines.budgeting import result as reasons
from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.rules import options

# The rules by how their sentences go.
LIST: Final = "list"
FAMILIES: Final = {
    options.PLURALITY: options.PLURALITY,
    **dict.fromkeys(options.BY_SCORE, LIST),
    options.GREEDY_DENSITY: options.GREEDY_DENSITY,
    options.EQUAL_SHARES: options.EQUAL_SHARES,
    options.PHRAGMEN: options.PHRAGMEN,
    options.OPTIMUM: options.OPTIMUM,
}

# Reasons that every rule says alike.
COMMON: Final[dict[str, Said]] = {
    reasons.FREE: Said(
        "Gana: no cuesta nada y lo apoyan {voters}.", "It wins: it costs nothing and {voters} support it."
    ),
    reasons.ALL_FIT: Said(
        "Gana: todos los proyectos con apoyo caben juntos en el presupuesto de {budget}.",
        "It wins: all projects with support fit together in the budget of {budget}.",
    ),
    reasons.FILLED: Said(
        "Gana con el dinero que sobraba: tiene {score}, cuesta {cost} y quedaban {left}.",
        "It wins with the money left over: it has {score}, costs {cost}, and {left} was left.",
    ),
    reasons.TOPPED_UP: Said(
        "Gana: cuesta {cost} y quedaban {left}. Alcanza el 80 % de su costo; el resto se añade.",
        "It wins: it costs {cost} and {left} was left. That is 80 % of its cost; the rest is added.",
    ),
    reasons.FROM_POT: Said(
        "Gana con dinero reservado para «{pot}»: cuesta {cost} y allí quedaban {left}.",
        "It wins with money kept for “{pot}”: it costs {cost} and {left} was left there.",
    ),
    reasons.BELOW_THRESHOLD: Said(
        "Pierde: tiene {score} y hacían falta {threshold} para participar.",
        "It loses: it has {score} and needed {threshold} to take part.",
    ),
    reasons.DEARER_THAN_BUDGET: Said(
        "Pierde: cuesta {cost}, más que todo el presupuesto de {budget}.",
        "It loses: it costs {cost}, more than the whole budget of {budget}.",
    ),
    reasons.NO_SUPPORT: Said("Pierde: nadie lo apoya.", "It loses: nobody supports it."),
    reasons.DOES_NOT_FIT: Said(
        "Pierde: cuesta {cost} y cuando le tocó quedaban {left}. Faltaban {short}.",
        "It loses: it costs {cost} and {left} was left at its turn. {short} was missing.",
    ),
    reasons.CONFLICT: Said(
        "Pierde: no puede ganar junto con {rival}, que ganó.",
        "It loses: it cannot win together with {rival}, which won.",
    ),
    reasons.WITHDRAWN: Said("Pierde: fue retirado de la votación.", "It loses: it was withdrawn."),
    reasons.LOST_TIE: Said(
        "Pierde un empate con {other}. Lo decidió {tie_rule}.",
        "It loses a tie with {other}. It was settled by {tie_rule}.",
    ),
    reasons.COUNT_ENDED: Said(
        "Pierde: el conteo acabó antes de su turno, porque {ender} no cabía en lo que quedaba.",
        "It loses: the count ended before its turn, because {ender} did not fit what was left.",
    ),
    reasons.SEATS_FILLED: Said(
        "Pierde: tiene {score}. De los {seats}, el último tiene {last_score}.",
        "It loses: it has {score}. Of the {seats}, the last one has {last_score}.",
    ),
    reasons.MONEY_SPENT: Said(
        "Pierde: a quienes lo apoyan les quedaban {left} de {start}. Cuesta {cost}: faltaban {short}.",
        "It loses: its supporters had {left} left of {start}. It costs {cost}: {short} was missing.",
    ),
    reasons.NOT_IN_OPTIMUM: Said(
        "Pierde: otros proyectos dan juntos más satisfacción con el mismo presupuesto. "
        "Satisfacción es lo que valen para quienes los apoyan.",
        "It loses: other projects together give more satisfaction from the same budget. "
        "Satisfaction is their worth to their supporters.",
    ),
}
# What a rule says in its own way.
OWN: Final[dict[tuple[str, str], Said]] = {
    (options.PLURALITY, reasons.CHOSEN): Said(
        "Gana: tiene {score}, el puesto {position} de los más votados. Cuesta {cost} y quedaban {left}.",
        "It wins: it has {score}, place {position} of the most voted. It costs {cost} and {left} was left.",
    ),
    (LIST, reasons.CHOSEN): Said(
        "Gana: tiene {score}, el puesto {position} de la lista. Cuesta {cost} y quedaban {left}.",
        "It wins: it has {score}, place {position} of the list. It costs {cost} and {left} was left.",
    ),
    (options.GREEDY_DENSITY, reasons.CHOSEN): Said(
        "Gana: por apoyo en relación con su costo va en el puesto {position}. "
        "Cuesta {cost} y quedaban {left}.",
        "It wins: by support in relation to its cost it is in place {position}. "
        "It costs {cost} and {left} was left.",
    ),
    (options.EQUAL_SHARES, reasons.CHOSEN): Said(
        "Gana en la ronda {round}: {voters} lo pagan juntos. "
        "Cada votante tenía {share} y puso {price} como mucho{per_point}.",
        "It wins in round {round}: {voters} pay for it together. "
        "Each voter had {share} and put in {price} at most{per_point}.",
    ),
    (options.PHRAGMEN, reasons.CHOSEN): Said(
        "Gana en el turno {position}. Todos reciben dinero al mismo ritmo, y {voters} juntaron {cost}.",
        "It wins at turn {position}. All get money at the same speed, and {voters} gathered {cost}.",
    ),
    (options.OPTIMUM, reasons.CHOSEN): Said(
        "Gana: está en el grupo de proyectos que da más satisfacción. "
        "Satisfacción es lo que valen para quienes los apoyan.",
        "It wins: it is in the group of projects that gives most satisfaction. "
        "Satisfaction is their worth to their supporters.",
    ),
    (options.PHRAGMEN, reasons.DOES_NOT_FIT): Said(
        "Pierde: quienes lo apoyan juntaron {cost}, pero del presupuesto solo quedaban {left}.",
        "It loses: its supporters had gathered {cost}, but only {left} of the budget was left.",
    ),
    (options.PHRAGMEN, reasons.COUNT_ENDED): Said(
        "Pierde: quienes lo apoyan no habían juntado {cost} cuando acabó el conteo.",
        "It loses: its supporters had not gathered {cost} when the count ended.",
    ),
}
# There is one winner only.
BEATEN: Final = Said(
    "Pierde: tiene {score} y el ganador tiene {last_score}.",
    "It loses: it has {score} and the winner has {last_score}.",
)
# The supporters are too few to tell sums of their money, or no money was shared out.
SPENT_UNTOLD: Final = Said(
    "Pierde: a quienes lo apoyan no les quedaba dinero bastante para pagar {cost}.",
    "It loses: its supporters did not have enough money left to pay {cost}.",
)
ONLY_TIED: Final = Said(
    "Pierde: el conteo acabó cuando otro proyecto, que llegó a la vez, ya no cabía.",
    "It loses: the count ended when another project, which came at the same time, did not fit.",
)
PER_POINT: Final = Said(" por cada punto que le dio", " for each point given to it")
NOTHING: Final = Said("", "")

VOTES_FOUND: Final = Said("Con {votes} habría ganado.", "With {votes} it would have won.")
VOTES_IMPOSSIBLE: Final = Said(
    "Ningún número de votos más lo habría hecho ganar.", "No number of extra votes would have made it win."
)
VOTES_NOT_FOUND: Final = Said(
    "Hasta {searched_to} no se encontró ningún número con el que ganara.",
    "Up to {searched_to} no number was found with which it would win.",
)
COST_FOUND: Final = Said(
    "Con un costo de {cost} o menos habría ganado.", "At a cost of {cost} or less it would have won."
)
COST_ONE: Final = Said("Con un costo de {cost} habría ganado.", "At a cost of {cost} it would have won.")
COST_IMPOSSIBLE: Final = Said(
    "Ningún costo más bajo lo habría hecho ganar.", "No lower cost would have made it win."
)
COST_NOT_FOUND: Final = Said(
    "No se encontró un costo más bajo con el que ganara.", "No lower cost was found at which it would win."
)
VOTES_SAME_SHARE: Final = Said(
    "Con la misma parte para cada votante ({share}) y {votes} habría ganado.",
    "With the same share for each voter ({share}) and {votes} it would have won.",
)
COST_SAME_SHARE: Final = Said(
    "Con la misma parte para cada votante ({share}) y un costo de {cost} habría ganado.",
    "With the same share for each voter ({share}) and a cost of {cost} it would have won.",
)
ENOUGH_FOR_SURE: Final = Said(
    "Con esos gana seguro; no se probó si bastan menos.",
    "With those it surely wins; whether fewer would do was not tried.",
)
SMALLEST_FOUND: Final = Said(
    "Es el cambio más pequeño que se encontró; puede haber otro menor.",
    "This is the smallest change that was found; there may be a smaller one.",
)
VOTES_NOT_SEARCHED: Final = Said(
    "No se buscó cuántos votos le faltaban: habría que contar demasiadas veces.",
    "How many votes it lacked was not searched: it would take too many counts.",
)
COST_NOT_SEARCHED: Final = Said(
    "No se buscó con qué costo ganaría: habría que contar demasiadas veces.",
    "At what cost it would win was not searched: it would take too many counts.",
)
COST_WITHHELD: Final = Said(
    "Con qué costo ganaría no se dice: lo apoyan tan pocos que mostraría el dinero que les quedaba.",
    "At what cost it would win is not told: so few support it that it would show the money they had left.",
)

EXTRA_VOTE: Final = Said(
    "Un voto más es una boleta nueva que solo nombra ese proyecto.",
    "One more vote is a new ballot that names only that project.",
)
EXTRA_VOTE_POINTS: Final = Said(
    "Un voto más es una boleta nueva que solo nombra ese proyecto y le da {points}.",
    "One more vote is a new ballot that names only that project and gives it {points}.",
)
EXTRA_VOTE_MONEY: Final = Said(
    "El presupuesto no crece: se reparte también con quienes votan de más.",
    "The budget does not grow: it is shared with the added voters as well.",
)

WHO_PAID: Final = Said(
    "De {voters} que lo apoyan: {full} pagaron todo su precio, {part} menos y {nothing} nada.",
    "Of {voters} who support it: {full} paid their full price, {part} less and {nothing} nothing.",
)
PAID_THERE: Final = Said("{places}: {voters} pagaron {paid}.", "{places}: {voters} paid {paid}.")
LEFT_THERE: Final = Said("{places}: a {voters} les quedaban {left}.", "{places}: {voters} had {left} left.")
SUPPORT_THERE: Final = Said("{places}: {voters} a favor.", "{places}: {voters} in favour.")
SPENT_ON: Final = Said(
    "Quienes lo apoyan pagaron {paid} por {project}.", "Its supporters paid {paid} for {project}."
)
WITHHELD: Final = Said(
    "Lo apoyan menos de {least} votantes: no se dice qué pagaron, para cuidar el secreto.",
    "Fewer than {least} voters support it: what they paid is not told, to keep their secret.",
)
