"""Who a rule set is for: its name, language, currency, time zone and what its territories are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.money import minor_digits
from toparquia.foundation.rulesets.values import Unexpected

CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,79}\Z")
VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}\Z")
TEXT_LIMIT: Final = 500
FIELDS: Final = ("code", "version", "language", "currency", "timezone", "title", "adopted", "territory")


@dataclass(frozen=True)
class KindName:
    """What a kind of territory is called, one and many."""

    one: Sentence
    many: Sentence


KINDS: Final[dict[str, KindName]] = {
    "country": KindName(Sentence("país", "country"), Sentence("países", "countries")),
    "state": KindName(Sentence("estado", "state"), Sentence("estados", "states")),
    "municipality": KindName(Sentence("municipio", "municipality"), Sentence("municipios", "municipalities")),
    "circuit": KindName(
        Sentence("circuito comunal", "communal circuit"), Sentence("circuitos comunales", "communal circuits")
    ),
    "commune": KindName(Sentence("comuna", "commune"), Sentence("comunas", "communes")),
    "council": KindName(
        Sentence("consejo comunal", "communal council"), Sentence("consejos comunales", "communal councils")
    ),
}
"""The kinds of territory and what they are called unless a rule set has its own words."""


@dataclass(frozen=True)
class Metadata:
    """What a rule set says of itself.

    `language` ("es" or "en") is that of its own terms; `currency` is ISO 4217; `timezone` is of the IANA
    database; `adopted` says how the rules came into force; `territory` names each kind of `KINDS`.
    """

    code: str
    version: str
    language: str
    currency: str
    timezone: str
    title: Sentence
    adopted: Sentence
    territory: Mapping[str, KindName]


def read_code(raw: object) -> str:
    """Read a code for addresses and file names. :raises Unexpected:"""
    if not isinstance(raw, str) or not CODE.match(raw):
        raise Unexpected("un código en minúsculas con guiones", "a code of small letters and hyphens")
    return raw


def read_version(raw: object) -> str:
    """Read a version, a text of letters, digits and points. :raises Unexpected:"""
    if not isinstance(raw, str) or not VERSION.match(raw):
        raise Unexpected(
            'una versión entre comillas, por ejemplo "1"', 'a version in quotes, for instance "1"'
        )
    return raw


def read_language(raw: object) -> str:
    """Read "es" or "en". :raises Unexpected:"""
    if raw not in ("es", "en"):
        raise Unexpected('"es" o "en"', '"es" or "en"')
    return str(raw)


def read_currency(raw: object) -> str:
    """Read an ISO 4217 code. :raises Unexpected:"""
    try:
        minor_digits(raw if isinstance(raw, str) else "")
    except DomainError as refusal:
        raise Unexpected(
            'una moneda ISO 4217, por ejemplo "VES"', 'an ISO 4217 currency, for instance "VES"'
        ) from refusal
    return str(raw)


def read_timezone(raw: object) -> str:
    """Read the name of a time zone that this machine knows. :raises Unexpected:"""
    try:
        return ZoneInfo(raw if isinstance(raw, str) else "").key
    except (KeyError, ValueError, OSError) as error:
        raise Unexpected(
            'una zona horaria, por ejemplo "America/Caracas"', 'a time zone, for instance "America/Caracas"'
        ) from error


def read_text(raw: object) -> Sentence:
    """Read one text in both languages. :raises Unexpected:"""
    if not isinstance(raw, dict) or set(raw) != {"es", "en"} or not all(map(_is_text, raw.values())):
        raise Unexpected("un texto como {form}", "a text like {form}", form='{ es = "…", en = "…" }')
    return Sentence(raw["es"], raw["en"])


def read_territory(raw: object) -> dict[str, KindName]:
    """Read what the kinds of territory are called; those left out keep their names. :raises Unexpected:"""
    if not isinstance(raw, dict) or not set(raw) <= set(KINDS):
        raise Unexpected("nombres para: {kinds}", "names for: {kinds}", kinds=", ".join(KINDS))
    return {kind: _kind_name(raw[kind]) if kind in raw else name for kind, name in KINDS.items()}


def metadata_document(metadata: Metadata) -> dict[str, object]:
    """Return the metadata as the readers above take it, of JSON types only."""
    return {
        "code": metadata.code,
        "version": metadata.version,
        "language": metadata.language,
        "currency": metadata.currency,
        "timezone": metadata.timezone,
        "title": {"es": metadata.title.es, "en": metadata.title.en},
        "adopted": {"es": metadata.adopted.es, "en": metadata.adopted.en},
        "territory": {
            kind: {
                "es": name.one.es,
                "es_plural": name.many.es,
                "en": name.one.en,
                "en_plural": name.many.en,
            }
            for kind, name in metadata.territory.items()
        },
    }


def _kind_name(raw: object) -> KindName:
    names = ("es", "es_plural", "en", "en_plural")
    if not isinstance(raw, dict) or set(raw) != set(names) or not all(map(_is_text, raw.values())):
        raise Unexpected("cada nombre con {names}", "each name with {names}", names=", ".join(names))
    return KindName(Sentence(raw["es"], raw["en"]), Sentence(raw["es_plural"], raw["en_plural"]))


def is_text(raw: object, limit: int = TEXT_LIMIT) -> bool:
    """Test if this is a text for one line on a page: something in it, no control characters, not too long."""
    return isinstance(raw, str) and bool(raw.strip()) and len(raw) <= limit and raw.isprintable()


def _is_text(raw: object) -> bool:
    # Braces would be taken for facts to fill in when the text is shown.
    return is_text(raw) and isinstance(raw, str) and not set(raw) & set("{}")
