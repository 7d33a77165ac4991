"""Every refusal has a code of its own and a sentence in both languages."""

import inspect
import re
from collections import Counter
from string import Formatter

import pytest

from tests.house.checkout import modules
from toparquia.foundation.errors import DomainError

CODE = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")


def refusals():
    """Return every refusal of the program that states its code, the engines' own bases included."""
    found = {
        kind
        for module in modules()
        for kind in vars(module).values()
        if inspect.isclass(kind)
        and issubclass(kind, Exception)
        and kind.__module__.startswith("toparquia.")
        and isinstance(vars(kind).get("code"), str)
    }
    return sorted(found, key=lambda kind: kind.code)


def sentences_of(kind):
    """Return each (Spanish, English) pair that a refusal says."""
    if issubclass(kind, DomainError):
        return [(says.es, says.en) for says in (kind.says, kind.next_step)]
    if says := getattr(kind, "says", None):
        return [(says.es, says.en)]
    return [(kind.es, kind.en)]


def facts_in(text):
    """Return the names of the facts that stand in braces in a sentence."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_domain_error_states_its_code():
    bases = {kind for module in modules() for kind in vars(module).values() if inspect.isclass(kind)}
    silent = [
        kind.__qualname__
        for kind in bases
        if issubclass(kind, DomainError)
        and kind is not DomainError
        and "code" not in vars(kind)
        # A room's own base may leave the code to its subclasses.
        and not kind.__subclasses__()
    ]

    assert silent == []


def test_codes_are_unique_and_well_formed():
    codes = Counter(kind.code for kind in refusals())

    assert len(codes) > 50
    assert [code for code, times in codes.items() if times > 1] == []
    assert [code for code in codes if not CODE.fullmatch(code)] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_refusal_speaks_both_languages(language):
    position = {"es": 0, "en": 1}[language]

    mute = [
        kind.code for kind in refusals() if not all(pair[position].strip() for pair in sentences_of(kind))
    ]

    assert mute == []


def test_both_languages_name_the_same_facts():
    differ = [
        f"{kind.code}: {facts_in(spanish) ^ facts_in(english)}"
        for kind in refusals()
        for spanish, english in sentences_of(kind)
        if facts_in(spanish) != facts_in(english)
    ]

    assert differ == []


def test_no_refusal_says_the_same_in_both_languages():
    same = [
        kind.code
        for kind in refusals()
        for spanish, english in sentences_of(kind)
        # A sentence made of facts alone has nothing to translate.
        if spanish == english and re.sub(r"\{[^}]*\}|\W", "", spanish)
    ]

    assert same == []
