"""Refusals about trustees, the key ceremony, decryption and result."""

from __future__ import annotations

from .base import BadInput, BallotRefusal, Words


class KeyProofWrong(BallotRefusal):
    """A trustee did not prove that it knows its secret key."""

    code = "ballots.key_proof_wrong"
    says = Words(
        "No probó que conoce su clave secreta. Que haga su clave otra vez.",
        "It did not prove that it knows its secret key. Let it make its key again.",
    )


class ElectionKeyWrong(BallotRefusal):
    """The election's key is not the product of the trustees' keys."""

    code = "ballots.election_key_wrong"
    says = Words(
        "La clave de la elección no es la que forman las claves de los custodios: alguien más podría "
        "descifrar.",
        "The election's key is not the one that the trustees' keys form: someone else could decrypt.",
    )


class KeyRepeated(BallotRefusal):
    """Two trustees show the same key."""

    code = "ballots.key_repeated"
    says = Words(
        "Dos custodios muestran la misma clave. Cada quien debe hacer la suya.",
        "Two trustees show the same key. Each must make its own.",
    )


class CertificateWrong(BallotRefusal):
    """A ceremony certificate is not signed by its key, or for another ceremony."""

    code = "ballots.certificate_wrong"
    says = Words(
        "Su certificado no vale: la firma o el contexto (grupo, tamaño, umbral, puesto) no concuerdan.",
        "Its certificate is not valid: the signature or the context (group, size, threshold, place) does "
        "not match.",
    )


class CommitmentsWrong(BallotRefusal):
    """A ceremony message's commitments are missing, too many, or not signed."""

    code = "ballots.commitments_wrong"
    says = Words(
        "Sus compromisos no valen: deben ser {threshold} y estar firmados por su clave.",
        "Its commitments are not valid: there must be {threshold}, signed with its key.",
    )


class CertificateListDiffers(BallotRefusal):
    """A trustee signed another list of certificates than ours."""

    code = "ballots.certificate_list_differs"
    says = Words(
        "Firmó otra lista de certificados. Comparen su resumen por otro canal y empiecen de nuevo.",
        "It signed another list of certificates. Compare its hash by another channel and begin again.",
    )


class MessageNotAsCommitted(BallotRefusal):
    """A trustee's ceremony message is not the one whose hash it gave before."""

    code = "ballots.message_not_as_committed"
    says = Words(
        "Su mensaje no es el que había comprometido con su resumen: pudo elegirlo después de ver los demás.",
        "Its message is not the one whose hash it had committed to: it could have chosen it after seeing "
        "the others.",
    )


class CommitmentMissing(BallotRefusal):
    """Messages are not opened before every trustee committed to its own."""

    code = "ballots.commitment_missing"
    says = Words(
        "Todavía falta el compromiso de algún custodio; los mensajes se abren cuando estén todos.",
        "Some trustee's commitment is still missing; messages are opened when all are there.",
    )


class ShareWrong(BallotRefusal):
    """The secret share that a trustee sent does not match its commitments."""

    code = "ballots.share_wrong"
    says = Words(
        "La parte secreta que envió no concuerda con sus compromisos.",
        "The secret share it sent does not match its commitments.",
    )


class VerificationKeyWrong(BallotRefusal):
    """A trustee's final key is not the one that the commitments give it."""

    code = "ballots.verification_key_wrong"
    says = Words(
        "Su clave de verificación no es la que resulta de los compromisos de todos.",
        "Its verification key is not the one that everyone's commitments give.",
    )


class SealedMessageUnreadable(BallotRefusal):
    """A private message can't be opened, or is not from its sender to us."""

    code = "ballots.sealed_message_unreadable"
    says = Words(
        "Un mensaje privado no se puede abrir, o no es de quien dice para quien lo recibe.",
        "A private message cannot be opened, or is not from whom it says to whom it reached.",
    )


class ThresholdImpossible(BadInput):
    """Fewer than one or more than all trustees were asked for."""

    code = "ballots.threshold_impossible"
    says = Words(
        "Con {size} custodios no se pueden pedir {threshold} para descifrar (de 1 a {limit} custodios).",
        "With {size} trustees one cannot ask for {threshold} to decrypt (1 to {limit} trustees).",
    )


class TallyWrong(BallotRefusal):
    """The encrypted tally is not the product of the counted ballots."""

    code = "ballots.tally_wrong"
    says = Words(
        "La suma cifrada no es la de las boletas contadas.",
        "The encrypted sum is not that of the counted ballots.",
    )


class TallyCountsWrong(BallotRefusal):
    """The published number of ballots or the total weight is wrong."""

    code = "ballots.tally_counts_wrong"
    says = Words(
        "El acta cifrada dice {said} boletas contadas con peso {said_weight}, y son {count} con peso "
        "{weight}.",
        "The encrypted tally says {said} ballots counted with weight {said_weight}, and they are {count} "
        "with weight {weight}.",
    )


class DecryptionWrong(BallotRefusal):
    """A partial decryption is not proved to be made with the trustee's key."""

    code = "ballots.decryption_wrong"
    says = Words(
        "Su descifrado parcial no está probado con su clave.",
        "Its partial decryption is not proved with its key.",
    )


class SecondProofWrong(BallotRefusal):
    """Our own second proof of a decryption, which hashes the whole statement, fails."""

    code = "ballots.second_proof_wrong"
    says = Words(
        "La segunda prueba de su descifrado, la que cubre toda la afirmación, no vale.",
        "The second proof of its decryption, the one that covers the whole statement, is not valid.",
    )


class SecondProofMissing(BallotRefusal):
    """A second proof was asked for and is not there."""

    code = "ballots.second_proof_missing"
    says = Words(
        "Falta la segunda prueba de descifrado junto al archivo. Pídela a quien lo publica.",
        "The second decryption proof is missing beside the archive. Ask for it from its publisher.",
    )


class OwnerUnknown(BallotRefusal):
    """A partial decryption is in the name of nobody."""

    code = "ballots.owner_unknown"
    says = Words(
        "Un descifrado parcial va a nombre del custodio {owner} y solo hay {size}.",
        "A partial decryption is in the name of trustee {owner} and there are only {size}.",
    )


class OwnerRepeated(BallotRefusal):
    """One trustee decrypted twice."""

    code = "ballots.owner_repeated"
    says = Words(
        "El custodio {owner} aparece con dos descifrados parciales.",
        "Trustee {owner} appears with two partial decryptions.",
    )


class TooFewTrustees(BallotRefusal):
    """Not enough trustees decrypted."""

    code = "ballots.too_few_trustees"
    says = Words(
        "Faltan custodios: {reason}. El resultado se abre cuando estén.",
        "Trustees are missing: {reason}. The result opens when they are there.",
    )


class ResultWrong(BallotRefusal):
    """The published result is not what the decryptions give."""

    code = "ballots.result_wrong"
    says = Words(
        "El resultado publicado no es el que dan los descifrados.",
        "The published result is not the one that the decryptions give.",
    )


class ResultOutOfRange(BallotRefusal):
    """A decrypted count is more than the voters could give."""

    code = "ballots.result_out_of_range"
    says = Words(
        "Un total descifrado no está entre 0 y {limit}: alguna parte del descifrado es falsa.",
        "A decrypted total is not between 0 and {limit}: some part of the decryption is false.",
    )


class AlreadyDecrypted(BallotRefusal):
    """This trustee already decrypted another tally of the same vote."""

    code = "ballots.already_decrypted"
    says = Words(
        "Este custodio ya descifró otra suma de la votación {uuid}. Dos sumas casi iguales revelan un "
        "voto: no se hace.",
        "This trustee already decrypted another sum of vote {uuid}. Two nearly equal sums reveal a vote: "
        "it is not done.",
    )


class TooFewBallots(BallotRefusal):
    """Opening the sum of so few ballots would reveal votes."""

    code = "ballots.too_few_ballots"
    says = Words(
        "Solo hay {count} boletas y la regla pide {least} para abrir la suma. Únanla con otra antes de "
        "abrir.",
        "There are only {count} ballots and the rule asks for {least} to open the sum. Merge it with "
        "another first.",
    )


class NotOurKey(BadInput):
    """The secret key given belongs to none of the election's trustees."""

    code = "ballots.not_our_key"
    says = Words(
        "Esta clave secreta no es de ningún custodio de esta elección. Busca el archivo de clave correcto.",
        "This secret key belongs to no trustee of this election. Find the right key file.",
    )
