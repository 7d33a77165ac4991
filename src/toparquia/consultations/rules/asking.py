"""What the rule set lets a consultation ask: how many options, how often, when, and in which way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from toparquia.consultations.errors import (
    BallotTypeNotAllowed,
    CalledTooFarAhead,
    CalledTooLate,
    HoursNotAllowed,
    NeedsBallots,
    ThemeNotAllowed,
    TooFewOptions,
    TooManyChoices,
    TooManyConsultations,
    TooManyOptions,
    UnitDoesNotVote,
)
from toparquia.engines.budgeting.election import APPROVAL, CHOOSE_ONE
from toparquia.engines.budgeting.rules import options as counting
from toparquia.foundation.rulesets import RuleSet

# What a vote of this room is for.
PURPOSE: Final = "consultations.consultation"
CHANNEL_PAPER: Final = "paper"
CHANNEL_IMPORTED: Final = "imported"
# A public act holds 64 kB; the acts that name each option of a ballot must fit in one.
OPTIONS_LIMIT: Final = 500
# Further ahead it is a slip of the year; meanwhile its projects could stand on no other ballot.
MAX_DAYS_AHEAD: Final = 366
# Paper tally sheets have marks and nothing else.
ON_PAPER: Final = (CHOOSE_ONE, APPROVAL)
# Who marked what together is needed by these; sums of marks tell it only where each ballot has one.
NEED_BALLOTS: Final = (counting.EQUAL_SHARES, counting.PHRAGMEN)


def check_unit(rules: RuleSet, kind: str, place: str) -> None:
    """Refuse a territory that does not vote as a whole. :raises UnitDoesNotVote:

    Source: the rule set's consultation.unit.
    """
    unit = rules.choice("consultation.unit")
    if kind != unit:
        raise UnitDoesNotVote(place=place, unit=rules.territory_name(unit).one)


def check_calendar(rules: RuleSet, held: int, year: int) -> None:
    """Refuse one more than the calendar of a year has room for; `held` are called already.

    :raises TooManyConsultations: Source: the rule set's consultation.per_year.
    """
    most = rules.count("consultation.per_year")
    if held >= most:
        raise TooManyConsultations(year=year, most=most)


def check_ahead(opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    """Refuse a vote that begins in the past or ends in a far future.

    :raises CalledTooLate: :raises CalledTooFarAhead:
    """
    if opens_at <= at:
        raise CalledTooLate(opens=opens_at.isoformat(timespec="minutes"))
    if closes_at > at + timedelta(days=MAX_DAYS_AHEAD):
        raise CalledTooFarAhead(most=MAX_DAYS_AHEAD, closes=closes_at.date())


def check_hours(rules: RuleSet, opens_at: datetime, closes_at: datetime, timezone: str) -> None:
    """Refuse hours that are not those of the rules, in the territory's own time.

    A vote may last several days; it opens at the one hour and closes at the other.
    :raises HoursNotAllowed: Source: the rule set's consultation.open_close.
    """
    opens, closes = rules.times("consultation.open_close")
    zone = ZoneInfo(timezone)
    asked = (opens_at.astimezone(zone).time(), closes_at.astimezone(zone).time())
    if asked != (opens, closes) or opens_at >= closes_at:
        raise HoursNotAllowed(opens=opens.strftime("%H:%M"), closes=closes.strftime("%H:%M"))


def check_option_count(rules: RuleSet, asked: int) -> None:
    """Refuse fewer than two options, or more than the rules or one act hold.

    :raises TooFewOptions: :raises TooManyOptions: Source: the rule set's consultation.options_max.
    """
    if asked < 2:
        raise TooFewOptions(asked=asked)
    most = min(rules.count_or_none("consultation.options_max") or OPTIONS_LIMIT, OPTIONS_LIMIT)
    if asked > most:
        raise TooManyOptions(asked=asked, most=most)


def check_theme(rules: RuleSet, theme: str, title: str) -> None:
    """Refuse a project of a theme that is not asked for. :raises ThemeNotAllowed:

    Source: the rule set's consultation.theme_limits.
    """
    themes = rules.text_list("consultation.theme_limits")
    if themes and theme not in themes:
        raise ThemeNotAllowed(title=title, themes=", ".join(themes))


def check_ballot(rules: RuleSet, *, ballot_type: str, max_choices: int, channel: str, rule: str) -> None:
    """Refuse a way of marking the ballot that the rules, the channel or the counting rule cannot take.

    :raises BallotTypeNotAllowed: :raises TooManyChoices: :raises NeedsBallots:
    Source: the rule set's consultation.ballot_types and consultation.choices_per_voter.
    """
    allowed = rules.text_list("consultation.ballot_types")
    if channel == CHANNEL_PAPER:
        allowed = tuple(each for each in allowed if each in ON_PAPER)
    if ballot_type not in allowed:
        raise BallotTypeNotAllowed(asked=ballot_type, allowed=", ".join(allowed) or "-")
    most = rules.count_or_none("consultation.choices_per_voter")
    if most is not None and max_choices > most:
        raise TooManyChoices(asked=max_choices, most=most)
    if channel == CHANNEL_PAPER and rule in NEED_BALLOTS and max_choices > 1:
        raise NeedsBallots(rule=rule)
