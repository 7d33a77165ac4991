"""The built files match their sources and stay within what a phone on a slow network can bear."""

import gzip
import importlib.util
from pathlib import Path

from toparquia.web import build

CSS_LIMIT = 14_000
SCRIPT_LIMIT = 25_000


def weight(path):
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_the_built_files_match_their_sources():
    assert build.stale() == [], "run `python -m toparquia.web.build`"


def test_every_component_is_built_in():
    assert set(build.STYLE_ORDER) == {path.stem for path in build.STYLES.glob("*.css")}
    assert set(build.SCRIPT_ORDER) == {path.stem for path in build.SCRIPTS.glob("*.js")}


def test_the_style_sheet_is_within_its_budget():
    assert weight(build.BUILT / "toparquia.css") <= CSS_LIMIT


def test_all_scripts_of_a_form_page_are_within_their_budget():
    package = importlib.util.find_spec("django_htmx")
    htmx = Path(package.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"

    assert weight(build.BUILT / "toparquia.js") + weight(htmx) <= SCRIPT_LIMIT


def test_dark_is_written_for_the_device_and_for_the_choice_but_not_for_paper():
    css = build.expand_dark("@dark { --paper: #000; }")

    assert "@media screen and (prefers-color-scheme: dark)" in css
    assert ":root:not([data-theme=light])" in css
    assert css.count("--paper: #000;") == 2
    assert css.startswith("@media screen")


def test_nothing_is_loaded_from_elsewhere_and_no_font_is_sent():
    css = build.style_sheet()

    assert "@import" not in css
    assert "@font-face" not in css
    assert "url(" not in css


def test_scripts_write_text_and_never_markup():
    source = build.script()

    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style."):
        assert danger not in source


def test_remarks_are_left_out_and_addresses_inside_texts_are_kept():
    thinned = build._thinned('  // a remark\n  const at = "https://example.org"; // why\n\n')

    assert thinned == 'const at = "https://example.org"; // why'


def test_check_tells_what_to_run_when_a_file_is_stale(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build, "BUILT", tmp_path)

    assert build.main(["check"]) == 1
    assert "python -m toparquia.web.build" in capsys.readouterr().err


def test_building_writes_both_files_once(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "BUILT", tmp_path)

    assert build.main([]) == 0
    assert build.main(["check"]) == 0
    assert build.main(["what"]) == 2
