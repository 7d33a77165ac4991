"""What the page of a consultation shows, worked out from its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from toparquia.consultations import queries
from toparquia.consultations.models import Consultation, ProjectOption, Reason
from toparquia.consultations.queries import Outcome
from toparquia.consultations.rules import Terms
from toparquia.consultations.rules.reserving import THEME
from toparquia.engines.budgeting.compare import NAMES as COMPARED
from toparquia.engines.budgeting.rules.options import Pot
from toparquia.foundation.money import Money
from toparquia.foundation.rulesets.codes import in_words
from toparquia.foundation.shares import Share
from toparquia.gazette import queries as gazette
from toparquia.gazette.views import shown
from toparquia.planning.rules.words import in_words as theme_in_words
from toparquia.voting import queries as voting

# Kept small: with two hundred projects each page stays below 100 kB compressed, fonts included.
REASONS: Final = 20
BALLOT: Final = 60
# Bars of where an option was marked, and the names in one of them.
PLACES: Final = 12
NAMES: Final = 3
SHEETS: Final = "voting.tally_sheet_accepted"
STAGES: Final[dict[str, tuple[str, Any]]] = {
    Consultation.Stage.CALLED: ("pending", lazy("Convocada")),
    Consultation.Stage.OPEN: ("open", lazy("Abierta")),
    Consultation.Stage.CLOSED: ("pending", lazy("Cerrada; falta el certificado")),
    Consultation.Stage.CERTIFIED: ("done", lazy("Resultado certificado")),
}
OTHERS_COLUMNS: Final = (
    lazy("Regla"),
    (lazy("Ganan"), "number"),
    (lazy("Cuesta"), "number"),
    (lazy("Personas sin ningún proyecto suyo"), "number"),
)
VOTES_COLUMNS: Final = (lazy("Proyecto"), (lazy("Cuesta"), "number"), (lazy("Votos"), "number"))
OTHER_RULES: Final[dict[str, Any]] = {
    "mes": lazy("partes iguales"),
    "mes add1-greedy": lazy("partes iguales, hasta gastar lo que queda"),
}


def status_of(found: Consultation, at: datetime) -> tuple[str, Any]:
    """Return kind and word of where a consultation stands."""
    if found.is_called and at >= found.closes_at:
        return ("late", _("Nunca se abrió"))
    if found.is_open and at < found.opens_at:
        return ("pending", _("Lista; todavía no abre"))
    if found.is_open and at >= found.closes_at:
        return ("late", _("Terminó su hora; falta cerrarla"))
    return STAGES[found.stage]


def next_steps(found: Consultation, powers: frozenset[str], at: datetime) -> dict[str, bool]:
    """Return which buttons the page shows: what the stage allows and the reader's mandate gives."""
    is_over = at >= found.closes_at
    is_paper = found.channel == Consultation.Channel.PAPER
    steps = {
        "open": "voting.open" in powers and found.is_called and not is_over,
        "tally": "voting.record" in powers and is_paper and (found.is_open or found.is_closed),
        "close": "voting.close" in powers and found.is_open and is_over,
        "seed": "voting.certify" in powers and (found.is_open or found.is_closed),
        "certify": "consultations.certify" in powers and found.is_closed,
        "run_off": "consultations.call" in powers and bool(queries.to_run_off(found)),
    }
    return {**steps, "any": any(steps.values())}


def rule_of(found: Consultation) -> dict[str, Any]:
    """Return how it is counted, in words."""
    terms = Terms.from_document(found.rule)
    language = get_language() or "es"
    rule = terms.counting
    return {
        "name": in_words(rule.name, language),
        "completion": "" if rule.completion == "none" else in_words(rule.completion, language),
        "winners": rule.seats if rule.name == "plurality" else None,
        "comparison": "" if rule.comparison == "none" else in_words(rule.comparison, language),
        "threshold": None if rule.threshold is None else str(rule.threshold),
        "pots": [pot_of(found, pot) for pot in rule.pots],
        "incompatible": incompatible_of(found, rule.conflicts),
        "ballot": in_words(found.ballot_type, language),
        "tie": in_words(terms.tie_rule, language),
        "turnout": terms.min_turnout,
    }


def pot_of(found: Consultation, pot: Pot) -> dict[str, Any]:
    """Return a pot: for which theme or territory, and its money."""
    if pot.field == THEME:
        name = theme_in_words(pot.value).in_language(get_language() or "es")
    else:
        name = queries.name_of_place(pot.value)
    share = Share(int(pot.share * 10_000))
    budget = found.budget
    amount = None if budget is None else Money(int(budget.minor * pot.share), budget.currency)
    return {"name": name, "share": share, "amount": amount}


def incompatible_of(found: Consultation, conflicts: Collection[Collection[str]]) -> list[str]:
    """Return the sets of options of which at most one wins, each by its titles."""
    if not conflicts:
        return []
    titles = {option.code: option.project.title for option in queries.options(found)}
    return [" · ".join(titles[code] for code in sorted(conflict)) for conflict in conflicts]


def acts_of(found: Consultation) -> dict[str, Any]:
    """Return the acts of a consultation and its vote; sheets of many tables are on the vote's own page."""
    subjects = [found.id] if found.vote_id is None else [found.id, found.vote_id]
    return {"acts": [shown(entry) for entry in gazette.entries_about(subjects, without=[SHEETS])]}


def ballot_of(found: Consultation, number: str | None) -> Page[ProjectOption]:
    """Return what can be chosen, in the order drawn, a page at a time."""
    return Paginator(queries.in_drawn_order(found), BALLOT).get_page(number)


def result_of(found: Consultation, number: str | None) -> dict[str, Any]:
    """Return what the page shows of a certified result."""
    outcome = queries.result(found)
    page = Paginator(outcome.reasons, REASONS).get_page(number)
    reasons = [reason_of(row, outcome) for row in page]
    assert found.vote is not None, "it has a result"
    return {
        "outcome": outcome,
        "figures": figures_of(outcome),
        "reasons": reasons,
        "page": page,
        "finding": finding_of(outcome, reasons),
        "bars": [bar_of(reason) for reason in reasons],
        "summary": outcome.summary.document if outcome.summary else None,
        "extra_vote": in_one(outcome.summary.document["extra_vote"]) if outcome.summary else "",
        "notices": [in_one(text) for text in outcome.summary.document["notices"]] if outcome.summary else [],
        "others": others_of(outcome),
        "others_columns": OTHERS_COLUMNS,
        "votes_columns": VOTES_COLUMNS,
        "votes": [] if outcome.summary else votes_of(found, outcome),
        "seed": voting.tie_seed(found.vote),
        **run_off_of(outcome),
    }


def in_one(text: dict[str, str]) -> str:
    """Return a sentence of both languages in the page's own."""
    return text["en" if (get_language() or "es").startswith("en") else "es"]


def figures_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Return turnout, ballots and money as the page's figures."""
    result, found = outcome.certificate.result, outcome.consultation
    spent = Money.total((won.amount for won in outcome.winners), found.currency)
    turnout = outcome.decided["turnout"]
    part = _share(turnout, result["roll"])
    if found.channel == Consultation.Channel.IMPORTED:
        # Its roll is as many people as there are ballots, because files say no more.
        part = _("el archivo no dice de cuántas personas")
    figures: list[dict[str, Any]] = [
        {"label": _("Participaron"), "value": _number(turnout), "note": part},
        {"label": _("Boletas válidas"), "value": _number(result["valid"])},
        {"label": _("Cuesta lo que ganó"), "amount": spent},
    ]
    if found.budget is not None:
        figures[2]["note"] = _share(spent.minor, found.budget.minor)
        figures.append({"label": _("Se decidía sobre"), "amount": found.budget})
    return figures


def finding_of(outcome: Outcome, reasons: list[dict[str, Any]]) -> str:
    """Return the result in one sentence, for the chart's title."""
    winners, valid = outcome.winners, outcome.certificate.result["valid"]
    if not winners:
        return _("No ganó ningún proyecto")
    votes = outcome.certificate.result["votes"]
    if len(winners) == 1:
        won = winners[0]
        part = _share(votes[won.option.code], valid)
        return _("Ganó «%(project)s»: lo marcó el %(part)s") % {"project": won.project.title, "part": part}
    return _("Ganaron %(won)s de %(all)s proyectos") % {"won": len(winners), "all": len(votes)}


def run_off_of(outcome: Outcome) -> dict[str, Any]:
    """Return which projects a run-off decides between, and its consultation if it is called."""
    codes = outcome.decided.get("run_off", [])
    if not codes:
        return {}
    tied = queries.options(outcome.consultation).filter(code__in=codes)
    called = Consultation.objects.filter(run_off_of=outcome.consultation).first()
    return {"tied": [option.project.title for option in tied], "run_off": called}


def reason_of(row: Reason, outcome: Outcome) -> dict[str, Any]:
    """Return why one option won or lost, with its figures."""
    language = get_language() or "es"
    has_points = outcome.summary is not None and outcome.summary.document["has_points"]
    scale = outcome.summary.document["points_scale"] if outcome.summary else 1
    supporters, others = row.document.get("supporters") or {}, row.document.get("other_rules", {})
    return {
        "row": row,
        "title": row.option.project.title,
        "url": row.option.project.get_absolute_url(),
        "cost": row.option.cost,
        "place": row.option.project.place,
        "score": max(row.score, 0),
        "votes": _votes(row.score, scale, has_points=has_points),
        "says": row.says(language),
        "changes": row.changes(language),
        "supporters": [in_one(text) for text in supporters.get("says", [])],
        "wins_by": [other_rule(label) for label in COMPARED if others.get(label)],
        "rank": row.document["place"],
        "where": where_of(row.document.get("where", [])),
        "where_title": _("Dónde se marcó «%(title)s»") % {"title": row.option.project.title},
    }


def where_of(there: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the bars of where an option was marked, the most first; the smallest together."""
    rows = [(_where(each), each["votes"]) for each in sorted(there, key=lambda each: -each["votes"])]
    rest = sum(votes for _, votes in rows[PLACES:])
    shown = rows[:PLACES] + ([(_("los demás"), rest)] if rest else [])
    return [{"label": label, "value": votes, "text": _number(votes)} for label, votes in shown]


def _where(each: Mapping[str, Any]) -> str:
    if "tables" in each:
        numbers = ", ".join(map(str, each["tables"]))
        return ngettext("mesa %(numbers)s", "mesas %(numbers)s", len(each["tables"])) % {"numbers": numbers}
    names = [name or _("no se sabe") for name in each["places"]]
    more = len(names) - NAMES
    joined = ", ".join(names[:NAMES])
    return joined if more <= 0 else _("%(names)s y %(more)s más") % {"names": joined, "more": more}


def bar_of(reason: dict[str, Any]) -> dict[str, Any]:
    """Return the bar of one option."""
    has_won = reason["row"].has_won
    return {
        "label": reason["title"],
        "value": reason["score"],
        "text": reason["votes"],
        "marked": has_won,
        "word": _("gana") if has_won else "",
    }


def others_of(outcome: Outcome) -> list[Any]:
    """Return what other counting rules would have chosen, a row each, below what this one chose."""
    if outcome.summary is None or outcome.summary.document.get("is_first"):
        return []
    told, currency = outcome.summary.document, outcome.consultation.currency
    rule = in_words(outcome.certificate.rule["rule"], get_language() or "es")
    own = {
        "label": _("la de esta consulta: %(rule)s") % {"rule": rule},
        "winners": len(outcome.winners),
        "spent": outcome.decided["spent"],
        "without": told.get("without"),
    }
    named = [{**column, "label": other_rule(column["label"])} for column in told["columns"]]
    rows = [
        [
            column["label"],
            column["winners"],
            Money(int(column["spent"]), currency),
            column["without"] if told["is_by_ballot"] and column["without"] is not None else "–",
        ]
        for column in [own, *named]
    ]
    return [{"cells": rows[0], "chosen": True}, *rows[1:]]


def votes_of(found: Consultation, outcome: Outcome) -> list[list[Any]]:
    """Return the certified votes of each option, while nobody has worked out the reasons."""
    votes = outcome.certificate.result["votes"]
    rows = sorted(queries.options(found), key=lambda option: -votes[option.code])
    return [[row.project.title, row.cost, votes[row.code]] for row in rows[:BALLOT]]


def other_rule(label: str) -> str:
    """Return the name of a counting rule beside which the result is set."""
    return str(OTHER_RULES[label]) if label in OTHER_RULES else in_words(label, get_language() or "es")


def _votes(score: int, scale: int, *, has_points: bool) -> str:
    whole, rest = divmod(score, scale)
    number = _number(score / scale if rest else whole)
    if has_points:
        return ngettext("%(number)s punto", "%(number)s puntos", whole) % {"number": number}
    return ngettext("%(number)s voto", "%(number)s votos", whole) % {"number": number}


def _number(value: float) -> str:
    return number_format(value, force_grouping=True)


def _share(part: int, whole: int) -> str:
    return Share(min(part * 10_000 // whole, 10_000) if whole else 0).in_language(get_language() or "es")
