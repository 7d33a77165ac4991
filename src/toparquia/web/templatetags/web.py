"""Everything a page needs from the shell, in one library: `{% load web %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toparquia.foundation.errors import shown
from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money, minor_digits
from toparquia.foundation.printing import qr_dots
from toparquia.foundation.rulesets import codes
from toparquia.foundation.shares import Share
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.web import charts, formatting, icons, maps, subjects, told_facts

register = template.Library()
register.simple_tag(charts.bars)
register.simple_tag(charts.stacked)
register.simple_tag(charts.columns)
register.simple_tag(maps.place_map)


@register.filter
def money(amount: Money | None) -> SafeString | str:
    """Write an amount that never breaks over two lines: Bs. 1.234.567,50."""
    return (
        format_html('<span class="money">{}</span>', formatting.money_text(amount))
        if amount is not None
        else ""
    )


@register.filter
def money_text(amount: Money | None) -> str:
    """Write an amount as plain text, for titles and attributes."""
    return formatting.money_text(amount) if amount is not None else ""


@register.filter
def count(number: int | None) -> str:
    """Write an integer in groups of three: 1.234.567."""
    return formatting.count_text(number) if number is not None else ""


@register.filter
def percent(value: Share | int | None) -> str:
    """Write a share, given as such or in basis points, in per cent: 3050 is 30,5 %."""
    part = Share(value) if isinstance(value, int) else value
    return part.in_language(formatting.language()) if part is not None else ""


@register.filter
def said(fact: object) -> str:
    """Write anything that knows its own words in both languages: a sentence, a threshold, a refusal."""
    return shown(fact, formatting.language()) if fact is not None else ""


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """Draw a QR code that phones read in either theme and on paper; its text belongs beside it in letters."""
    size, dots = qr_dots(text)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="qr-ground" width="100%" height="100%"/><path class="qr-dots" d="{}"/></svg>',
        size,
        size,
        label,
        dots,
    )


@register.filter
def in_words(code: str) -> str:
    """Write what a code of the rule set means: woman is «mujer»."""
    return codes.in_words(code, formatting.language()) if code else ""


@register.simple_tag
def share(part: int, whole: int) -> str:
    """Write `part` of `whole` in per cent, cut to one digit."""
    return formatting.share_text(part, whole)


@register.filter
def moment(value: datetime | None, zone: tzinfo | str | None = None) -> SafeString | str:
    """Write a moment in words on the clock of `zone`, an IANA name: domingo 8 de marzo, 2:00 p. m."""
    return _time(value, formatting.moment_text(value, zone)) if value else ""


@register.filter
def day(value: date | datetime | None, zone: tzinfo | str | None = None) -> SafeString | str:
    """Write a day in words with its weekday: domingo 8 de marzo de 2026."""
    return _time(value, formatting.day_text(_as_day(value, zone))) if value else ""


@register.filter
def plain_day(value: date | datetime | None, zone: tzinfo | str | None = None) -> SafeString | str:
    """Write a day in words without its weekday: 8 de marzo de 2026."""
    return _time(value, formatting.day_text(_as_day(value, zone), weekday=False)) if value else ""


@register.filter
def short_day(value: date | datetime | None, zone: tzinfo | str | None = None) -> SafeString | str:
    """Write a day for narrow columns: 8 mar 2026."""
    return _time(value, formatting.short_day_text(_as_day(value, zone))) if value else ""


@register.filter
def hour(value: datetime | None, zone: tzinfo | str | None = None) -> SafeString | str:
    """Write the time of day: 2:00 p. m."""
    return _time(value, formatting.hour_text(formatting.in_zone(value, zone))) if value else ""


@register.filter
def hash_text(digest: bytes | str | None) -> SafeString | str:
    """Write a hash in groups of four, so that it can be read aloud and compared."""
    if digest is None:
        return ""
    letters = bytes(digest).hex() if not isinstance(digest, str) else digest
    groups = (letters[start : start + 4] for start in range(0, len(letters), 4))
    return format_html('<code class="hash">{}</code>', " ".join(groups))


@register.filter
def office_title(code: str) -> str:
    """Write the title of an office, given by the code that acts carry."""
    return said(OFFICES[code].title) if code in OFFICES else code


@register.filter
def organ_title(code: str) -> str:
    """Write the title of an organ, given by its code."""
    return said(ORGANS[code].title) if code in ORGANS else code


@register.filter
def act_facts(document: Mapping[str, Any]) -> list[tuple[object, object]]:
    """Return the facts of a public act in plain words, as pairs."""
    return told_facts.told(document["facts"])


@register.filter
def subject_page(document: Mapping[str, Any]) -> str:
    """Return the address of the page of what a public act is about."""
    return subjects.subject_page(document)


@register.filter
def attribute(attributes: Mapping[str, Any], name: str) -> Any:
    """Return an attribute whose name a template cannot write, such as `data-money`."""
    return attributes.get(name, "")


@register.filter
def currency_symbol(currency: str) -> str:
    """Return what stands before an amount of this currency."""
    return formatting.symbol_of(currency)


@register.filter
def currency_digits(currency: str) -> int:
    """Return how many digits a currency has after the decimal sign."""
    return minor_digits(currency)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the house's icons; the word beside it says what it means."""
    return icons.icon(name)


@register.simple_tag
def status(kind: str, word: object) -> SafeString:
    """Show a status as a shape and a word.

    Kinds: done, open, pending, partial, late, refused, draft, expired, info.
    """
    shape = icons.icon(kind if kind in icons.STATUS_SHAPES else "info", "")
    return format_html('<span class="status {}">{}<span>{}</span></span>', kind, shape, word)


@register.simple_tag
def crumbs(*pairs: object) -> SafeString:
    """Show the way here: `{% crumbs commune.name commune_url _("Consultas") list_url %}`.

    Words and addresses alternate; the front page comes first by itself. The page's own title is not
    part of it.
    """
    assert len(pairs) % 2 == 0, "crumbs are pairs of words and address"
    steps = [(_("Inicio"), reverse("web:home")), *zip(pairs[::2], pairs[1::2], strict=True)]
    items = format_html_join("", '<li><a href="{1}">{0}</a></li>', steps)
    return format_html('<nav class="breadcrumb" aria-label="{}"><ol>{}</ol></nav>', _("Dónde estás"), items)


@register.simple_tag(takes_context=True)
def write_key(context: RequestContext) -> SafeString:
    """Put a client-made key into a form, so that sending it twice does the thing once.

    A form that comes back with errors keeps its key: it is still the same deed.
    """
    request = context.get("request")
    posted = request.POST.get("key", "") if request is not None and request.method == "POST" else ""
    return format_html('<input type="hidden" name="key" value="{}">', _known_key(posted) or new_id())


@register.inclusion_tag("web/_error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """List every error of the forms, each linked to its field; nothing when there is none."""
    bound = [form for form in forms if isinstance(form, BaseForm) and form.is_bound]
    return {
        "whole": [text for form in bound for text in form.non_field_errors()],
        "fields": [
            {"target": first_control(field), "text": _with_label(field, str(text))}
            for form in bound
            for field in form
            for text in field.errors
        ],
    }


@register.simple_tag
def is_wrong(*forms: BaseForm | None) -> bool:
    """Test if any of the forms was sent and has an error."""
    return any(isinstance(form, BaseForm) and form.is_bound and bool(form.errors) for form in forms)


@register.inclusion_tag("web/_table.html")
def table(columns: Sequence[Any], rows: Sequence[Any], caption: str = "") -> dict[str, Any]:
    """Show a table that becomes a list of small cards on a phone.

    A column is its words, or (words, "number"). A row is a list of cells, or a mapping with `cells` and
    perhaps `url` (of its heading), `chosen` or `total`. The first cell is the row's heading.
    """
    heads = [(str(column), "") if not isinstance(column, tuple) else column for column in columns]
    shown_rows = []
    for row in rows:
        facts = row if isinstance(row, Mapping) else {"cells": row}
        first, *rest = facts["cells"]
        labelled = [
            {"label": head[0], "kind": head[1], "value": cell_text(value)}
            for head, value in zip(heads[1:], rest, strict=True)
        ]
        shown_rows.append({**facts, "first": first, "rest": labelled})
    return {"columns": heads, "rows": shown_rows, "caption": caption}


@register.inclusion_tag("web/_summary_list.html")
def check_answers(form: BaseForm, change_url: str = "") -> dict[str, Any]:
    """Show what was answered before it is sent, each answer with a link to change it."""
    rows = [
        {
            "key": field.label,
            "value": answer_text(field),
            "url": f"{change_url}#{first_control(field)}" if change_url else "",
        }
        for field in form.visible_fields()
    ]
    return {"rows": rows}


def first_control(field: BoundField) -> str:
    """Return the id of the control that an error of `field` leads to."""
    if field.field.widget.__class__.__name__ == "SelectDateWidget":
        return f"{field.auto_id}_day"
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


def cell_text(value: object) -> object:
    """Return a table's cell as people read it: amounts, counts and shares in the page's language."""
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return formatting.count_text(value)
    return shown(value, formatting.language()) if hasattr(value, "in_language") else value


def answer_text(field: BoundField) -> str:
    """Return the answer of a field in the words the reader chose from."""
    value = field.value()
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    choices: Sequence[Any] = getattr(field.field, "choices", ())
    words = {str(code): str(label) for code, label in choices}
    given = value if isinstance(value, list | tuple) else [value]
    return ", ".join(words.get(str(code), str(code)) for code in given if code not in (None, "")) or "–"


def _time(value: date | datetime | None, text: str) -> SafeString:
    assert value is not None
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


def _as_day(value: date | datetime | None, zone: tzinfo | str | None) -> date:
    assert value is not None
    return formatting.in_zone(value, zone).date() if isinstance(value, datetime) else value


def _with_label(field: BoundField, text: str) -> str:
    """Return an error that makes sense away from its field: with the field's label before it."""
    label = str(field.label).rstrip("?:").lstrip("¿")
    return text if label.lower() in text.lower() else f"{field.label}: {text}"


def _known_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
