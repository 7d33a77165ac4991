"""`audit plan`: how much work either way would be."""

from __future__ import annotations

import argparse

from toparquia.engines.auditing import plan_of, reported_digest, risk_limit

from .files import Commands, add_reported, print_json, read_reported, said


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "plan", help=said("cuánto trabajo sería la auditoría", "how much work the audit would be")
    )
    add_reported(parser)
    parser.set_defaults(do=plan)


def plan(args: argparse.Namespace) -> int:
    """Say the margins, and how many sheets or draws of tables should confirm the result."""
    reported = read_reported(args.reported)
    found = plan_of(reported, risk_limit(args.risk_limit_bp))
    options = reported.contest.options
    pairs = [
        {
            "winner": options[pair.assertion.winner],
            "loser": options[pair.assertion.loser],
            "margin": pair.margin,
            "sheets": pair.sheets,
        }
        for pair in found.pairs
    ]
    if args.json:
        print_json(
            {
                "result_sha256": reported_digest(reported),
                "risk_limit_bp": args.risk_limit_bp,
                "winners": [options[winner] for winner in found.winners],
                "paper_sheets": reported.sheets,
                "tables": len(reported.tables),
                "pairs": pairs,
                "sheets": found.sheets,
                "draws": found.draws,
                "decided_online": found.is_decided_online,
                "full_count": found.needs_full_count,
            }
        )
        return 0
    print(said("Resultado: SHA-256 ", "Result: SHA-256 ") + reported_digest(reported))
    for pair in pairs:
        print(
            said(
                f"{pair['winner']} gana a {pair['loser']} por {pair['margin']}",
                f"{pair['winner']} beats {pair['loser']} by {pair['margin']}",
            )
        )
    for line in _advice(found.is_decided_online, found.sheets, found.draws):
        print(line)
    return 0


def _advice(is_decided_online: bool, sheets: int | None, draws: int | None) -> list[str]:
    if is_decided_online:
        return [
            said(
                "La parte en línea decide sola: ningún papel lo cambia.",
                "The online part decides alone: no paper could change it.",
            )
        ]
    one_by_one = (
        said("Hojas sueltas: contar todo da menos trabajo.", "Single sheets: counting all is less work.")
        if sheets is None
        else said(f"Hojas sueltas: unas {sheets}.", f"Single sheets: about {sheets}.")
    )
    whole = (
        said("Mesas enteras: cuéntalas todas a mano.", "Whole tables: count all of them by hand.")
        if draws is None
        else said(
            f"Mesas enteras: {draws} sorteos, si no hay errores.",
            f"Whole tables: {draws} draws if there are no errors.",
        )
    )
    return [one_by_one, whole]
