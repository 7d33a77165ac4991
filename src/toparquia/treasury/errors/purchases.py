"""What the finance committee's bench refuses: purchases, look-alikes, petty cash, interests."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.treasury.errors.spending import LOOK_AGAIN


class NoSuchSupplier(DomainError):
    """There is no such supplier."""

    code = "treasury.no_such_supplier"
    says = Sentence(
        es="No hay tal proveedor.",
        en="There is no such supplier.",
    )
    next_step = LOOK_AGAIN


class NoSuchPurchase(DomainError):
    """There is no such purchase."""

    code = "treasury.no_such_purchase"
    says = Sentence(
        es="No hay tal compra.",
        en="There is no such purchase.",
    )
    next_step = LOOK_AGAIN


class NoSuchQuotation(DomainError):
    """There is no such quotation."""

    code = "treasury.no_such_quotation"
    says = Sentence(
        es="No hay tal cotización.",
        en="There is no such quotation.",
    )
    next_step = LOOK_AGAIN


class EstimateNotPositive(DomainError):
    """A purchase costs something."""

    code = "treasury.estimate_not_positive"
    says = Sentence(
        es="El monto {amount} no es mayor que cero.",
        en="The amount {amount} is not above zero.",
    )
    next_step = Sentence(
        es="Escribe cuánto cuesta.",
        en="Write what it costs.",
    )


class QuotedBefore(DomainError):
    """The supplier said what they take for this purchase, or the paper is another's."""

    code = "treasury.quoted_before"
    says = Sentence(
        es="Esa cotización ya está: un proveedor y un papel cuentan una vez en cada compra.",
        en="That quotation is there already: a supplier and a paper count once in a purchase.",
    )
    next_step = Sentence(
        es="Pide otra cotización a otro proveedor.",
        en="Ask another supplier for another quotation.",
    )


class PurchaseDecided(DomainError):
    """A quotation was chosen already."""

    code = "treasury.purchase_was_decided"
    says = Sentence(
        es="Ya se eligió una cotización para esta compra.",
        en="A quotation was chosen for this purchase already.",
    )
    next_step = Sentence(
        es="Anota la factura, o abre otra compra.",
        en="Record the invoice, or open another purchase.",
    )


class QuotationsMissing(DomainError):
    """The rules ask for more quotations."""

    code = "treasury.quotations_missing"
    says = Sentence(
        es="Hay {given} cotizaciones y las reglas piden {required}.",
        en="There are {given} quotations and the rules ask for {required}.",
    )
    next_step = Sentence(
        es="Pide las que faltan antes de elegir.",
        en="Ask for those that are missing before you choose.",
    )


class DearerWithoutReason(DomainError):
    """A quotation that is not the lowest needs a reason."""

    code = "treasury.dearer_without_reason"
    says = Sentence(
        es="No es la más barata y falta decir por qué se elige.",
        en="It is not the lowest, and why it is chosen is missing.",
    )
    next_step = Sentence(
        es="Escribe el motivo, o elige la más barata.",
        en="Write the reason, or choose the lowest.",
    )


class InterestDeclared(DomainError):
    """Who declared an interest in a supplier decides nothing about them."""

    code = "treasury.interest_declared"
    says = Sentence(
        es="Declaraste un interés en ese proveedor.",
        en="You declared an interest in that supplier.",
    )
    next_step = Sentence(
        es="Deja que decida otra persona del comité.",
        en="Let someone else of the committee decide.",
    )


class DeclaredBefore(DomainError):
    """The interest was declared already."""

    code = "treasury.declared_before"
    says = Sentence(
        es="Ese interés ya está declarado.",
        en="That interest is declared already.",
    )
    next_step = Sentence(
        es="No hace falta declararlo otra vez.",
        en="There is no need to declare it again.",
    )


class PurchaseUndecided(DomainError):
    """No quotation was chosen yet."""

    code = "treasury.purchase_undecided"
    says = Sentence(
        es="En esa compra todavía no se eligió una cotización.",
        en="No quotation was chosen for that purchase yet.",
    )
    next_step = Sentence(
        es="Elige una cotización, y después anota la factura.",
        en="Choose a quotation, and record the invoice after that.",
    )


class NotTheChosenOne(DomainError):
    """The invoice is of another supplier than the chosen one."""

    code = "treasury.not_the_chosen_one"
    says = Sentence(
        es="La factura es de otro proveedor que el elegido, {chosen}.",
        en="The invoice is of another supplier than the chosen one, {chosen}.",
    )
    next_step = Sentence(
        es="Anota la factura del elegido, o abre otra compra.",
        en="Record the chosen one's invoice, or open another purchase.",
    )


class AboveTheQuotation(DomainError):
    """The invoices of a purchase are above its quotation."""

    code = "treasury.above_the_quotation"
    says = Sentence(
        es="La factura pasa de lo cotizado: quedan {left} de esa compra.",
        en="The invoice is above the quotation: {left} are left of that purchase.",
    )
    next_step = Sentence(
        es="Pide al proveedor que cobre lo que cotizó, o abre otra compra.",
        en="Ask the supplier to take what they quoted, or open another purchase.",
    )


class QuotationsNeeded(DomainError):
    """So much is not bought without asking others."""

    code = "treasury.quotations_needed"
    says = Sentence(
        es="Con {total} a este proveedor las reglas piden {required} cotizaciones.",
        en="With {total} to this supplier the rules ask for {required} quotations.",
    )
    next_step = Sentence(
        es="Abre una compra y compara, o escribe por qué no se pudo preguntar a otros.",
        en="Open a purchase and compare, or write why nobody else could be asked.",
    )


class ResemblesAnother(DomainError):
    """The invoice may be another again."""

    code = "treasury.resembles_another"
    says = Sentence(
        es="Se parece a otra factura: {number}, del {issued_on}, por {total}.",
        en="It resembles another invoice: {number}, of {issued_on}, for {total}.",
    )
    next_step = Sentence(
        es="Mírala. Si no es la misma, escribe por qué, y guarda de nuevo.",
        en="Look at it. If it is not the same, write why, and save again.",
    )


class PettyCashNotFilled(DomainError):
    """There is no petty cash yet."""

    code = "treasury.petty_cash_not_filled"
    says = Sentence(
        es="Esta obra todavía no tiene caja chica.",
        en="This project has no petty cash yet.",
    )
    next_step = Sentence(
        es="Que otra persona del comité la llene primero.",
        en="Let someone else of the committee fill it first.",
    )


class PettyExpenseTooLarge(DomainError):
    """Petty cash pays up to a limit."""

    code = "treasury.petty_expense_too_large"
    says = Sentence(
        es="La caja chica paga hasta {limit} de una vez, y esto es {total}.",
        en="Petty cash pays up to {limit} at once, and this is {total}.",
    )
    next_step = Sentence(
        es="Anótalo como factura, para que la liberen otros.",
        en="Record it as an invoice, for others to release.",
    )


class PettyCashTooSmall(DomainError):
    """The petty cash has less than that."""

    code = "treasury.petty_cash_too_small"
    says = Sentence(
        es="En la caja chica quedan {left}, y esto es {total}.",
        en="{left} are left in the petty cash, and this is {total}.",
    )
    next_step = Sentence(
        es="Rinde lo gastado para que se reponga.",
        en="Account for what was spent, so that it is filled up.",
    )


class PettyCashFull(DomainError):
    """The petty cash is full."""

    code = "treasury.petty_cash_full"
    says = Sentence(
        es="La caja chica está llena: tiene {held} de {fund}.",
        en="The petty cash is full: it has {held} of {fund}.",
    )
    next_step = Sentence(
        es="Se repone cuando se haya gastado algo.",
        en="It is filled up when something was spent.",
    )


class FilledBySpender(DomainError):
    """Who spent petty cash does not fill it up."""

    code = "treasury.filled_by_spender"
    says = Sentence(
        es="Gastaste de la caja chica desde la última vez, y quien gasta no repone.",
        en="You spent from the petty cash since the last time, and who spends does not fill it up.",
    )
    next_step = Sentence(
        es="Que otra persona del comité mire los recibos y reponga.",
        en="Let someone else of the committee look at the receipts and fill it up.",
    )
