"""Where the things that public acts are about have their pages.

The Gazette is the lowest room and knows ids and kinds alone; this maps them to addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.urls import Resolver404, resolve

# Name of a fact that is an id → the page of the thing.
PAGES: Final[dict[str, str]] = {
    "charter": "/cartas/{}/",
    "consultation": "/consultas/{}/",
    "invoice": "/facturas/{}/",
    "need": "/necesidades/{}/",
    "bank": "/bancos/{}/",
    "agenda": "/agendas/{}/",
    "agenda_item": "/puntos/{}/",
    "loan_product": "/creditos/{}/",
    "merge_offer": "/uniones/{}/",
    "obligation": "/obligaciones/{}/",
    "priorities": "/prioridades/{}/",
    "project": "/proyectos/{}/",
    "purchase": "/compras/{}/",
    "report": "/rendiciones/{}/",
    "run_off_of": "/consultas/{}/",
    "session": "/asambleas/{}/",
    "statement": "/extractos/{}/",
    "supplier": "/proveedores/{}/",
    "vote": "/votaciones/{}/",
}
# The start of an act's kind → what its subject is; longer starts win.
SUBJECTS: Final[dict[str, str]] = {
    "assemblies.": "session",
    "bank.": "bank",
    "bank.product_": "loan_product",
    "charters.": "charter",
    "consultations.": "consultation",
    "planning.": "project",
    "planning.need_": "need",
    "planning.potential_": "",
    "planning.argument_": "",
    "planning.agenda_": "agenda",
    "planning.priorities_": "priorities",
    "planning.progress_": "agenda_item",
    "planning.merge_": "merge_offer",
    "treasury.": "obligation",
    "treasury.invoice_": "invoice",
    "treasury.purchase_": "purchase",
    "treasury.report_": "report",
    "treasury.statement_": "statement",
    "treasury.supplier_": "supplier",
    "voting.": "vote",
}


def page_of(name: str, thing: object) -> str:
    """Return the address of a thing named by a fact, "" if it has no page here."""
    pattern = PAGES.get(name)
    if pattern is None or not is_id(thing):
        return ""
    address = pattern.format(thing)
    try:
        resolve(address)
    except Resolver404:
        # The room that shows it is not installed.
        return ""
    return address


def subject_page(document: Mapping[str, Any]) -> str:
    """Return the address of the page of what an act is about: the thing, else its place."""
    facts = document["facts"]
    start = max((start for start in SUBJECTS if document["kind"].startswith(start)), key=len, default="")
    name = SUBJECTS.get(start, "")
    # A motion or an invoice says whose it is: the act of a part leads to the whole that has a page.
    thing = facts.get(name) or document["subject"]
    return page_of(name, thing) or f"/lugares/{document['place']['code']}/"


def is_id(text: object) -> bool:
    """Test if a fact is the id of a thing."""
    if not isinstance(text, str) or len(text) != 36:
        return False
    try:
        UUID(text)
    except ValueError:
        return False
    return True
