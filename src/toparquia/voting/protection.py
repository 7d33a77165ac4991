"""What is protected in a vote and what is not, in plain words, by the channels it used.

A channel that comes later adds its statements here; a page never promises more than its channels do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from toparquia.foundation.errors import Sentence


@dataclass(frozen=True)
class Protection:
    """One channel in words: what it is called, what it protects, what it does not."""

    title: Sentence
    is_protected: tuple[Sentence, ...]
    is_not: tuple[Sentence, ...]


PROTECTIONS: Final[dict[str, Protection]] = {
    "paper": Protection(
        Sentence("Boletas de papel", "Paper ballots"),
        (
            Sentence(
                "Este programa nunca ve una boleta: solo las sumas de cada mesa.",
                "This program never sees a ballot: only the sums of each table.",
            ),
            Sentence(
                "Dos personas escriben cada acta por separado, y la huella de lo escrito se publica antes "
                "del resultado: después nadie la cambia sin que se note.",
                "Two people type each sheet apart, and the hash of what they typed is published before the "
                "result: nobody changes it afterwards unseen.",
            ),
        ),
        (
            Sentence(
                "Que nadie mire mientras se vota: eso lo cuidan la cabina y los testigos de la mesa.",
                "That nobody looks on while people vote: the booth and the table's witnesses see to that.",
            ),
            Sentence(
                "Que la suma de la mesa sea cierta: compárala con el acta de papel firmada.",
                "That the table's sum is true: compare it with the signed paper sheet.",
            ),
        ),
    ),
    "imported": Protection(
        Sentence("Boletas de una elección hecha en otro sitio", "Ballots of an election held elsewhere"),
        (
            Sentence(
                "Aquí ninguna boleta tiene nombre, hora ni orden, y las iguales se guardan juntas.",
                "Here no ballot has a name, a time or an order, and equal ones are stored together.",
            ),
            Sentence(
                "Las boletas se publican enteras: cualquiera puede contarlas otra vez.",
                "The ballots are published whole: anyone can count them again.",
            ),
        ),
        (
            Sentence(
                "El secreto de aquella votación: dependió de quien la hizo.",
                "The secrecy of that vote: it depended on those who held it.",
            ),
            Sentence(
                "Que el archivo diga la verdad: aquí solo se comprueba que es el mismo, por su huella.",
                "That the file tells the truth: here it is only checked to be the same, by its hash.",
            ),
        ),
    ),
}
# What holds of every vote of this house.
ALWAYS: Final = (
    Sentence(
        "Antes del cierre no hay resultados en ninguna página, ni para la comisión.",
        "Before the closing there are no results on any page, not even for the commission.",
    ),
    Sentence(
        "Ningún dato guardado aquí lleva de una boleta a una persona.",
        "Nothing stored here leads from a ballot to a person.",
    ),
)
NEVER: Final = (
    Sentence(
        "Quién está en el registro y quién se presentó a votar lo conoce la mesa.",
        "The table knows who is on the roll and who came to vote.",
    ),
)


def protections(channels: Iterable[str]) -> list[Protection]:
    """Return the statements of the channels that a vote used, those that have any."""
    return [PROTECTIONS[code] for code in channels if code in PROTECTIONS]
