"""What the consultations room refuses."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchConsultation(DomainError):
    """No consultation has this id."""

    code = "consultations.no_such_consultation"
    says = Sentence(es="No hay ninguna consulta {asked}.", en="There is no consultation {asked}.")
    next_step = Sentence(
        es="Búscala en /consultas/ o en la página de su comuna.",
        en="Look for it at /consultas/ or on its commune's page.",
    )


class UnitDoesNotVote(DomainError):
    """The territory is not the one that votes as a whole by its rules."""

    code = "consultations.unit_does_not_vote"
    says = Sentence(
        es="{place} no vota como conjunto: según las reglas de aquí vota cada {unit}.",
        en="{place} does not vote as a whole: by the rules here each {unit} votes.",
    )
    next_step = Sentence(
        es="Convoca la consulta allí, o cambia las reglas en asamblea.",
        en="Call the consultation there, or change the rules in assembly.",
    )


class TooManyConsultations(DomainError):
    """The calendar of the year is full."""

    code = "consultations.calendar_full"
    says = Sentence(
        es="En {year} ya están convocadas las {most} consultas que permiten las reglas.",
        en="The {most} consultations that the rules allow are already called for {year}.",
    )
    next_step = Sentence(
        es="Convócala para otro año, o cambia las reglas en asamblea.",
        en="Call it for another year, or change the rules in assembly.",
    )


class HoursNotAllowed(DomainError):
    """The hours are not those of the rules."""

    code = "consultations.hours_not_allowed"
    says = Sentence(
        es="Según las reglas de aquí una consulta abre a las {opens} y cierra a las {closes}.",
        en="By the rules here a consultation opens at {opens} and closes at {closes}.",
    )
    next_step = Sentence(
        es="Pon esas horas, del mismo día o de un día posterior.",
        en="Set those hours, of the same day or of a later one.",
    )


class CalledTooLate(DomainError):
    """The hour of opening has passed."""

    code = "consultations.called_too_late"
    says = Sentence(es="La hora de apertura ya pasó: {opens}.", en="The hour of opening has passed: {opens}.")
    next_step = Sentence(es="Elige un día que esté por venir.", en="Choose a day that is still to come.")


class CalledTooFarAhead(DomainError):
    """A consultation would end more than a year from now; its projects could stand on no other ballot."""

    code = "consultations.called_too_far_ahead"
    says = Sentence(
        es="No se convoca con más de {most} días de anticipación, y esta cierra el {closes}.",
        en="None is called more than {most} days ahead, and this one closes on {closes}.",
    )
    next_step = Sentence(
        es="Revisa el año, o convócala más adelante.", en="Check the year, or call it later."
    )


class TitleMissing(DomainError):
    """A consultation has no name, or one too long."""

    code = "consultations.title_missing"
    says = Sentence(
        es="La consulta necesita un nombre de 1 a {limit} letras.",
        en="The consultation needs a name of 1 to {limit} letters.",
    )
    next_step = Sentence(es="Escríbelo y envía de nuevo.", en="Write it and send again.")


class TooFewOptions(DomainError):
    """There is nothing to choose between."""

    code = "consultations.too_few_options"
    says = Sentence(
        es="Con {asked} proyectos no hay nada que elegir.",
        en="With {asked} projects there is nothing to choose.",
    )
    next_step = Sentence(
        es="Pon al menos dos proyectos admitidos por la asamblea.",
        en="Put at least two projects that the assembly admitted.",
    )


class TooManyOptions(DomainError):
    """There are more projects than the ballot takes."""

    code = "consultations.too_many_options"
    says = Sentence(
        es="Son {asked} proyectos y en la boleta caben {most}.",
        en="There are {asked} projects and the ballot takes {most}.",
    )
    next_step = Sentence(
        es="Deja que la asamblea elija cuáles van esta vez.",
        en="Let the assembly choose which ones go this time.",
    )


class ThemeNotAllowed(DomainError):
    """A project is of a theme that this consultation does not ask for."""

    code = "consultations.theme_not_allowed"
    says = Sentence(
        es="«{title}» no es de los temas de estas reglas: {themes}.",
        en="“{title}” is not of the themes of these rules: {themes}.",
    )
    next_step = Sentence(
        es="Quítalo de la boleta, o cambia las reglas en asamblea.",
        en="Take it off the ballot, or change the rules in assembly.",
    )


class BallotTypeNotAllowed(DomainError):
    """The ballot would be marked in a way that the rules do not have."""

    code = "consultations.ballot_type_not_allowed"
    says = Sentence(
        es="Aquí la boleta no se marca así ({asked}); las reglas permiten: {allowed}.",
        en="Here the ballot is not marked like that ({asked}); the rules allow: {allowed}.",
    )
    next_step = Sentence(
        es="Usa una de esas formas; en papel, elegir una o aprobar varias.",
        en="Use one of those ways; on paper, choose one or approve several.",
    )


class TooManyChoices(DomainError):
    """A ballot would take more marks than a person has."""

    code = "consultations.too_many_choices"
    says = Sentence(
        es="Según las reglas de aquí cada persona marca {most}, no {asked}.",
        en="By the rules here each person marks {most}, not {asked}.",
    )
    next_step = Sentence(
        es="Baja el número de marcas, o cambia las reglas en asamblea.",
        en="Lower the number of marks, or change the rules in assembly.",
    )


class NeedsBallots(DomainError):
    """The counting rule must know what was chosen together, and tally sheets give sums alone."""

    code = "consultations.needs_ballots"
    says = Sentence(
        es="La regla «{rule}» necesita cada boleta, y las actas de papel solo dan sumas.",
        en="The rule “{rule}” needs each ballot, and paper tally sheets give sums alone.",
    )
    next_step = Sentence(
        es="Pide una sola marca por boleta, o adopta una regla que cuente con sumas: plurality o greedy.",
        en="Ask for one mark a ballot, or adopt a rule that counts by sums: plurality or greedy.",
    )


class BudgetMissing(DomainError):
    """The counting rule spends a budget, and none was stated."""

    code = "consultations.budget_missing"
    says = Sentence(
        es="La regla «{rule}» reparte un presupuesto y no se dijo cuánto hay.",
        en="The rule “{rule}” spends a budget and none was stated.",
    )
    next_step = Sentence(es="Escribe el monto que se decide.", en="Write the amount that is decided about.")


class BudgetNotPositive(DomainError):
    """The budget is nothing, or below."""

    code = "consultations.budget_not_positive"
    says = Sentence(es="No se puede decidir sobre {budget}.", en="Nobody can decide about {budget}.")
    next_step = Sentence(
        es="Escribe un monto mayor que cero, o ninguno.", en="Write an amount above zero, or none."
    )


class NotAdmitted(DomainError):
    """A project was not admitted by an assembly of this territory or one below."""

    code = "consultations.not_admitted"
    says = Sentence(
        es="«{title}» no ha sido admitido por una asamblea de {place} ni de sus consejos.",
        en="“{title}” was not admitted by an assembly of {place} nor of its councils.",
    )
    next_step = Sentence(
        es="Llévalo antes a la asamblea: solo su sí lo pone en la boleta.",
        en="Take it to the assembly first: only its yes puts it on the ballot.",
    )


class OtherCurrency(DomainError):
    """A project costs another currency than the consultation decides about."""

    code = "consultations.other_currency"
    says = Sentence(
        es="«{title}» está presupuestado en {found}; la consulta decide en {currency}.",
        en="“{title}” is costed in {found}; the consultation decides in {currency}.",
    )
    next_step = Sentence(
        es="Pon juntos solo proyectos de una misma moneda.", en="Put only projects of one currency together."
    )


class WonAlready(DomainError):
    """A project won before: the State owes it already."""

    code = "consultations.won_already"
    says = Sentence(
        es="«{title}» ya ganó una consulta y el Estado lo debe.",
        en="“{title}” has won a consultation and the State owes it.",
    )
    next_step = Sentence(
        es="No hace falta votarlo otra vez; mira su página.", en="It needs no second vote; see its page."
    )


class OnAnotherBallot(DomainError):
    """A project stands in a consultation whose result does not stand yet."""

    code = "consultations.on_another_ballot"
    says = Sentence(
        es="«{title}» está en otra consulta que no se ha certificado.",
        en="“{title}” stands in another consultation that is not certified yet.",
    )
    next_step = Sentence(es="Espera ese resultado.", en="Wait for that result.")


class OpenedAlready(DomainError):
    """The vote of the consultation is open, or further."""

    code = "consultations.opened_already"
    says = Sentence(
        es="La votación de «{title}» ya se abrió.", en="The vote of “{title}” was opened already."
    )
    next_step = Sentence(
        es="Mira en su página cómo sigue; un sorteo no se repite.",
        en="See on its page how it goes on; a draw is not repeated.",
    )


class OpenedTooLate(DomainError):
    """The hours of the vote are over and it was never opened."""

    code = "consultations.opened_too_late"
    says = Sentence(
        es="«{title}» cerraba el {closes} y nunca se abrió.",
        en="“{title}” was to close on {closes} and never opened.",
    )
    next_step = Sentence(
        es="Convoca otra consulta con los mismos proyectos.",
        en="Call another consultation with the same projects.",
    )


class NotOpenedYet(DomainError):
    """Nothing can be closed, drawn or certified before the vote opens."""

    code = "consultations.not_opened_yet"
    says = Sentence(
        es="La votación de «{title}» todavía no se ha abierto.",
        en="The vote of “{title}” has not been opened yet.",
    )
    next_step = Sentence(
        es="Ábrela antes, con la semilla del sorteo de las opciones.",
        en="Open it first, with the seed that draws the options' order.",
    )


class RollMissing(DomainError):
    """Nobody is on the register, and the rules let nobody vote without a roll."""

    code = "consultations.roll_missing"
    says = Sentence(
        es="En {place} no hay nadie en el registro que pueda votar ese día.",
        en="In {place} nobody on the register may vote that day.",
    )
    next_step = Sentence(
        es="Registra antes a quienes viven allí.", en="Register first the people who live there."
    )


class NotCertifiedYet(DomainError):
    """There is no result yet."""

    code = "consultations.not_certified_yet"
    says = Sentence(
        es="«{title}» no está certificada: todavía no hay resultado.",
        en="“{title}” is not certified: there is no result yet.",
    )
    next_step = Sentence(
        es="Mira en su página cuándo cierra y quién la certifica.",
        en="See on its page when it closes and who certifies it.",
    )


class ChannelsMixed(DomainError):
    """Ballots and tally sheets came in to one consultation."""

    code = "consultations.channels_mixed"
    says = Sentence(
        es="A esta consulta llegaron actas de papel y boletas importadas.",
        en="Paper tally sheets and imported ballots came in to this consultation.",
    )
    next_step = Sentence(
        es="No se certifica: la comisión electoral debe decir cuáles valen y convocar otra.",
        en="It is not certified: the electoral commission has to say which ones count and call another.",
    )
    exit_status = 1


class RunOffNeedsPlurality(DomainError):
    """The rules settle ties by a run-off, which only a count of the most voted can leave open."""

    code = "consultations.run_off_needs_plurality"
    says = Sentence(
        es="La segunda vuelta solo va con la regla plurality, y aquí se cuenta por «{rule}».",
        en="A run-off goes with the rule plurality alone, and here the count is by “{rule}”.",
    )
    next_step = Sentence(
        es="Que la asamblea adopte el sorteo público para los empates, o la regla plurality.",
        en="Let the assembly adopt the public draw for ties, or the rule plurality.",
    )


class NoRunOffDue(DomainError):
    """The certificate left no tie open, or its run-off is called already."""

    code = "consultations.no_run_off_due"
    says = Sentence(
        es="«{title}» no dejó ningún empate por resolver, o su segunda vuelta ya está convocada.",
        en="“{title}” left no tie to settle, or its run-off is called already.",
    )
    next_step = Sentence(
        es="Mira su página: dice qué ganó y si hay segunda vuelta.",
        en="See its page: it says what won and whether there is a run-off.",
    )


class FileImportedAlready(DomainError):
    """The same file is a consultation of this territory already."""

    code = "consultations.file_imported_already"
    says = Sentence(
        es="{source} ya está importado en {place}.", en="{source} is imported in {place} already."
    )
    next_step = Sentence(
        es="No hace falta hacer nada: mira la consulta en /consultas/.",
        en="Nothing needs doing: see the consultation at /consultas/.",
    )


class CurrencyUnknown(DomainError):
    """The file does not say in which currency its amounts are."""

    code = "consultations.currency_unknown"
    says = Sentence(
        es="{source} no dice en qué moneda están sus montos («currency»: {found}).",
        en="{source} does not say in which currency its amounts are (“currency”: {found}).",
    )
    next_step = Sentence(
        es="Dilo tú con --currency y su código ISO 4217, por ejemplo EUR.",
        en="Say it with --currency and its ISO 4217 code, for instance EUR.",
    )


class AmountTooFine(DomainError):
    """An amount of the file has parts that the currency does not have."""

    code = "consultations.amount_too_fine"
    says = Sentence(
        es="{source}: {amount} ({what}) no cabe en los {digits} decimales de {currency}.",
        en="{source}: {amount} ({what}) does not fit the {digits} decimals of {currency}.",
    )
    next_step = Sentence(
        es="Revisa el archivo, o di otra moneda con --currency.",
        en="Check the file, or say another currency with --currency.",
    )


class FreeProject(DomainError):
    """A project of the file costs nothing: nothing could be owed for it."""

    code = "consultations.project_costs_nothing"
    says = Sentence(
        es="{source}: el proyecto «{asked}» no cuesta nada, y solo se vota lo que obliga a pagar.",
        en="{source}: the project “{asked}” costs nothing, and only what has to be paid is voted on.",
    )
    next_step = Sentence(
        es="Quita ese proyecto y sus votos del archivo, o cuenta el archivo con «toparquia count».",
        en="Take that project and its votes out of the file, or count the file with “toparquia count”.",
    )


class ProjectsNotReady(DomainError):
    """The projects of the file are not all admitted by an assembly yet."""

    code = "consultations.projects_not_ready"
    says = Sentence(
        es="Los proyectos de {source} esperan el sí de una asamblea de {place} ({waiting} de {all}).",
        en="The projects of {source} wait for the yes of an assembly of {place} ({waiting} of {all}).",
    )
    next_step = Sentence(
        es="Pon la moción sobre «planning.admission» {subject}, admítelos, y vuelve a importar.",
        en="Put the motion about “planning.admission” {subject}, admit them, and import again.",
    )


class NotProven(DomainError):
    """The command was not told for whom it acts, or that person did not prove it."""

    code = "consultations.not_proven"
    says = Sentence(
        es="Quien maneja la máquina no tiene poder, lo tiene una persona con su cargo; {asked} no lo probó.",
        en="Who runs the machine has no power: it takes a person's office, and {asked} did not prove it.",
    )
    next_step = Sentence(
        es="Di --as CORREO y escribe la clave de esa persona, o ponla en TOPARQUIA_PASSWORD.",
        en="Say --as EMAIL and type that person's password, or set it in TOPARQUIA_PASSWORD.",
    )
    exit_status = 1


class NothingToExport(DomainError):
    """Nothing of the votes is published before the certificate."""

    code = "consultations.nothing_to_export"
    says = Sentence(
        es="De «{title}» no se exporta nada mientras no tenga su certificado.",
        en="Nothing of “{title}” is exported before it has its certificate.",
    )
    next_step = Sentence(es="Espera el certificado.", en="Wait for the certificate.")


class FileTooLarge(DomainError):
    """A file is larger than any election there is."""

    code = "consultations.file_too_large"
    says = Sentence(
        es="{source}, línea 1: se esperaba un archivo de {most} MB como máximo y tiene {size} MB.",
        en="{source}, line 1: a file of at most {most} MB was expected and it has {size} MB.",
    )
    next_step = Sentence(
        es="Comprueba que sea el archivo .pb de la elección.", en="Check that it is the election's .pb file."
    )


class RecountDiffers(DomainError):
    """Counting again what is stored does not give the certified winners."""

    code = "consultations.recount_differs"
    says = Sentence(
        es="El recuento de «{title}» da {found} y el certificado dice {stands}.",
        en="The recount of “{title}” gives {found} and the certificate says {stands}.",
    )
    next_step = Sentence(
        es="No cambies nada: guarda una copia y avisa a la contraloría.",
        en="Change nothing: keep a copy and tell the auditors.",
    )
    exit_status = 1
