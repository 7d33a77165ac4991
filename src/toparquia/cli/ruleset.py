"""`toparquia ruleset`: check a rule set's file, and list those that come with the program."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from toparquia.cli.main import language
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import (
    GROUPS,
    RuleSet,
    RuleSetMalformed,
    Setting,
    built_in,
    load,
    names,
)

GOOD: Final = Sentence(
    "{file} está bien: {title}, versión {version}, {given} reglas propias y {default} por defecto.",
    "{file} is good: {title}, version {version}, {given} rules of its own and {default} by default.",
)
BAD: Final = Sentence("{file} tiene {count}:", "{file} has {count}:")
DEFAULT: Final = Sentence("por defecto", "default")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `check FILE` and `list`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help=in_words("comprueba un archivo TOML", "check a TOML file"))
    check.add_argument("file", help=in_words("archivo, o código de los que trae", "file, or built-in code"))
    check.add_argument("--json", action="store_true")
    listing = verbs.add_parser("list", help=in_words("los que trae el programa", "those that are built in"))
    listing.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do the verb; a file with problems ends with 2."""
    if args.verb == "list":
        return print_list(as_json=args.json)
    return check(args.file, as_json=args.json)


def check(file: str, *, as_json: bool) -> int:
    """Print each rule with its value and source, or each problem with its line."""
    try:
        # A code is no path: a file of that name, if there is one, goes first.
        rules = built_in(file) if file in names() and not Path(file).exists() else load(file)
    except RuleSetMalformed as refusal:
        print_problems(file, refusal, as_json=as_json)
        return refusal.exit_status
    if as_json:
        print(json.dumps(document_of(file, rules), ensure_ascii=False, indent=1))
    else:
        print_rules(file, rules)
    return 0


def print_rules(file: str, rules: RuleSet) -> None:
    """Print the rules under the heading of their group, the default ones marked."""
    settings = list(rules.settings())
    defaults = sum(setting.is_default for setting in settings)
    group = ""
    for setting in settings:
        if setting.parameter.group != group:
            group = setting.parameter.group
            print(f"\n{GROUPS[group].in_language(language())}")
        print(f"  {line_of(setting)}")
    title = rules.title.in_language(language())
    facts = {"title": title, "version": rules.version, "given": len(settings) - defaults, "default": defaults}
    print("\n" + GOOD.in_language(language(), file=file, **facts))
    print(f"SHA-256 {rules.hash}")


def line_of(setting: Setting) -> str:
    """Return `key  what it says: value (unit) [source]`."""
    unit = setting.parameter.unit.in_language(language())
    source = setting.source + (f"; {DEFAULT.in_language(language())}" if setting.is_default else "")
    says = setting.parameter.says.in_language(language())
    return f"{setting.parameter.key:<38} {says}: {setting.in_language(language())} ({unit}) — {source}"


def print_problems(file: str, refusal: RuleSetMalformed, *, as_json: bool) -> None:
    """Print how many problems there are, and each on a line of its own, on standard error."""
    if as_json:
        problems = [
            {"line": problem.line, "key": problem.key, "message": problem.in_language(language())}
            for problem in refusal.problems
        ]
        print(json.dumps({"file": file, "good": False, "problems": problems}, ensure_ascii=False, indent=1))
        return
    print(f"toparquia: {BAD.in_language(language(), **refusal.facts)}", file=sys.stderr)
    for problem in refusal.problems:
        print(problem.in_language(language()), file=sys.stderr)


def document_of(file: str, rules: RuleSet) -> dict[str, Any]:
    """Return the JSON document of a good file: what would be adopted, and each rule in words."""
    adopted: dict[str, Any] = rules.as_document()
    return {
        "file": file,
        "good": True,
        "code": rules.code,
        "version": rules.version,
        "hash": rules.hash,
        "rules": adopted["rules"],
        "parameters": [
            {
                "key": setting.parameter.key,
                **adopted["parameters"][setting.parameter.key],
                "default": setting.is_default,
                "says": setting.parameter.says.in_language(language()),
                "in_words": setting.in_language(language()),
            }
            for setting in rules.settings()
        ],
    }


def print_list(*, as_json: bool) -> int:
    """Print the code, title and hash of each built-in rule set."""
    found = [built_in(name) for name in names()]
    if as_json:
        listed = [
            {
                "code": one.code,
                "version": one.version,
                "title": one.title.in_language(language()),
                "hash": one.hash,
            }
            for one in found
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(f"{one.code:<28} {one.version:<6} {one.title.in_language(language())}")
    return 0


def in_words(es: str, en: str) -> str:
    """Return one of two texts, by the language of this terminal."""
    return Sentence(es, en).in_language(language())
