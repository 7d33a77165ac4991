"""How money, counts, shares, days and moments are written for people, in the active language.

Names of days and months and the order of their parts are translated like any other text, so that a
further language needs a catalogue and no code.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from toparquia.foundation.money import Money

# Translators: days of the week, in lower case where the language does so.
DAYS: Final = (
    later("lunes"),
    later("martes"),
    later("miércoles"),
    later("jueves"),
    later("viernes"),
    later("sábado"),
    later("domingo"),
)
# Translators: months of the year.
MONTHS: Final = (
    later("enero"),
    later("febrero"),
    later("marzo"),
    later("abril"),
    later("mayo"),
    later("junio"),
    later("julio"),
    later("agosto"),
    later("septiembre"),
    later("octubre"),
    later("noviembre"),
    later("diciembre"),
)
MINUS: Final = "\N{MINUS SIGN}"


def is_english() -> bool:
    """Test if the page is in English."""
    return language().startswith("en")


def language() -> str:
    """Return the language of the page."""
    return get_language() or "es"


def symbol_of(currency: str) -> str:
    """Return how a currency is written before an amount: its sign where it has one, else its code."""
    # An amount is sign, no-break space, number, in every language of the house.
    return Money.zero(currency).in_language(language()).split("\u00a0")[0]


def count_text(number: int) -> str:
    """Return an integer in groups of three: 1.234.567 in Spanish, 1,234,567 in English."""
    grouped = f"{abs(number):,}"
    if not is_english():
        grouped = grouped.replace(",", ".")
    return f"{MINUS}{grouped}" if number < 0 else grouped


def money_text(amount: Money) -> str:
    """Return an amount as people write it: Bs. 1.234.567,50."""
    return amount.in_language(language())


def share_text(part: int, whole: int) -> str:
    """Return `part` of `whole` in per cent with one digit at most, cut and not rounded up.

    A share just short of a threshold must not look as if it had reached it.
    """
    if whole <= 0:
        return "–"
    tenths = abs(part) * 1000 // whole
    return _percent(tenths, is_negative=part < 0)


def day_text(day: date, *, weekday: bool = True) -> str:
    """Return a day in words: domingo 8 de marzo de 2026."""
    facts = {"day": day.day, "month": _(MONTHS[day.month - 1]), "year": day.year}
    if not weekday:
        # Translators: a day without its weekday, as in "8 de marzo de 2026".
        return _("{day} de {month} de {year}").format(**facts)
    # Translators: a day in full, as in "domingo 8 de marzo de 2026".
    return _("{weekday} {day} de {month} de {year}").format(weekday=_(DAYS[day.weekday()]), **facts)


def short_day_text(day: date) -> str:
    """Return a day for narrow columns: 8 mar 2026."""
    return f"{day.day} {_(MONTHS[day.month - 1])[:3]} {day.year}"


def hour_text(moment: datetime) -> str:
    """Return the time of day: 2:00 p. m."""
    hour = moment.hour % 12 or 12
    half = _("a. m.") if moment.hour < 12 else _("p. m.")
    # No line may break inside "p. m.".
    return f"{hour}:{moment.minute:02d} {half}".replace(" ", "\u00a0")


def moment_text(moment: datetime, zone: tzinfo | str | None = None) -> str:
    """Return a moment on the wall clock of `zone` (the page's own if None): day, then hour."""
    here = in_zone(moment, zone)
    return f"{day_text(here)}, {hour_text(here)}"


def in_zone(moment: datetime, zone: tzinfo | str | None = None) -> datetime:
    """Return `moment` on the wall clock of `zone`, given as an IANA name or a zone."""
    wanted = ZoneInfo(zone) if isinstance(zone, str) and zone else zone
    return timezone.localtime(moment, wanted or None)


def _percent(tenths: int, *, is_negative: bool) -> str:
    decimal = "." if is_english() else ","
    whole, rest = divmod(tenths, 10)
    number = f"{whole}{decimal}{rest}" if rest else f"{whole}"
    return f"{MINUS if is_negative else ''}{number}" + ("%" if is_english() else "\u00a0%")
