"""What is refused in the debate of a project."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchArgument(DomainError):
    """No argument has that id."""

    code = "planning.no_such_argument"
    says = Sentence(es="Ese argumento no existe.", en="That argument does not exist.")
    next_step = Sentence(
        es="Búscalo en el debate de su proyecto.", en="Look for it in the debate of its project."
    )


class SaidAlready(DomainError):
    """Someone has used the space that each person has on this side."""

    code = "planning.said_already"
    says = Sentence(
        es="Cada persona tiene el mismo espacio: {limit} de cada lado, y ya usaste el tuyo.",
        en="Each person has the same space: {limit} on each side, and you have used yours.",
    )
    next_step = Sentence(
        es="Puedes escribir en el otro lado, o hablar en la asamblea.",
        en="You can write on the other side, or speak in the assembly.",
    )


class ArguesElsewhere(DomainError):
    """Someone argues about a project of a territory in which they do not live."""

    code = "planning.argues_elsewhere"
    says = Sentence(
        es="En este debate escribe quien vive en {place}, y tu registro es de otro lugar.",
        en="Those who live in {place} write in this debate, and your register is of another place.",
    )
    next_step = Sentence(
        es="Si te mudaste, pide a tu consejo que anote la mudanza.",
        en="If you have moved, ask your council to record the move.",
    )


class GroundOfModerationUnknown(DomainError):
    """An argument was to be taken down on a ground that the rules do not have."""

    code = "planning.ground_of_moderation_unknown"
    says = Sentence(
        es="«{asked}» no es una razón para retirar un argumento.",
        en="“{asked}” is no ground to take an argument down.",
    )
    next_step = Sentence(es="Las únicas son: {grounds}.", en="The only ones are: {grounds}.")


class WithdrawnBefore(DomainError):
    """The argument was taken down before."""

    code = "planning.withdrawn_before"
    says = Sentence(es="Ese argumento ya fue retirado.", en="That argument was taken down before.")
    next_step = Sentence(
        es="Mira el registro de lo retirado en el debate.", en="See the debate's log of what was taken down."
    )


class NotTheAuthor(DomainError):
    """Someone asks for what only the person who wrote an argument may ask."""

    code = "planning.not_the_author"
    says = Sentence(
        es="Esto lo pide solo quien escribió el argumento.",
        en="Only whoever wrote the argument asks for this.",
    )
    next_step = Sentence(
        es="Entra con la cuenta con que lo escribiste.", en="Sign in with the account that wrote it."
    )


class NothingToAppeal(DomainError):
    """The argument stands, was taken back by its author, or another look was asked for already."""

    code = "planning.nothing_to_appeal"
    says = Sentence(
        es="No hay nada que volver a mirar: nadie lo retiró, o ya se pidió.",
        en="There is nothing to look at again: nobody took it down, or it was asked for already.",
    )
    next_step = Sentence(
        es="Mira el registro de lo retirado en el debate.", en="See the debate's log of what was taken down."
    )


class AppealTooLate(DomainError):
    """The time to ask for another look is over."""

    code = "planning.appeal_too_late"
    says = Sentence(es="Se podía pedir hasta el {day}.", en="It could be asked for until {day}.")
    next_step = Sentence(es="Llévalo a la asamblea.", en="Bring it to the assembly.")


class NothingToAnswer(DomainError):
    """Nobody asked for another look, or it was answered."""

    code = "planning.nothing_to_answer"
    says = Sentence(
        es="Nadie pidió revisar ese retiro, o ya se respondió.",
        en="Nobody asked to look at it again, or it was answered.",
    )
    next_step = Sentence(
        es="Mira el registro de lo retirado en el debate.", en="See the debate's log of what was taken down."
    )


class MayNotAnswerOwn(DomainError):
    """The person who took an argument down would answer the appeal against it."""

    code = "planning.may_not_answer_own"
    says = Sentence(
        es="Tú retiraste este argumento, así que lo revisa otra persona.",
        en="You took this argument down, so somebody else looks at it again.",
    )
    next_step = Sentence(
        es="Pídeselo a quien integra la contraloría social.", en="Ask whoever sits in the social audit."
    )


class NothingToErase(DomainError):
    """No withdrawn text's time is over."""

    code = "planning.nothing_to_erase"
    says = Sentence(
        es="Ningún texto retirado ha cumplido su plazo.", en="No withdrawn text's time is over yet."
    )
    next_step = Sentence(
        es="Espera al último día que dice el registro.", en="Wait for the last day that the log shows."
    )
