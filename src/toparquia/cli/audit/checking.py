"""`audit check`: what two people found, and whether the announced result stands."""

from __future__ import annotations

import argparse
from pathlib import Path

from toparquia.engines.auditing import (
    Reported,
    Verdict,
    agreed_sheets,
    agreed_tables,
    judge_sheets,
    judge_tables,
    reported_assertions,
    risk_limit,
    sheets_from_json,
    tables_from_json,
)

from .files import Commands, add_reported, percent, print_json, read_json, read_reported, said
from .sampling import add_draw


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help=said("¿se sostiene el resultado?", "does the result stand?"))
    add_reported(parser)
    parser.add_argument("first", type=Path, metavar="FIRST.json")
    parser.add_argument("second", type=Path, metavar="SECOND.json")
    add_draw(parser)
    parser.set_defaults(do=check)


def check(args: argparse.Namespace) -> int:
    """Say the measured risk; end with 0 if the result stands, 1 if it does not, or not yet."""
    reported = read_reported(args.reported)
    verdict = judged(reported, args)
    options = reported.contest.options
    if args.json:
        pairs = reported_assertions(reported)
        print_json(
            {
                "confirmed": verdict.is_confirmed,
                "risk": percent(verdict.risk),
                "risk_limit": percent(verdict.limit),
                "risks": [
                    {"winner": options[pair.winner], "loser": options[pair.loser], "risk": percent(risk)}
                    for pair, risk in zip(pairs, verdict.risks, strict=False)
                    if len(pairs) == len(verdict.risks)
                ],
                "examined": verdict.examined,
                "further": verdict.further,
                "full_count": verdict.full_count and list(verdict.full_count),
                "winners": [options[winner] for winner in verdict.winners],
                "overturned": verdict.is_overturned,
            }
        )
    else:
        for line in lines(reported, verdict):
            print(line)
    return 0 if verdict.is_confirmed else 1


def judged(reported: Reported, args: argparse.Namespace) -> Verdict:
    """Return the verdict on what both people noted. :raises FindingsDiffer: and others of the engine."""
    limit = risk_limit(args.risk_limit_bp)
    first, second = read_json(args.first), read_json(args.second)
    if args.method == "sheets":
        notes = agreed_sheets(
            sheets_from_json(reported.contest, first), sheets_from_json(reported.contest, second)
        )
        return judge_sheets(reported, limit, args.seed, notes, count=args.count)
    counted = agreed_tables(tables_from_json(first), tables_from_json(second))
    return judge_tables(reported, limit, args.seed, args.count, counted)


def lines(reported: Reported, verdict: Verdict) -> list[str]:
    """Return the verdict in plain words."""
    risk, limit = percent(verdict.risk), percent(verdict.limit)
    found = [
        said(
            f"Riesgo medido: {risk} (límite {limit}), con {verdict.examined} miradas.",
            f"Measured risk: {risk} (limit {limit}), with {verdict.examined} looked at.",
        )
    ]
    if verdict.full_count is not None:
        options = reported.contest.options
        counted = ", ".join(
            f"{option} {votes}" for option, votes in zip(options, verdict.full_count, strict=True)
        )
        winners = ", ".join(options[winner] for winner in verdict.winners)
        found.append(
            said(f"Recuento completo: {counted}. Gana {winners}.", f"Full count: {counted}. {winners} won.")
        )
    if verdict.is_overturned:
        found.append(said("EL RESULTADO ANUNCIADO NO ERA CORRECTO.", "THE ANNOUNCED RESULT WAS NOT RIGHT."))
    elif verdict.is_confirmed:
        found.append(said("CONFIRMADO", "CONFIRMED"))
    elif verdict.further is None:
        found.append(
            said("SIN CONFIRMAR: cuenten a mano todas las mesas.", "NOT CONFIRMED: count all tables by hand.")
        )
    else:
        found.append(
            said(
                f"TODAVÍA SIN CONFIRMAR: sorteen {verdict.further} más, con la misma semilla.",
                f"NOT YET CONFIRMED: draw {verdict.further} more, from the same seed.",
            )
        )
    return found
