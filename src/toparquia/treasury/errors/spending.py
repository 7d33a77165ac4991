"""What the treasury refuses. Nothing here refuses an obligation: there is no such refusal."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence

LOOK_AGAIN = Sentence(es="Búscalo de nuevo desde su página.", en="Look for it again from its page.")


class NoSuchObligation(DomainError):
    """There is no such obligation."""

    code = "treasury.no_such_obligation"
    says = Sentence(es="No hay tal obligación.", en="There is no such obligation.")
    next_step = LOOK_AGAIN


class NoSuchTranche(DomainError):
    """The obligation has no tranche of that number."""

    code = "treasury.no_such_tranche"
    says = Sentence(
        es="Esta obligación no tiene tramo {tranche}.", en="This obligation has no tranche {tranche}."
    )
    next_step = Sentence(es="Mira sus tramos en su página.", en="See its tranches on its page.")


class TrancheAlreadySent(DomainError):
    """The tranche was recorded as sent before."""

    code = "treasury.tranche_already_sent"
    says = Sentence(
        es="El tramo {tranche} ya se anotó como enviado.", en="Tranche {tranche} is recorded as sent already."
    )
    next_step = Sentence(
        es="Espera a que el comité de finanzas confirme que llegó.",
        en="Wait for the finance committee to confirm that it came in.",
    )


class TrancheOutOfTurn(DomainError):
    """An earlier tranche has not come in yet."""

    code = "treasury.tranche_out_of_turn"
    says = Sentence(
        es="El tramo {tranche} espera: el tramo {before} todavía no está confirmado como recibido.",
        en="Tranche {tranche} waits: tranche {before} is not confirmed as received yet.",
    )
    next_step = Sentence(es="Paga primero el tramo {before}.", en="Pay tranche {before} first.")


class TrancheWaitsForReport(DomainError):
    """The tranche waits for an approved report on the one before."""

    code = "treasury.tranche_waits_for_report"
    says = Sentence(
        es="El tramo {tranche} espera: la asamblea no ha aprobado una rendición del tramo {before}.",
        en="Tranche {tranche} waits: the assembly has approved no report on tranche {before}.",
    )
    next_step = Sentence(
        es="El comité de finanzas presenta la rendición y la asamblea decide.",
        en="The finance committee presents the report and the assembly decides.",
    )


class ReferenceMalformed(DomainError):
    """A bank reference cannot be."""

    code = "treasury.reference_malformed"
    says = Sentence(es="«{asked}» no es una referencia bancaria.", en="“{asked}” is not a bank reference.")
    next_step = Sentence(
        es="Escribe las letras y cifras del comprobante, hasta {limit}.",
        en="Write the letters and digits of the bank's slip, up to {limit}.",
    )


class ReferenceUsed(DomainError):
    """Another disbursement has that bank reference."""

    code = "treasury.reference_used"
    says = Sentence(
        es="La referencia {reference} ya está en otro desembolso.",
        en="The reference {reference} belongs to another disbursement.",
    )
    next_step = Sentence(es="Revisa el comprobante del banco.", en="Check the bank's slip.")


class NoSuchDisbursement(DomainError):
    """There is no such disbursement."""

    code = "treasury.no_such_disbursement"
    says = Sentence(es="No hay tal desembolso.", en="There is no such disbursement.")
    next_step = LOOK_AGAIN


class AlreadyConfirmed(DomainError):
    """The money was confirmed as received before."""

    code = "treasury.already_confirmed"
    says = Sentence(es="Ese dinero ya está confirmado.", en="That money is confirmed already.")
    next_step = Sentence(es="No hay nada más que hacer.", en="There is nothing more to do.")


class NoSuchInvoice(DomainError):
    """There is no such invoice."""

    code = "treasury.no_such_invoice"
    says = Sentence(es="No hay tal factura.", en="There is no such invoice.")
    next_step = LOOK_AGAIN


class LinesMissing(DomainError):
    """An invoice has no line, or too many."""

    code = "treasury.lines_missing"
    says = Sentence(
        es="Una factura tiene de 1 a {limit} renglones; esta tiene {given}.",
        en="An invoice has 1 to {limit} lines; this one has {given}.",
    )
    next_step = Sentence(es="Corrige los renglones y envía de nuevo.", en="Correct the lines and send again.")


class HeadUnknown(DomainError):
    """A line is under a head that the rules do not have."""

    code = "treasury.head_unknown"
    says = Sentence(es="«{head}» no es un rubro de las reglas.", en="“{head}” is no head of the rules.")
    next_step = Sentence(es="Elige uno de estos: {heads}.", en="Choose one of these: {heads}.")


class AmountNotPositive(DomainError):
    """A line is of nothing, or below."""

    code = "treasury.amount_not_positive"
    says = Sentence(es="Un renglón es de {amount}.", en="A line is of {amount}.")
    next_step = Sentence(es="Escribe un monto mayor que cero.", en="Write an amount above zero.")


class CurrencyOfAnotherKind(DomainError):
    """A line is in another currency than the obligation."""

    code = "treasury.currency_of_another_kind"
    says = Sentence(
        es="Esta obligación está en {owed} y el renglón en {given}.",
        en="This obligation is in {owed} and the line in {given}.",
    )
    next_step = Sentence(
        es="Anota lo que se paga en {owed}; el cambio es un acto aparte.",
        en="Record what is paid in {owed}; an exchange is an act of its own.",
    )


class InvoiceOfTheFuture(DomainError):
    """An invoice is dated after today."""

    code = "treasury.invoice_of_the_future"
    says = Sentence(
        es="La factura lleva fecha {issued_on}, después de hoy.",
        en="The invoice is dated {issued_on}, after today.",
    )
    next_step = Sentence(es="Revisa la fecha.", en="Check the date.")


class InvoiceAboveWhatIsLeft(DomainError):
    """An invoice is of more than the money that is left."""

    code = "treasury.invoice_above_what_is_left"
    says = Sentence(
        es="La factura es de {total} y quedan {left}: no alcanza.",
        en="The invoice is of {total} and {left} is left: it is not enough.",
    )
    next_step = Sentence(
        es="Nada cambió. Revisa el monto o espera el próximo tramo.",
        en="Nothing was changed. Check the amount, or wait for the next tranche.",
    )


class SupplierUnreadable(DomainError):
    """A supplier's name or an invoice's number has no letter and no digit."""

    code = "treasury.supplier_unreadable"
    says = Sentence(
        es="El proveedor y el número necesitan al menos una letra o una cifra.",
        en="The supplier and the number need at least one letter or digit.",
    )
    next_step = Sentence(es="Cópialos de la factura.", en="Copy them from the invoice.")


class InvoiceRecordedBefore(DomainError):
    """The same invoice is there already."""

    code = "treasury.invoice_recorded_before"
    says = Sentence(
        es="La factura {number} de ese proveedor ya está anotada.",
        en="Invoice {number} of that supplier is recorded already.",
    )
    next_step = Sentence(
        es="Búscala en la página de la obligación; si fue un error, anúlala primero.",
        en="Look for it on the obligation's page; if it was a mistake, take it back first.",
    )


class FileUsedBefore(DomainError):
    """The same file is the support of another invoice."""

    code = "treasury.file_used_before"
    says = Sentence(
        es="Ese archivo ya es el soporte de otra factura.",
        en="That file is the support of another invoice already.",
    )
    next_step = Sentence(es="Adjunta el de esta factura.", en="Attach the one of this invoice.")


class FileEmpty(DomainError):
    """An attached file has no content."""

    code = "treasury.file_empty"
    says = Sentence(es="El archivo está vacío.", en="The file is empty.")
    next_step = Sentence(
        es="Adjunta la foto o el PDF de la factura.", en="Attach the invoice's photo or PDF."
    )


class FileTooLarge(DomainError):
    """An attached file is larger than the rules allow."""

    code = "treasury.file_too_large"
    says = Sentence(
        es="El archivo pesa {size} bytes y caben {limit}.", en="The file has {size} bytes and {limit} fit."
    )
    next_step = Sentence(es="Toma la foto con menos calidad.", en="Take the photo at a lower quality.")


class FileTypeRefused(DomainError):
    """What is attached is none of the kinds of file that the rules allow."""

    code = "treasury.file_type_refused"
    says = Sentence(
        es="Ese archivo no es de los que se adjuntan.", en="That file is not of a kind that can be attached."
    )
    next_step = Sentence(
        es="Adjunta una foto o un documento: {types}.", en="Attach a photo or a document: {types}."
    )


class FileDamaged(DomainError):
    """A picture or document cannot be read to its end."""

    code = "treasury.file_damaged"
    says = Sentence(es="El archivo está dañado o incompleto.", en="The file is damaged or incomplete.")
    next_step = Sentence(es="Toma la foto otra vez y adjúntala.", en="Take the photo again and attach it.")


class PictureTooLarge(DomainError):
    """A picture has more points than a photo of an invoice needs."""

    code = "treasury.picture_too_large"
    says = Sentence(
        es="La imagen mide {width} por {height} puntos; caben {limit} en total.",
        en="The picture is {width} by {height} points; {limit} fit in all.",
    )
    next_step = Sentence(es="Adjunta una foto más pequeña.", en="Attach a smaller photo.")


class DocumentActive(DomainError):
    """A PDF does more than show pages, or hides what it does."""

    code = "treasury.document_active"
    says = Sentence(
        es="Ese PDF lleva programas, archivos u otras partes activas: {found}.",
        en="That PDF carries programs, files or other active parts: {found}.",
    )
    next_step = Sentence(
        es="Imprímelo como PDF simple, o toma una foto de la factura.",
        en="Print it to a plain PDF, or take a photo of the invoice.",
    )


class ReleasedByRecorder(DomainError):
    """Who recorded an invoice wants to release it."""

    code = "treasury.released_by_recorder"
    says = Sentence(
        es="Quien anotó la factura no la libera.", en="Who recorded the invoice does not release it."
    )
    next_step = Sentence(es="Pídeselo a otra persona del comité.", en="Ask another member of the committee.")


class ReleasedByPayee(DomainError):
    """Who is paid by an invoice wants to release it."""

    code = "treasury.released_by_payee"
    says = Sentence(es="Quien cobra la factura no la libera.", en="Who is paid does not release the invoice.")
    next_step = Sentence(es="Pídeselo a otra persona del comité.", en="Ask another member of the committee.")


class ReleasedBefore(DomainError):
    """The same person released the invoice before."""

    code = "treasury.released_before"
    says = Sentence(es="Ya liberaste esta factura.", en="You have released this invoice already.")
    next_step = Sentence(
        es="Falta la firma de otra persona del comité.", en="Another member's release is what it waits for."
    )


class InvoicePaidAlready(DomainError):
    """The invoice was paid."""

    code = "treasury.invoice_paid_already"
    says = Sentence(es="Esta factura ya se pagó.", en="This invoice is paid already.")
    next_step = Sentence(es="Mira quién la liberó en su página.", en="See on its page who released it.")


class InvoiceTakenBack(DomainError):
    """The invoice was taken back as a mistake."""

    code = "treasury.invoice_taken_back"
    says = Sentence(es="Esta factura se anuló como un error.", en="This invoice was taken back as a mistake.")
    next_step = Sentence(es="Anota la factura correcta.", en="Record the correct invoice.")


class ReversedByRecorder(DomainError):
    """Who recorded a paid invoice, or is paid by it, wants to take it back alone."""

    code = "treasury.reversed_by_recorder"
    says = Sentence(
        es="Una factura pagada no la anula quien la anotó ni quien la cobró.",
        en="A paid invoice is not taken back by who recorded it or was paid.",
    )
    next_step = Sentence(es="Pídeselo a otra persona del comité.", en="Ask another member of the committee.")


class NothingReceived(DomainError):
    """There is no money to report on."""

    code = "treasury.nothing_received"
    says = Sentence(
        es="Todavía no ha llegado dinero del que rendir cuentas.", en="No money has come in to report on."
    )
    next_step = Sentence(
        es="Confirma primero el tramo que llegó.", en="Confirm first the tranche that came in."
    )


class ReportUndecided(DomainError):
    """The last report has not been decided."""

    code = "treasury.report_undecided"
    says = Sentence(
        es="La rendición {number} espera la decisión de la asamblea.",
        en="Report {number} waits for the assembly's decision.",
    )
    next_step = Sentence(
        es="Anota esa decisión; después se presenta otra.", en="Record that decision; then present another."
    )


class NoSuchReport(DomainError):
    """There is no such report."""

    code = "treasury.no_such_report"
    says = Sentence(es="No hay tal rendición.", en="There is no such report.")
    next_step = LOOK_AGAIN


class ReportDecidedBefore(DomainError):
    """The report has its decision."""

    code = "treasury.report_decided_before"
    says = Sentence(
        es="La asamblea ya decidió sobre esta rendición.", en="The assembly has decided on this report."
    )
    next_step = Sentence(
        es="Si fue objetada, presenta otra rendición.", en="If it was queried, present another report."
    )


class ResolutionOfSomethingElse(DomainError):
    """The resolution is about another thing."""

    code = "treasury.resolution_of_something_else"
    says = Sentence(
        es="Esa decisión de la asamblea no es sobre esta rendición.",
        en="That resolution is not about this report.",
    )
    next_step = Sentence(
        es="Elige la decisión que trata de ella.", en="Choose the resolution that is about it."
    )


class ResolutionElsewhere(DomainError):
    """The resolution is of an assembly that the report is not for."""

    code = "treasury.resolution_elsewhere"
    says = Sentence(
        es="Esa asamblea no es del territorio del proyecto.",
        en="That assembly is not of the project's territory.",
    )
    next_step = Sentence(
        es="Lleva la rendición a la asamblea de {place}.", en="Bring the report to the assembly of {place}."
    )


class ReportAfterSession(DomainError):
    """The report was published after the assembly began."""

    code = "treasury.report_after_session"
    says = Sentence(
        es="La rendición se publicó después de empezar la asamblea.",
        en="The report was published after the assembly had begun.",
    )
    next_step = Sentence(
        es="Llévala a una asamblea que empiece después.", en="Bring it to an assembly that begins later."
    )


class ResolutionNotTheFirst(DomainError):
    """An assembly decided on the report before this resolution."""

    code = "treasury.resolution_not_the_first"
    says = Sentence(
        es="Otra asamblea decidió antes sobre esta rendición.",
        en="Another assembly decided on this report before.",
    )
    next_step = Sentence(es="Anota la primera decisión.", en="Record the first resolution.")


class NoSuchQuestion(DomainError):
    """There is no such question."""

    code = "treasury.no_such_question"
    says = Sentence(es="No hay tal pregunta.", en="There is no such question.")
    next_step = LOOK_AGAIN


class AnsweredBefore(DomainError):
    """The question has its answer."""

    code = "treasury.answered_before"
    says = Sentence(es="Esa pregunta ya tiene respuesta.", en="That question has its answer.")
    next_step = Sentence(
        es="Si no basta, la contraloría pregunta de nuevo.", en="If it is not enough, the audit asks again."
    )
