"""What tables may and may not be: keys point down, and nothing is kept about what a person believes."""

import re
import unicodedata

from django.apps import apps

from tests.house.checkout import rank_of_rooms

# Whole words, without accents, in both languages of the house.
BELIEFS = frozenset(
    {
        *("party", "parties", "partido", "partidos", "partisan"),
        *("politics", "political", "politica", "politico", "ideology", "ideological", "ideologia"),
        *("opinion", "opinions", "opiniones", "loyalty", "lealtad", "militancy", "militancia", "militante"),
        *("affiliation", "afiliacion", "religion", "religions", "religious", "religioso", "religiosa"),
        *("creed", "credo", "faith", "church", "iglesia"),
    }
)
COUNTED = frozenset(
    {"minor", "amount", "cost", "price", "balance", "money", "total", "votes", "tally", "share", "bp"}
)


def our_models():
    """Return the models of our rooms, each with its many-to-many tables."""
    rank = rank_of_rooms()
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in rank]


def words_of(text):
    """Return the words of a name or a sentence, lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", plain)
    return set(re.findall(r"[a-z]+", parted.lower()))


def beliefs_in(model):
    """Return the words for a belief that stand in a model's names, sentences or choices."""
    texts = [model.__name__, model._meta.db_table, str(model._meta.verbose_name)]
    for field in model._meta.get_fields():
        texts.append(field.name)
        if field.concrete:
            texts += [str(field.verbose_name), str(field.help_text)]
            texts += [f"{value} {label}" for value, label in field.flatchoices]
    return BELIEFS & set().union(*map(words_of, texts))


def test_there_are_models_to_look_at():
    assert {"gazette", "people"} <= {model._meta.app_label for model in our_models()}


def test_foreign_keys_point_down():
    # import-linter cannot see "room.Model" strings; the models can.
    rank = rank_of_rooms()

    up = [
        f"{field} points up to {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.related_model
        and rank.get(field.related_model._meta.app_label, -1) > rank[model._meta.app_label]
    ]

    assert up == []


def test_no_table_keeps_party_opinion_or_religion():
    found = {model._meta.label: words for model in our_models() if (words := beliefs_in(model))}

    assert found == {}


def test_the_words_for_beliefs_would_be_found():
    # The search itself is tried on names as a person in a hurry would write them.
    assert BELIEFS & words_of("politicalOpinion")
    assert BELIEFS & words_of("codigo_partido")
    assert BELIEFS & words_of("Afiliación")
    assert not BELIEFS & words_of("participation_share")


def test_money_is_whole_minor_units():
    # Coordinates may be floats; money and votes may not.
    inexact = [
        str(field)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.concrete
        and words_of(field.name.replace("_", " ")) & COUNTED
        # A numeric column without decimals is whole: it holds sums beyond what bigint can.
        and (field.get_internal_type() == "FloatField" or getattr(field, "decimal_places", 0))
    ]

    assert inexact == []
