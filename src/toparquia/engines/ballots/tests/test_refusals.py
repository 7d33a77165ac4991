"""Every refusal has its own code and sentences, and keeps its facts on the way between processes."""

from __future__ import annotations

import pickle
import re

import pytest

from toparquia.engines.ballots import errors
from toparquia.engines.ballots.errors import (
    BallotRefusal,
    CredentialUnknown,
    TooFewBallots,
    Words,
    at,
    checking,
)


def all_refusals() -> list[type[BallotRefusal]]:
    found = [getattr(errors, name) for name in errors.__all__]
    return [
        each
        for each in found
        if isinstance(each, type) and issubclass(each, BallotRefusal) and "code" in vars(each)
    ]


def test_codes_and_sentences_are_unique():
    refusals = all_refusals()

    assert len(refusals) > 50
    for key in (lambda each: each.code, lambda each: each.says.es, lambda each: each.says.en):
        assert len({key(each) for each in refusals}) == len(refusals)


@pytest.mark.parametrize("refusal", all_refusals(), ids=lambda each: each.__name__)
def test_both_languages_name_the_same_facts(refusal):
    facts = [set(re.findall(r"{(\w+)}", text)) for text in (refusal.says.es, refusal.says.en)]

    assert facts[0] == facts[1]
    assert re.fullmatch(r"ballots\.[a-z_]+", refusal.code)
    shown = refusal(**dict.fromkeys(facts[0], Words("hecho", "fact")))
    assert "{" not in shown.message("es") + shown.message("en")
    assert ("hecho" in shown.message("es")) is ("fact" in shown.message("en")) is bool(facts[0])


def test_a_refusal_crosses_a_process_boundary_whole():
    with pytest.raises(TooFewBallots) as caught, checking("tally"), at("ballot", 3), at("question", 2):
        raise TooFewBallots(count=3, least=20)

    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes

    assert again.message("es") == caught.value.message("es")
    assert again.message("en").startswith("Ballot 3, question 2: There are only 3 ballots")
    assert (again.check, again.code) == ("tally", "ballots.too_few_ballots")


def test_the_innermost_check_names_the_failure():
    with pytest.raises(CredentialUnknown) as caught, checking("outer"), checking("inner"):
        raise CredentialUnknown()

    assert caught.value.check == "inner"
