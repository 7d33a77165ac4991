"""The census by age and sex, as each person says it, without a cell that tells of a few."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.people import errors, queries, services
from toparquia.people.models import Resident
from toparquia.people.rules import census
from toparquia.people.rules.figures import group_of, hidden, labels, with_totals
from toparquia.territory import queries as territory

TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 25), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


@given(counts=TABLES, least=st.integers(2, 10))
@settings(max_examples=150, deadline=None)
def test_no_sum_gives_a_hidden_figure_away(counts, least):
    table = with_totals(counts)
    unknown = sorted(hidden(table, least))

    # Each line with its total is one equation; what it leaves open is found by elimination, not by our rule.
    lines = [[(row, column) for column in range(len(table[0]))] for row in range(len(table))]
    lines += [[(row, column) for row in range(len(table))] for column in range(len(table[0]))]
    sums = np.array([[float(cell in line) for cell in unknown] for line in lines])
    for number in range(len(unknown)):
        wanted = np.eye(len(unknown))[number]
        assert np.linalg.matrix_rank(np.vstack([sums, wanted])) > np.linalg.matrix_rank(sums)
    shown = {(row, column) for row, line in enumerate(table) for column in range(len(line))} - set(unknown)
    assert all(table[row][column] == 0 or table[row][column] >= least for row, column in shown)


def test_large_figures_are_all_shown():
    assert hidden(with_totals([[10, 20], [30, 40]]), 10) == frozenset()


def test_what_one_part_alone_hides_the_whole_hides_too():
    one, other = with_totals([[3, 20], [30, 40]]), with_totals([[30, 20], [30, 40]])
    whole = [
        [left + right for left, right in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)
    ]

    assert hidden(whole, 10) == frozenset()
    assert (0, 0) in hidden(whole, 10, parts=[hidden(one, 10), hidden(other, 10)])


def test_ages_are_named_by_their_first_and_last_year():
    assert labels((0, 30, 60)) == ["0-29", "30-59", "60+"]
    assert [group_of(age, (0, 30, 60)) for age in (0, 29, 30, 99)] == [0, 0, 1, 2]


@pytest.mark.django_db
class TestARegister:
    """What people say of their sex, in a council's register."""

    def test_the_census_counts_it_and_hides_what_is_small(self, client, desk, django_assert_max_num_queries):
        desk.registers(*(desk.someone(f"A{number}", sex="woman") for number in range(14)))
        desk.registers(*(desk.someone(f"B{number}", sex="man") for number in range(11)))

        with django_assert_max_num_queries(12):
            page = client.get(reverse("people:figures", args=[desk.place.code]))

        told = dict(page.context["table"].rows)
        # The spokesperson alone did not say it: hidden, and with it a smallest one that would tell.
        assert told["45-59"][:2] == (14, 11) or None in told["45-59"]
        assert told["45-59"][3] is None
        assert told["0-5"] == (0, 0, 0, 0, 0)

    def test_a_whole_country_is_looked_at_by_its_parts(self, client, desk, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            page = client.get(reverse("people:figures", args=[desk.country.root.code])).content.decode()

        assert "Estado" in page
        assert "<table" not in page

    def test_nobody_has_to_say_it_and_only_words_of_the_rules_are_taken(self, desk):
        (silent, said) = desk.registers(desk.someone("Ana"), desk.someone("Eva", sex="woman"))

        assert (silent.sex, said.sex) == ("", "woman")
        with pytest.raises(errors.SexNotAsked):
            desk.registers(desk.someone("Pía", sex="mujer"))

    def test_it_is_corrected_like_a_name_and_never_by_the_way(self, desk):
        (person,) = desk.registers(desk.someone(sex="man"))

        services.correct_resident(
            resident_id=person.id, place=desk.place, changes={"sex": ""}, by=desk.by(), at=desk.country.at
        )

        assert Resident.objects.get(id=person.id).sex == ""
        assert person.corrections.get().before == "man"
        with pytest.raises(IntegrityError), transaction.atomic():
            Resident.objects.filter(id=person.id).update(sex="woman")

    def test_the_notebook_takes_a_word_and_asks_about_a_lone_letter(self, desk):
        rows = [["nombres", "apellidos", "fecha_nacimiento", "desde", "sexo"]]
        rows += [
            [name, "Paz", "1980-01-01", "2001-01-01", sex]
            for name, sex in (("Ana", "Mujer"), ("Luis", "man"), ("Sol", ""), ("Eva", "M"))
        ]
        written = io.StringIO()
        csv.writer(written).writerows(rows)
        sexes = queries.sexes(desk.place, desk.country.day)

        notebook = census.read(written.getvalue().encode(), desk.country.day, sexes=sexes)

        assert [one.sex for one in notebook.people] == ["woman", "man", ""]
        assert [(one.line, one.column) for one in notebook.troubles] == [(5, "sex")]

    def test_a_form_asks_for_it_and_the_person_sees_what_is_held(self, officer, desk):
        where = reverse("people:register", args=[desk.place.code])
        key = officer.get(where).context["form"]["key"].value()
        told = {"key": key, "given_names": "Luz", "surnames": "Paz", "since": "2020-01-01", "sex": "another"}
        told |= {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "1"}

        assert officer.post(where, told).status_code == 302

        luz = Resident.objects.get(given_names="Luz", surnames="Paz")
        assert luz.sex == "another"
        assert queries.held_about(luz)["people.resident"][0]["sex"] == "another"
        page = officer.get(reverse("people:resident", args=[desk.place.code, luz.id])).content.decode()
        assert "Otro" in page

    def test_an_organ_is_told_by_its_share_of_women_and_its_ages(self, desk, django_assert_num_queries):
        day = desk.country.day
        young = desk.registers(
            *(desk.someone(f"A{n}", birth_date=date(2005, 1, 1), sex="woman") for n in range(3))
        )
        old = desk.registers(*(desk.someone(f"B{n}", birth_date=date(1950, 1, 1)) for n in range(2)))
        rules = territory.rules(desk.place, day)
        ids = [one.id for one in young + old]

        with django_assert_num_queries(1):
            told = queries.compositions({"organ": (day, ids), "pair": (day, ids[:2])}, rules=rules)

        assert told["organ"] == queries.Composition(5, 3, 3, (("0-29", 3), ("30-59", 0), ("60+", 2)))
        assert told["pair"] == queries.Composition(2, None, None, None)
