"""What the online box refuses: set-up, ceremony, ballots, the one roll of all channels."""

from toparquia.foundation.errors import DomainError, Sentence


class OnlineNotAllowed(DomainError):
    """The rule set does not allow an online channel."""

    code = "voting.online_not_allowed"
    says = Sentence(
        es="Las reglas de {place} no permiten votar en línea.",
        en="The rules of {place} allow no online voting.",
    )
    next_step = Sentence(
        es="Vota en papel, o cambia las reglas por votación antes de abrir.",
        en="Vote on paper, or change the rules by vote before opening.",
    )


class BoxThereAlready(DomainError):
    """The vote has an online box already."""

    code = "voting.box_there_already"
    says = Sentence(
        es="La votación «{title}» ya tiene urna en línea.",
        en="The vote “{title}” has an online box already.",
    )
    next_step = Sentence(
        es="Sigue con esa urna.",
        en="Go on with that box.",
    )


class NoBox(DomainError):
    """The vote has no online box."""

    code = "voting.not_found_box"
    says = Sentence(
        es="La votación «{title}» no tiene urna en línea.",
        en="The vote “{title}” has no online box.",
    )
    next_step = Sentence(
        es="Si las reglas lo permiten, la comisión la prepara.",
        en="If the rules allow it, the commission sets it up.",
    )


class OnlineHoursMalformed(DomainError):
    """The online channel would not close within the vote's hours."""

    code = "voting.online_hours_malformed"
    says = Sentence(
        es="La urna en línea no puede cerrar el {closes}: por fases cierra antes que la "
        "votación, y nunca después.",
        en="The online box cannot close on {closes}: in phases it closes before the vote "
        "does, and never after.",
    )
    next_step = Sentence(
        es="Pon una hora después de la apertura y antes del cierre.",
        en="Give a time after the opening and before the closing.",
    )


class TrusteesMissing(DomainError):
    """There are fewer trustees in office than keys are needed."""

    code = "voting.trustees_missing"
    says = Sentence(
        es="Hacen falta {needed} custodios en ejercicio y hay {there}.",
        en="{needed} trustees in office are needed and there are {there}.",
    )
    next_step = Sentence(
        es="Que se proclamen los que faltan.",
        en="Have the missing ones proclaimed.",
    )


class SetUpAlreadyDone(DomainError):
    """The box is no longer being set up."""

    code = "voting.set_up_already_done"
    says = Sentence(
        es="La urna de «{title}» ya no está en preparación.",
        en="The box of “{title}” is no longer being set up.",
    )
    next_step = Sentence(
        es="Mira en su página en qué paso está.",
        en="See on its page which step it is at.",
    )


class NotASeatOfYours(DomainError):
    """The person holds no key of this box."""

    code = "voting.seat_of_another"
    says = Sentence(
        es="Ninguna de las llaves de esta urna está a tu cargo.",
        en="None of this box's keys is yours to keep.",
    )
    next_step = Sentence(
        es="Entra con la cuenta de quien custodia la llave.",
        en="Sign in with the account of the person who keeps the key.",
    )


class StepNotItsTurn(DomainError):
    """The ceremony is at another step."""

    code = "voting.step_not_its_turn"
    says = Sentence(
        es="Todavía no toca «{step}»: ahora toca «{turn}».",
        en="It is not the turn of “{step}” yet: now it is “{turn}”.",
    )
    next_step = Sentence(
        es="Espera a que todos los custodios terminen el paso de ahora.",
        en="Wait until all trustees have finished the present step.",
    )


class StepDoneDifferently(DomainError):
    """The trustee sent another text for a step that is done."""

    code = "voting.step_done_differently"
    says = Sentence(
        es="Este paso ya se hizo con otro contenido, y no se cambia.",
        en="This step was done with other content, and does not change.",
    )
    next_step = Sentence(
        es="Si se perdió la llave, la comisión prepara otra votación.",
        en="If the key is lost, the commission sets up another vote.",
    )


class StepRefused(DomainError):
    """What a trustee sent does not pass the protocol's check."""

    code = "voting.step_refused"
    says = Sentence(
        es="El paso «{step}» no se acepta. {reason}",
        en="The step “{step}” is not accepted. {reason}",
    )
    next_step = Sentence(
        es="Hazlo otra vez desde la página de custodia.",
        en="Do it again from the trustee's page.",
    )


class CredentialsFromTheCommission(DomainError):
    """The credential authority also sits in the commission."""

    code = "voting.credentials_from_the_commission"
    says = Sentence(
        es="Quien integra la comisión electoral no puede hacer las credenciales de su propia urna.",
        en="A member of the electoral commission cannot make the credentials of its own box.",
    )
    next_step = Sentence(
        es="Que las haga otra persona.",
        en="Let another person make them.",
    )


class CredentialsThere(DomainError):
    """This source has delivered its credentials."""

    code = "voting.credentials_there"
    says = Sentence(
        es="La fuente {source} ya entregó otras credenciales.",
        en="Source {source} has delivered other credentials already.",
    )
    next_step = Sentence(
        es="La lista entregada no se cambia.",
        en="A list that was delivered does not change.",
    )


class SourceUnknown(DomainError):
    """There is no such source of credentials, or the person gave the other one."""

    code = "voting.source_of_none"
    says = Sentence(
        es="La fuente {source} no existe aquí, o la otra ya es tuya.",
        en="There is no source {source} here, or the other one is yours already.",
    )
    next_step = Sentence(
        es="Cada fuente es de una persona distinta.",
        en="Each source belongs to a different person.",
    )


class CredentialsMiscounted(DomainError):
    """More credentials than people on the roll, or too few."""

    code = "voting.credentials_miscounted"
    says = Sentence(
        es="Llegaron {found} credenciales; el registro tiene {roll} personas y hacen falta al menos {least}.",
        en="{found} credentials came; the roll has {roll} people and at least {least} are needed.",
    )
    next_step = Sentence(
        es="Haz una por persona del registro.",
        en="Make one for each person on the roll.",
    )


class CredentialsRefused(DomainError):
    """The list of credentials does not pass the protocol's check."""

    code = "voting.credentials_refused"
    says = Sentence(
        es="La lista de credenciales no se acepta. {reason}",
        en="The list of credentials is not accepted. {reason}",
    )
    next_step = Sentence(
        es="Hazla otra vez desde la página de credenciales.",
        en="Make it again from the credentials page.",
    )


class CeremonyUnfinished(DomainError):
    """Keys or credentials are missing."""

    code = "voting.ceremony_unfinished"
    says = Sentence(
        es="La urna no se puede abrir: falta terminar {missing}.",
        en="The box cannot open: {missing} must be finished first.",
    )
    next_step = Sentence(
        es="Mira en la página de la ceremonia quién falta.",
        en="See on the ceremony's page who is missing.",
    )


class GroupTooSmall(DomainError):
    """Fewer people would vote online than keep a vote secret."""

    code = "voting.group_too_small"
    says = Sentence(
        es="Con {count} credenciales no se abre: hacen falta {least} para que nadie deduzca un voto.",
        en="It does not open with {count} credentials: {least} are needed so that nobody can infer a vote.",
    )
    next_step = Sentence(
        es="Vota en papel, o junta territorios.",
        en="Vote on paper, or join territories.",
    )


class BoxNotOpen(DomainError):
    """The box takes no ballots now."""

    code = "voting.box_not_open"
    says = Sentence(
        es="La urna en línea de «{title}» no recibe boletas ahora.",
        en="The online box of “{title}” takes no ballots now.",
    )
    next_step = Sentence(
        es="Mira en su página a qué hora abre y cierra.",
        en="See on its page when it opens and closes.",
    )


class BallotAfterClosing(DomainError):
    """The ballot came after the box closed, by the database's clock."""

    code = "voting.ballot_after_closing"
    says = Sentence(
        es="La urna en línea ya cerró cuando llegó esta boleta; no cuenta.",
        en="The online box was closed when this ballot came; it does not count.",
    )
    next_step = Sentence(
        es="Si tus reglas lo permiten, vota en una mesa.",
        en="If your rules allow it, vote at a table.",
    )


class BallotTooLong(DomainError):
    """The text is longer than any honest ballot."""

    code = "voting.ballot_too_long"
    says = Sentence(
        es="La boleta es demasiado larga: caben {most} bytes.",
        en="The ballot is too long: {most} bytes fit.",
    )
    next_step = Sentence(
        es="Haz la boleta otra vez desde la página de la votación.",
        en="Make the ballot again from the vote's page.",
    )


class BallotRefused(DomainError):
    """The ballot does not pass the protocol's check."""

    code = "voting.ballot_refused"
    says = Sentence(
        es="La boleta no se acepta. {reason}",
        en="The ballot is not accepted. {reason}",
    )
    next_step = Sentence(
        es="Haz la boleta otra vez desde la página de la votación.",
        en="Make the ballot again from the vote's page.",
    )


class BoothProgramMissing(DomainError):
    """The booth's files are not those that were built."""

    code = "voting.booth_program_missing"
    says = Sentence(
        es="El programa de la cabina no está completo, o no es el que se construyó.",
        en="The booth's program is not whole, or is not the one that was built.",
    )
    next_step = Sentence(
        es="Que quien cuida el sitio instale la versión publicada y vuelva a intentarlo.",
        en="Let whoever keeps the site install the published version, and try again.",
    )


class CredentialNotListed(DomainError):
    """The ballot's credential is not on the fixed list."""

    code = "voting.credential_not_listed"
    says = Sentence(
        es="La credencial de esta boleta no está en la lista publicada.",
        en="This ballot's credential is not on the published list.",
    )
    next_step = Sentence(
        es="Revisa tu hoja o pregunta a la comisión.",
        en="Check your slip or ask the commission.",
    )


class CredentialVoided(DomainError):
    """The slip was given back and no longer counts."""

    code = "voting.credential_voided"
    says = Sentence(
        es="Esta credencial se devolvió cerrada y ya no vale.",
        en="This credential was given back sealed and no longer holds.",
    )
    next_step = Sentence(
        es="Vota en papel, en tu mesa.",
        en="Vote on paper, at your table.",
    )


class CiphertextSeen(DomainError):
    """The ballot repeats an encrypted vote of another ballot."""

    code = "voting.ciphertext_seen"
    says = Sentence(
        es="La boleta repite un voto cifrado que ya está en la urna.",
        en="The ballot repeats an encrypted vote that is in the box already.",
    )
    next_step = Sentence(
        es="Haz la boleta otra vez: cada una se cifra de nuevo.",
        en="Make the ballot again: each is encrypted afresh.",
    )


class TooManyBallots(DomainError):
    """One credential sends ballots too fast or too many."""

    code = "voting.too_many_ballots"
    says = Sentence(
        es="Con esta credencial llegaron ya demasiadas boletas.",
        en="Too many ballots have come with this credential.",
    )
    next_step = Sentence(
        es="Espera unos minutos; si no eras tú, avisa a la comisión.",
        en="Wait some minutes; if it was not you, tell the commission.",
    )


class BoxStillOpen(DomainError):
    """The box has not closed."""

    code = "voting.box_still_open"
    says = Sentence(
        es="La urna en línea de «{title}» sigue abierta hasta el {closes}.",
        en="The online box of “{title}” is open until {closes}.",
    )
    next_step = Sentence(
        es="Espera a su hora de cierre.",
        en="Wait for its closing time.",
    )


class VoteStillRuns(DomainError):
    """Nothing is decrypted while paper votes may come in."""

    code = "voting.vote_still_runs"
    says = Sentence(
        es="No se descifra nada mientras la votación «{title}» siga abierta.",
        en="Nothing is decrypted while the vote “{title}” is open.",
    )
    next_step = Sentence(
        es="Cierra primero la votación.",
        en="Close the vote first.",
    )


class NotCountedYet(DomainError):
    """The online ballots are not decrypted."""

    code = "voting.not_counted_yet"
    says = Sentence(
        es="Falta contar la urna en línea: van {there} de {needed} custodios.",
        en="The online box is not counted: {there} of {needed} trustees so far.",
    )
    next_step = Sentence(
        es="Que los custodios descifren la suma.",
        en="Let the trustees decrypt the sum.",
    )


class ArchiveNotVerified(DomainError):
    """The stored ballots do not verify."""

    code = "voting.archive_not_verified"
    says = Sentence(
        es="La urna guardada no pasa la verificación. {reason}",
        en="The stored box does not verify. {reason}",
    )
    next_step = Sentence(
        es="No certifiques: avisa a la comisión y compara con el último resumen publicado.",
        en="Do not certify: tell the commission and compare with the last published hash.",
    )


class NotPublishedArchive(DomainError):
    """The archive is not public yet."""

    code = "voting.no_such_archive_yet"
    says = Sentence(
        es="El archivo de la urna se publica cuando la votación cierra.",
        en="The box's archive is published when the vote closes.",
    )
    next_step = Sentence(
        es="Vuelve después del cierre.",
        en="Come back after the closing.",
    )
