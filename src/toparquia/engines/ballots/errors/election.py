"""Refusals about elections, credentials and choices."""

from __future__ import annotations

from .base import BadInput, BallotRefusal, Words


class ElectionVersionUnknown(BallotRefusal):
    """The election is of another version of the protocol."""

    code = "ballots.election_version_unknown"
    says = Words(
        "La elección es de la versión {version} del protocolo y sabemos verificar la 1.",
        "The election is of version {version} of the protocol and we can verify version 1.",
    )


class IdentifierMalformed(BadInput):
    """The election's identifier is not at least 14 base58 characters."""

    code = "ballots.identifier_malformed"
    says = Words(
        "El identificador «{uuid}» no tiene al menos 14 caracteres base58.",
        "The identifier “{uuid}” does not have at least 14 base58 characters.",
    )


class QuestionUnsound(BadInput):
    """A question asks for an impossible number of choices."""

    code = "ballots.question_unsound"
    says = Words(
        "La pregunta {number} no es posible: necesita entre 1 y {limit} respuestas y 0 <= min <= max <= "
        "respuestas.",
        "Question {number} is not possible: it needs 1 to {limit} answers and 0 <= min <= max <= answers.",
    )


class NoQuestions(BadInput):
    """An election asks nothing, or too much."""

    code = "ballots.no_questions"
    says = Words(
        "La elección debe tener entre 1 y {limit} preguntas.",
        "The election must have 1 to {limit} questions.",
    )


class CredentialMalformed(BadInput):
    """A private credential is mistyped."""

    code = "ballots.credential_malformed"
    says = Words(
        "La credencial no tiene la forma XXXXX-XXXXXX-XXXXX-XXXXXX. Revisa que esté copiada completa.",
        "The credential does not have the form XXXXX-XXXXXX-XXXXX-XXXXXX. Check that it is copied in full.",
    )


class CredentialRepeated(BallotRefusal):
    """The published list has one credential twice: two voters would share one vote."""

    code = "ballots.credential_repeated"
    says = Words(
        "La lista publicada tiene dos veces la misma credencial: dos personas compartirían un voto.",
        "The published list has the same credential twice: two people would share one vote.",
    )


class WeightMalformed(BallotRefusal):
    """A weight is not a decimal number from 1 up to the limit."""

    code = "ballots.weight_malformed"
    says = Words(
        "El peso de una credencial no es un número decimal entre 1 y {limit}.",
        "The weight of a credential is not a decimal number from 1 to {limit}.",
    )


class TooManyCredentials(BallotRefusal):
    """The list is longer than one archive should hold."""

    code = "ballots.too_many_credentials"
    says = Words(
        "La lista tiene más de {limit} credenciales. Divide la elección en varias y publica la suma.",
        "The list has more than {limit} credentials. Split the election into several and publish the sum.",
    )


class CredentialSourcesDiffer(BallotRefusal):
    """Two authorities' lists don't match in length, or one does not prove its part."""

    code = "ballots.credential_sources_differ"
    says = Words(
        "Las listas de las dos autoridades de credenciales no concuerdan ({reason}). Que las hagan otra vez.",
        "The lists of the two credential authorities do not match ({reason}). Let them be made again.",
    )


class ChoiceImpossible(BadInput):
    """What the voter chose is not an answer to the question."""

    code = "ballots.choice_impossible"
    says = Words(
        "Pregunta {number}: lo elegido no es una respuesta posible; se marcan de {least} a {most} "
        "opciones{blank}.",
        "Question {number}: what was chosen is not a possible answer; mark {least} to {most} options{blank}.",
    )
