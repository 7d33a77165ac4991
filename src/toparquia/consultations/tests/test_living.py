"""Where those who marked an option live: sums of the file alone, and never of a few."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.consultations import services
from toparquia.consultations.models import SupportThere
from toparquia.consultations.rules.living import living
from toparquia.consultations.tests.factories import file_from
from toparquia.engines.budgeting.pabulib import read_bytes
from toparquia.voting.tests.factories import sheet

HEAD = """META
key;value
description;Prueba
country;España
unit;Ciudad
instance;2024
num_projects;3
num_votes;{votes}
budget;1000
vote_type;approval
rule;greedy
date_begin;2024
date_end;2024
currency;EUR
PROJECTS
project_id;cost;name
a;400;Alumbrado
b;500;Biblioteca
c;600;Cancha
VOTES
voter_id;vote;neighborhood
"""
PLACES = ("Norte", "Sur", "Este", "")
ROWS = st.lists(
    st.tuples(st.sets(st.sampled_from("abc"), min_size=1), st.sampled_from(PLACES)), min_size=1, max_size=60
)


def text_of(rows):
    """Return the file in which these people voted."""
    lines = (f"v{number};{','.join(sorted(vote))};{place}\n" for number, (vote, place) in enumerate(rows))
    return HEAD.format(votes=len(rows)) + "".join(lines)


@settings(deadline=None)
@given(rows=ROWS, least=st.integers(1, 15))
def test_every_sum_is_of_enough_people_and_all_of_them_are_the_option_s_votes(rows, least):
    found = living(read_bytes(text_of(rows).encode()), least)

    for code, there in zip("abc", found, strict=True):
        votes = sum(code in vote for vote, _ in rows)
        assert all(each.voters >= least for each in there)
        assert sum(each.voters for each in there) in (0, votes)
        for each in there:
            assert each.voters == sum(code in vote and place in each.places for vote, place in rows)


def a_city(north, south, few):
    """Return a file with so many people of each place who marked the same two options."""
    rows = [({"a", "b"}, "Norte")] * north + [({"a", "b"}, "Sur")] * south + [({"a", "c"}, "Este")] * few
    return file_from(text_of(rows))


@pytest.mark.django_db
def test_the_page_shows_where_an_option_was_marked_with_small_places_merged(house, client):
    house.adopt()
    consultation = house.imported(a_city(30, 15, 3))
    house.close(consultation)
    house.certify(consultation)
    services.explain_result(consultation_id=consultation.id)

    kept = SupportThere.objects.filter(option__code="a").values_list("places", "voters")
    assert sorted(kept) == [(["Este", "Sur"], 18), (["Norte"], 30)]
    # Three alone are told of nowhere.
    assert not SupportThere.objects.filter(option__code="c").exists()
    page = client.get(consultation.get_absolute_url()).content.decode()
    assert "Dónde se marcó «Alumbrado»" in page
    assert "Este, Sur" in page


@pytest.mark.django_db
def test_on_paper_the_tables_of_the_certificate_are_shown(house, client):
    consultation = house.opened(100, 200, people=60)
    house.count_table(consultation, sheet(12, 3), table=1)
    house.count_table(consultation, sheet(2, 20), table=2)
    house.close(consultation)
    house.certify(consultation)
    services.explain_result(consultation_id=consultation.id)

    page = client.get(consultation.get_absolute_url()).content.decode()

    assert "mesa 1" in page
    assert "mesa 2" in page
