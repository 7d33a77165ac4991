"""A rule set as the TOML file that people read, change and adopt again."""

from __future__ import annotations

import json

from toparquia.engines.translog.canonical import JsonValue
from toparquia.foundation.rulesets.ruleset import RuleSet


def as_toml(rules: RuleSet) -> str:
    """Return a TOML file with the same rules: reading it gives a rule set of the same hash.

    A rule set that was adopted before the program knew all of today's parameters reads with their defaults
    added, and so with another hash; its own canonical JSON keeps the one that was adopted.
    """
    document = rules.as_document()
    metadata, parameters = document["rules"], document["parameters"]
    assert isinstance(metadata, dict)
    assert isinstance(parameters, dict)
    lines = ["[rules]", *(f"{name} = {_value(value)}" for name, value in metadata.items())]
    for setting in rules.settings():
        key = setting.parameter.key
        if key not in parameters:
            continue
        table = parameters[key]
        assert isinstance(table, dict)
        says = setting.parameter.says
        lines += ["", f"[{key}]", f"# {says.es}. / {says.en}."]
        lines += [f"{name} = {_value(table[name])}" for name in ("value", "unit", "source")]
    return "\n".join(lines) + "\n"


def _value(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # A text of JSON is a basic string of TOML: both escape by a backslash.
    return json.dumps(value, ensure_ascii=False)
