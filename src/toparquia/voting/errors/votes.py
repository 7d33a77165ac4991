"""What a vote refuses: opening, sheets, imports, closing, draws, the certificate."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchVote(DomainError):
    """No vote has this id."""

    code = "voting.no_such_vote"
    says = Sentence(es="No hay ninguna votación {vote}.", en="There is no vote {vote}.")
    next_step = Sentence(
        es="Búscala en la página de su comuna o consejo.",
        en="Look for it on the page of its commune or council.",
    )


class AnotherPlace(DomainError):
    """The authority shown is for another territory than the vote's."""

    code = "voting.another_place"
    says = Sentence(
        es="Esta votación es de {place}; tu cargo es de otro territorio.",
        en="This vote belongs to {place}; your office is of another territory.",
    )
    next_step = Sentence(
        es="Pídelo a la comisión electoral de {place}.", en="Ask the electoral commission of {place}."
    )


class QuestionMalformed(DomainError):
    """The options and the number of choices do not make a question."""

    code = "voting.question_malformed"
    says = Sentence(
        es="Con {options} opciones no se puede pedir entre {least} y {most} marcas.",
        en="With {options} options nobody can be asked for {least} to {most} marks.",
    )
    next_step = Sentence(
        es="Pon al menos dos opciones con códigos distintos (sí y no, si es un referendo) y un mínimo de "
        "una marca.",
        en="Give at least two options with different codes (yes and no for a referendum) and a least of one "
        "mark.",
    )


class TimesMalformed(DomainError):
    """The vote would close before it opens."""

    code = "voting.times_malformed"
    says = Sentence(
        es="La votación no puede abrir el {opens} y cerrar el {closes}.",
        en="The vote cannot open on {opens} and close on {closes}.",
    )
    next_step = Sentence(es="Pon el cierre después de la apertura.", en="Put the closing after the opening.")


class SeedMalformed(DomainError):
    """A seed is too short or too long to be drawn from."""

    code = "voting.seed_malformed"
    says = Sentence(
        es="La semilla del sorteo debe tener entre {least} y {most} caracteres en una línea.",
        en="The seed of a draw must have {least} to {most} characters on one line.",
    )
    next_step = Sentence(
        es="Tira dados en público y escribe lo que salga, por ejemplo «4 2 6 1 5 3 3 2».",
        en="Throw dice in public and write what comes up, for instance “4 2 6 1 5 3 3 2”.",
    )


class RollDoesNotFit(DomainError):
    """The roll is of another territory, is empty or belongs to another vote."""

    code = "voting.roll_does_not_fit"
    says = Sentence(
        es="Ese registro electoral es de otro territorio, está vacío o ya es de otra votación.",
        en="That roll is of another territory, is empty or already belongs to another vote.",
    )
    next_step = Sentence(
        es="Congela un registro nuevo para esta votación en {place}.",
        en="Freeze a new roll for this vote in {place}.",
    )


class VoteAlreadyRunning(DomainError):
    """The same matter is already being voted on."""

    code = "voting.already_running"
    says = Sentence(
        es="Sobre este asunto ya hay una votación sin certificar: {title}.",
        en="There is already an uncertified vote on this matter: {title}.",
    )
    next_step = Sentence(es="Termina primero esa votación.", en="Finish that vote first.")


class NotYetOpen(DomainError):
    """Nothing can be recorded before the vote opens."""

    code = "voting.not_yet_open"
    says = Sentence(es="La votación «{title}» abre el {opens}.", en="The vote “{title}” opens on {opens}.")
    next_step = Sentence(es="Espera a que abra.", en="Wait until it opens.")


class VoteClosedAlready(DomainError):
    """The vote is closed or certified."""

    code = "voting.closed_already"
    says = Sentence(
        es="La votación «{title}» ya cerró y no recibe más votos.",
        en="The vote “{title}” has closed and takes no more votes.",
    )
    next_step = Sentence(
        es="Mira el resultado en su página; lo que falte se plantea a la comisión electoral.",
        en="See the result on its page; take what is missing to the electoral commission.",
    )


class StillOpen(DomainError):
    """The closing time has not come by the database's clock."""

    code = "voting.still_open"
    says = Sentence(
        es="La votación «{title}» sigue abierta hasta el {closes}.",
        en="The vote “{title}” stays open until {closes}.",
    )
    next_step = Sentence(
        es="Ciérrala después de esa hora; cuenta el reloj de la base de datos.",
        en="Close it after that time; the database's clock counts.",
    )


class NotClosed(DomainError):
    """The vote must be closed first."""

    code = "voting.not_closed"
    says = Sentence(
        es="La votación «{title}» todavía no está cerrada.", en="The vote “{title}” is not closed yet."
    )
    next_step = Sentence(es="Ciérrala antes.", en="Close it first.")


class CertifiedAlready(DomainError):
    """The result was certified and never changes."""

    code = "voting.certified_already"
    says = Sentence(
        es="El resultado de «{title}» ya fue certificado y no cambia.",
        en="The result of “{title}” was certified and does not change.",
    )
    next_step = Sentence(
        es="Compáralo con las actas publicadas; si algo está mal, pide una votación nueva.",
        en="Compare it with the published sheets; if something is wrong, ask for a new vote.",
    )


class CertifiedElsewhere(DomainError):
    """A room above certifies this vote by its own rule."""

    code = "voting.certified_elsewhere"
    says = Sentence(
        es="«{title}» se certifica en la página de lo que se vota, con su propia regla.",
        en="“{title}” is certified on the page of what is voted on, by its own rule.",
    )
    next_step = Sentence(es="Ve a esa página y certifica allí.", en="Go to that page and certify there.")


class NotPublishedYet(DomainError):
    """Nothing of the result is published before the certificate."""

    code = "voting.not_published_yet"
    says = Sentence(
        es="El resultado de «{title}» se publica con su certificado, y todavía no lo tiene.",
        en="The result of “{title}” is published with its certificate, and there is none yet.",
    )
    next_step = Sentence(
        es="Vuelve cuando la comisión electoral lo certifique.",
        en="Come back when the electoral commission has certified it.",
    )


class WrongNumberOfOptions(DomainError):
    """The sheet has not one count for each option."""

    code = "voting.wrong_number_of_options"
    says = Sentence(
        es="El acta trae {found} cuentas y la boleta tiene {options} opciones.",
        en="The sheet has {found} counts and the ballot {options} options.",
    )
    next_step = Sentence(
        es="Escribe una cuenta por opción, aunque sea cero.", en="Write one count for each option, zeros too."
    )


class NegativeCount(DomainError):
    """A count is negative or absurdly large."""

    code = "voting.count_out_of_range"
    says = Sentence(
        es="Una de las cuentas del acta no está entre 0 y {most}.",
        en="A count of the sheet is not between 0 and {most}.",
    )
    next_step = Sentence(es="Revisa las cifras escritas.", en="Check the figures typed.")


class SheetDoesNotAddUp(DomainError):
    """Marks, blank and null do not give the ballots in the box."""

    code = "voting.sheet_does_not_add_up"
    says = Sentence(
        es="{marks} marcas, {blank} en blanco y {null} nulas no pueden salir de {ballots} boletas.",
        en="{marks} marks, {blank} blank and {null} null cannot come from {ballots} ballots.",
    )
    next_step = Sentence(
        es="Cuenta de nuevo las boletas de la mesa, o revisa lo escrito.",
        en="Count the table's ballots again, or check what was typed.",
    )


class MoreBallotsThanCheckIns(DomainError):
    """More ballots in the box than people who were checked in."""

    code = "voting.more_ballots_than_check_ins"
    says = Sentence(
        es="Hay {ballots} boletas y solo {check_ins} personas marcadas como votantes en la mesa.",
        en="There are {ballots} ballots and only {check_ins} people checked in at the table.",
    )
    next_step = Sentence(
        es="Revisa el cuaderno de votación y la urna antes de escribir el acta.",
        en="Check the poll book and the box before typing the sheet.",
    )


class MoreVotesThanTheRoll(DomainError):
    """All channels together would pass the number of people on the roll."""

    code = "voting.more_votes_than_the_roll"
    says = Sentence(
        es="Con esto habrían votado {people} personas y el registro tiene {roll}.",
        en="With this, {people} people would have voted and the roll has {roll}.",
    )
    next_step = Sentence(
        es="Busca la mesa o el archivo contado dos veces.", en="Look for the table or file counted twice."
    )


class TableOutOfRange(DomainError):
    """Tables are numbered from 1."""

    code = "voting.table_out_of_range"
    says = Sentence(
        es="La mesa {table} no existe: las mesas van del 1 al {most}.",
        en="There is no table {table}: tables are numbered 1 to {most}.",
    )
    next_step = Sentence(es="Copia el número del acta.", en="Copy the number from the sheet.")


class TypedAlready(DomainError):
    """The same person typed this sheet before."""

    code = "voting.typed_already"
    says = Sentence(
        es="Ya escribiste el acta de la mesa {table}; la segunda vez le toca a otra persona.",
        en="You already typed the sheet of table {table}; the second time is another person's.",
    )
    next_step = Sentence(
        es="Pide a otra persona de la comisión electoral que la escriba sin ver la tuya.",
        en="Ask another member of the electoral commission to type it without seeing yours.",
    )


class TableCountedAlready(DomainError):
    """The table has an accepted sheet."""

    code = "voting.table_counted_already"
    says = Sentence(
        es="El acta de la mesa {table} ya fue aceptada.",
        en="The sheet of table {table} was accepted already.",
    )
    next_step = Sentence(
        es="Si está mal, corrígela diciendo el motivo; la anterior queda guardada.",
        en="If it is wrong, correct it and give the reason; the former one is kept.",
    )


class NothingToCorrect(DomainError):
    """A correction was sent for a table without an accepted sheet."""

    code = "voting.nothing_to_correct"
    says = Sentence(
        es="La mesa {table} no tiene un acta aceptada que corregir.",
        en="Table {table} has no accepted sheet to correct.",
    )
    next_step = Sentence(
        es="Escribe el acta sin motivo de corrección.", en="Type the sheet without a reason."
    )


class BallotMalformed(DomainError):
    """An imported ballot is not one that the question allows."""

    code = "voting.ballot_malformed"
    says = Sentence(
        es="La boleta {row} no vale: se marcan de {least} a {most} de {options} opciones, sin repetir.",
        en="Ballot {row} is not valid: {least} to {most} of {options} options are marked, none twice.",
    )
    next_step = Sentence(
        es="Corrige el archivo o la pregunta; no se importó nada.",
        en="Correct the file or the question; nothing was imported.",
    )


class NoBallots(DomainError):
    """There is nothing to import, or too much."""

    code = "voting.ballots_none_or_too_many"
    says = Sentence(
        es="Se importan de 1 a {most} boletas distintas; llegaron {found}.",
        en="1 to {most} different ballots can be imported; {found} came.",
    )
    next_step = Sentence(es="Revisa el archivo.", en="Check the file.")


class ImportedAlready(DomainError):
    """The same file was imported into this vote before."""

    code = "voting.imported_already"
    says = Sentence(
        es="Las boletas de {source} ya están en esta votación.",
        en="The ballots of {source} are in this vote already.",
    )
    next_step = Sentence(
        es="No hace falta hacer nada: no se cuentan dos veces.",
        en="Nothing needs doing: they are not counted twice.",
    )


class SeedRecordedAlready(DomainError):
    """The vote has its seed; a second one could be chosen to please."""

    code = "voting.seed_recorded_already"
    says = Sentence(
        es="El sorteo de «{title}» ya tiene su semilla: {seed}.",
        en="The draw of “{title}” has its seed: {seed}.",
    )
    next_step = Sentence(
        es="Esa semilla decide; no se tira otra vez.", en="That seed decides; there is no second throw."
    )


class TieGoesToRunOff(DomainError):
    """The rules in force settle ties by a run-off."""

    code = "voting.tie_goes_to_run_off"
    says = Sentence(
        es="Aquí un empate se decide en segunda vuelta, no por sorteo.",
        en="Here a tie is decided by a run-off, not by a draw.",
    )
    next_step = Sentence(es="Convoca la segunda vuelta.", en="Call the run-off.")


class TieNotDrawn(DomainError):
    """Equal votes decide and no seed was recorded."""

    code = "voting.tie_not_drawn"
    says = Sentence(
        es="Hay un empate que decide entre {options}, y no se ha sorteado.",
        en="There is a tie that decides between {options}, and no draw was made.",
    )
    next_step = Sentence(
        es="Anota antes en público la semilla del sorteo.", en="Record the seed of the draw in public first."
    )


class SheetsPending(DomainError):
    """Some tables have entries and no accepted sheet."""

    code = "voting.sheets_pending"
    says = Sentence(
        es="Faltan por aceptar las actas de estas mesas: {tables}.",
        en="The sheets of these tables are not accepted yet: {tables}.",
    )
    next_step = Sentence(
        es="Que otra persona escriba cada una; se aceptan cuando dos coinciden.",
        en="Let another person type each; two equal entries are accepted.",
    )


class StoredBallotsDamaged(DomainError):
    """The stored ballots are not those that were imported."""

    code = "voting.stored_ballots_damaged"
    says = Sentence(
        es="Las boletas guardadas de {source} no son las que se importaron.",
        en="The stored ballots of {source} are not those that were imported.",
    )
    next_step = Sentence(
        es="No se certifica nada; restaura la copia de seguridad y avisa a la contraloría.",
        en="Nothing is certified; restore the backup and tell the auditors.",
    )
    exit_status = 1
