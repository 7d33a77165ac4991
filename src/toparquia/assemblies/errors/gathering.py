"""What is refused of a session's call, its list and its opening."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchSession(DomainError):
    """There is no session with that id."""

    code = "assemblies.no_such_session"
    says = Sentence(es="No existe esa asamblea.", en="There is no such assembly.")
    next_step = Sentence(
        es="Búscala en la página de su territorio.", en="Look for it on the page of its territory."
    )


class NoticeTooShort(DomainError):
    """The session would be sooner than the notice allows."""

    code = "assemblies.notice_too_short"
    says = Sentence(
        es="La asamblea sería el {asked}, pero hay que avisar {days} días antes.",
        en="The assembly would be on {asked}, but {days} days of notice are needed.",
    )
    next_step = Sentence(
        es="Convócala para el {earliest} o más tarde.", en="Call it for {earliest} or later."
    )


class TooFarAhead(DomainError):
    """The session would be later than a year from now."""

    code = "assemblies.too_far_ahead"
    says = Sentence(
        es="La asamblea sería el {asked}, dentro de más de un año.",
        en="The assembly would be on {asked}, more than a year ahead.",
    )
    next_step = Sentence(es="Elige una fecha más cercana.", en="Choose a nearer date.")


class AgendaOutOfBounds(DomainError):
    """The agenda is empty, too long, or has an item without words."""

    code = "assemblies.agenda_out_of_bounds"
    says = Sentence(
        es="El orden del día necesita de 1 a {items} puntos, cada uno de 1 a {length} letras.",
        en="An agenda needs 1 to {items} items of 1 to {length} letters each.",
    )
    next_step = Sentence(
        es="Completa los puntos vacíos y acorta los largos.",
        en="Fill in the empty items and shorten long ones.",
    )


class VenueOutOfBounds(DomainError):
    """The meeting place is empty or too long."""

    code = "assemblies.venue_out_of_bounds"
    says = Sentence(
        es="El lugar de la asamblea se escribe con 1 a {length} letras.",
        en="The meeting place is written in 1 to {length} letters.",
    )
    next_step = Sentence(
        es="Escribe dónde es, para que cualquiera la encuentre.",
        en="Write where it is, so that anyone can find it.",
    )


class SessionIsClosed(DomainError):
    """The session is closed; its minutes are written."""

    code = "assemblies.session_is_closed"
    says = Sentence(
        es="Esa asamblea ya se cerró y su acta está escrita.",
        en="That assembly is closed and its minutes are written.",
    )
    next_step = Sentence(
        es="Lo que falte se decide en una asamblea nueva: convócala.",
        en="What is left is decided in a new assembly: call one.",
    )


class AlreadyInSession(DomainError):
    """A call reached its quorum, so no other is made."""

    code = "assemblies.already_in_session"
    says = Sentence(
        es="La convocatoria {number} ya alcanzó el quórum: la asamblea está sesionando.",
        en="Call {number} reached its quorum: the assembly is in session.",
    )
    next_step = Sentence(es="Pasa a las propuestas.", en="Go on to the motions.")


class NoFurtherCall(DomainError):
    """The last call was made and failed."""

    code = "assemblies.no_further_call"
    says = Sentence(
        es="Ya se hicieron las {calls} convocatorias de esta asamblea; no hay otra.",
        en="The {calls} calls of this assembly were made; there is no other.",
    )
    next_step = Sentence(es="Ciérrala y convoca otra asamblea.", en="Close it and call another assembly.")


class CallTooSoon(DomainError):
    """The hour of this call has not come."""

    code = "assemblies.call_too_soon"
    says = Sentence(
        es="La convocatoria {number} no puede abrirse antes de las {earliest}.",
        en="Call {number} cannot open before {earliest}.",
    )
    next_step = Sentence(es="Espera a esa hora.", en="Wait for that hour.")


class NotTheAnnouncedDay(DomainError):
    """The session was announced for another day."""

    code = "assemblies.not_the_announced_day"
    says = Sentence(
        es="La asamblea se avisó para el {announced} y hoy es {today}.",
        en="The assembly was announced for {announced} and today is {today}.",
    )
    next_step = Sentence(
        es="Convoca otra, con su aviso, para que todos puedan venir.",
        en="Call another, with its notice, so that everyone can come.",
    )


class CountBelowZero(DomainError):
    """A number of people is below zero."""

    code = "assemblies.count_below_zero"
    says = Sentence(
        es="Un número de personas no puede ser menor que cero.",
        en="A number of people cannot be below zero.",
    )
    next_step = Sentence(es="Revisa las cantidades.", en="Check the numbers.")


class MorePresentThanElectors(DomainError):
    """More people are counted than the census has."""

    code = "assemblies.more_present_than_electors"
    says = Sentence(
        es="Se contaron {present} presentes; el censo de {place} tiene {electors} personas en edad de votar.",
        en="{present} were counted present; the census of {place} has {electors} people of voting age.",
    )
    next_step = Sentence(
        es="No cuentes a visitantes ni a menores; si el censo está viejo, actualízalo antes.",
        en="Leave out visitors and the under-aged; if the census is old, update it first.",
    )


class NamesOutOfCount(DomainError):
    """The list of names and the count of people do not fit."""

    code = "assemblies.names_out_of_count"
    says = Sentence(
        es="La lista tiene {names} personas distintas en {lines} líneas y se contaron {present} presentes.",
        en="The list has {names} different people on {lines} lines, and {present} were counted present.",
    )
    next_step = Sentence(
        es="Quita los repetidos y corrige la cantidad: nadie firma sin estar.",
        en="Remove the repeated ones and correct the count: nobody signs without being there.",
    )


class NotOfThisPlace(DomainError):
    """Someone on the list does not live there or is not of voting age."""

    code = "assemblies.not_of_this_place"
    says = Sentence(
        es="De la lista, {strangers} personas no son habitantes de {place} en edad de votar el {day}.",
        en="{strangers} people on the list are not residents of {place} of voting age on {day}.",
    )
    next_step = Sentence(
        es="Pueden oír y hablar, pero no cuentan: quítalas de la lista o registra antes su residencia.",
        en="They may listen and speak but do not count: take them off, or register where they live first.",
    )


class ArrivedAlready(DomainError):
    """The person is on that list."""

    code = "assemblies.arrived_already"
    says = Sentence(es="Esa persona ya está en la lista.", en="That person is on the list already.")
    next_step = Sentence(es="Sigue con la siguiente tarjeta.", en="Go on with the next card.")


class CitizensOnly(DomainError):
    """An organ's members are known by their seats."""

    code = "assemblies.citizens_only"
    says = Sentence(
        es="En la sesión de un órgano no hay tarjetas ni lista de firmas.",
        en="In the session of an organ there are no cards and no list of signatures.",
    )
    next_step = Sentence(
        es="Marca a sus integrantes al abrir la convocatoria.", en="Mark its members when you open the call."
    )


class PhotoUnreadable(DomainError):
    """The file is no picture that can be read, or too large."""

    code = "assemblies.photo_unreadable"
    says = Sentence(
        es="Ese archivo no es una foto que se pueda leer, o pasa de {megabytes} MB.",
        en="That file is no photo that can be read, or is over {megabytes} MB.",
    )
    next_step = Sentence(
        es="Toma la foto otra vez, una hoja por foto.", en="Take the photo again, one sheet a photo."
    )


class PhotosOutOfCount(DomainError):
    """A session has as many photos as it may."""

    code = "assemblies.photos_out_of_count"
    says = Sentence(
        es="Esta asamblea ya tiene {most} fotos de listas.", en="This assembly has {most} photos of lists."
    )
    next_step = Sentence(es="Guarda las demás hojas en papel.", en="Keep the other sheets on paper.")


class PhotoKeptAlready(DomainError):
    """The same photo is there."""

    code = "assemblies.photo_kept_already"
    says = Sentence(es="Esa foto ya está guardada.", en="That photo is kept already.")
    next_step = Sentence(es="Elige la foto de otra hoja.", en="Choose the photo of another sheet.")


class NoSuchPhoto(DomainError):
    """There is no photo of a list with that id."""

    code = "assemblies.no_such_photo"
    says = Sentence(es="No existe esa foto.", en="There is no such photo.")
    next_step = Sentence(es="Búscala en la asamblea.", en="Look for it in the assembly.")
