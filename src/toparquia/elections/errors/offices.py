"""What elections to offices refuse."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchElection(DomainError):
    """There is no election with that id."""

    code = "elections.no_such_election"
    says = Sentence(es="No existe esa elección.", en="There is no such election.")
    next_step = Sentence(es="Búscala en la página de su lugar.", en="Look for it on the page of its place.")


class NoSuchCandidacy(DomainError):
    """The election has no such candidacy."""

    code = "elections.no_such_candidacy"
    says = Sentence(
        es="Esa candidatura no es de esta elección.", en="That candidacy is not of this election."
    )
    next_step = Sentence(es="Mira la lista en su página.", en="See the list on its page.")


class NoSuchChallenge(DomainError):
    """There is no challenge with that id."""

    code = "elections.no_such_challenge"
    says = Sentence(es="No existe esa impugnación.", en="There is no such challenge.")
    next_step = Sentence(
        es="Mira las impugnaciones en la elección.", en="See the challenges in the election."
    )


class NoSuchRecall(DomainError):
    """There is no recall with that id."""

    code = "elections.no_such_recall"
    says = Sentence(es="No existe esa revocatoria.", en="There is no such recall.")
    next_step = Sentence(es="Búscala en la página de su lugar.", en="Look for it on the page of its place.")


class NoSeatToFill(DomainError):
    """Every seat of the office is held beyond the day, or is in another election."""

    code = "elections.no_seat_to_fill"
    says = Sentence(
        es="Ningún puesto de {organ} queda vacante hasta el {day}, o ya está en otra elección.",
        en="No seat of {organ} falls vacant by {day}, or it is in another election already.",
    )
    next_step = Sentence(
        es="Mira en la página del órgano hasta cuándo dura cada mandato.",
        en="See on the organ's page until when each mandate runs.",
    )


class CouncilToBeNamed(DomainError):
    """Seats that stand for councils are elected by each council, and other seats by everyone."""

    code = "elections.council_to_be_named"
    says = Sentence(
        es="En {organ}, cada consejo elige sus propios puestos, y toda la comuna elige los demás.",
        en="In {organ}, the people of each council elect its own seats, and the whole commune the others.",
    )
    next_step = Sentence(
        es="Elige de la lista el cargo con su consejo.",
        en="Choose from the list the office with its council.",
    )


class VoteDayOutOfTime(DomainError):
    """The day of the vote is too early for the phases, or too far away."""

    code = "elections.vote_day_out_of_time"
    says = Sentence(
        es="El voto puede ser entre el {earliest} y el {latest}.",
        en="The vote can be held between {earliest} and {latest}.",
    )
    next_step = Sentence(es="Elige otro día.", en="Choose another day.")


class SecretBallotRequired(DomainError):
    """The rules in force ask for a secret vote."""

    code = "elections.secret_ballot_required"
    says = Sentence(
        es="Según las reglas vigentes, {organ} se elige con voto secreto.",
        en="By the rules in force {organ} is elected by secret ballot.",
    )
    next_step = Sentence(es="Convoca la elección con voto secreto.", en="Call the election by secret ballot.")


class NotACustomaryPlace(DomainError):
    """Customary procedure is for indigenous places whose rules allow it."""

    code = "elections.not_a_customary_place"
    says = Sentence(
        es="{place} no es un consejo indígena cuyas reglas reconozcan la elección según sus costumbres.",
        en="{place} is no indigenous council whose rules recognise election by its customs.",
    )
    next_step = Sentence(es="Convoca una elección por votación.", en="Call an election by vote.")


class OutOfPhase(DomainError):
    """The deed belongs to another phase of the election."""

    code = "elections.out_of_phase"
    says = Sentence(es="Esto se hace del {starts} al {ends}.", en="This is done from {starts} to {ends}.")
    next_step = Sentence(
        es="La página de la elección dice qué toca ahora y a quién.",
        en="The election's page says what comes now and whose turn it is.",
    )


class ListIsClosed(DomainError):
    """The list of candidacies is closed."""

    code = "elections.list_is_closed"
    says = Sentence(es="La lista de candidaturas ya está cerrada.", en="The list of candidacies is closed.")
    next_step = Sentence(es="Lo que sigue es el voto.", en="The vote comes next.")


class ListNotClosed(DomainError):
    """The list of candidacies is still open."""

    code = "elections.list_not_closed"
    says = Sentence(
        es="La lista de candidaturas no está cerrada.", en="The list of candidacies is not closed."
    )
    next_step = Sentence(
        es="Ciérrala primero, con el sorteo del orden.", en="Close it first, drawing the order."
    )


class NotOfThePlace(DomainError):
    """The person does not live in the place of the election."""

    code = "elections.not_of_the_place"
    says = Sentence(
        es="Solo participa aquí quien está en el registro de {place} y tiene edad de votar.",
        en="Only people in the register of {place} who are of voting age take part here.",
    )
    next_step = Sentence(
        es="Si vives aquí, pide a una vocería que te inscriba.",
        en="If you live here, ask a spokesperson to register you.",
    )


class NominatedAlready(DomainError):
    """The person stands already."""

    code = "elections.nominated_already"
    says = Sentence(es="Esa persona ya está postulada.", en="That person is nominated already.")
    next_step = Sentence(es="Mira la lista de la elección.", en="See the election's list.")


class NotYourCandidacy(DomainError):
    """Only the person put forward accepts or withdraws."""

    code = "elections.not_your_candidacy"
    says = Sentence(
        es="Solo la persona postulada puede aceptar o retirar su candidatura.",
        en="Only the person put forward can accept or withdraw the candidacy.",
    )
    next_step = Sentence(
        es="En papel lo firma ante la comisión electoral, que lo anota.",
        en="On paper they sign it before the electoral commission, which records it.",
    )


class AcceptedAlready(DomainError):
    """The candidacy was accepted."""

    code = "elections.accepted_already"
    says = Sentence(es="Esa candidatura ya fue aceptada.", en="That candidacy was accepted already.")
    next_step = Sentence(es="Falta que la comisión la revise.", en="The commission has to check it now.")


class NotAccepted(DomainError):
    """The person has not accepted, or has withdrawn."""

    code = "elections.not_accepted"
    says = Sentence(
        es="Esa persona no ha aceptado la candidatura, o la retiró.",
        en="That person has not accepted the candidacy, or has withdrawn it.",
    )
    next_step = Sentence(es="Solo se revisa lo aceptado.", en="Only what is accepted is checked.")


class WithdrawnAlready(DomainError):
    """The candidacy was withdrawn."""

    code = "elections.withdrawn_already"
    says = Sentence(es="Esa candidatura ya fue retirada.", en="That candidacy was withdrawn already.")
    next_step = Sentence(es="No hace falta repetirlo.", en="There is no need to repeat it.")


class CheckedAlready(DomainError):
    """The candidacy was checked."""

    code = "elections.checked_already"
    says = Sentence(es="Esa candidatura ya fue revisada.", en="That candidacy was checked already.")
    next_step = Sentence(
        es="Quien no esté de acuerdo puede impugnar.", en="Whoever disagrees can challenge it."
    )


class AnsweredAlready(DomainError):
    """The challenge has its answer."""

    code = "elections.answered_already"
    says = Sentence(es="Esa impugnación ya tiene respuesta.", en="That challenge has its answer already.")
    next_step = Sentence(es="Léela en la página de la elección.", en="Read it on the election's page.")


class NotYoursToAnswer(DomainError):
    """Until its deadline the commission answers."""

    code = "elections.not_yours_to_answer"
    says = Sentence(
        es="Hasta el {day} responde la comisión electoral.",
        en="Until {day} the electoral commission answers.",
    )
    next_step = Sentence(
        es="Si calla, desde el día siguiente puede responder también la contraloría social.",
        en="If it is silent, the social audit unit may answer too from the next day on.",
    )


class Unanswered(DomainError):
    """Challenges wait for their answer, or may still be lodged."""

    code = "elections.unanswered"
    says = Sentence(
        es="Hay {open} impugnaciones sin respuesta, o el plazo para impugnar corre hasta el {day}.",
        en="{open} challenges are unanswered, or they may be lodged until {day}.",
    )
    next_step = Sentence(
        es="Responde primero; la página dice quién puede hacerlo.",
        en="Answer first; the page says who may do so.",
    )


class NoCandidacies(DomainError):
    """Nobody was admitted."""

    code = "elections.no_candidacies"
    says = Sentence(es="No hay candidaturas admitidas.", en="There are no candidacies admitted.")
    next_step = Sentence(
        es="Convoca otra elección; la asamblea puede animar a más gente a postularse.",
        en="Call another election; the assembly may encourage more people to stand.",
    )


class OpenedAlready(DomainError):
    """The vote was opened."""

    code = "elections.opened_already"
    says = Sentence(es="Esta elección ya tiene su votación.", en="This election has its vote already.")
    next_step = Sentence(es="Ábrela desde su página.", en="Open it from its page.")


class NobodyElected(DomainError):
    """No candidacy has a vote."""

    code = "elections.nobody_elected"
    says = Sentence(es="Ninguna candidatura tuvo votos suficientes.", en="No candidacy had enough votes.")
    next_step = Sentence(es="Convoca otra elección.", en="Call another election.")


class DecidedAlready(DomainError):
    """The result stands."""

    code = "elections.decided_already"
    says = Sentence(es="Esta elección ya tiene resultado.", en="This election has its result already.")
    next_step = Sentence(es="Míralo en su página.", en="See it on its page.")


class NothingDecided(DomainError):
    """There is no result yet."""

    code = "elections.nothing_decided"
    says = Sentence(
        es="Esta elección todavía no tiene un resultado que valga.",
        en="This election has no result that stands yet.",
    )
    next_step = Sentence(es="Su página dice qué falta.", en="Its page says what is missing.")


class ProclaimedAlready(DomainError):
    """Those elected are proclaimed."""

    code = "elections.proclaimed_already"
    says = Sentence(es="Esta elección ya fue proclamada.", en="This election was proclaimed already.")
    next_step = Sentence(es="Mira quién entró en su página.", en="See on its page who came in.")


class NotProclaimed(DomainError):
    """Nobody is proclaimed yet."""

    code = "elections.not_proclaimed"
    says = Sentence(es="Esta elección no está proclamada.", en="This election is not proclaimed.")
    next_step = Sentence(es="Proclama primero a quien fue elegido.", en="Proclaim first who was elected.")


class RegisteredAlready(DomainError):
    """The registry has it."""

    code = "elections.registered_already"
    says = Sentence(
        es="Esta elección ya está en el registro.", en="This election is in the register already."
    )
    next_step = Sentence(es="No hace falta repetirlo.", en="There is no need to repeat it.")


class NoAlternateLeft(DomainError):
    """No alternate waits for this seat."""

    code = "elections.no_alternate_left"
    says = Sentence(
        es="No queda suplente de la última elección para ese puesto.",
        en="No alternate of the last election is left for that seat.",
    )
    next_step = Sentence(es="Convoca una elección para el puesto.", en="Call an election for the seat.")


class SeatNotVacant(DomainError):
    """Someone holds the seat."""

    code = "elections.seat_not_vacant"
    says = Sentence(
        es="Ese puesto no quedó vacante antes de tiempo.", en="That seat did not fall vacant early."
    )
    next_step = Sentence(
        es="Mira quién lo ocupa en la página del órgano.", en="See who holds it on its page."
    )


class NoSuchSeat(DomainError):
    """There is no seat with that id."""

    code = "elections.no_such_seat"
    says = Sentence(es="No existe ese puesto.", en="There is no such seat.")
    next_step = Sentence(es="Búscalo en la página de su órgano.", en="Look for it on its organ's page.")
