"""Parameters of money: the obligation that a vote creates, its accounts, budgets, bank and enterprises."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence as S  # noqa: N817
from toparquia.foundation.rulesets import units as u
from toparquia.foundation.rulesets.parameters import Kind as K  # noqa: N817
from toparquia.foundation.rulesets.parameters import Parameter as P  # noqa: N817

# fmt: off
FUNDS: Final = (
    P("obligation.discretionary_refusal", K.FLAG, u.YES_NO, False, "[S]",
      S("El Estado puede negarse a pagar lo que ganó",
        "The State may refuse to pay what won"), choices=(False,)),
    P("obligation.pre_vote_check", K.TEXTS, u.LIST,
      ["territory", "cost_arithmetic", "duplicate", "legality"], "design",
      S("Únicas razones para no admitir una propuesta, solo antes del voto",
        "Only reasons not to admit a proposal, only before the vote"), 0, 4,
      choices=("territory", "cost_arithmetic", "duplicate", "legality")),
    P("obligation.state_share", K.SHARE, u.OF_COST, "1.00", "[S]; decision of the project",
      S("Parte del costo que paga el Estado", "Part of the cost that the State pays"), 1, 10_000),
    P("obligation.ceiling", K.MONEY, u.MONEY, None, "[V2]",
      S("Monto máximo de un proyecto", "Largest amount of one project"), word="none"),
    P("obligation.due_days", K.COUNT, u.DAYS, 30, "decision of the project; [EX]",
      S("Días para pagar desde el certificado", "Days to pay from the certificate on"), 1, 3_650),
    P("obligation.tranches", K.SHARES, u.OF_GRANT, ["0.50", "0.50"], "design",
      S("Partes en que se desembolsa", "Parts in which it is disbursed"), 1, 12),
    P("report.interval_months", K.COUNT, u.MONTHS, 3, "[UM]",
      S("Meses entre dos rendiciones de cuentas", "Months between two reports"), 1, 120),
    P("report.invoices_required", K.FLAG, u.YES_NO, True, "[S][UM]",
      S("La rendición lleva las facturas", "The report carries the invoices")),
    P("report.answer_days", K.COUNT, u.DAYS, 15, "design",
      S("Días para responder a las preguntas de la asamblea",
        "Days to answer the assembly's questions"), 1, 365),
    P("invoice.heads", K.TEXTS, u.LIST, ["materials", "costs", "labour"], "[S]",
      S("Rubros de una factura y de un presupuesto", "Heads of an invoice and of an estimate"), 1, 20),
    P("upload.max_bytes", K.COUNT, u.BYTES, 8_000_000, "design",
      S("Tamaño máximo de un archivo adjunto", "Largest attached file"), 1_000, 100_000_000),
    P("upload.types", K.TEXTS, u.LIST, ["jpeg", "png", "webp", "pdf"], "design",
      S("Tipos de archivo que se adjuntan", "Types of file that may be attached"), 1, 4,
      choices=("jpeg", "png", "webp", "pdf")),
    P("budget.ministry_share", K.SHARE, u.OF_MINISTRY, "0.70", "[S]",
      S("Parte de cada ministerio para el poder popular",
        "Part of each ministry for popular power"), 0, 10_000),
    P("budget.popular_power_share", K.SHARE, u.OF_FUNDS, "0.53", "[S][CO2]",
      S("Parte de los fondos para el poder popular", "Part of the funds for popular power"), 0, 10_000),
    P("budget.investment_growth_min", K.SHARE, u.OF_INVESTMENT, "0.37", "[S][CO2]",
      S("Crecimiento mínimo de la inversión pública", "Least growth of public investment"), 0, 10_000),
    P("budget.formula", K.CHOICE, u.ONE_OF, "population", "decision of the project",
      S("Cómo se reparte un fondo entre las comunas", "How a fund is split among the communes"),
      choices=("equal", "population", "need")),
    P("bank.per_commune", K.COUNT, u.BANKS, 1, "[S]",
      S("Bancos de cada comuna", "Banks of each commune"), 0, 100),
    P("bank.target", K.DATED, u.BANKS, {"count": 4_000, "day": "2026-12-31"}, "[S]",
      S("Meta de bancos comunales", "Target of communal banks")),
    P("loan.rate_year", K.SHARE, u.PER_YEAR, "assembly", "not found",
      S("Interés anual de un préstamo", "Yearly interest of a loan"), 0, 10_000, word="assembly"),
    P("loan.term_months", K.COUNT, u.MONTHS, "assembly", "not found",
      S("Plazo máximo de un préstamo", "Longest term of a loan"), 1, 1_200, word="assembly"),
    P("loan.guarantees", K.TEXTS, u.LIST, "assembly", "not found",
      S("Garantías de un préstamo", "Guarantees of a loan"), 0, 30, word="assembly"),
    P("enterprise.reinvest_share", K.SHARE, u.OF_SURPLUS, "1.00", "[S]",
      S("Excedente que se reinvierte", "Surplus that is reinvested"), 0, 10_000),
    P("enterprise.review", K.CHOICE, u.ONE_OF, "every_ordinary_assembly", "[S]",
      S("Cuándo la asamblea examina las empresas", "When the assembly examines the enterprises"),
      choices=("every_ordinary_assembly", "quarterly", "yearly")),
    P("fund.kinds", K.TEXTS, u.LIST, ["social_action", "operating", "savings_and_credit", "risks"], "[B24]",
      S("Fondos internos", "Internal funds"), 0, 30),
)
