"""The facts of a public act as people read them: amounts, days, shares and links instead of code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.foundation.errors import shown
from toparquia.foundation.money import Money
from toparquia.gazette.labels import label_of, word_of
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.web import formatting
from toparquia.web.subjects import is_id, page_of

SHOWN_AT_MOST: Final = 30
# What a vote or a motion is about → the fact whose page that thing has.
ABOUT: Final = {
    "bank.product": "loan_product",
    "consultations.consultation": "consultation",
    "planning.project": "project",
    "treasury.report": "report",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_HASH: Final = re.compile(r"[0-9a-f]{64}\Z")
_EMPTY: Final = (None, "", [], {})


def told(facts: Mapping[str, Any]) -> list[tuple[object, object]]:
    """Return each fact that says something as a pair of words and value, in the order published."""
    what = ABOUT.get(str(facts.get("purpose") or facts.get("about_kind")), "about")
    return [
        (plain(label_of(name)), value_of(what if name == "about" else name, value))
        for name, value in facts.items()
        if value not in _EMPTY
    ]


def value_of(name: str, value: object) -> object:
    """Return one value as people read it."""
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, int):
        return formatting.count_text(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed([value_of(name, item) for item in value[:SHOWN_AT_MOST]], len(value))
    return _text(name, str(value))


def _mapping(value: Mapping[str, Any]) -> object:
    if value.keys() == {"minor", "currency"}:
        return formatting.money_text(Money(int(value["minor"]), value["currency"]))
    if value.keys() == {"starts", "ends"}:
        starts, ends = (formatting.day_text(date.fromisoformat(value[end]), weekday=False) for end in value)
        return _("del {starts} al {ends}").format(starts=starts, ends=ends)
    pairs = told(dict(list(value.items())[:SHOWN_AT_MOST]))
    return _listed([format_html("{}: {}", word, said) for word, said in pairs], len(value))


def _listed(items: Sequence[object], count: int) -> SafeString:
    rest = count - SHOWN_AT_MOST
    more = [_("y {rest} más, en el acto tal como se publicó").format(rest=rest)] if rest > 0 else []
    rows = format_html_join("", "<li>{}</li>", ((item,) for item in [*items, *more]))
    return format_html("<ul>{}</ul>", rows)


def _text(name: str, value: str) -> object:
    if page := page_of(name, value):
        return format_html('<a href="{}">{}</a>', page, _("Abrir su página"))
    if is_id(value):
        return format_html('<code class="id">{}</code>', value)
    if _HASH.match(value):
        return format_html(
            '<code class="hash">{}</code>', " ".join(value[at : at + 4] for at in range(0, 64, 4))
        )
    if _DAY.match(value):
        return formatting.day_text(date.fromisoformat(value))
    if _MOMENT.match(value):
        return formatting.moment_text(datetime.fromisoformat(value))
    if name in ("office", "organ"):
        title = (
            OFFICES[value].title if value in OFFICES else ORGANS[value].title if value in ORGANS else value
        )
        return shown(title, formatting.language())
    return plain(word_of(value))


def plain(word: object) -> str:
    """Return a word in the page's language."""
    return shown(word, formatting.language())
