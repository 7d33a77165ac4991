"""What is protected in a vote and what is not, in plain words, by the channels it used.

A channel that comes later adds its statements here; a page never promises more than its channels do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from toparquia.engines.ballots.tally import sized_from_bytes
from toparquia.foundation.errors import Sentence
from toparquia.mandates.models import Mandate
from toparquia.voting.models import OnlineBox
from toparquia.voting.queries import batch_of


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
_ONLINE_ALWAYS: Final = (
    Sentence(
        "La boleta se cifra en tu teléfono: este servidor solo recibe cifras que no puede abrir.",
        "The ballot is encrypted on your phone: this server only gets ciphers that it cannot open.",
    ),
    Sentence(
        "Solo se descifra la suma, una vez, y cada paso lleva una prueba que otro programa comprueba.",
        "Only the sum is decrypted, once, and every step has a proof that another program checks.",
    ),
    Sentence(
        "Con tu código de seguimiento ves si tu boleta está y si es la que cuenta; quitarla se notaría.",
        "With your tracking code you see whether your ballot is there and counts; removing it would show.",
    ),
    Sentence(
        "La urna no se abre con menos de {least} credenciales, y mientras está abierta su cuenta avanza de "
        "{batch} en {batch}: nadie ve entrar una boleta sola.",
        "The box does not open with fewer than {least} credentials, and while it is open its count goes on "
        "{batch} by {batch}: nobody sees a single ballot come in.",
    ),
)
_SOME_KEYS: Final = Sentence(
    "Para abrir algo hacen falta {threshold} de {trustees} custodios juntos, y uno puede faltar.",
    "To open anything, {threshold} of {trustees} trustees are needed together, and one may be missing.",
)
_ALL_KEYS: Final = Sentence(
    "Para abrir algo hacen falta los {trustees} custodios juntos: si falta uno, no se puede contar.",
    "To open anything, all {trustees} trustees are needed: if one is missing, nothing can be counted.",
)
_ALONE: Final = Sentence(
    "Basta un custodio para abrir, y uno solo podría abrir cada voto.",
    "One trustee suffices to open, and alone could open each vote.",
)
_TWO_SOURCES: Final = Sentence(
    "Cada credencial la hacen dos personas por partes: ninguna puede votar por otros.",
    "Each credential is made by two people in parts: neither can vote for others.",
)
_ONE_SOURCE: Final = Sentence(
    "Quien hace las credenciales podría votar con ellas por quien no votó: por eso se publica cuántas hay "
    "y cuántas se usaron.",
    "Whoever makes the credentials could vote with them for people who did not: that is why it is published "
    "how many there are and how many were used.",
)
_REGISTERED: Final = Sentence(
    "La autoridad de credenciales guarda sellado de quién es cada hoja: podría saber quién votó en línea, "
    "no qué.",
    "The credential authority keeps sealed whose each slip is: it could know who voted online, not what.",
)
_UNREGISTERED: Final = Sentence(
    "Nadie anota qué hoja recibió cada persona.", "Nobody writes down which slip each person got."
)
_APART: Final = Sentence(
    "Llaves, credenciales y comisión están en manos de personas distintas.",
    "Keys, credentials and commission are in the hands of different people.",
)
_SHARED: Final = Sentence(
    "Una misma persona tiene dos de estos papeles: llave, credenciales, comisión. Eso debilita lo anterior.",
    "One person has two of these roles: key, credentials, commission. That weakens what is said above.",
)
_ONLINE_NEVER: Final = (
    Sentence(
        "Que alguien te obligue a votar delante: puedes votar otra vez después, y vale la última.",
        "That somebody forces you to vote in front of them: you can vote again later, and the last counts.",
    ),
    Sentence(
        "Un teléfono con un programa malo: la auditoría de la cabina ayuda a notarlo, no lo impide.",
        "A phone with a bad program: the booth's audit helps to notice it and does not prevent it.",
    ),
    Sentence(
        "Quien copie el disco del servidor mientras se vota podría comparar en qué orden se escribió.",
        "Whoever copies the server's disk during the vote could compare in what order things were written.",
    ),
    Sentence(
        "Si por otro canal votan muy pocos, el archivo entero no se publica, para no descubrirlos.",
        "If very few vote by another channel, the whole archive is not published, so as not to expose them.",
    ),
)
_FEW: Final = Sentence(
    "En línea votaron {counted} personas, menos de {least}: quien sepa quiénes fueron puede deducir algo.",
    "{counted} people voted online, fewer than {least}: whoever knows who they were may infer something.",
)
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


def protections(channels: Iterable[str], box: OnlineBox | None = None) -> list[Protection]:
    """Return the statements of the channels that a vote used, those that have any."""
    found = [PROTECTIONS[code] for code in channels if code in PROTECTIONS]
    return [*found, online_protection(box)] if box is not None else found


def online_protection(box: OnlineBox) -> Protection:
    """Return what the secret ballot protects in this vote, from who holds what in it."""
    facts: dict[str, object] = {
        "threshold": box.threshold,
        "trustees": box.trustees,
        "least": box.min_group,
        "batch": batch_of(box),
    }
    shared = _shared_roles(box)
    yes, no = list(_ONLINE_ALWAYS), list(_ONLINE_NEVER)
    alone = box.threshold == 1
    (no if alone else yes).append(_ALONE if alone else _SOME_KEYS if box.is_threshold else _ALL_KEYS)
    (yes if box.sources == 2 else no).append(_TWO_SOURCES if box.sources == 2 else _ONE_SOURCE)
    (no if box.registered_slips else yes).append(_REGISTERED if box.registered_slips else _UNREGISTERED)
    no += [_SHARED] if shared else []
    if box.sized_text and (counted := sized_from_bytes(box.sized_text.encode()).counted) < box.min_group:
        no.append(_FEW)
        facts["counted"] = counted
    yes += [] if shared else [_APART]
    title = Sentence("Voto secreto en línea", "Secret ballot online")
    return Protection(title, tuple(_filled(yes, facts)), tuple(_filled(no, facts)))


def _filled(sentences: Iterable[Sentence], facts: dict[str, object]) -> list[Sentence]:
    return [Sentence(one.in_language("es", **facts), one.in_language("en", **facts)) for one in sentences]


def _shared_roles(box: OnlineBox) -> bool:
    """Return whether one person holds two of: a key, the making of credentials, a seat in the commission."""
    keepers = set(box.seats.values_list("mandate__holder_id", flat=True))
    makers = set(box.deliveries.values_list("mandate__holder_id", flat=True))
    seated = Mandate.objects.filter(
        seat__organ__place_id=box.vote.place_id,
        seat__organ__kind="electoral_commission",
        starts_on__lte=box.vote.closes_at.date(),
        ends_on__gt=box.vote.opens_at.date(),
    )
    commission = set(seated.values_list("holder_id", flat=True))
    return bool(keepers & makers or keepers & commission or makers & commission)
