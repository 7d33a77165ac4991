"""What the demo says to the person who runs it."""

from __future__ import annotations

from typing import Any, Final

from toparquia.foundation.errors import Sentence

GENERATED: Final = Sentence(
    es="Nada de lo que ves aquí es real: los lugares, las personas, los proyectos, los votos y los pagos los "
    "inventó el programa, a imitación de elecciones publicadas.",
    en="Nothing you see here is real: places, people, projects, votes and payments were made up by the "
    "program, after the manner of published elections.",
)
GIVEN: Final = Sentence(
    es="Los proyectos, sus costos y los votos vienen de los archivos de elecciones dados; los consejos, las "
    "personas, los cargos, las asambleas y los pagos a su alrededor son inventados.",
    en="Projects, their costs and the votes come from the election files given; the councils, people, "
    "offices, assemblies and payments around them are made up.",
)
BUILDING: Final = Sentence("Armando el país de muestra", "Building the sample country")
EXPLAINING: Final = Sentence("Explicando los resultados", "Explaining the results")
READING: Final = Sentence("Leyendo las elecciones", "Reading the elections")
SETTING_UP: Final = Sentence("Preparando la base de datos", "Setting up the database")
REUSED: Final = Sentence(
    "Es el mismo país de la vez pasada (--fresh lo arma de nuevo).",
    "It is the same country as last time (--fresh builds it anew).",
)
LEFT_OUT: Final = Sentence("No sirve {name}: {reason}", "{name} is of no use: {reason}")
SUMMARY: Final = Sentence(
    es="País de muestra con {communes} comunas, {councils} consejos, {residents} habitantes y {ballots} "
    "votos: {consultations} consultas certificadas, {obligations} obligaciones, {invoices} facturas pagadas "
    "y {reports_approved} rendiciones aprobadas. La Gaceta tiene {gazette_size} actos. Tomó {seconds} s.",
    en="A sample country with {communes} communes, {councils} councils, {residents} residents and {ballots} "
    "ballots: {consultations} consultations certified, {obligations} obligations, {invoices} invoices paid "
    "and {reports_approved} reports approved. The Gazette holds {gazette_size} acts. It took {seconds} s.",
)
LOOK: Final = {
    "commune": Sentence("una comuna", "a commune"),
    "consultation": Sentence("el resultado de una consulta", "the result of a consultation"),
    "project": Sentence("una obra, de la necesidad al sí de la asamblea", "a project, from need to approval"),
    "overdue": Sentence("una obligación vencida", "an overdue obligation"),
    "promotion": Sentence("una comuna en promoción", "a commune in promotion"),
    "expired": Sentence("una comuna con cargos vencidos", "a commune with expired mandates"),
    "open": Sentence("una consulta abierta", "an open consultation"),
    "assembly": Sentence("una asamblea convocada", "an assembly that is called"),
    "bank": Sentence("un banco comunal con sus préstamos", "a communal bank with its loans"),
    "gazette": Sentence("la Gaceta", "the Gazette"),
}
ROLES: Final = {
    "resident": Sentence("habitante", "resident"),
    "spokesperson": Sentence("vocera de la comuna", "spokesperson of the commune"),
    "council": Sentence("vocera de un consejo", "spokesperson of a council"),
    "commissioner": Sentence("comisión electoral", "electoral commission"),
    "commissioner2": Sentence("comisión electoral, otra persona", "electoral commission, another person"),
    "finance1": Sentence("comité de finanzas", "finance committee"),
    "finance2": Sentence("comité de finanzas", "finance committee"),
    "finance3": Sentence("comité de finanzas", "finance committee"),
    "auditor": Sentence("contraloría social", "social audit"),
    "banker": Sentence("coordinación del banco", "coordination of the bank"),
    "approver": Sentence("comité de aprobación del banco", "approval committee of the bank"),
    "treasurer": Sentence("tesorería del Estado", "State treasury"),
    "registrar": Sentence("registro de comunas", "registry of communes"),
}
LOOK_AT: Final = Sentence("Mira:", "Look at:")
SIGN_IN: Final = Sentence(
    "Para entrar (contraseña de todas: {password}):", "To sign in (password of all: {password}):"
)


def lines(built: dict[str, Any], base: str, language: str) -> list[str]:
    """Return what was built, where to look, and with which accounts, for a terminal."""
    document = built["document"]
    facts = {name: len(found) if isinstance(found, list) else found for name, found in document.items()}
    told = [SUMMARY.in_language(language, **facts)]
    told += [
        LEFT_OUT.in_language(language, name=one["source"], reason=one["reason"][language])
        for one in document["left_out"]
    ]
    told += ["", LOOK_AT.in_language(language)]
    told += [
        f"  {LOOK[name].in_language(language)}: {base}{path}" for name, path in built["look"].items() if path
    ]
    told += ["", SIGN_IN.in_language(language, password=built["password"])]
    told += [
        f"  {one['email']:<28}{ROLES[one['role']].in_language(language)} ({one['place']})"
        for one in built["accounts"]
    ]
    return told
