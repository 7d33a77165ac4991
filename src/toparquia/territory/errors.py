"""What the territory room refuses."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchPlace(DomainError):
    """There is no territory with that id or code."""

    code = "territory.no_such_place"
    says = Sentence(es="No hay un territorio «{code}».", en="There is no territory “{code}”.")
    next_step = Sentence(
        es="Búscalo por su nombre desde la portada.", en="Search for its name from the front page."
    )


class NoRulesInForce(DomainError):
    """No rule set was adopted for that place and day."""

    code = "territory.no_rules_in_force"
    says = Sentence(
        es="En {place} no había un conjunto de reglas vigente el {day}.",
        en="{place} had no rule set in force on {day}.",
    )
    next_step = Sentence(
        es="Adopta uno para el territorio o para uno que lo contenga.",
        en="Adopt one for the territory or for one that contains it.",
    )


class TreeOutOfOrder(DomainError):
    """A territory was put under one that cannot contain it."""

    code = "territory.tree_out_of_order"
    says = Sentence(
        es="{kind} «{name}» no puede estar dentro de {parent_kind} «{parent}».",
        en="{kind} “{name}” cannot be inside {parent_kind} “{parent}”.",
    )
    next_step = Sentence(
        es="El orden es país, estado, circuito comunal, comuna, consejo comunal.",
        en="The order is country, state, communal circuit, commune, communal council.",
    )


class CodeTaken(DomainError):
    """Another territory already has that code."""

    code = "territory.code_taken"
    says = Sentence(
        es="El código «{code}» ya es de otro territorio.",
        en="The code “{code}” already belongs to another territory.",
    )
    next_step = Sentence(es="Elige otro código.", en="Choose another code.")


class NodeAlreadyOpen(DomainError):
    """This installation already has its root territory."""

    code = "territory.node_already_open"
    says = Sentence(
        es="Esta instalación ya está abierta; no se abre dos veces.",
        en="This installation is already open; it is not opened twice.",
    )
    next_step = Sentence(
        es="Sigue con lo que hay, o elige otra carpeta con TOPARQUIA_HOME.",
        en="Go on with what is there, or choose another folder with TOPARQUIA_HOME.",
    )


class RulesBeginTooEarly(DomainError):
    """The rules would begin on a day that others already govern."""

    code = "territory.rules_begin_too_early"
    says = Sentence(
        es="En {place} las reglas nuevas no pueden regir desde el {day}: lo que se hizo ese día se juzga por "
        "las de ese día.",
        en="In {place} new rules cannot be in force from {day} on: what was done that day is judged by the "
        "rules of that day.",
    )
    next_step = Sentence(es="Elige el {earliest} o un día posterior.", en="Choose {earliest} or a later day.")


class RulesBeginTooLate(DomainError):
    """The rules would begin so late that nobody could adopt others before."""

    code = "territory.rules_begin_too_late"
    says = Sentence(
        es="En {place} las reglas nuevas no pueden esperar hasta el {day}: hasta entonces nadie podría "
        "adoptar otras.",
        en="In {place} new rules cannot wait until {day}: nobody could adopt others before then.",
    )
    next_step = Sentence(
        es="Revisa el año: elige el {latest} o un día anterior.",
        en="Check the year: choose {latest} or an earlier day.",
    )


class FileUnreadable(DomainError):
    """A file of a country's register can't be read."""

    code = "territory.file_unreadable"
    says = Sentence(es="No se puede leer {file} ({reason}).", en="{file} can't be read ({reason}).")
    next_step = Sentence(
        es="Revisa el nombre, y que esté escrito en UTF-8.",
        en="Check its name, and that it is written in UTF-8.",
    )


class NodeNotOpen(DomainError):
    """There is no country in this installation yet."""

    code = "territory.node_not_open"
    says = Sentence(es="Esta instalación todavía no está abierta.", en="This installation is not open yet.")
    next_step = Sentence(es="Empieza con `toparquia setup`.", en="Begin with `toparquia setup`.")


class NoBoundary(DomainError):
    """What was sent is no area on earth."""

    code = "territory.no_boundary"
    says = Sentence(es="Eso no sirve de límite: {reason}.", en="That is no boundary: {reason}.")
    next_step = Sentence(
        es="Guárdalo otra vez como GeoJSON con un solo polígono, en grados.",
        en="Save it again as GeoJSON with one polygon, in degrees.",
    )


class BoundaryTooEarly(DomainError):
    """The boundary would begin before the one in force, or on a day still to come."""

    code = "territory.boundary_out_of_turn"
    says = Sentence(
        es="El límite no puede regir desde el {day}.", en="The boundary can't be in force from {day} on."
    )
    next_step = Sentence(
        es="Elige un día entre el {earliest} y el {latest}.",
        en="Choose a day between {earliest} and {latest}.",
    )
