"""What the people room refuses."""

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
