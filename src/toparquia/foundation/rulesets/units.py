"""What the numbers of a rule set count, as a file may write it in either language."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence

YEARS: Final = Sentence("años", "years")
MONTHS: Final = Sentence("meses", "months")
DAYS: Final = Sentence("días", "days")
MINUTES: Final = Sentence("minutos", "minutes")
TIMES: Final = Sentence("horas del día", "times of day")
PEOPLE: Final = Sentence("personas", "people")
FAMILIES: Final = Sentence("familias", "families")
COUNCILS: Final = Sentence("consejos", "councils")
SEATS: Final = Sentence("puestos", "seats")
TERMS: Final = Sentence("períodos", "terms")
LISTS: Final = Sentence("listas", "lists")
CALLS: Final = Sentence("convocatorias", "calls")
OPTIONS: Final = Sentence("opciones", "options")
PROJECTS: Final = Sentence("proyectos", "projects")
CONSULTATIONS: Final = Sentence("consultas", "consultations")
BALLOTS: Final = Sentence("boletas", "ballots")
VOTES: Final = Sentence("votos", "votes")
BANKS: Final = Sentence("bancos", "banks")
COMMUNES: Final = Sentence("comunas", "communes")
CIRCUITS: Final = Sentence("circuitos", "circuits")
UNITS: Final = Sentence("unidades", "units")
QUOTATIONS: Final = Sentence("cotizaciones", "quotations")
SIGNATURES: Final = Sentence("firmas", "signatures")
TEXTS: Final = Sentence("textos", "texts")
CHARACTERS: Final = Sentence("caracteres", "characters")
BYTES: Final = Sentence("bytes", "bytes")
PRINCIPALS_ALTERNATES: Final = Sentence("principales y suplentes", "principals and alternates")
PARLIAMENT_ENTERPRISES: Final = Sentence(
    "del parlamento y de las organizaciones socioproductivas",
    "from parliament and from socio-productive organisations",
)

YES_NO: Final = Sentence("sí o no", "yes or no")
ONE_OF: Final = Sentence("una de varias", "one of several")
LIST: Final = Sentence("lista", "list")
ORDERED_LIST: Final = Sentence("lista en orden", "ordered list")

PROBABILITY: Final = Sentence("probabilidad", "probability")
OF_ROLL: Final = Sentence("parte del registro", "share of the roll")
OF_VOTING_AGE: Final = Sentence(
    "parte de los habitantes en edad de votar", "share of residents of voting age"
)
OF_OVER_15: Final = Sentence("parte de los habitantes mayores de 15 años", "share of residents over 15")
OF_VALID: Final = Sentence("parte de los votos válidos", "share of valid votes")
OF_PRESENT: Final = Sentence("parte de los presentes", "share of those present")
OF_SEATS: Final = Sentence("parte de los puestos", "share of the seats")
OF_BUDGET: Final = Sentence("parte del monto", "share of the budget")
OF_COST: Final = Sentence("parte del costo", "share of the cost")
OF_GRANT: Final = Sentence("partes del monto obligado", "shares of the obliged amount")
OF_MINISTRY: Final = Sentence("parte del presupuesto de cada ministerio", "share of each ministry's budget")
OF_FUNDS: Final = Sentence("parte de los fondos administrados", "share of managed funds")
OF_INVESTMENT: Final = Sentence(
    "crecimiento sobre la inversión anterior", "growth over the former investment"
)
OF_SURPLUS: Final = Sentence("parte del excedente", "share of the surplus")
OF_MARKET_PRICE: Final = Sentence("parte del precio de mercado", "share of the market price")
OF_LEADERS: Final = Sentence("parte de quienes dirigen", "share of those who lead")
PER_YEAR: Final = Sentence("parte del capital por año", "share of the principal a year")
PER_CENT: Final = Sentence("por ciento", "per cent")
MONEY: Final = Sentence("dinero", "money")
MONEY_A_MONTH: Final = Sentence("dinero por mes", "money a month")
