"""Numbers, money and nouns as people write them, in Spanish and in English at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from toparquia.engines.budgeting.election import ORDINAL, WITH_POINTS
from toparquia.engines.budgeting.errors import Said
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules import options

VOTE: Final = (Said("voto", "vote"), Said("votos", "votes"))
POINT: Final = (Said("punto", "point"), Said("puntos", "points"))
FIRST: Final = (Said("primer lugar", "first choice"), Said("primeros lugares", "first choices"))
VOTER: Final = (Said("votante", "voter"), Said("votantes", "voters"))
EXTRA: Final = (Said("voto más", "more vote"), Said("votos más", "more votes"))
WINNER: Final = (Said("ganador", "winner"), Said("ganadores", "winners"))
UNKNOWN_PLACE: Final = Said("lugar no conocido", "place not known")
AND: Final = Said(" y ", " and ")

TIE_RULES: Final = {
    options.BY_ID: Said("el orden de los números de proyecto", "the order of the project numbers"),
    options.CHEAPER_THEN_VOTES: Said(
        "la regla de empate (antes el más barato)", "the tie rule (the cheaper one first)"
    ),
    options.BY_FILE: Said("el orden de la lista publicada", "the order of the published list"),
    options.LOT: Said("el sorteo publicado", "the published lot"),
}


def filled(says: Said, **facts: object) -> Said:
    """Return the sentence with its facts; a fact may itself be said in both languages."""

    def spoken(language: str) -> dict[str, object]:
        return {
            name: fact.message(language) if isinstance(fact, Said) else fact for name, fact in facts.items()
        }

    return Said(says.es.format(**spoken("es")), says.en.format(**spoken("en")))


def joined(parts: list[Said]) -> Said:
    """Return sentences one after the other."""
    return Said(" ".join(part.es for part in parts), " ".join(part.en for part in parts))


def quoted(name: str) -> Said:
    """Return a project's name in the quotation marks of each language."""
    name = one_line(name)
    return Said(f"«{name}»", f"“{name}”")


def one_line(text: str) -> str:
    """Return a text from a file on one line, without letters that could steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def number(value: int) -> Said:
    """Return an integer in groups of three: 1.234 in Spanish, 1,234 in English."""
    grouped = f"{value:,}"
    return Said(grouped.replace(",", "."), grouped)


def counted(value: int, noun: tuple[Said, Said]) -> Said:
    """Return a number with its noun: "1 vote", "2 votes"."""
    how_many, word = number(value), noun[0] if value == 1 else noun[1]
    return Said(f"{how_many.es} {word.es}", f"{how_many.en} {word.en}")


def decimal(value: Fraction, *, up: bool = False) -> Said:
    """Return a number with two decimals at most, rounded down: what is short must not look enough.

    up: away from zero, for what is missing.
    """
    return _hundredths(value.numerator, value.denominator, up)


def money(result: Result, amount: int | Fraction, *, up: bool = False) -> Said:
    """Return an amount of the election's smallest unit in its currency, to the hundredth.

    A positive amount below a hundredth is not written as nothing. up: rounded up, for what is missing.
    """
    # An integer is its own numerator: batches need no fractions for whole amounts.
    denominator = amount.denominator * result.election.scale
    text = _hundredths(amount.numerator, denominator, up)
    if 0 < 100 * amount.numerator < denominator and not up:
        text = Said("menos de 0,01", "less than 0.01")
    currency = result.election.meta.get("currency", "")
    return Said(f"{text.es} {currency}", f"{text.en} {currency}") if currency else text


def score(result: Result, amount: int | Fraction) -> Said:
    """Return a score with what it is made of: votes, points or first choices."""
    election, satisfaction = result.election, result.rule.satisfaction
    plain = satisfaction in (options.COST, options.CARDINALITY)
    if election.vote_type == ORDINAL and result.rule.name == options.PLURALITY:
        return _amount(amount, FIRST)
    if election.vote_type in WITH_POINTS and not plain:
        return _amount(Fraction(amount, election.points_scale), POINT)
    if election.vote_type == ORDINAL and not plain:
        return _amount(amount, POINT)
    return _amount(amount, VOTE)


def tie_rule(ties: str) -> Said:
    """Return what settled a tie, in words."""
    return TIE_RULES.get(ties, TIE_RULES[options.LOT])


def places_said(places: tuple[str, ...]) -> Said:
    """Return the names of territories as a list; many are told by the first ones and a number."""
    names = [one_line(place) for place in places[:3]]
    shown = [Said(name, name) if name else UNKNOWN_PLACE for name in names]
    more = len(places) - len(shown)
    if more:
        shown.append(Said(f"{more} lugares más", f"{more} more places"))
    if len(shown) == 1:
        return shown[0]
    head = Said(", ".join(part.es for part in shown[:-1]), ", ".join(part.en for part in shown[:-1]))
    return Said(head.es + AND.es + shown[-1].es, head.en + AND.en + shown[-1].en)


def _hundredths(numerator: int, denominator: int, up: bool) -> Said:
    hundredths, cut = divmod(abs(numerator) * 100, denominator)
    hundredths += up and cut > 0
    whole, rest = divmod(hundredths, 100)
    sign = "-" if numerator < 0 and hundredths else ""
    text = number(whole)
    if not rest:
        return Said(sign + text.es, sign + text.en)
    return Said(f"{sign}{text.es},{rest:02d}", f"{sign}{text.en}.{rest:02d}")


def _amount(value: int | Fraction, noun: tuple[Said, Said]) -> Said:
    if value.denominator == 1:
        return counted(value.numerator, noun)
    text = _hundredths(value.numerator, value.denominator, False)
    return Said(f"{text.es} {noun[1].es}", f"{text.en} {noun[1].en}")
