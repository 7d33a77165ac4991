"""Reading a parameter's value from a file or document, and writing it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, Final

from toparquia.foundation.errors import DomainError, Sentence, shown
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.foundation.rulesets.parameters import DatedCount, Kind, Parameter
from toparquia.foundation.shares import WHOLE_BP, Share, Threshold

_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Unexpected(Exception):
    """A value is not what its parameter takes; `expected` says what it does take."""

    def __init__(self, es: str, en: str, **facts: object) -> None:
        super().__init__(en)
        self.expected = Sentence(es, en)
        self.facts = facts


def read(parameter: Parameter, raw: object) -> object:
    """Return the value that `raw` (as TOML or JSON has it) stands for; None for the parameter's word.

    :raises Unexpected: when it has another form or is out of bounds.
    """
    if parameter.word is not None and raw == parameter.word:
        return None
    try:
        return _READERS[parameter.kind](parameter, raw)
    except DomainError as refusal:
        raise Unexpected("{reason}", "{reason}", reason=refusal) from refusal


def written(parameter: Parameter, value: object) -> object:
    """Return the value as `read` takes it, of JSON types only and in one spelling."""
    if value is None:
        return parameter.word
    return _plain(value)


def value_in_words(parameter: Parameter, value: object, language: str) -> str:
    """Return the value as people read it: `30 %`, `sí`, `8:00 – 18:00`, `sin límite`."""
    if value is None:
        return in_words(str(parameter.word), language)
    if parameter.kind is Kind.RANGE:
        low, high = _whole_list(value, 2)
        return f"{_number(low, language)} … {_number(high, language)}"
    if isinstance(value, bool):
        return shown(Sentence("sí", "yes") if value else Sentence("no", "no"), language)
    if isinstance(value, int):
        return _number(value, language)
    if isinstance(value, str):
        return in_words(value, language)
    if isinstance(value, DatedCount):
        return f"{_number(value.count, language)} ({value.day.isoformat()})"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        parts = [value_in_words(parameter, item, language) for item in value]
        between = " – " if parameter.kind is Kind.TIMES else " + " if parameter.kind is Kind.COUNTS else ", "
        return between.join(parts) if parts else in_words("none", language)
    return shown(value, language)


def _number(value: int, language: str) -> str:
    grouped = f"{value:,}"
    return grouped if language.startswith("en") else grouped.replace(",", ".")


def _plain(value: object) -> object:
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Money):
        return {"amount": value.decimal_text(), "currency": value.currency}
    if isinstance(value, DatedCount):
        return {"count": value.count, "day": value.day.isoformat()}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value)


def _share(parameter: Parameter, raw: object) -> Share:
    if type(raw) is int and raw in (0, 1):
        found = Share(raw * WHOLE_BP)
    elif isinstance(raw, str):
        found = Share.parse(raw)
    else:
        raise Unexpected(
            'un decimal de 0 a 1 entre comillas, por ejemplo "0.30"',
            'a decimal from 0 to 1 in quotes, for instance "0.30"',
        )
    low, high = parameter.lowest, min(parameter.highest, WHOLE_BP)
    if not low <= found.basis_points <= high:
        raise Unexpected("de {low} a {high}", "from {low} to {high}", low=Share(low), high=Share(high))
    return found


def _threshold(parameter: Parameter, raw: object) -> Threshold:
    if not isinstance(raw, str):
        raise Unexpected(
            'un umbral entre comillas, por ejemplo "> 0.50"', 'a threshold in quotes, for instance "> 0.50"'
        )
    return Threshold.parse(raw)


def _count(parameter: Parameter, raw: object) -> int:
    # A truth value is an int to Python, and to nobody else.
    if type(raw) is not int or not parameter.lowest <= raw <= parameter.highest:
        also = f' o "{parameter.word}"' if parameter.word else ""
        also_en = f' or "{parameter.word}"' if parameter.word else ""
        raise Unexpected(
            "un número entero de {low} a {high}" + also,
            "a whole number from {low} to {high}" + also_en,
            low=parameter.lowest,
            high=parameter.highest,
        )
    return raw


def _counts(parameter: Parameter, raw: object) -> tuple[int, ...]:
    if not isinstance(raw, list) or len(raw) != parameter.length:
        raise Unexpected(
            "una lista de {length} números enteros",
            "a list of {length} whole numbers",
            length=parameter.length,
        )
    return tuple(_count(parameter, item) for item in raw)


def _range(parameter: Parameter, raw: object) -> tuple[int, ...]:
    found = _counts(parameter, raw)
    if found[0] > found[1]:
        raise Unexpected("el menor antes que el mayor", "the smaller before the larger")
    return found


def _flag(parameter: Parameter, raw: object) -> bool:
    if type(raw) is not bool:
        raise Unexpected("true o false, sin comillas", "true or false, without quotes")
    if parameter.choices and raw not in parameter.choices:
        only = str(parameter.choices[0]).lower()
        raise Unexpected("{only}: esto no se configura", "{only}: this is not configurable", only=only)
    return raw


def _choice(parameter: Parameter, raw: object) -> str:
    if not isinstance(raw, str) or raw not in parameter.choices:
        raise Unexpected("uno de: {choices}", "one of: {choices}", choices=_listed(parameter))
    return raw


def _texts(parameter: Parameter, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not parameter.lowest <= len(raw) <= parameter.highest:
        raise Unexpected(
            "una lista de {low} a {high} códigos",
            "a list of {low} to {high} codes",
            low=parameter.lowest,
            high=parameter.highest,
        )
    for item in raw:
        if not isinstance(item, str) or not _CODE.match(item):
            raise Unexpected(
                "códigos en minúsculas, sin espacios ni acentos",
                "codes in small letters, without spaces or accents",
            )
        if parameter.choices and item not in parameter.choices:
            raise Unexpected("solo: {choices}", "only: {choices}", choices=_listed(parameter))
    if len(set(raw)) != len(raw):
        raise Unexpected("cada código una vez", "each code once")
    return tuple(raw)


def _shares(parameter: Parameter, raw: object) -> tuple[Share, ...]:
    if not isinstance(raw, list) or not parameter.lowest <= len(raw) <= parameter.highest:
        raise Unexpected(
            "una lista de {low} a {high} partes",
            "a list of {low} to {high} shares",
            low=parameter.lowest,
            high=parameter.highest,
        )
    anything = Parameter(parameter.key, Kind.SHARE, parameter.unit, None, "", parameter.says, 1, WHOLE_BP)
    found = tuple(_share(anything, item) for item in raw)
    if sum(share.basis_points for share in found) != WHOLE_BP:
        raise Unexpected("partes que suman exactamente 1", "shares that add up to exactly 1")
    return found


def _money(parameter: Parameter, raw: object) -> Money:
    if (
        not isinstance(raw, dict)
        or set(raw) != {"amount", "currency"}
        or not all(isinstance(part, str) for part in raw.values())
    ):
        raise Unexpected(
            "un monto como {form}", "an amount like {form}", form='{ amount = "10000.00", currency = "USD" }'
        )
    found = Money.from_decimal_text(raw["amount"], raw["currency"])
    if found.is_negative:
        raise Unexpected("un monto que no sea negativo", "an amount that is not negative")
    return found


def _amounts(parameter: Parameter, raw: object) -> tuple[Money, ...]:
    if not isinstance(raw, list) or not parameter.lowest <= len(raw) <= parameter.highest:
        raise Unexpected("una lista de montos", "a list of amounts")
    found = tuple(_money(parameter, item) for item in raw)
    if len({money.currency for money in found}) > 1:
        raise Unexpected("montos de una sola moneda", "amounts of one currency")
    return found


def _dated(parameter: Parameter, raw: object) -> DatedCount:
    form = '{ count = 4000, day = "2026-12-31" }'
    if not isinstance(raw, dict) or set(raw) != {"count", "day"}:
        raise Unexpected(
            "un número con su fecha, como {form}", "a number with its date, like {form}", form=form
        )
    day = raw["day"]
    if isinstance(day, str) and _DAY.match(day):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            day = None
    # A moment is a date to Python; here it would hide its hour.
    if type(day) is not date:
        raise Unexpected("una fecha como 2026-12-31", "a date like 2026-12-31")
    return DatedCount(_count(parameter, raw["count"]), day)


def _times(parameter: Parameter, raw: object) -> tuple[time, ...]:
    if (
        not isinstance(raw, list)
        or len(raw) != 2
        or not all(isinstance(item, str) and _TIME.match(item) for item in raw)
        or raw[0] >= raw[1]
    ):
        raise Unexpected(
            'dos horas, la primera antes, como ["08:00", "18:00"]',
            'two times, the first before, like ["08:00", "18:00"]',
        )
    return tuple(time.fromisoformat(item) for item in raw)


def _listed(parameter: Parameter) -> str:
    return ", ".join(str(choice) for choice in parameter.choices)


def _whole_list(value: object, length: int) -> tuple[int, ...]:
    assert isinstance(value, tuple)
    assert len(value) == length
    return value


_READERS: Final[dict[Kind, Callable[[Parameter, Any], object]]] = {
    Kind.SHARE: _share,
    Kind.THRESHOLD: _threshold,
    Kind.COUNT: _count,
    Kind.COUNTS: _counts,
    Kind.RANGE: _range,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.TEXTS: _texts,
    Kind.SHARES: _shares,
    Kind.MONEY: _money,
    Kind.AMOUNTS: _amounts,
    Kind.DATED: _dated,
    Kind.TIMES: _times,
}
