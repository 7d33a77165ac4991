"""Refusals about one ballot."""

from __future__ import annotations

from .base import BallotRefusal, Words


class BallotOfAnotherElection(BallotRefusal):
    """The ballot names another election or other election bytes."""

    code = "ballots.ballot_of_another_election"
    says = Words(
        "La boleta es de otra elección. Abre de nuevo la página de esta votación y vota allí.",
        "The ballot belongs to another election. Open this vote's page again and vote there.",
    )


class CredentialUnknown(BallotRefusal):
    """The ballot's credential is not on the published list."""

    code = "ballots.credential_unknown"
    says = Words(
        "La credencial de la boleta no está en la lista publicada. Revisa tu hoja o pregunta a la comisión.",
        "The ballot's credential is not on the published list. Check your slip or ask the commission.",
    )


class BallotRepeated(BallotRefusal):
    """The same ballot text was already there: it would undo a later vote."""

    code = "ballots.ballot_repeated"
    says = Words(
        "La misma boleta ya estaba (boleta {first}): repetirla desharía un voto posterior.",
        "The same ballot was already there (ballot {first}): repeating it would undo a later vote.",
    )


class CiphertextRepeated(BallotRefusal):
    """A ciphertext of this ballot stands twice, or in another ballot."""

    code = "ballots.ciphertext_repeated"
    says = Words(
        "La boleta repite un voto cifrado que ya estaba. Hay que volver a hacerla.",
        "The ballot repeats an encrypted vote that was already there. It must be made again.",
    )


class BallotAfterClosing(BallotRefusal):
    """The ballot came after the vote closed."""

    code = "ballots.ballot_after_closing"
    says = Words(
        "La votación ya estaba cerrada cuando llegó esta boleta; no se cuenta.",
        "The vote was already closed when this ballot came; it is not counted.",
    )


class SignatureHashWrong(BallotRefusal):
    """The signed hash is not that of the ballot."""

    code = "ballots.signature_hash_wrong"
    says = Words(
        "La boleta fue cambiada después de firmarla: su resumen no concuerda.",
        "The ballot was changed after it was signed: its hash does not match.",
    )


class SignatureWrong(BallotRefusal):
    """The signature was not made with the credential's secret."""

    code = "ballots.signature_wrong"
    says = Words(
        "La firma de la boleta no fue hecha con su credencial.",
        "The ballot's signature was not made with its credential.",
    )


class AnswersMiscounted(BallotRefusal):
    """There are more or fewer answers, choices or proofs than the questions ask for."""

    code = "ballots.answers_miscounted"
    says = Words(
        "La boleta no tiene tantas respuestas, opciones y pruebas como pide la elección.",
        "The ballot does not have as many answers, choices and proofs as the election asks for.",
    )


class BlankProofMisplaced(BallotRefusal):
    """The blank proof is missing where blank is possible, or there where it is not."""

    code = "ballots.blank_proof_misplaced"
    says = Words(
        "La prueba de voto en blanco falta donde hace falta, o está donde no debe.",
        "The proof about the blank vote is missing where it is needed, or there where it must not be.",
    )


class IndividualProofWrong(BallotRefusal):
    """A choice is not proved to be 0 or 1."""

    code = "ballots.individual_proof_wrong"
    says = Words(
        "No está probado que la opción valga 0 o 1.",
        "It is not proved that the choice is worth 0 or 1.",
    )


class OverallProofWrong(BallotRefusal):
    """The number of choices is not proved to be in the permitted range."""

    code = "ballots.overall_proof_wrong"
    says = Words(
        "No está probado que el número de opciones marcadas sea uno de los permitidos.",
        "It is not proved that the number of marked choices is one of those permitted.",
    )


class BlankProofWrong(BallotRefusal):
    """A blank vote is not proved to be without choices."""

    code = "ballots.blank_proof_wrong"
    says = Words(
        "No está probado que el voto sea o en blanco o por opciones, y no ambas cosas.",
        "It is not proved that the vote is either blank or for choices, and not both.",
    )
