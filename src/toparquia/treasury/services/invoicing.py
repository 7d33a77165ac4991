"""An invoice is recorded with its lines and its file; money goes out only with its releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets import RuleSet
from toparquia.foundation.texts import clean_line
from toparquia.gazette.acts import Evidence
from toparquia.gazette.services import enact
from toparquia.ledger.refusals import constraint_of
from toparquia.mandates.models import Mandate
from toparquia.territory import queries as territory
from toparquia.treasury import errors, queries, rules
from toparquia.treasury.acts import InvoiceRecorded
from toparquia.treasury.files import CheckedFile, check_file
from toparquia.treasury.models import Invoice, InvoiceLine, Obligation
from toparquia.treasury.models.invoices import NUMBER_LIMIT, TEXT_LIMIT
from toparquia.treasury.rules import NewInvoice, NewLine
from toparquia.treasury.services.buying import check_bought
from toparquia.treasury.services.keeping import kept
from toparquia.treasury.services.locking import acting_mandate, locked, rules_of
from toparquia.treasury.services.releasing import pay

SUPPLIER = Sentence("proveedor", "supplier")
NUMBER = Sentence("número de la factura", "invoice number")
WHAT = Sentence("qué se paga", "what is paid")
REASON = Sentence("motivo", "reason")


@transaction.atomic
def record_invoice(*, obligation_id: UUID, new: NewInvoice, by: Authority, at: datetime) -> Invoice:
    """Record an invoice to be paid from an obligation, with its file.

    :raises TextMissing, TextTooLong, TextUnreadable, SupplierUnreadable, InvoiceOfTheFuture: by the words.
    :raises LinesMissing, HeadUnknown, CurrencyOfAnotherKind, AmountNotPositive: by its lines.
    :raises FileEmpty, FileTooLarge, FileTypeRefused: by its file.
    :raises FileDamaged, PictureTooLarge, DocumentActive: by what is in it.
    What petty cash pays goes out at once, within its limit; anything else waits for its releases.
    :raises: what `check_bought` raises, by the money, by those that are there and by who else was asked.
    """
    standing = queries.obligation(obligation_id)
    in_force = rules_of(standing, at)
    new = cleaned(new)
    if new.issued_on > territory.local_day(standing.place, at):
        raise errors.InvoiceOfTheFuture(issued_on=new.issued_on)
    heads = in_force.text_list("invoice.heads")
    total = rules.check_lines(new.lines, heads=heads, currency=standing.currency)
    # Before the lock: a large photo takes a second to draw anew.
    file = check_file(
        new.file, max_bytes=in_force.count("upload.max_bytes"), types=in_force.text_list("upload.types")
    )
    if new.public_file:
        covered = check_file(
            new.public_file,
            max_bytes=in_force.count("upload.max_bytes"),
            types=in_force.text_list("upload.types"),
        )
        file = replace(file, public=covered.public, public_type=covered.public_type)
    obligation = locked(obligation_id, by)
    mandate = acting_mandate(by, obligation, at)
    check_bought(obligation, new, total, file, in_force, mandate.holder_id)
    invoice = _written(obligation, new, file, total, in_force, mandate, at)
    act = InvoiceRecorded(
        subject=invoice.id,
        obligation=obligation.id,
        issued_on=new.issued_on,
        total=total,
        heads=rules.by_head(((line.head, line.amount) for line in new.lines), heads, obligation.currency),
        public_copy_sha256=file.public_sha256,
        purchase=new.purchase_id,
        is_petty=new.is_petty,
        is_direct=bool(new.direct_reason),
        is_again=bool(new.again_reason),
        evidence=(Evidence("invoice", file.sha256),),
    )
    enact(act, by=by, at=at)
    if invoice.is_petty:
        pay(invoice, by, at)
    return invoice


def cleaned(new: NewInvoice) -> NewInvoice:
    """Return an invoice with its texts in one form. :raises SupplierUnreadable: as `clean_line` else."""
    supplier = clean_line(new.supplier, SUPPLIER, TEXT_LIMIT)
    number = clean_line(new.number, NUMBER, NUMBER_LIMIT)
    if not rules.key_of(supplier, TEXT_LIMIT) or not rules.key_of(number, NUMBER_LIMIT):
        raise errors.SupplierUnreadable()
    lines = tuple(
        NewLine(line.head, clean_line(line.what, WHAT, TEXT_LIMIT), line.amount) for line in new.lines
    )
    direct, again = (
        clean_line(said, REASON, TEXT_LIMIT) if said.strip() else ""
        for said in (new.direct_reason, new.again_reason)
    )
    return replace(
        new, supplier=supplier, number=number, lines=lines, direct_reason=direct, again_reason=again
    )


def _written(
    obligation: Obligation,
    new: NewInvoice,
    file: CheckedFile,
    total: Money,
    in_force: RuleSet,
    mandate: Mandate,
    at: datetime,
) -> Invoice:
    invoice = Invoice(
        id=new_id(),
        obligation=obligation,
        place_id=obligation.place_id,
        attachment=kept(file, at),
        supplier=new.supplier,
        supplier_is_person=new.supplier_is_person or new.payee_id is not None,
        number=new.number,
        supplier_key=rules.key_of(new.supplier, TEXT_LIMIT),
        number_key=rules.number_key_of(new.number, NUMBER_LIMIT),
        issued_on=new.issued_on,
        total_minor=total.minor,
        currency=total.currency,
        releases_required=0 if new.is_petty else rules.releases_for(total, obligation.amount, in_force),
        is_petty=new.is_petty,
        purchase_id=new.purchase_id,
        direct_reason=new.direct_reason,
        again_reason=new.again_reason,
        recorder_id=mandate.holder_id,
        payee_id=new.payee_id,
        mandate=mandate,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError as error:
        raise _refusal(error, new) from error
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice, number=number, head=line.head, what=line.what, amount_minor=line.amount.minor
        )
        for number, line in enumerate(new.lines, start=1)
    )
    return invoice


def _refusal(error: IntegrityError, new: NewInvoice) -> Exception:
    match constraint_of(error):
        case "treasury_invoice_file_once":
            return errors.FileUsedBefore()
        case "treasury_invoice_once":
            return errors.InvoiceRecordedBefore(number=new.number)
    return error
