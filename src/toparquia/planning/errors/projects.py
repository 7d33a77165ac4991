"""What is refused of needs, potentials, projects, their estimates, checks and admission."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class PositionOffEarth(DomainError):
    """A place on the map is not on it."""

    code = "planning.position_off_earth"
    says = Sentence(
        es="Esa posición no está en el mapa: latitud {latitude}, longitud {longitude}.",
        en="That position is not on the map: latitude {latitude}, longitude {longitude}.",
    )
    next_step = Sentence(
        es="Da las dos: latitud de -90 a 90 y longitud de -180 a 180, o ninguna.",
        en="Give both: latitude from -90 to 90 and longitude from -180 to 180, or neither.",
    )


class CodeMalformed(DomainError):
    """A theme, or the kind of a potential, is no code."""

    code = "planning.code_malformed"
    says = Sentence(es="«{asked}» no es un código de {field}.", en="“{asked}” is no code of {field}.")
    next_step = Sentence(
        es="Usa minúsculas sin espacios ni acentos, por ejemplo «agua».",
        en="Use small letters without spaces or accents, for instance “water”.",
    )


class HomesOutOfBounds(DomainError):
    """The number of homes that a need affects cannot be."""

    code = "planning.homes_out_of_bounds"
    says = Sentence(
        es="{asked} no puede ser el número de viviendas afectadas.",
        en="{asked} cannot be the number of homes affected.",
    )
    next_step = Sentence(
        es="Da un número de 0 a {limit}, o déjalo vacío.", en="Give a number from 0 to {limit}, or none."
    )


class PhotoRefused(DomainError):
    """A file is no photo that can be shown to everyone."""

    code = "planning.photo_refused"
    says = Sentence(
        es="Ese archivo no es una foto que se pueda mostrar.", en="That file is no photo that can be shown."
    )
    next_step = Sentence(
        es="Envía una foto JPEG, PNG o WebP de hasta {megabytes} MB, o ninguna.",
        en="Send a JPEG, PNG or WebP photo of up to {megabytes} MB, or none.",
    )


class HeadUnknown(DomainError):
    """A line of an estimate stands under a head that the rules do not have."""

    code = "planning.head_unknown"
    says = Sentence(
        es="«{asked}» no es un rubro del presupuesto aquí.", en="“{asked}” is no head of an estimate here."
    )
    next_step = Sentence(es="Usa uno de: {heads}.", en="Use one of: {heads}.")


class EstimateEmpty(DomainError):
    """An estimate has no line, or costs nothing."""

    code = "planning.estimate_empty"
    says = Sentence(
        es="Ese presupuesto no suma nada; un proyecto se vota por lo que cuesta.",
        en="That estimate adds up to nothing; a project is voted on for what it costs.",
    )
    next_step = Sentence(
        es="Agrega al menos un renglón con cantidad y precio.",
        en="Add at least one line with a quantity and a price.",
    )


class TooManyAtOnce(DomainError):
    """More lines, projects or checks were sent than one act takes."""

    code = "planning.too_many_at_once"
    says = Sentence(es="Son {asked} de una vez; caben {limit}.", en="These are {asked} at once; {limit} fit.")
    next_step = Sentence(es="Envíalos en varias partes.", en="Send them in several parts.")


class QuantityMalformed(DomainError):
    """A quantity is not a positive number with three decimals at most."""

    code = "planning.quantity_malformed"
    says = Sentence(es="«{asked}» no es una cantidad.", en="“{asked}” is not a quantity.")
    next_step = Sentence(
        es="Escribe un número mayor que cero, con tres decimales como máximo.",
        en="Write a number above zero, with three decimals at most.",
    )


class PriceNegative(DomainError):
    """A unit price is below zero."""

    code = "planning.price_negative"
    says = Sentence(es="El precio {asked} es negativo.", en="The price {asked} is negative.")
    next_step = Sentence(
        es="Escribe el precio, o cero si es trabajo o material donado.",
        en="Write the price, or zero for donated work or material.",
    )


class NoSuchProject(DomainError):
    """No project has that id."""

    code = "planning.no_such_project"
    says = Sentence(es="Ese proyecto no existe.", en="That project does not exist.")
    next_step = Sentence(es="Búscalo en la página de su comuna.", en="Look for it on its commune's page.")


class NoSuchNeed(DomainError):
    """No need has that id."""

    code = "planning.no_such_need"
    says = Sentence(es="Esa necesidad no existe.", en="That need does not exist.")
    next_step = Sentence(
        es="Búscala en la lista de necesidades de su lugar.", en="Look for it on its place's list of needs."
    )


class NeedElsewhere(DomainError):
    """A project answers a need of a territory that has nothing to do with its own."""

    code = "planning.need_elsewhere"
    says = Sentence(es="Esa necesidad no es de {place}.", en="That need is not of {place}.")
    next_step = Sentence(
        es="Elige una necesidad de aquí, o registra una nueva.",
        en="Choose a need from here, or voice a new one.",
    )


class ActsElsewhere(DomainError):
    """Someone acts on a project for a territory that does not contain it."""

    code = "planning.acts_elsewhere"
    says = Sentence(
        es="Actúas por {acting}, y este proyecto es de {place}.",
        en="You act for {acting}, and this project is of {place}.",
    )
    next_step = Sentence(
        es="Esto lo hace quien tiene el mandato allí.", en="Whoever holds the mandate there does this."
    )


class AlreadyAdmitted(DomainError):
    """The assembly admitted the project; its estimate and its check are closed."""

    code = "planning.already_admitted"
    says = Sentence(
        es="La asamblea ya admitió «{title}»; su presupuesto y su revisión no cambian más.",
        en="The assembly has admitted “{title}”; its estimate and its check change no more.",
    )
    next_step = Sentence(
        es="Si algo debe cambiar, propón otro proyecto para otra consulta.",
        en="If something has to change, propose another project for another consultation.",
    )


class NotCosted(DomainError):
    """A project without an estimate cannot be checked nor admitted."""

    code = "planning.not_costed"
    says = Sentence(es="«{title}» no tiene presupuesto todavía.", en="“{title}” has no estimate yet.")
    next_step = Sentence(es="Haz primero su presupuesto.", en="Make its estimate first.")


class GroundNotListed(DomainError):
    """A ground was used that is not in the closed list of the rules."""

    code = "planning.ground_not_listed"
    says = Sentence(
        es="«{asked}» no es una razón para revisar un proyecto.",
        en="“{asked}” is no ground to check a project on.",
    )
    next_step = Sentence(es="Las únicas son: {grounds}.", en="The only ones are: {grounds}.")


class GroundsIncomplete(DomainError):
    """A check does not answer each ground of the list exactly once."""

    code = "planning.grounds_incomplete"
    says = Sentence(
        es="La revisión no responde una vez a cada razón; revisa: {grounds}.",
        en="The check does not answer each ground once; look at: {grounds}.",
    )
    next_step = Sentence(
        es="Di de cada una si se cumple y por qué.", en="Say of each whether it is met, and why."
    )


class NotChecked(DomainError):
    """A project was not checked since its estimate was made."""

    code = "planning.not_checked"
    says = Sentence(
        es="El presupuesto actual de «{title}» no ha sido revisado.",
        en="The present estimate of “{title}” has not been checked.",
    )
    next_step = Sentence(
        es="Haz la revisión previa al voto; después la asamblea lo admite.",
        en="Make the check before the vote; then the assembly admits it.",
    )


class CheckNotPassed(DomainError):
    """A project did not pass the check before the vote."""

    code = "planning.check_not_passed"
    says = Sentence(
        es="«{title}» no pasó la revisión: {grounds}.", en="“{title}” did not pass the check: {grounds}."
    )
    next_step = Sentence(
        es="Corrige lo señalado y pide otra revisión.", en="Correct what was found and ask for another check."
    )


class ResolutionNotCarried(DomainError):
    """The assembly did not say yes."""

    code = "planning.resolution_not_carried"
    says = Sentence(
        es="La asamblea no aprobó esa decisión.", en="The assembly did not carry that resolution."
    )
    next_step = Sentence(
        es="Solo otra asamblea puede decidir lo contrario.", en="Only another assembly can decide otherwise."
    )


class ResolutionOfSomethingElse(DomainError):
    """The resolution is not about these projects, all of them and no other."""

    code = "planning.resolution_of_something_else"
    says = Sentence(
        es="Esa decisión de asamblea no trata de estos proyectos.",
        en="That resolution is not about these projects.",
    )
    next_step = Sentence(
        es="Admite exactamente los proyectos que la asamblea votó.",
        en="Admit exactly the projects that the assembly voted on.",
    )


class ResolutionElsewhere(DomainError):
    """The assembly that decided is of another territory than the one acted for."""

    code = "planning.resolution_elsewhere"
    says = Sentence(
        es="Esa decisión no es de una asamblea de {acting}.",
        en="That resolution is of no assembly of {acting}.",
    )
    next_step = Sentence(
        es="La registra quien tiene el mandato donde se decidió.",
        en="Whoever holds the mandate where it was decided records it.",
    )


class EndorsedAlready(DomainError):
    """The same person endorses a project a second time."""

    code = "planning.endorsed_already"
    says = Sentence(es="Ya apoyaste «{title}».", en="You have already endorsed “{title}”.")
    next_step = Sentence(
        es="Tu apoyo está contado; no hace falta otro.", en="Your endorsement is counted; no other is needed."
    )


class LivesElsewhere(DomainError):
    """Someone endorses a project of a territory in which they do not live."""

    code = "planning.lives_elsewhere"
    says = Sentence(
        es="Apoya este proyecto quien vive en {place}, y tu registro es de otro lugar.",
        en="Those who live in {place} endorse this project, and your register is of another place.",
    )
    next_step = Sentence(
        es="Si te mudaste, pide a tu consejo que anote la mudanza.",
        en="If you have moved, ask your council to record the move.",
    )
