"""Maps: places keep their position, and everything drawn is also said in the list."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from toparquia.web.maps import LOWEST, MARGIN, TALLEST, WIDTH, place_map, projection

SQUARE = [[[(-67.0, 10.0), (-66.0, 10.0), (-66.0, 11.0), (-67.0, 11.0), (-67.0, 10.0)]]]
POSITIONS = st.lists(
    st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-80, 80, allow_nan=False)),
    min_size=1,
    max_size=20,
)


def parsed(html):
    return ET.fromstring(str(html))  # noqa: S314 (our own output)


def test_north_is_up_and_east_is_right():
    to_picture = projection([(-67, 10), (-66, 11)])

    west, south = to_picture((-67, 10))
    east, north = to_picture((-66, 11))
    assert west < east
    assert north < south


def test_a_degree_of_longitude_is_narrower_away_from_the_equator():
    to_picture = projection([(0, 59.5), (1, 60.5)])

    left, top = to_picture((0, 60.5))
    right, bottom = to_picture((1, 59.5))
    assert abs((right - left) / (bottom - top) - 0.5) < 0.02


@given(POSITIONS)
def test_every_place_is_inside_the_picture(positions):
    to_picture = projection(positions)

    assert LOWEST <= to_picture.height <= TALLEST
    for position in positions:
        x, y = to_picture(position)
        assert MARGIN - 1 <= x <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= y <= to_picture.height - MARGIN + 1


def test_a_place_is_a_link_in_the_list_and_for_the_finger():
    figure = parsed(place_map("Comunas", [{"label": "La Ceiba", "url": "/c/1/", "polygons": SQUARE}]))

    drawn, listed = list(figure.iter("a"))
    assert drawn.get("href") == listed.get("href") == "/c/1/"
    assert drawn.get("tabindex") == "-1", "the keyboard uses the list"
    assert drawn.find("title").text == listed.text == "La Ceiba"
    assert figure.find(".//svg").get("aria-hidden") == "true"


def test_geojson_is_read():
    places = [
        {"label": "Área", "geometry": {"type": "MultiPolygon", "coordinates": SQUARE}},
        {"label": "Punto", "geometry": {"type": "Point", "coordinates": [-66.5, 10.5]}},
    ]
    figure = parsed(place_map("Comunas", places))

    assert [node.get("class") for node in figure.iter("path")] == ["area"]
    assert [node.get("class") for node in figure.iter("circle")] == ["reach", "dot"]


def test_a_place_without_geometry_stands_in_the_list_alone():
    figure = parsed(place_map("Comunas", [{"label": "Sin límites", "note": "3 consejos"}]))

    assert figure.find(".//svg") is None
    assert figure.find(".//li").text == "Sin límites 3 consejos"


def test_labels_are_escaped():
    html = place_map("<b>", [{"label": "<img src=x>", "url": '"><script>', "point": (0, 0)}], source="<i>")

    assert "<img" not in html
    assert "<script" not in html


def test_an_outline_of_thousands_of_near_points_is_drawn_small():
    fine = [(-67 + n / 100_000, 10 + (n % 7) / 1_000_000) for n in range(5000)]
    html = place_map("Comuna", [{"label": "A", "polygons": [[[*fine, (-66.95, 10.05), fine[0]]]]}])

    assert len(html) < 8_000
