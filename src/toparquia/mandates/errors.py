"""What the mandates room refuses."""

from toparquia.foundation.errors import DomainError, Sentence


class NoMandate(DomainError):
    """The person holds no mandate in force that gives the power here."""

    code = "mandates.none_in_force"
    says = Sentence(
        es="En {place} no tienes hoy un cargo que permita hacer esto.",
        en="You hold no office in {place} today that allows this.",
    )
    next_step = Sentence(
        es="Pídeselo a quien lo tenga: la página de {place} dice quién es y hasta cuándo.",
        en="Ask the person who does: the page of {place} says who it is and until when.",
    )


class NotInTheRegister(DomainError):
    """The account is of nobody in a council's register."""

    code = "mandates.not_in_the_register"
    says = Sentence(
        es="Para dejar algo en la Gaceta hay que estar en el registro de un consejo, y tu cuenta no lo está.",
        en="To put something into the Gazette you must be in a council's register, and your account is not.",
    )
    next_step = Sentence(
        es="Pide a una vocería de tu consejo que te inscriba con este mismo correo, y envíalo de nuevo.",
        en="Ask a spokesperson of your council to register you with this same e-mail, then send it again.",
    )


class SeatTaken(DomainError):
    """Someone holds the seat on days of the new term."""

    code = "mandates.seat_taken"
    says = Sentence(
        es="El puesto {seat} de {organ} ya tiene a alguien entre el {starts} y el {ends}.",
        en="Seat {seat} of {organ} is already held between {starts} and {ends}.",
    )
    next_step = Sentence(
        es="Espera al fin de ese período, o regístralo terminado si terminó antes.",
        en="Wait for that term to end, or record its end if it ended early.",
    )


class TooYoung(DomainError):
    """The person is not of the age that the rules ask for the office."""

    code = "mandates.too_young"
    says = Sentence(
        es="Para este cargo hay que haber cumplido {years} años antes del {day}.",
        en="This office needs someone who turned {years} before {day}.",
    )
    next_step = Sentence(
        es="Propón a otra persona; las reglas vigentes dicen de dónde sale la edad.",
        en="Propose someone else; the rules in force say where the age comes from.",
    )


class IncompatibleOffices(DomainError):
    """The person already holds an office that excludes this one."""

    code = "mandates.incompatible"
    says = Sentence(
        es="Quien integra {held} no puede integrar {asked} a la vez.",
        en="Whoever sits in the {held} cannot sit in the {asked} at the same time.",
    )
    next_step = Sentence(
        es="Propón a otra persona, o que deje antes el otro cargo.",
        en="Propose someone else, or let them leave the other office first.",
    )


class NotInOffice(DomainError):
    """The mandate is not in force, so it cannot end early."""

    code = "mandates.not_in_office"
    says = Sentence(
        es="Ese mandato no está vigente el {day}; no se puede terminar antes de tiempo.",
        en="That mandate is not in force on {day}; it cannot end early.",
    )
    next_step = Sentence(
        es="Mira sus fechas en la página del órgano.", en="See its dates on the organ's page."
    )


class RegistryAlreadySeated(DomainError):
    """The node has had its first registrar."""

    code = "mandates.registry_already_seated"
    says = Sentence(
        es="El registro ya tuvo su primera persona; esto se hace una sola vez.",
        en="The registry has had its first person; this is done only once.",
    )
    next_step = Sentence(
        es="Las siguientes se proclaman como en cualquier otro cargo.",
        en="Those who follow are proclaimed as in any other office.",
    )


class OrganConstitutedAlready(DomainError):
    """The territory already has that organ."""

    code = "mandates.organ_constituted_already"
    says = Sentence(es="{place} ya tiene {organ}.", en="{place} already has its {organ}.")
    next_step = Sentence(
        es="Proclama a quienes la integran en su página.", en="Proclaim its members on its page."
    )


class NoSuchOrgan(DomainError):
    """There is no organ with that id."""

    code = "mandates.no_such_organ"
    says = Sentence(es="No existe ese órgano.", en="There is no such organ.")
    next_step = Sentence(es="Búscalo en la página de su lugar.", en="Look for it on the page of its place.")


class NoSuchMandate(DomainError):
    """There is no mandate with that id."""

    code = "mandates.no_such_mandate"
    says = Sentence(es="No existe ese mandato.", en="There is no such mandate.")
    next_step = Sentence(es="Búscalo en la página de su órgano.", en="Look for it on the page of its organ.")


class EndsInThePast(DomainError):
    """A mandate cannot end on a day that is over: what was done by it since would lose its ground."""

    code = "mandates.ends_in_the_past"
    says = Sentence(
        es="El mandato no puede terminar el {day}: ese día ya pasó.",
        en="The mandate cannot end on {day}: that day is over.",
    )
    next_step = Sentence(es="Elige hoy o un día posterior.", en="Choose today or a later day.")


class UnknownEndReason(DomainError):
    """A mandate ends early for one of a few reasons."""

    code = "mandates.unlisted_end_reason"
    says = Sentence(
        es="«{reason}» no es una razón para terminar un mandato antes de tiempo.",
        en="“{reason}” is no reason to end a mandate early.",
    )
    next_step = Sentence(es="Las razones son: {reasons}.", en="The reasons are: {reasons}.")


class HolderNotFound(DomainError):
    """Nobody with those names and that birth date lives in the territory."""

    code = "mandates.holder_not_found"
    says = Sentence(
        es="En {place} no vive nadie inscrito con esos nombres y esa fecha de nacimiento.",
        en="Nobody registered with those names and that birth date lives in {place}.",
    )
    next_step = Sentence(
        es="Escríbelos como en el registro, o pide a su consejo que inscriba primero a la persona.",
        en="Write them as in the register, or ask the council to register the person first.",
    )


class SeveralHoldersFound(DomainError):
    """Two people have those names and that birth date."""

    code = "mandates.several_holders_found"
    says = Sentence(
        es="En {place} hay más de una persona con esos nombres y esa fecha de nacimiento.",
        en="More than one person in {place} has those names and that birth date.",
    )
    next_step = Sentence(
        es="Pide a su consejo que corrija o complete los nombres.",
        en="Ask the council to correct or complete the names.",
    )


class CommissionProclaims(DomainError):
    """The organ has begun, and a commission is there to proclaim who is elected to it."""

    code = "mandates.commission_proclaims"
    says = Sentence(
        es="En {place} hay comisión electoral en funciones: el registro anota solo los primeros mandatos.",
        en="{place} has an electoral commission in office: the registry records the first mandates only.",
    )
    next_step = Sentence(
        es="Pídele a la comisión que proclame a quien se eligió.",
        en="Ask the commission to proclaim whoever was elected.",
    )


class BeginsTooFar(DomainError):
    """The term would begin more than a year from now."""

    code = "mandates.begins_too_far"
    says = Sentence(
        es="Un mandato que empieza el {day} está demasiado lejos.",
        en="A mandate that begins on {day} is too far ahead.",
    )
    next_step = Sentence(
        es="Revisa el año: escribe un día de los próximos {days}.",
        en="Check the year: write a day within the next {days}.",
    )
