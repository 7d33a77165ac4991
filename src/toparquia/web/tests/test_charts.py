"""Charts: what they draw adds up, cannot be broken by a label, and is said in words."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from toparquia.foundation.money import Money
from toparquia.web.charts import bars, columns, datum, figures, stacked

EVIL = '<script>alert("x")</script> & "co"'
ROWS = [
    {"label": "Pozo", "value": 412, "marked": True, "word": "Ganador"},
    {"label": "Escuela", "value": 206},
    {"label": "Cancha", "value": 0},
]


@pytest.fixture(autouse=True)
def spanish():
    with translation.override("es"):
        yield


def parsed(html):
    return ET.fromstring(str(html))  # noqa: S314 (our own output)


def widths(figure, css_class):
    found = (node for node in figure.iter() if css_class in node.get("class", "").split())
    return [node.get("width") for node in found]


@pytest.mark.parametrize("chart", [bars, stacked, columns])
def test_a_chart_is_named_described_and_has_its_table(chart):
    figure = parsed(chart("Ganó el pozo", ROWS, source="Acta 7"))

    for svg in figure.iter("svg"):
        if svg.get("role") != "img":
            assert svg.get("aria-hidden") == "true"
            continue
        title, description = (
            figure.find(f".//*[@id='{name}']") for name in svg.get("aria-labelledby").split()
        )
        assert title.text == "Ganó el pozo"
        assert "Pozo: 412" in description.text
    assert figure.find("figcaption").text == "Ganó el pozo"
    assert [row.find("th").text for row in figure.iter("tr")][1:] == ["Pozo", "Escuela", "Cancha"]
    assert figure.find("p").text == "Fuente: Acta 7"


@pytest.mark.parametrize("chart", [bars, stacked, columns])
def test_labels_and_titles_are_escaped(chart):
    html = chart(EVIL, [{"label": EVIL, "value": 1, "text": EVIL, "word": EVIL}], source=EVIL)

    assert "<script" not in html
    assert parsed(html).find("figcaption").text == EVIL


@pytest.mark.parametrize("chart", [bars, stacked, columns])
def test_nothing_needs_a_style_attribute_or_a_script(chart):
    html = chart("Título", ROWS)

    assert "style=" not in html
    assert "<style" not in html


@pytest.mark.parametrize("chart", [bars, stacked, columns])
def test_no_data_and_all_zeros_are_drawn_without_failing(chart):
    assert "Sin datos" in chart("Nada", [])
    assert parsed(chart("Ceros", [{"label": "A", "value": 0}])) is not None


def test_ids_differ_between_charts_of_one_page():
    one, other = bars("Votos", ROWS), bars("Votos", ROWS[:2])

    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids))


def test_the_largest_bar_fills_the_width_and_the_others_are_in_proportion():
    figure = parsed(bars("Votos", ROWS))

    narrow = figure.find("svg[@class='for-narrow']")
    assert widths(narrow, "solid") == ["100.00%"]
    assert widths(narrow, "edge") == ["50.00%", "0.00%"]


def test_a_winner_is_told_by_word_and_shape_and_pattern():
    figure = parsed(bars("Votos", ROWS))

    assert widths(figure, "tick") == [None, None], "one tick in the narrow drawing, one in the wide"
    assert "412 · Ganador" in ET.tostring(figure, encoding="unicode")
    hatched = [node for node in figure.iter("rect") if node.get("fill", "").startswith("url(#")]
    assert len(hatched) == 4


def test_without_winners_no_bar_looks_like_a_loser():
    assert widths(parsed(bars("Votos", [{"label": "A", "value": 3}])), "edge") == []


def test_a_long_label_is_cut_for_a_phone_and_whole_in_the_table():
    label = "Rehabilitación integral del acueducto rural " * 6
    html = bars("Votos", [{"label": label.strip(), "value": 3}])

    assert "…" in html
    assert f'<th scope="row">{label.strip()}</th>' in html


def test_amounts_are_written_as_money():
    html = stacked("Gasto", [{"label": "Gastado", "value": Money(100, "VES")}])

    assert "Bs.\u00a01,00" in html


def test_a_negative_size_is_our_mistake():
    with pytest.raises(AssertionError, match="below zero"):
        datum({"label": "A", "value": -1})


def test_five_parts_cannot_be_told_apart():
    with pytest.raises(AssertionError, match="patterns"):
        stacked("Gasto", [{"label": str(n), "value": 1} for n in range(5)])


def test_only_the_largest_and_the_last_column_are_written_when_there_are_many():
    points = [{"label": str(n), "value": 90 if n == 3 else n} for n in range(24)]
    figure = parsed(columns("Pagos", points))

    sizes = [node.text for node in figure.iter("text") if "strong" in node.get("class")]
    assert sizes == ["90", "23"]
    assert len([node for node in figure.iter("text") if "faint" in node.get("class")]) <= 6


@given(st.lists(st.integers(0, 10**16), min_size=1, max_size=4))
def test_parts_never_pass_the_whole(values):
    with translation.override("es"):
        figure = parsed(stacked("Todo", [{"label": str(n), "value": v} for n, v in enumerate(values)]))

    # The last rectangle of the bar is the frame around the whole.
    drawn = figure.find("svg").findall("rect")[:-1]
    percents = [float(rect.get("width").rstrip("%")) for rect in drawn]
    starts = [float(rect.get("x").rstrip("%")) for rect in drawn]
    assert sum(percents) <= 100.001
    assert all(start + width <= 100.011 for start, width in zip(starts, percents, strict=True))


@given(st.integers(0, 10**18), st.integers(1, 10**18))
def test_a_width_is_exact_to_a_hundredth(value, whole):
    part = min(value, whole)

    hundredths = int(figures.percent_of(part, whole).rstrip("%").replace(".", ""))
    assert hundredths == part * 10_000 // whole


def test_templates_draw_charts_by_tag():
    template = Template('{% load web %}{% bars "Ganó el pozo" rows source="Acta 7" %}')

    assert '<figure class="chart">' in template.render(Context({"rows": ROWS}))
