"""Every parameter that a rule set has, by key, in the order in which people read them."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets.parameters import Parameter
from toparquia.foundation.rulesets.schema.census import CENSUS
from toparquia.foundation.rulesets.schema.funds import FUNDS
from toparquia.foundation.rulesets.schema.nation import NATION
from toparquia.foundation.rulesets.schema.online import ONLINE
from toparquia.foundation.rulesets.schema.organs import ORGANS
from toparquia.foundation.rulesets.schema.planning import PLANNING
from toparquia.foundation.rulesets.schema.votes import VOTES

SCHEMA: Final[dict[str, Parameter]] = {
    one.key: one for one in (*ORGANS, *CENSUS, *PLANNING, *VOTES, *ONLINE, *FUNDS, *NATION)
}

GROUPS: Final[dict[str, Sentence]] = {
    "council": Sentence("Consejo comunal", "Communal council"),
    "commune": Sentence("Comuna", "Commune"),
    "charter": Sentence("Carta fundacional", "Founding charter"),
    "age": Sentence("Edades", "Ages"),
    "residence": Sentence("Residencia", "Residence"),
    "census": Sentence("Censo", "Census"),
    "assembly": Sentence("Asamblea", "Assembly"),
    "mandate": Sentence("Vocerías", "Spokespersons"),
    "election": Sentence("Elecciones", "Elections"),
    "registration": Sentence("Registro", "Registration"),
    "electoral_commission": Sentence("Comisión electoral", "Electoral commission"),
    "finance": Sentence("Finanzas", "Finance"),
    "audit": Sentence("Contraloría", "Audit"),
    "parliament": Sentence("Parlamento", "Parliament"),
    "executive": Sentence("Consejo ejecutivo", "Executive council"),
    "recall": Sentence("Revocatoria", "Recall"),
    "planning": Sentence("Planificación", "Planning"),
    "consultation": Sentence("Consulta popular", "Popular consultation"),
    "counting": Sentence("Conteo", "Counting"),
    "online": Sentence("Voto secreto en línea", "Secret ballot online"),
    "paper_audit": Sentence("Auditoría del papel", "Audit of the paper"),
    "obligation": Sentence("Obligación de financiar", "Funding obligation"),
    "report": Sentence("Rendición de cuentas", "Accountability report"),
    "invoice": Sentence("Facturas", "Invoices"),
    "purchase": Sentence("Compras", "Purchases"),
    "petty_cash": Sentence("Caja chica", "Petty cash"),
    "works": Sentence("Obras", "Works"),
    "upload": Sentence("Archivos adjuntos", "Attached files"),
    "budget": Sentence("Presupuesto", "Budget"),
    "bank": Sentence("Banco comunal", "Communal bank"),
    "loan": Sentence("Préstamos", "Loans"),
    "enterprise": Sentence("Empresas comunales", "Communal enterprises"),
    "fund": Sentence("Fondos", "Funds"),
    "aid": Sentence("Ayuda", "Aid"),
    "allowance": Sentence("Asignaciones", "Allowances"),
    "civil": Sentence("Protección civil", "Civil protection"),
    "national": Sentence("País", "Country"),
    "indicator": Sentence("Indicadores", "Indicators"),
}
