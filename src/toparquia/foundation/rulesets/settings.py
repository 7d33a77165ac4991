"""One parameter of a rule set with the value it was given."""

from __future__ import annotations

from dataclasses import dataclass

from toparquia.foundation.rulesets.parameters import Parameter
from toparquia.foundation.rulesets.values import value_in_words


@dataclass(frozen=True)
class Setting:
    """One parameter as a rule set has it: value, article that it rests on, and if it is the default."""

    parameter: Parameter
    value: object
    source: str
    is_default: bool = False

    def in_language(self, language: str) -> str:
        """Return the value as people read it."""
        return value_in_words(self.parameter, self.value, language)
