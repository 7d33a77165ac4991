"""Addresses of the treasury: what is owed, invoices, reports, and a form for each verb."""

from __future__ import annotations

from django.urls import path

from toparquia.treasury.views import ageing, budget, files, invoicing, letters, obligations, paying, reporting

app_name = "treasury"
urlpatterns = [
    path("presupuesto/", budget.budget, name="budget"),
    path("presupuesto/asignaciones/nueva/", budget.publish_allocation, name="publish_allocation"),
    path("presupuesto/repartos/nuevo/", budget.publish_distribution, name="publish_distribution"),
    path("repartos/<uuid:distribution_id>/", budget.distribution, name="distribution"),
    path("repartos/<uuid:distribution_id>/partes.csv", budget.distribution_csv, name="distribution_csv"),
    path("obligaciones/", obligations.listed, name="list"),
    path("obligaciones/antiguedad/", ageing.ageing, name="ageing"),
    path("obligaciones/antiguedad.csv", ageing.ageing_csv, name="ageing_csv"),
    path("obligaciones/<uuid:obligation_id>/solicitud.pdf", letters.payment_letter, name="payment_letter"),
    path("obligaciones/<uuid:obligation_id>/reclamo.pdf", letters.complaint_letter, name="complaint_letter"),
    path("rendiciones/<uuid:report_id>/rendicion.pdf", letters.report_sheet, name="report_sheet"),
    path("obligaciones/<uuid:obligation_id>/", obligations.detail, name="detail"),
    path("obligaciones/<uuid:obligation_id>/desembolso/", paying.disburse, name="disburse"),
    path("desembolsos/<uuid:disbursement_id>/recibo/", paying.confirm, name="confirm"),
    path("obligaciones/<uuid:obligation_id>/facturas/nueva/", invoicing.record, name="record"),
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
    path("preguntas/<uuid:question_id>/responder/", reporting.answer, name="answer"),
]
