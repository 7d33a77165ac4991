"""What is refused of motions, decisions and minutes."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchMotion(DomainError):
    """There is no motion with that id."""

    code = "assemblies.no_such_motion"
    says = Sentence(es="No existe esa propuesta de decisión.", en="There is no such motion.")
    next_step = Sentence(es="Búscala en la página de la asamblea.", en="Look for it on the assembly's page.")


class NoSuchResolution(DomainError):
    """There is no resolution with that id."""

    code = "assemblies.no_such_resolution"
    says = Sentence(es="No existe esa decisión de asamblea.", en="There is no such resolution.")
    next_step = Sentence(
        es="Búscala en la página de la asamblea que la tomó.",
        en="Look for it on the page of the assembly that took it.",
    )


class NoQuorum(DomainError):
    """Too few are present to decide anything."""

    code = "assemblies.no_quorum"
    says = Sentence(
        es="No hay quórum: hay {present} presentes y hacen falta {needed}.",
        en="There is no quorum: {present} are present and {needed} are needed.",
    )
    next_step = Sentence(
        es="Espera a que lleguen más personas o a la siguiente convocatoria.",
        en="Wait for more people to come, or for the next call.",
    )


class NotOpened(DomainError):
    """No call of the session was opened yet."""

    code = "assemblies.not_opened"
    says = Sentence(es="La asamblea todavía no se ha abierto.", en="The assembly has not been opened yet.")
    next_step = Sentence(
        es="Abre la primera convocatoria con su lista de asistencia.",
        en="Open the first call with its attendance list.",
    )


class MotionOutOfBounds(DomainError):
    """The motion has no words, too many, or comes after too many others."""

    code = "assemblies.motion_out_of_bounds"
    says = Sentence(
        es="Una propuesta tiene de 1 a {length} letras, y una asamblea {motions} propuestas como máximo.",
        en="A motion has 1 to {length} letters, and an assembly at most {motions} motions.",
    )
    next_step = Sentence(
        es="Escríbela más corta, o déjala para otra asamblea.",
        en="Write it shorter, or leave it for another assembly.",
    )


class NotOnTheAgenda(DomainError):
    """The motion belongs to no item of the agenda that was announced."""

    code = "assemblies.not_on_the_agenda"
    says = Sentence(
        es="El orden del día no tiene el punto {item}; tiene {items}.",
        en="The agenda has no item {item}; it has {items}.",
    )
    next_step = Sentence(
        es="Elige uno de los puntos avisados, o ponlo en la próxima asamblea.",
        en="Choose one of the items announced, or put it on the next assembly's agenda.",
    )


class UnknownMatter(DomainError):
    """The code of the matter is none of those known."""

    code = "assemblies.unknown_matter"
    says = Sentence(es="No hay una materia «{matter}».", en="There is no matter “{matter}”.")
    next_step = Sentence(es="Elige una de: {matters}.", en="Choose one of: {matters}.")


class NothingToRevoke(DomainError):
    """What the motion would undo is no resolution of an earlier assembly here that still binds."""

    code = "assemblies.nothing_to_revoke"
    says = Sentence(
        es="Solo una asamblea posterior del mismo lugar deshace una decisión aprobada que sigue vigente.",
        en="Only a later assembly of the same place undoes a carried resolution that still binds.",
    )
    next_step = Sentence(
        es="Mira en la página de la decisión si otra ya la deshizo.",
        en="See on the page of the resolution whether another has undone it.",
    )


class MotionAlreadyDecided(DomainError):
    """The motion has its resolution."""

    code = "assemblies.motion_already_decided"
    says = Sentence(
        es="La propuesta {number} ya se decidió en esta asamblea.",
        en="Motion {number} was decided in this assembly.",
    )
    next_step = Sentence(
        es="Solo una asamblea posterior puede cambiarlo.", en="Only a later assembly can change it."
    )


class SecondListMissing(DomainError):
    """The rules want the people present counted again at the decision."""

    code = "assemblies.second_list_missing"
    says = Sentence(
        es="Al decidir hay que contar otra vez a los presentes: una lista al abrir y otra al decidir.",
        en="Those present are counted again at the decision: one list at the opening, one when deciding.",
    )
    next_step = Sentence(
        es="Escribe cuántas personas hay ahora en la asamblea.", en="Write how many people are there now."
    )


class MoreVotesThanPresent(DomainError):
    """More votes were counted than people."""

    code = "assemblies.more_votes_than_present"
    says = Sentence(
        es="Se contaron {votes} votos, pero hay {present} presentes.",
        en="{votes} votes were counted, but {present} people are present.",
    )
    next_step = Sentence(es="Cuenten otra vez.", en="Count again.")


class MinutesNotWritten(DomainError):
    """The session is not closed, so there are no minutes to sign."""

    code = "assemblies.minutes_not_written"
    says = Sentence(
        es="El acta se escribe al cerrar la asamblea, y todavía no se cerró.",
        en="The minutes are written when the assembly closes, and it has not closed yet.",
    )
    next_step = Sentence(es="Ciérrala primero.", en="Close it first.")


class SignedByThem(DomainError):
    """One person cannot be both signers."""

    code = "assemblies.signed_by_them"
    says = Sentence(es="Ya firmaste esta acta.", en="You have signed these minutes.")
    next_step = Sentence(
        es="Tiene que firmar otra persona con mandato; la página del lugar dice quiénes lo tienen.",
        en="Another person with a mandate has to sign; the page of the place says who has one.",
    )


class MinutesComplete(DomainError):
    """Both signatures are there."""

    code = "assemblies.minutes_complete"
    says = Sentence(
        es="El acta ya tiene sus {signers} firmas.", en="The minutes have their {signers} signatures."
    )
    next_step = Sentence(es="No hace falta otra.", en="No other is needed.")


class NotOfThisOrgan(DomainError):
    """The mandate shown is of another organ than the one that meets."""

    code = "assemblies.not_of_this_organ"
    says = Sentence(
        es="Esta sesión es de {organ}, y no la integras.",
        en="This session is of the {organ}, and you do not sit in it.",
    )
    next_step = Sentence(
        es="Pídeselo a quien la integra: su página dice quién es.",
        en="Ask someone who sits in it: its page says who.",
    )


class AssemblyDecidesIt(DomainError):
    """An organ decides nothing that waits for the citizens' assembly."""

    code = "assemblies.assembly_decides_it"
    says = Sentence(
        es="Sobre eso decide la asamblea de la comunidad, no un órgano.",
        en="That is for the community's assembly to decide, not for an organ.",
    )
    next_step = Sentence(
        es="Presenta la moción como asunto propio, o llévala a la asamblea.",
        en="Put the motion as a matter of its own, or bring it to the assembly.",
    )


class NothingToAmend(DomainError):
    """The motion is not of this session, is decided, or is an amendment itself."""

    code = "assemblies.nothing_to_amend"
    says = Sentence(
        es="Esa moción no se puede enmendar: ya se decidió, o no es de esta sesión.",
        en="That motion can't be amended: it is decided, or not of this session.",
    )
    next_step = Sentence(
        es="Presenta una moción propia.",
        en="Put a motion of its own.",
    )


class AmendmentsFirst(DomainError):
    """A motion is decided after all its amendments."""

    code = "assemblies.amendments_first"
    says = Sentence(
        es="La moción {number} tiene enmiendas sin decidir.",
        en="Motion {number} has amendments that are not decided.",
    )
    next_step = Sentence(
        es="Decide primero cada enmienda; después la moción, como quedó.",
        en="Decide each amendment first; then the motion as it stands.",
    )


class TurnsOutOfBounds(DomainError):
    """That many turns do not fit an assembly."""

    code = "assemblies.turns_out_of_bounds"
    says = Sentence(
        es="Las intervenciones van de 0 a {most}.",
        en="Turns to speak go from 0 to {most}.",
    )
    next_step = Sentence(
        es="Escribe cuántas personas hablaron a favor y cuántas en contra.",
        en="Write how many people spoke for and how many against.",
    )


class DissentTooLong(DomainError):
    """The dissent is longer than the minutes take."""

    code = "assemblies.dissent_too_long"
    says = Sentence(
        es="El desacuerdo cabe en {length} letras.",
        en="The dissent fits into {length} letters.",
    )
    next_step = Sentence(
        es="Acórtalo sin perder sus razones, y sin nombres.",
        en="Shorten it without losing its reasons, and without names.",
    )


class EstimateNeedsTellers(DomainError):
    """Hands are estimated by several people, and only hands are."""

    code = "assemblies.estimate_needs_tellers"
    says = Sentence(
        es="Un estimado lo hacen al menos {fewest} personas, y solo de manos levantadas.",
        en="An estimate takes at least {fewest} people, and only of raised hands.",
    )
    next_step = Sentence(
        es="Nombra a más personas, o cuenta uno por uno.",
        en="Name more people, or count one by one.",
    )


class EstimateTooClose(DomainError):
    """The estimate lies too near to the majority to decide."""

    code = "assemblies.estimate_too_close"
    says = Sentence(
        es="El estimado de {votes} está demasiado cerca de los {needed} que hacen falta.",
        en="The estimate of {votes} is too close to the {needed} that are needed.",
    )
    next_step = Sentence(
        es="Cuenten mano por mano, o voten en papel.",
        en="Count hand by hand, or vote on paper.",
    )
