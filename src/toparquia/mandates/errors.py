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


class NothingDecidedIt(DomainError):
    """A commission proclaims only what an election or an assembly decided."""

    code = "mandates.nothing_decided_it"
    says = Sentence(
        es="Ninguna elección ni decisión de la asamblea de {place} sobre cargos lleva ese número.",
        en="No election and no resolution about offices of {place} has that number.",
    )
    next_step = Sentence(
        es="Convoca una elección, o escribe el número de la decisión de la asamblea.",
        en="Call an election, or write the number of the assembly's resolution.",
    )


class OrganNotOfThisPlace(DomainError):
    """That kind of territory has no such organ."""

    code = "mandates.organ_not_of_this_place"
    says = Sentence(
        es="{place} no puede tener ese órgano.",
        en="{place} can't have that organ.",
    )
    next_step = Sentence(
        es="Elige uno de los que ofrece su página.",
        en="Choose one of those that its page offers.",
    )


class SeatsAreAllThere(DomainError):
    """The organ has every seat that the rules give it."""

    code = "mandates.seats_are_all_there"
    says = Sentence(
        es="{organ} ya tiene todos los puestos que dan las reglas.",
        en="The {organ} already has every seat that the rules give it.",
    )
    next_step = Sentence(
        es="No hace falta añadir nada; proclama a quienes los ocupan.",
        en="Nothing needs to be added; proclaim who holds them.",
    )


class LivesHereTooShort(DomainError):
    """The person has not lived in the territory for as long as the rules ask."""

    code = "mandates.lives_here_too_short"
    says = Sentence(
        es="Para este cargo hay que vivir en {place} desde hace {months} meses el {day}.",
        en="This office needs someone who has lived in {place} for {months} months on {day}.",
    )
    next_step = Sentence(
        es="Propón a otra persona; las reglas vigentes dicen de dónde sale el plazo.",
        en="Propose someone else; the rules in force say where the time comes from.",
    )


class TermsUsedUp(DomainError):
    """The person has held the office for as many terms in a row as the rules allow."""

    code = "mandates.terms_used_up"
    says = Sentence(
        es="La misma persona puede estar {terms} períodos seguidos en este cargo, y ya los cumplió.",
        en="One person may hold this office for {terms} terms in a row, and these are complete.",
    )
    next_step = Sentence(
        es="Propón a otra persona para este período.",
        en="Propose someone else for this term.",
    )


class LivesInAnotherCouncil(DomainError):
    """A council's seat in parliament is for someone who lives in that council."""

    code = "mandates.lives_in_another_council"
    says = Sentence(
        es="Ese puesto es la voz de {council}, y la persona no vive allí.",
        en="That seat is the voice of {council}, and the person does not live there.",
    )
    next_step = Sentence(
        es="Propón a alguien de {council}, o elige el puesto de su consejo.",
        en="Propose someone from {council}, or choose the seat of their own council.",
    )


class AlternateOfAnother(DomainError):
    """The alternate was elected for other seats than this one."""

    code = "mandates.alternate_of_another"
    says = Sentence(
        es="Esa persona es suplente de otros puestos, no de este.",
        en="That person is the alternate of other seats, not of this one.",
    )
    next_step = Sentence(
        es="Elige a una o un suplente del mismo cargo y, si lo hay, del mismo consejo.",
        en="Choose an alternate of the same office and, where there is one, of the same council.",
    )


class NothingToEnter(DomainError):
    """The seat has someone, so no alternate enters it."""

    code = "mandates.nothing_to_enter"
    says = Sentence(
        es="El puesto {seat} no está vacante.",
        en="Seat {seat} is not vacant.",
    )
    next_step = Sentence(
        es="Una o un suplente entra cuando el mandato del puesto terminó.",
        en="An alternate enters when the mandate of the seat has ended.",
    )


class RegistryNotVacant(DomainError):
    """The registry has someone for longer than the handover."""

    code = "mandates.registry_not_vacant"
    says = Sentence(
        es="El registro tiene a alguien hasta el {until}; es pronto para nombrar a quien sigue.",
        en="The registry has someone until {until}; it is early to name who follows.",
    )
    next_step = Sentence(
        es="Nombra a alguien desde {days} días antes, o cuando quede vacante.",
        en="Name someone from {days} days before, or when it is vacant.",
    )


class NamedAlready(DomainError):
    """This commune has named that person already."""

    code = "mandates.named_already"
    says = Sentence(
        es="{place} ya nombró a esa persona.",
        en="{place} has named that person already.",
    )
    next_step = Sentence(
        es="Falta que la nombre otra comuna.",
        en="Another commune has to name them, too.",
    )


class CommunesName(DomainError):
    """Only commissions of founded communes name who follows in the registry."""

    code = "mandates.communes_name"
    says = Sentence(
        es="A quien lleva el registro lo nombran dos comunas fundadas, y {place} no lo es.",
        en="Two founded communes name the registrar, and {place} is none.",
    )
    next_step = Sentence(
        es="Pídeselo a la comisión electoral de una comuna fundada.",
        en="Ask the electoral commission of a founded commune.",
    )


class NotYourMandate(DomainError):
    """Only whoever holds an office declares about it."""

    code = "mandates.not_your_mandate"
    says = Sentence(
        es="Solo lo declara quien tiene hoy ese cargo.",
        en="Only whoever holds that office today declares it.",
    )
    next_step = Sentence(
        es="Entra con tu cuenta y ábrelo desde tu propio cargo.",
        en="Sign in and open it from your own office.",
    )


class NoKinOffices(DomainError):
    """The two offices do not exclude each other."""

    code = "mandates.no_kin_offices"
    says = Sentence(
        es="Esos dos cargos no se vigilan el uno al otro aquí.",
        en="Those two offices do not watch each other here.",
    )
    next_step = Sentence(
        es="Se declara entre finanzas, contraloría y comisión electoral del mismo lugar.",
        en="It is declared among finance, audit and electoral commission of one place.",
    )


class KinDeclaredAlready(DomainError):
    """The same kinship was declared."""

    code = "mandates.kin_declared_already"
    says = Sentence(es="Ese parentesco ya está declarado.", en="That kinship is declared already.")
    next_step = Sentence(es="Míralo en la página del órgano.", en="See it on the organ's page.")


class KinInOffice(DomainError):
    """Someone who declared kinship would sit beside their kin in an office that excludes it."""

    code = "mandates.kin_in_office"
    says = Sentence(
        es="{holder} declaró parentesco con {other}, que tiene un cargo que lo impide aquí.",
        en="{holder} declared kinship with {other}, who holds an office here that excludes it.",
    )
    next_step = Sentence(
        es="Proclama a la siguiente persona elegida, o espera a que el otro mandato termine.",
        en="Proclaim the next person elected, or wait until the other mandate ends.",
    )
