"""What recalls refuse."""

from toparquia.foundation.errors import DomainError, Sentence


class NotInOfficeNow(DomainError):
    """Only a mandate in force is recalled."""

    code = "elections.not_in_office_now"
    says = Sentence(es="Ese mandato no está vigente.", en="That mandate is not in force.")
    next_step = Sentence(es="No hace falta revocarlo.", en="There is no need to recall it.")


class RecallRunning(DomainError):
    """A recall of the mandate is under way."""

    code = "elections.recall_running"
    says = Sentence(
        es="Ya hay una revocatoria en marcha de ese mandato.", en="That mandate's recall is under way."
    )
    next_step = Sentence(es="Súmate a ella desde su página.", en="Join it from its page.")


class UnknownGround(DomainError):
    """The rules in force do not know the ground."""

    code = "elections.unknown_ground"
    says = Sentence(
        es="Las reglas no nombran la causa «{ground}».", en="The rules name no ground “{ground}”."
    )
    next_step = Sentence(es="Las causas son: {grounds}.", en="The grounds are: {grounds}.")


class PetitionClosed(DomainError):
    """No more signatures are taken."""

    code = "elections.petition_closed"
    says = Sentence(es="Ya no se reciben firmas.", en="No more signatures are taken.")
    next_step = Sentence(es="La página dice cómo sigue.", en="The page says how it goes on.")


class SignedAlready(DomainError):
    """The person has signed."""

    code = "elections.signed_already"
    says = Sentence(es="Esa firma ya está contada.", en="That signature is counted already.")
    next_step = Sentence(es="No hace falta repetirla.", en="There is no need to repeat it.")


class TooFewSignatures(DomainError):
    """The petition has not what it needs."""

    code = "elections.too_few_signatures"
    says = Sentence(
        es="La petición tiene {signatures} firmas; hacen falta {needed}.",
        en="The petition has {signatures} signatures; it needs {needed}.",
    )
    next_step = Sentence(es="Se puede firmar hasta el {day}.", en="It can be signed until {day}.")


class SampleNotDrawn(DomainError):
    """No sample was drawn."""

    code = "elections.sample_not_drawn"
    says = Sentence(es="Falta el sorteo de las firmas que se revisan.", en="The sample was not drawn yet.")
    next_step = Sentence(es="Hazlo primero, en público.", en="Draw it first, in public.")


class SampleDrawnAlready(DomainError):
    """The sample stands."""

    code = "elections.sample_drawn_already"
    says = Sentence(
        es="Las firmas ya fueron sorteadas o revisadas.", en="The sample was drawn or checked already."
    )
    next_step = Sentence(
        es="Quien pudiera repetirlo podría escogerlas.", en="Whoever drew again could choose."
    )


class SampleMiscounted(DomainError):
    """More confirmed than drawn."""

    code = "elections.sample_miscounted"
    says = Sentence(
        es="Se sortearon {size} firmas; no pueden valer más.", en="{size} were drawn; no more can hold."
    )
    next_step = Sentence(es="Cuéntalas de nuevo.", en="Count them again.")


class NotYourOwnCase(DomainError):
    """Nobody decides a step of their own recall."""

    code = "elections.not_your_own_case"
    says = Sentence(es="Nadie lleva la revocatoria de su propio cargo.", en="Nobody runs their own recall.")
    next_step = Sentence(es="Pídeselo a otra persona del órgano.", en="Ask someone else of the organ.")


class RecallNotAdmitted(DomainError):
    """The petition has not passed its check, or the recall is decided."""

    code = "elections.recall_not_admitted"
    says = Sentence(
        es="La revocatoria no está admitida, o ya se decidió.",
        en="The recall is not admitted, or it is decided already.",
    )
    next_step = Sentence(es="Su página dice qué paso sigue.", en="Its page says which step comes next.")


class ReportedAlready(DomainError):
    """The report is there."""

    code = "elections.reported_already"
    says = Sentence(es="El informe ya está publicado.", en="The report is published already.")
    next_step = Sentence(es="Léelo en la página.", en="Read it on the page.")


class NotTheHolder(DomainError):
    """The defence is the holder's own."""

    code = "elections.not_the_holder"
    says = Sentence(
        es="La defensa la escribe la persona cuyo cargo se quiere revocar.",
        en="The defence is written by the person whose recall is asked for.",
    )
    next_step = Sentence(es="Tú puedes hablar en la asamblea.", en="You can speak in the assembly.")


class DefendedAlready(DomainError):
    """The defence is there."""

    code = "elections.defended_already"
    says = Sentence(es="La defensa ya está publicada.", en="The defence is published already.")
    next_step = Sentence(es="Lo demás se dice en la asamblea.", en="The rest is said in the assembly.")


class RecallNotRipe(DomainError):
    """Report and defence are still awaited."""

    code = "elections.recall_not_ripe"
    says = Sentence(
        es="Se decide cuando esté el informe y se haya oído la defensa, o después del {day}.",
        en="It is decided once the report is in and the defence heard, or after {day}.",
    )
    next_step = Sentence(es="Espera hasta entonces.", en="Wait until then.")


class NotDecidedThatWay(DomainError):
    """The rules decide a recall in another way."""

    code = "elections.not_decided_that_way"
    says = Sentence(
        es="Según las reglas, esta revocatoria la decide: {way}.",
        en="By the rules this recall is decided by: {way}.",
    )
    next_step = Sentence(
        es="Desde el {day}, si nadie la llevó, se puede también de la otra manera.",
        en="From {day} on, if nobody has moved it, the other way is open too.",
    )


class WrongMatter(DomainError):
    """A motion on an election or a recall in another place, or under another matter."""

    code = "elections.wrong_matter"
    says = Sentence(
        es="Esto lo decide la asamblea de {place}, como «{matter}».",
        en="This is decided by the assembly of {place}, as “{matter}”.",
    )
    next_step = Sentence(es="Presenta la moción así.", en="Put the motion so.")


class TooSoonToErase(DomainError):
    """The signatures stay until the challenge period is over."""

    code = "elections.too_soon_to_erase"
    says = Sentence(es="Las firmas se borran desde el {day}.", en="The signatures are deleted from {day} on.")
    next_step = Sentence(
        es="Hasta entonces sirven para comprobar el conteo.", en="Until then they serve to check the count."
    )


class ErasedAlready(DomainError):
    """The signatures are gone."""

    code = "elections.erased_already"
    says = Sentence(es="Las firmas ya fueron borradas.", en="The signatures were deleted already.")
    next_step = Sentence(es="Solo queda su número.", en="Only their number is left.")
