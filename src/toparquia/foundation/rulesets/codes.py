"""The codes of a rule set in words for people."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817

WORDS: Final[dict[str, S]] = {
    # Words in place of a value.
    "unlimited": S("sin límite", "unlimited"),
    "present": S("quienes estén presentes", "those present"),
    "budget": S("los que el presupuesto pague", "as many as the budget pays for"),
    "assembly": S("lo decide la asamblea", "the assembly decides"),
    "none": S("ninguno", "none"),
    # Choices.
    "referendum": S("referendo", "referendum"),
    "assembly_vote": S("votación en asamblea", "vote in assembly"),
    "commune": S("comuna", "commune"),
    "council": S("consejo", "council"),
    "circuit": S("circuito", "circuit"),
    "communal_councils": S("los consejos comunales", "the communal councils"),
    "residents": S("los habitantes", "the residents"),
    "public_draw": S("sorteo público", "public draw"),
    "same_need": S("los que responden a la misma necesidad", "those that answer the same need"),
    "same_place": S("los del mismo territorio", "those of the same territory"),
    "run_off": S("segunda vuelta", "run-off"),
    "plurality": S("más votos", "most votes"),
    "greedy": S("más votos mientras alcance el presupuesto", "most votes while the budget lasts"),
    "greedy-no-skip": S(
        "más votos hasta el primero que no alcanza", "most votes up to the first that does not fit"
    ),
    "greedy-threshold": S("más votos, con un mínimo de votos", "most votes, with a least number of votes"),
    "greedy-exclusive": S(
        "más votos, sin proyectos incompatibles", "most votes, without incompatible projects"
    ),
    "greedy-density": S("más votos por unidad de costo", "most votes per unit of cost"),
    "mes": S("partes iguales", "equal shares"),
    "phragmen": S("Phragmén", "Phragmén"),
    "optimum": S("mayor satisfacción total", "largest total satisfaction"),
    "official": S("la que nombra el archivo de la elección", "the one that the election's file names"),
    "cost": S("costo", "cost"),
    "cardinality": S("número de proyectos", "number of projects"),
    "points": S("puntos", "points"),
    "points-cost": S("puntos por costo", "points times cost"),
    "rank": S("orden", "rank"),
    "rank-cost": S("orden por costo", "rank times cost"),
    "add1": S("un paso más por persona", "one step more a person"),
    "add1-greedy": S("un paso más por persona, luego más votos", "one step more a person, then most votes"),
    "satisfaction": S("satisfacción", "satisfaction"),
    "coverage": S("cobertura", "coverage"),
    "every_ordinary_assembly": S("en cada asamblea ordinaria", "at every ordinary assembly"),
    "quarterly": S("cada trimestre", "quarterly"),
    "equal": S("igual para cada comuna", "equal for each commune"),
    "population": S("según las familias de cada comuna", "by the families of each commune"),
    "need": S("según los hogares con alguna necesidad", "by the homes with some need"),
    "yearly": S("cada año", "yearly"),
    # Lists.
    "choose-1": S("se elige una", "choose one"),
    "approval": S("se aprueban varias", "approve several"),
    "cumulative": S("se reparten puntos", "share out points"),
    "ordinal": S("se ordenan", "rank"),
    "scoring": S("se puntúan", "score"),
    "principles": S("principios", "principles"),
    "needs_diagnosis": S("diagnóstico de necesidades", "diagnosis of needs"),
    "potential_inventory": S("inventario de potencialidades", "inventory of potential"),
    "territory": S("territorio", "territory"),
    "cost_arithmetic": S("suma de los costos", "arithmetic of the costs"),
    "duplicate": S("repetición", "duplicate"),
    "legality": S("legalidad", "legality"),
    "materials": S("materiales", "materials"),
    "costs": S("gastos", "costs"),
    "labour": S("mano de obra", "labour"),
    "social_action": S("acción social", "social action"),
    "operating": S("gastos operativos y de administración", "operating and administration"),
    "savings_and_credit": S("ahorro y crédito social", "social savings and credit"),
    "health": S("salud", "health"),
    "urban_land": S("tierra urbana", "urban land"),
    "housing": S("vivienda y hábitat", "housing"),
    "communal_economy": S("economía comunal", "communal economy"),
    "security_defence": S("seguridad y defensa", "security and defence"),
    "community_media": S("medios comunitarios", "community media"),
    "recreation_sport": S("recreación y deporte", "recreation and sport"),
    "food_consumers": S("alimentación y consumo", "food and consumers"),
    "water": S("mesa técnica de agua", "water"),
    "energy_gas": S("energía y gas", "energy and gas"),
    "children": S("niñas, niños y adolescentes", "children and adolescents"),
    "disability": S("personas con discapacidad", "people with disabilities"),
    "education_culture": S("educación, cultura y formación", "education, culture and training"),
    "family_equality": S("familia e igualdad de género", "family and gender equality"),
    "risks": S("riesgos", "risks"),
    "against_assembly": S(
        "actuó contra decisiones de la asamblea", "acted against decisions of the assembly"
    ),
    "accounts_late": S("no rindió cuentas a tiempo", "did not render accounts in time"),
    "acted_alone": S("negoció por su cuenta asuntos de todos", "negotiated everyone's business alone"),
    "duties_neglected": S("dejó de cumplir su cargo", "neglected the office"),
    "elderly": S("personas mayores", "the elderly"),
    "sick": S("personas enfermas", "the sick"),
    "large_families": S("familias numerosas", "large families"),
    "paper": S("papel", "paper"),
    "online": S("en línea", "online"),
    "phases": S("por fases", "in phases"),
    "parallel": S("a la vez", "side by side"),
    "jpeg": S("JPEG", "JPEG"),
    "png": S("PNG", "PNG"),
    "webp": S("WebP", "WebP"),
    "pdf": S("PDF", "PDF"),
}


def in_words(code: str, language: str) -> str:
    """Return what a code means in `language`; one that a territory made up is shown with spaces."""
    known = WORDS.get(code)
    return known.in_language(language) if known else code.replace("_", " ")
