"""Pure decisions about land dossiers: which state follows which, and what a step needs."""

from __future__ import annotations

from typing import Final

from toparquia.foundation.errors import Sentence

# From which state a dossier may go where: an answer that asks for more opens it again.
NEXT: Final[dict[str, tuple[str, ...]]] = {
    "open": ("gathered",),
    "gathered": ("submitted", "open"),
    "submitted": ("answered",),
    "answered": ("open",),
}
ANSWERED: Final = "answered"
SHAPES: Final = ("Point", "Polygon")

STATES: Final = {
    "open": Sentence(
        "Se están reuniendo declaraciones y pruebas", "Statements and evidence are being gathered"
    ),
    "gathered": Sentence("Reunido, por presentar", "Gathered, to be submitted"),
    "submitted": Sentence("Presentado, espera respuesta", "Submitted, waits for an answer"),
    "answered": Sentence("Respondido", "Answered"),
}
OUTCOMES: Final = {
    "granted": Sentence("Reconocida", "Recognised"),
    "refused": Sentence("Negada", "Refused"),
    "incomplete": Sentence("Piden más", "More is asked for"),
}
KINDS: Final = {
    "document": Sentence("Documento", "Document"),
    "photo": Sentence("Foto", "Photo"),
    "sketch": Sentence("Croquis o plano", "Sketch or plan"),
    "receipt": Sentence("Recibo de un servicio", "Receipt of a service"),
    "other": Sentence("Otra prueba", "Other evidence"),
}


def lacks(status: str, *, statements: int, evidence: int, outcome: str, note: str) -> Sentence | None:
    """Return what a dossier still lacks to go to a state, None if nothing.

    Nothing is submitted on nobody's word, and an answer is one of those that an office can give.
    """
    if status == "gathered" and not statements:
        return Sentence("la declaración de quien vive allí", "the statement of someone who lives there")
    if status == "gathered" and not evidence:
        return Sentence("una prueba", "a piece of evidence")
    if status == "submitted" and not note:
        return Sentence("ante quién se presenta", "to whom it is submitted")
    if (status == ANSWERED) != (outcome in OUTCOMES):
        return Sentence("cuál fue la respuesta", "what the answer was")
    return None
