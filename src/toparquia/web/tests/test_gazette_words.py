"""Public acts in plain words: every field has its name, values are for people, subjects are linked."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from importlib import import_module
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from django.apps import apps
from django.utils import translation

from toparquia.engines.translog import verify_export
from toparquia.gazette import keys, publishing, queries
from toparquia.gazette.acts import Act
from toparquia.gazette.labels import LABELS
from toparquia.gazette.models import Entry
from toparquia.mandates.tests.factories import make_country
from toparquia.planning.tests.factories import make_planner
from toparquia.web.subjects import subject_page
from toparquia.web.told_facts import value_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def kinds_of(base):
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def own_fields():
    """Return the name of each fact that any act of the house publishes."""
    for app in apps.get_app_configs():
        if app.name.startswith("toparquia.") and (app.module.__path__ and _has_acts(app.name)):
            import_module(f"{app.name}.acts")
    return {
        field.name
        for kind in kinds_of(Act)
        if ".acts" in kind.__module__ and ".tests" not in kind.__module__
        for field in dataclasses.fields(kind)
    } - {"subject", "evidence"}


def _has_acts(name):
    from importlib.util import find_spec

    return find_spec(f"{name}.acts") is not None


def test_every_fact_of_every_act_has_its_name():
    assert own_fields() - set(LABELS) == set()


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (True, "Sí", "Yes"),
        (1234567, "1.234.567", "1,234,567"),
        ({"minor": "204988", "currency": "VES"}, "Bs. 2.049,88", "Bs. 2,049.88"),
        ("2026-03-08", "domingo 8 de marzo de 2026", "Sunday 8 March 2026"),
        ({"starts": "2026-03-08", "ends": "2029-03-08"}, "del 8 de marzo de 2026", "from 8 March 2026"),
        ("yes_no", "sí o no", "yes or no"),
        (["<b>", 2], "<ul><li>&lt;b&gt;</li><li>2</li></ul>", "<ul><li>&lt;b&gt;</li><li>2</li></ul>"),
    ],
)
def test_values_are_written_for_people(value, es, en):
    for language, words in (("es", es), ("en", en)):
        with translation.override(language):
            assert words in str(value_of("total", value)).replace("\u00a0", " ")


def test_a_long_list_says_how_much_is_left_out():
    with translation.override("es"):
        assert "y 70 más" in value_of("order", list(range(100)))


def test_an_act_leads_to_what_it_is_about(client, noon):
    project = make_planner(make_country(noon)).checked()
    made = Entry.objects.get(kind="planning.estimate_made")

    assert subject_page(made.document) == project.get_absolute_url()
    assert project.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()


def test_what_has_no_page_leads_to_its_place(noon):
    make_country(noon)

    assert subject_page(queries.entry(0).document) == "/lugares/pais/"


def test_the_list_is_filtered_by_place_and_kind(client, noon):
    country = make_country(noon)
    page = client.get(f"/gaceta/?lugar={country.commune.id}&tipo=territory.registered").content.decode()
    there = Entry.objects.filter(place_id=country.commune.id, kind="territory.registered")

    assert page.count('class="act"') == there.count() > 0
    assert page.count('class="act"') < Entry.objects.count()


@pytest.mark.parametrize("asked", ["lugar=nada", "tipo=nada", f"lugar={UUID(int=7)}", "tipo=voting.opened"])
def test_a_filter_that_fits_nothing_is_no_failure(client, noon, asked):
    make_country(noon)

    assert client.get(f"/gaceta/?{asked}").status_code == 200


def test_the_feed_is_atom_with_stable_ids(client, noon):
    make_country(noon)
    feed = ET.fromstring(client.get("/gaceta/novedades.xml").content)  # noqa: S314 (our own answer)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]

    assert len(ids) == min(queries.size(), 25)
    assert all(one.startswith("urn:sha256:") for one in ids)


def test_the_whole_log_in_one_zip_verifies_without_a_database(client, noon, tmp_path):
    make_country(noon)
    answer = client.get("/gaceta/copia.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        archive.extractall(tmp_path)
    report = verify_export(tmp_path / "gaceta", str(keys.verifier_key()), None)

    assert report.failure is None
    assert report.checkpoint.size == queries.size()


def test_a_log_too_large_for_one_file_says_what_to_do(client, noon, monkeypatch):
    make_country(noon)
    monkeypatch.setattr(publishing, "ZIPPED_AT_MOST", 1)

    assert "gazette export" in client.get("/gaceta/copia.zip").content.decode()
