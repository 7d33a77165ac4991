"""What the ledger refuses."""

from toparquia.foundation.errors import DomainError, Sentence

_START_AGAIN = Sentence(
    es="Revisa los datos y envía un asiento nuevo.", en="Check the data and send a new entry."
)


class KeyUsedForOtherEntry(DomainError):
    """The same key came again with other content."""

    code = "ledger.key_used_for_other_entry"
    says = Sentence(
        es="El asiento {key} ya se registró con otro contenido; lo primero quedó y no cambió.",
        en="Entry {key} was already posted with other content; what came first stands unchanged.",
    )
    next_step = Sentence(
        es="Consulta lo registrado; lo distinto lleva una clave nueva.",
        en="Look at what was posted; something else takes a new key.",
    )


class EntryEmpty(DomainError):
    """An entry moves nothing."""

    code = "ledger.entry_empty"
    says = Sentence(es="El asiento no mueve nada.", en="The entry moves nothing.")
    next_step = Sentence(es="Añade al menos una transferencia.", en="Add at least one transfer.")


class EntryTooLarge(DomainError):
    """More at once than the ledger takes."""

    code = "ledger.entry_too_large"
    says = Sentence(
        es="Llegaron {given} de una vez; se admiten {limit}.", en="{given} came at once; {limit} are taken."
    )
    next_step = Sentence(es="Repártelo en varios envíos.", en="Send it in several parts.")


class AmountNotPositive(DomainError):
    """A transfer of nothing or less."""

    code = "ledger.amount_not_positive"
    says = Sentence(
        es="Una transferencia de {amount} no es posible.", en="A transfer of {amount} is not possible."
    )
    next_step = Sentence(
        es="Indica un monto mayor que cero; para devolver, invierte las cuentas.",
        en="Give an amount above zero; to give back, swap the accounts.",
    )


class TransferToItself(DomainError):
    """Both sides of a transfer are one account."""

    code = "ledger.transfer_to_itself"
    says = Sentence(
        es="Una cuenta no puede transferirse a sí misma.", en="An account cannot transfer to itself."
    )
    next_step = Sentence(es="Elige dos cuentas distintas.", en="Choose two different accounts.")


class NoSuchAccount(DomainError):
    """There is no account with that id or code."""

    code = "ledger.no_such_account"
    says = Sentence(es="No hay una cuenta {account}.", en="There is no account {account}.")
    next_step = Sentence(es="Ábrela primero o corrige el código.", en="Open it first, or correct the code.")


class CurrencyDiffers(DomainError):
    """The amount is not in the account's currency."""

    code = "ledger.currency_differs"
    says = Sentence(
        es="La cuenta {account} lleva {expected}; el monto está en {given}.",
        en="Account {account} keeps {expected}; the amount is in {given}.",
    )
    next_step = Sentence(
        es="Usa una cuenta de esa moneda; el cambio es un acto aparte.",
        en="Use an account of that currency; an exchange is an act of its own.",
    )


class NotEnoughThere(DomainError):
    """A limited account would go below zero."""

    code = "ledger.not_enough_there"
    says = Sentence(
        es="En la cuenta {account} no alcanza: quedaría en {after}.",
        en="Account {account} has not enough: it would stand at {after}.",
    )
    next_step = Sentence(
        es="Baja el monto o espera a que entre dinero.", en="Lower the amount, or wait for money to come in."
    )


class DaySealed(DomainError):
    """The day's balances are sealed."""

    code = "ledger.day_sealed"
    says = Sentence(
        es="El libro está cerrado hasta el {through}.", en="The ledger is closed through {through}."
    )
    next_step = Sentence(
        es="Registra con una fecha posterior; lo cerrado se corrige con un reverso.",
        en="Post with a later day; what is closed is corrected by a reversal.",
    )


class EntryClosed(DomainError):
    """Transfers were added to an entry that was already written."""

    code = "ledger.entry_closed"
    says = Sentence(
        es="Un asiento y sus transferencias se escriben juntos y no se amplían.",
        en="An entry and its transfers are written together and never extended.",
    )
    next_step = _START_AGAIN


class AlreadyReversed(DomainError):
    """An entry is reversed at most once."""

    code = "ledger.already_reversed"
    says = Sentence(es="El asiento {entry} ya fue reversado.", en="Entry {entry} has already been reversed.")
    next_step = Sentence(
        es="Si hacía falta, registra un asiento nuevo.", en="If it was needed after all, post a new entry."
    )


class ReversalOfReversal(DomainError):
    """A reversal cannot be reversed."""

    code = "ledger.reversal_of_reversal"
    says = Sentence(
        es="El asiento {entry} es un reverso y no se reversa.",
        en="Entry {entry} is a reversal and is not reversed.",
    )
    next_step = Sentence(
        es="Registra de nuevo el asiento original con otra clave.",
        en="Post the original again with another key.",
    )


class ReversalInexact(DomainError):
    """A reversal does not take back exactly what its entry moved."""

    code = "ledger.reversal_inexact"
    says = Sentence(
        es="El reverso no devuelve exactamente lo que movió el asiento {entry}.",
        en="The reversal does not take back exactly what entry {entry} moved.",
    )
    next_step = Sentence(
        es="Usa la orden de reversar, que lo copia.", en="Use the reverse verb, which copies it."
    )


class NoSuchEntry(DomainError):
    """There is no entry with that key."""

    code = "ledger.no_such_entry"
    says = Sentence(es="El libro no tiene el asiento {entry}.", en="The ledger has no entry {entry}.")
    next_step = Sentence(es="Busca su clave en el diario.", en="Find its key in the journal.")


class AccountCodeTaken(DomainError):
    """Another account has that code."""

    code = "ledger.account_code_taken"
    says = Sentence(
        es="El código {account} ya es de una cuenta distinta.",
        en="The code {account} already belongs to a different account.",
    )
    next_step = Sentence(es="Elige otro código.", en="Choose another code.")


class AccountMalformed(DomainError):
    """An account's code or kind cannot be."""

    code = "ledger.account_malformed"
    says = Sentence(
        es="«{account}» no sirve como cuenta de tipo «{kind}».",
        en="“{account}” will not do as an account of kind “{kind}”.",
    )
    next_step = Sentence(
        es="Usa minúsculas, cifras, guiones y puntos, y uno de los cinco tipos.",
        en="Use lower case letters, digits, hyphens and points, and one of the five kinds.",
    )


class ReasonMalformed(DomainError):
    """A reason that says nothing, too much, or cannot be printed."""

    code = "ledger.reason_malformed"
    says = Sentence(
        es="El motivo debe tener de 1 a {limit} caracteres imprimibles.",
        en="The reason must have 1 to {limit} printable characters.",
    )
    next_step = Sentence(es="Escríbelo en una frase.", en="Write it in one sentence.")


class KindMalformed(DomainError):
    """What happened is not named as the ledger names it."""

    code = "ledger.kind_malformed"
    says = Sentence(
        es="«{kind}» no nombra un hecho del libro.", en="“{kind}” does not name a fact of the ledger."
    )
    next_step = Sentence(
        es="Escríbelo así: sala.hecho, en minúsculas.", en="Write it like this: room.fact, in lower case."
    )


class CheckFailed(DomainError):
    """An invariant of the ledger does not hold."""

    code = "ledger.check_failed"
    says = Sentence(
        es="El libro no cumple «{invariant}»: {broken} casos, el primero {example}.",
        en="The ledger breaks “{invariant}”: {broken} cases, the first {example}.",
    )
    next_step = Sentence(
        es="No registres nada más y compáralo con la última copia.",
        en="Post nothing more and compare it with the last backup.",
    )
    exit_status = 1


class NoSuchPending(DomainError):
    """There is no pending transfer with that id."""

    code = "ledger.no_such_pending"
    says = Sentence(
        es="No hay una transferencia pendiente {pending}.", en="There is no pending transfer {pending}."
    )
    next_step = Sentence(es="Búscala de nuevo en su cuenta.", en="Look for it again in its account.")


class PendingSettled(DomainError):
    """The pending transfer was posted or given back before."""

    code = "ledger.pending_settled"
    says = Sentence(
        es="La transferencia pendiente {pending} ya se asentó o se devolvió.",
        en="Pending transfer {pending} was posted or given back already.",
    )
    next_step = Sentence(es="Mira qué fue de ella en su cuenta.", en="See in its account what became of it.")


class PendingExpired(DomainError):
    """The time of a pending transfer is over."""

    code = "ledger.pending_expired"
    says = Sentence(
        es="El plazo de la transferencia pendiente venció: {at}.",
        en="The time of the pending transfer is over: {at}.",
    )
    next_step = Sentence(
        es="Devuelve el monto y aparta uno nuevo.", en="Give the amount back and set a new one aside."
    )


class PendingAmountOutOfBounds(DomainError):
    """More is asked of a pending transfer than was set aside, or nothing."""

    code = "ledger.pending_amount_out_of_bounds"
    says = Sentence(
        es="Se pide {asked} y se apartó {held}.", en="{asked} is asked for, and {held} was set aside."
    )
    next_step = Sentence(
        es="Pide más de cero y no más de lo apartado.", en="Ask for more than zero and no more than that."
    )


class NothingToHold(DomainError):
    """A transfer that takes nothing from either account cannot be set aside."""

    code = "ledger.nothing_to_hold"
    says = Sentence(
        es="Entre {debit} y {credit} no sale nada que pueda apartarse.",
        en="Between {debit} and {credit} nothing leaves that could be set aside.",
    )
    next_step = Sentence(es="Asiéntala de una vez.", en="Post it at once.")
