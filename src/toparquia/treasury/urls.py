"""Addresses of the treasury: what is owed, invoices, reports, and a form for each verb."""

from __future__ import annotations

from django.urls import path

from toparquia.treasury.views import (
    ageing,
    budget,
    files,
    invoicing,
    letters,
    obligations,
    opendata,
    paying,
    petty,
    purchasing,
    reporting,
    statements,
    working,
    works,
)

app_name = "treasury"
urlpatterns = [
    path("presupuesto/", budget.budget, name="budget"),
    path("presupuesto/asignaciones/nueva/", budget.publish_allocation, name="publish_allocation"),
    path("presupuesto/repartos/nuevo/", budget.publish_distribution, name="publish_distribution"),
    path("repartos/<uuid:distribution_id>/", budget.distribution, name="distribution"),
    path("repartos/<uuid:distribution_id>/partes.csv", budget.distribution_csv, name="distribution_csv"),
    path("obligaciones/", obligations.listed, name="list"),
    path("compras/ocds.json", opendata.purchases, name="ocds"),
    path("obligaciones/antiguedad/", ageing.ageing, name="ageing"),
    path("obligaciones/antiguedad.csv", ageing.ageing_csv, name="ageing_csv"),
    path("obligaciones/<uuid:obligation_id>/solicitud.pdf", letters.payment_letter, name="payment_letter"),
    path("obligaciones/<uuid:obligation_id>/reclamo.pdf", letters.complaint_letter, name="complaint_letter"),
    path("rendiciones/<uuid:report_id>/rendicion.pdf", letters.report_sheet, name="report_sheet"),
    path("obligaciones/<uuid:obligation_id>/", obligations.detail, name="detail"),
    path("obligaciones/<uuid:obligation_id>/desembolso/", paying.disburse, name="disburse"),
    path("desembolsos/<uuid:disbursement_id>/recibo/", paying.confirm, name="confirm"),
    path("obligaciones/<uuid:obligation_id>/facturas/nueva/", invoicing.record, name="record"),
    path("obligaciones/<uuid:obligation_id>/obra/", works.work, name="work"),
    path(
        "obligaciones/<uuid:obligation_id>/obra/cronograma/",
        working.publish_schedule,
        name="publish_schedule",
    ),
    path("obligaciones/<uuid:obligation_id>/obra/avance/", working.record_progress, name="record_progress"),
    path("obligaciones/<uuid:obligation_id>/obra/jornada/", working.record_labour, name="record_labour"),
    path("obligaciones/<uuid:obligation_id>/obra/material/", working.move_stock, name="move_stock"),
    path(
        "obligaciones/<uuid:obligation_id>/obra/cambio/", working.propose_variation, name="propose_variation"
    ),
    path("cambios/<uuid:variation_id>/decision/", working.decide_variation, name="decide_variation"),
    path("obligaciones/<uuid:obligation_id>/obra/entrega/", working.deliver_work, name="deliver_work"),
    path("obligaciones/<uuid:obligation_id>/obra/seguimiento/", working.follow_up, name="follow_up"),
    path("avances/<uuid:progress_id>/foto/", works.photo, name="work_photo"),
    path("obligaciones/<uuid:obligation_id>/compras/nueva/", purchasing.open_purchase, name="open_purchase"),
    path("compras/<uuid:purchase_id>/", purchasing.purchase, name="purchase"),
    path("compras/<uuid:purchase_id>/cotizaciones/nueva/", purchasing.quote, name="quote"),
    path("compras/<uuid:purchase_id>/elegir/", purchasing.choose, name="choose"),
    path("cotizaciones/<uuid:quotation_id>/papel/", files.quotation_copy, name="quotation_copy"),
    path("proveedores/<uuid:supplier_id>/", purchasing.supplier, name="supplier"),
    path("proveedores/<uuid:supplier_id>/interes/", purchasing.declare, name="declare"),
    path("obligaciones/<uuid:obligation_id>/caja-chica/", petty.petty_cash, name="petty_cash"),
    path(
        "obligaciones/<uuid:obligation_id>/caja-chica/reponer/", petty.fill_petty_cash, name="fill_petty_cash"
    ),
    path(
        "obligaciones/<uuid:obligation_id>/caja-chica/gasto/", invoicing.petty_expense, name="petty_expense"
    ),
    path("lugares/<slug:code>/extractos/", statements.listed, name="statements"),
    path("lugares/<slug:code>/extractos/nuevo/", statements.upload, name="upload_statement"),
    path("lugares/<slug:code>/extractos/previa/<slug:sha256>/", statements.preview, name="preview_statement"),
    path("extractos/<uuid:statement_id>/", statements.detail, name="statement"),
    path("renglones/<uuid:line_id>/cuadrar/", statements.match, name="match_line"),
    path("facturas/<uuid:invoice_id>/recibo.pdf", letters.voucher, name="voucher"),
    path("facturas/<uuid:invoice_id>/", invoicing.detail, name="invoice"),
    path("facturas/<uuid:invoice_id>/copia/", files.public_copy, name="copy"),
    path("facturas/<uuid:invoice_id>/original/", files.original, name="original"),
    path("facturas/<uuid:invoice_id>/liberar/", invoicing.release, name="release"),
    path("facturas/<uuid:invoice_id>/anular/", invoicing.take_back, name="take_back"),
    path("facturas/<uuid:invoice_id>/preguntar/", invoicing.ask, name="ask_invoice"),
    path("obligaciones/<uuid:obligation_id>/rendiciones/nueva/", reporting.present, name="present"),
    path("rendiciones/<uuid:report_id>/", reporting.detail, name="report"),
    path("rendiciones/<uuid:report_id>/rendicion.json", files.snapshot, name="snapshot"),
    path("rendiciones/<uuid:report_id>/decision/", reporting.decide, name="decide"),
    path("rendiciones/<uuid:report_id>/preguntar/", reporting.ask, name="ask_report"),
    path("rendiciones/<uuid:report_id>/pregunta-vecinal/", reporting.raise_question, name="raise_question"),
    path("preguntas/<uuid:question_id>/cerrar/", reporting.close_case, name="close_case"),
    path("preguntas/<uuid:question_id>/responder/", reporting.answer, name="answer"),
]
