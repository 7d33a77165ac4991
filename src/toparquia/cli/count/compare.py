"""`count compare FILE.pb`: the winners of every rule, side by side."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Final

from toparquia.cli.count.table import table_lines
from toparquia.cli.count.words import asked_rule, named_files
from toparquia.cli.main import language
from toparquia.engines.budgeting.compare import DOES, NAMES, compare_rules, rules_to_compare
from toparquia.engines.budgeting.pabulib import read
from toparquia.foundation.errors import DomainError, Sentence

PROJECT: Final = Sentence(es="proyecto", en="project")
SPENT: Final = Sentence(es="gastado", en="spent")
WINNERS: Final = Sentence(es="ganadores", en="winners")
LEGEND: Final = Sentence(es="● gana   · no gana. Las reglas:", en="● wins   · does not win. The rules:")
WITHOUT: Final = Sentence(es="votantes sin ningún ganador", en="voters without any winner")


class CompareOneFile(DomainError):
    """The comparison was asked for no file, or for several."""

    code = "count.compare_one_file"
    says = Sentence(
        es="Se compara un archivo cada vez, no {files}.", en="One file is compared at a time, not {files}."
    )
    next_step = Sentence(es="Escribe: count compare FILE.pb", en="Type: count compare FILE.pb")


def compare_files(args: argparse.Namespace) -> int:
    """Print which projects win under which rule, with what each result spends."""
    files = named_files(args.files[1:])
    if len(files) != 1:
        raise CompareOneFile(files=len(files))
    election = read(files[0], mode=args.ballots)
    asked = replace(asked_rule(args), satisfaction="", completion="none", name="greedy")
    compared = compare_rules(election, rules_to_compare(election, asked))
    if args.json:
        for column in compared.columns:
            document = column.result.document(language())
            document["label"], document["voters_without_winner"] = column.label, column.without_winner
            print(json.dumps(document, ensure_ascii=False))
        return 0
    # Numbers head the columns, and the words for them follow the table: names of rules are long.
    numbers = [str(number) for number in range(1, len(compared.columns) + 1)]
    headings = ["", PROJECT.in_language(language()), "", *numbers]
    rows = []
    for project in compared.by_support:
        chosen = election.projects[project]
        marks = ["●" if column.result.has_won(project) else "·" for column in compared.columns]
        if "●" in marks:
            rows.append(("", chosen.id, chosen.name, *marks))
    for heading, cells in (
        (SPENT, [column.result.money(column.result.spent) for column in compared.columns]),
        (WINNERS, [str(len(column.result.order)) for column in compared.columns]),
        (WITHOUT, [str(column.without_winner) for column in compared.columns]),
    ):
        rows.append(("", "", heading.in_language(language()), *cells))
    for line in table_lines(headings, iter(rows)):
        print(line)
    print()
    print(LEGEND.in_language(language()))
    for number, column in zip(numbers, compared.columns, strict=True):
        name, does = NAMES[column.label].message(language()), DOES[column.label].message(language())
        print(f"  {number}  {name} ({column.label}). {does}")
    return 0
