"""Rule sets: the rules of a territory as data, each with its unit, its source and its bounds.

`load(path)` and `built_in(code)` read TOML; `RuleSet.as_document()` is what is adopted by vote and put in the
Gazette, and `RuleSet.from_document()` reads it again.
"""

from toparquia.foundation.rulesets.loading import built_in, load, names, parse
from toparquia.foundation.rulesets.metadata import KindName, Metadata
from toparquia.foundation.rulesets.parameters import DatedCount, Kind, Parameter
from toparquia.foundation.rulesets.problems import (
    Problem,
    RuleSetMalformed,
    RuleSetUnknown,
    RuleSetUnreadable,
)
from toparquia.foundation.rulesets.ruleset import RuleSet
from toparquia.foundation.rulesets.schema import GROUPS, SCHEMA
from toparquia.foundation.rulesets.settings import Setting
from toparquia.foundation.rulesets.writing import as_toml

__all__ = [
    "GROUPS",
    "SCHEMA",
    "DatedCount",
    "Kind",
    "KindName",
    "Metadata",
    "Parameter",
    "Problem",
    "RuleSet",
    "RuleSetMalformed",
    "RuleSetUnknown",
    "RuleSetUnreadable",
    "Setting",
    "as_toml",
    "built_in",
    "load",
    "names",
    "parse",
]
