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
