"""What pictures of a vote are refused for."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class PhotoRefused(DomainError):
    """A file is no picture that is taken, or too large, or cannot be read."""

    code = "voting.photo_refused"
    says = Sentence(
        es="Ese archivo no es una foto que se pueda leer, o pesa más de {megabytes} MB.",
        en="This file is not a photo that can be read, or it is larger than {megabytes} MB.",
    )
    next_step = Sentence(
        es="Elige una foto JPEG, PNG o WebP, o toma otra. Lo demás sigue escrito.",
        en="Choose a JPEG, PNG or WebP photo, or take another. The rest is still there.",
    )


class BallotFixed(DomainError):
    """The vote has begun: who voted saw the ballot as it stays."""

    code = "voting.ballot_fixed"
    says = Sentence(
        es="La boleta de «{title}» ya no cambia: la votación empezó.",
        en="The ballot of “{title}” does not change any more: the vote has begun.",
    )
    next_step = Sentence(
        es="Las fotos se ponen antes de la hora en que abre.", en="Pictures are added before it opens."
    )


class NoSuchOption(DomainError):
    """The ballot has no option of this number."""

    code = "voting.no_such_option"
    says = Sentence(es="«{title}» no tiene una opción {number}.", en="“{title}” has no option {number}.")
    next_step = Sentence(es="Elígela en la lista de la página.", en="Choose it from the list on the page.")


class PicturedAlready(DomainError):
    """An option has its picture, which is never replaced."""

    code = "voting.pictured_already"
    says = Sentence(
        es="La opción «{option}» ya tiene su foto.", en="The option “{option}” has its picture already."
    )
    next_step = Sentence(
        es="Una foto no se cambia. Si está mal, llamen a otra votación.",
        en="A picture is not changed. If it is wrong, call another vote.",
    )


class PictureWithoutWords(DomainError):
    """Who cannot see a picture has nothing to hear."""

    code = "voting.picture_without_words"
    says = Sentence(
        es="Falta decir qué se ve en la foto, en {most} letras como mucho.",
        en="What the picture shows has not been said, in {most} letters at most.",
    )
    next_step = Sentence(
        es="Escribe lo que se ve, para quien no puede verla.",
        en="Write what it shows, for those who cannot see it.",
    )
