"""What registers, cards and rolls refuse."""

from toparquia.foundation.errors import DomainError, Sentence


class LivesElsewhere(DomainError):
    """The person is registered as living in another council on that day."""

    code = "people.lives_elsewhere"
    says = Sentence(
        es="Esta persona ya está inscrita en {place} ese día.",
        en="This person is already registered in {place} on that day.",
    )
    next_step = Sentence(
        es="Registra primero su mudanza, con la fecha.", en="Record the move first, with its date."
    )


class BornLater(DomainError):
    """The birth date is after the day of registration, or too long ago to be right."""

    code = "people.birth_date_not_plausible"
    says = Sentence(
        es="La fecha de nacimiento {birth} no puede ser.", en="The birth date {birth} cannot be right."
    )
    next_step = Sentence(es="Revisa el día, el mes y el año.", en="Check day, month and year.")


class LivesFromLater(DomainError):
    """The day since which someone lives there is still to come."""

    code = "people.lives_from_later"
    says = Sentence(
        es="El {since} todavía no llega: no se puede vivir allí desde entonces.",
        en="{since} is still to come: nobody lives there since then.",
    )
    next_step = Sentence(es="Escribe el día en que llegó.", en="Give the day of arrival.")


class NotACouncil(DomainError):
    """People are registered where they live: in a council."""

    code = "people.not_a_council"
    says = Sentence(
        es="Las personas se inscriben en su consejo comunal, no en {place}.",
        en="People are registered in their communal council, not in {place}.",
    )
    next_step = Sentence(es="Abre la página del consejo.", en="Open the council's page.")


class NobodyToRegister(DomainError):
    """There is nobody on the list."""

    code = "people.nobody_to_register"
    says = Sentence(es="La lista no tiene a nadie.", en="There is nobody on the list.")
    next_step = Sentence(es="Agrega al menos una persona.", en="Add at least one person.")


class RegisteredAlready(DomainError):
    """Someone with the same names and birth date is registered there."""

    code = "people.registered_already"
    says = Sentence(
        es="En {place} ya hay alguien con esos nombres y esa fecha de nacimiento.",
        en="Someone with those names and that birth date is already registered in {place}.",
    )
    next_step = Sentence(
        es="Si es otra persona, márcalo en el formulario y envía de nuevo.",
        en="If it is another person, say so in the form and send again.",
    )


class EmailTaken(DomainError):
    """The e-mail address belongs to someone else's account."""

    code = "people.email_taken"
    says = Sentence(
        es="Ese correo ya es de la cuenta de otra persona inscrita.",
        en="That e-mail address already belongs to another registered person's account.",
    )
    next_step = Sentence(
        es="Usa otro, o déjalo vacío: no hace falta para estar en el registro.",
        en="Use another, or leave it empty: it is not needed to be in the register.",
    )


class NoSuchResident(DomainError):
    """Nobody with that id lives in that council."""

    code = "people.no_such_resident"
    says = Sentence(es="En este consejo no hay esa persona.", en="There is no such person in this council.")
    next_step = Sentence(es="Búscala en la lista del consejo.", en="Look for them on the council's list.")


class NothingToCorrect(DomainError):
    """The correction says what the record already says."""

    code = "people.nothing_to_correct"
    says = Sentence(es="Eso ya es lo que dice el registro.", en="The register already says that.")
    next_step = Sentence(
        es="Cambia el dato que está mal y guarda de nuevo.", en="Change what is wrong and save again."
    )


class NotebookUnreadable(DomainError):
    """A census notebook is no table that can be read."""

    code = "people.notebook_unreadable"
    says = Sentence(es="El cuaderno no se puede leer: {reason}.", en="The notebook can't be read: {reason}.")
    next_step = Sentence(
        es="Guárdalo como CSV con las columnas nombres, apellidos, fecha_nacimiento y desde.",
        en="Save it as CSV with the columns given_names, surnames, birth_date and since.",
    )


class EndsBeforeItBegan(DomainError):
    """The residence would end before it began, or on a day still to come."""

    code = "people.residence_ends_out_of_turn"
    says = Sentence(
        es="No puede haber salido el {day}: vive allí desde el {since}.",
        en="They can't have left on {day}: they live there since {since}.",
    )
    next_step = Sentence(
        es="Escribe el primer día en que ya no vivía allí, a más tardar hoy.",
        en="Give the first day on which they no longer lived there, today at the latest.",
    )


class NoSuchCard(DomainError):
    """No card in force has that code."""

    code = "people.no_such_card"
    says = Sentence(es="Ninguna tarjeta vigente lleva ese código.", en="No card in force has that code.")
    next_step = Sentence(
        es="Revisa las letras, o pide otra tarjeta a una vocería de tu consejo.",
        en="Check the letters, or ask a spokesperson of your council for another card.",
    )


class NotANeighbour(DomainError):
    """Only someone in that council's register may do this."""

    code = "people.not_a_neighbour"
    says = Sentence(
        es="Esto es de quienes están en el registro de {place}.",
        en="This is for those who are in the register of {place}.",
    )
    next_step = Sentence(
        es="Pídeselo a una vecina o un vecino de ese consejo.", en="Ask a neighbour of that council."
    )


class WitnessOfOneself(DomainError):
    """The promoter can't bear witness, and nobody twice."""

    code = "people.witness_of_oneself"
    says = Sentence(
        es="Quien promueve la inscripción no es testigo, y nadie lo es dos veces.",
        en="Who promotes a registration is no witness, and nobody is one twice.",
    )
    next_step = Sentence(es="Hacen falta otras dos personas.", en="Two other people are needed.")


class TooFewWitnesses(DomainError):
    """More neighbours have to bear witness first."""

    code = "people.too_few_witnesses"
    says = Sentence(
        es="La solicitud tiene {witnesses} testigos y hacen falta {needed}.",
        en="The request has {witnesses} witnesses and needs {needed}.",
    )
    next_step = Sentence(
        es="Pide a otra persona del consejo que abra la dirección de la solicitud y dé fe.",
        en="Ask another neighbour to open the request's address and bear witness.",
    )


class SexNotAsked(DomainError):
    """The rules in force don't have that word for a person's sex."""

    code = "people.sex_not_asked"
    says = Sentence(
        es="Las reglas de {place} no tienen «{sex}» entre las respuestas sobre el sexo.",
        en="The rules of {place} don't have “{sex}” among the answers about sex.",
    )
    next_step = Sentence(es="Elige otra respuesta, o ninguna.", en="Choose another answer, or none.")


class RequestDecidedAlready(DomainError):
    """The request was accepted or refused before."""

    code = "people.request_decided_already"
    says = Sentence(es="Esa solicitud ya está decidida.", en="That request is decided already.")
    next_step = Sentence(es="Haz otra si algo cambió.", en="Make another if something changed.")


class TooManyRequests(DomainError):
    """So many requests wait in that council that no more are taken."""

    code = "people.too_many_requests"
    says = Sentence(
        es="En {place} esperan ya {waiting} solicitudes.", en="{waiting} requests wait in {place} already."
    )
    next_step = Sentence(es="Habla con una vocería del consejo.", en="Talk to a spokesperson of the council.")


class QuestionAnsweredAlready(DomainError):
    """The council has answered that question."""

    code = "people.question_answered_already"
    says = Sentence(es="Esa pregunta ya está respondida.", en="That question is answered already.")
    next_step = Sentence(
        es="Si la persona se fue después, anota su mudanza.", en="If the person left later, record the move."
    )


class RollAnnouncedAlready(DomainError):
    """The roll of that day is announced."""

    code = "people.roll_announced_already"
    says = Sentence(
        es="El registro del {day} ya está anunciado.", en="The roll of {day} is announced already."
    )
    next_step = Sentence(es="Abre su página.", en="Open its page.")


class ObjectionsEndOutOfTurn(DomainError):
    """The time to object ends before today, or after the day of the roll."""

    code = "people.objections_end_out_of_turn"
    says = Sentence(
        es="El plazo para objetar termina entre hoy y el día del registro, {day}.",
        en="The time to object ends between today and the day of the roll, {day}.",
    )
    next_step = Sentence(es="Elige otro día.", en="Choose another day.")


class ObjectionsOver(DomainError):
    """The time to object is over."""

    code = "people.objections_over"
    says = Sentence(es="Se podía objetar hasta el {until}.", en="Objections were taken until {until}.")
    next_step = Sentence(
        es="Pide la corrección de tus datos a una vocería de tu consejo.",
        en="Ask a spokesperson of your council to correct your record.",
    )


class ObjectionAnsweredAlready(DomainError):
    """That objection has its answer."""

    code = "people.objection_answered_already"
    says = Sentence(es="Esa objeción ya tiene respuesta.", en="That objection has its answer already.")
    next_step = Sentence(es="Lee la respuesta.", en="Read the answer.")


class ObjectionsOpen(DomainError):
    """The roll can't be frozen while people may object or wait for an answer."""

    code = "people.objections_open"
    says = Sentence(
        es="El registro no se cierra todavía: se puede objetar hasta el {until}, y {waiting} objeciones "
        "esperan respuesta.",
        en="The roll is not frozen yet: objections are taken until {until}, {waiting} wait for an answer.",
    )
    next_step = Sentence(
        es="Responde las objeciones y vuelve cuando pase el plazo.",
        en="Answer the objections and come back when the time is over.",
    )
