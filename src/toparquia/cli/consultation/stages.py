"""`toparquia consultation open|draw|close|count|certify|explain|export`: one stage each."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from toparquia.cli.main import language, say_error
from toparquia.cli.setting_up import django_ready
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError, Sentence

POWERS: Final = {
    "open": "voting.open",
    "draw": "voting.certify",
    "close": "voting.close",
    "certify": "consultations.certify",
}
STANDS: Final = Sentence("{title}: {stage}. {url}", "{title}: {stage}. {url}")
STAGES: Final = {
    "called": Sentence("convocada", "called"),
    "open": Sentence("abierta", "open"),
    "closed": Sentence("cerrada", "closed"),
    "certified": Sentence("certificada", "certified"),
}
AGREES: Final = Sentence("El recuento da lo certificado.", "The recount gives what was certified.")
EXPLAINED: Final = Sentence("Razones calculadas: {count}.", "Reasons worked out: {count}.")
NOT_YET: Final = Sentence("Todavía no está certificada.", "It is not certified yet.")


def run(args: argparse.Namespace) -> int:
    """Do one stage and print what stands."""
    django_ready()
    started = time.monotonic()
    if args.todo == "export":
        return export(args)
    if args.todo == "explain" and args.missing:
        return explain_missing(as_json=args.json)
    does: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {"count": counted, "explain": explained}
    done = does.get(args.todo, acted)(args)
    done["seconds"] = round(time.monotonic() - started, 3)
    print(json.dumps(done, ensure_ascii=False) if args.json else in_words(done))
    return 0


def acted(args: argparse.Namespace) -> dict[str, Any]:
    """Do what only a person with an office may do, by the mandate of who is named."""
    from toparquia.cli.consultation.acting import authority, proven
    from toparquia.consultations import queries, services

    found = queries.consultation(args.consultation)
    at = now()
    by = authority(proven(args.people), POWERS[args.todo], found.place, at)
    if args.todo == "open":
        services.open_consultation(consultation_id=found.id, seed=args.seed, by=by, at=at)
    elif args.todo == "draw":
        services.draw_tie(consultation_id=found.id, seed=args.seed, by=by, at=at)
    elif args.todo == "close":
        services.close_consultation(consultation_id=found.id, by=by, at=at)
    else:
        services.certify_consultation(consultation_id=found.id, by=by, at=at)
    return told(args)


def counted(args: argparse.Namespace) -> dict[str, Any]:
    """Count again what is stored. :raises RecountDiffers: (exit status 1) unless it is what was certified."""
    from toparquia.consultations import queries

    found = queries.consultation(args.consultation)
    result = queries.recount(found)
    return {**result.document(language()), **told(args), "agrees": found.is_certified or None}


def explained(args: argparse.Namespace) -> dict[str, Any]:
    """Work the reasons out again and keep them."""
    from toparquia.consultations import services

    services.explain_result(consultation_id=args.consultation)
    return told(args)


def explain_missing(*, as_json: bool) -> int:
    """Work out the reasons of all certified consultations that have none, as `serve` does at its start.

    One whose recount differs is said, and does not keep the others waiting.
    """
    from toparquia.consultations import queries, services

    done, status = [], 0
    for consultation_id in queries.without_reasons():
        try:
            services.explain_result(consultation_id=consultation_id)
            done.append(str(consultation_id))
        except DomainError as refusal:
            say_error(refusal.message(language()))
            status = refusal.exit_status
    print(json.dumps({"explained": done}) if as_json else EXPLAINED.in_language(language(), count=len(done)))
    return status


def export(args: argparse.Namespace) -> int:
    """Write the consultation as a `.pb` file, on the output or to a file."""
    from toparquia.consultations import exports, queries

    text = exports.pabulib(queries.consultation(args.consultation))
    if args.out is None:
        sys.stdout.write(text)
    else:
        Path(args.out).write_text(text, encoding="utf-8")
    return 0


def told(args: argparse.Namespace) -> dict[str, Any]:
    """Return what is printed of a consultation as it stands."""
    from toparquia.consultations import queries

    found = queries.consultation(args.consultation)
    document: dict[str, Any] = {
        "consultation": str(found.id),
        "url": found.get_absolute_url(),
        "title": found.title,
        "stage": found.stage.value,
    }
    if not found.is_certified:
        return document
    outcome = queries.result(found)
    return {
        **document,
        "is_valid": outcome.is_valid,
        "turnout": outcome.decided["turnout"],
        "roll": outcome.certificate.result["roll"],
        "input_digest": outcome.certificate.input_digest,
        "certified": [
            {
                "rank": won.rank,
                "code": won.option.code,
                "project": str(won.project_id),
                "title": won.project.title,
                "cost_minor": won.amount_minor,
                "currency": won.currency,
            }
            for won in outcome.winners
        ],
    }


def in_words(done: dict[str, Any]) -> str:
    """Return what stands as lines for people."""
    stage = STAGES[done["stage"]]
    lines = [STANDS.in_language(language(), title=done["title"], stage=stage, url=done["url"])]
    lines += [f"{won['rank']:>4}. {won['title']}" for won in done.get("certified", ())]
    if "agrees" in done:
        lines += [] if "certified" in done else [f"      {code}" for code in done["order"]]
        lines.append((AGREES if done["agrees"] else NOT_YET).in_language(language()))
    return "\n".join(lines)
