"""Every text is there in both languages, and the papers name only what exists."""

import re

import polib
import pytest

from tests.house.checkout import CHECKOUT, PACKAGE
from toparquia.cli.main import COMMANDS
from toparquia.web.messages import catalogues

PAPERS = ["README.md", "LEEME.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]


def catalogue_files():
    """Return the English catalogues of all rooms."""
    return sorted(PACKAGE.glob("*/locale/en/LC_MESSAGES/*.po"))


def test_no_text_lacks_its_english():
    folders = catalogues.apps()

    assert [trouble for app in folders for trouble in catalogues.problems(app)] == []
    assert catalogues.conflicts(folders) == []


def test_catalogues_are_complete_as_other_tools_read_them():
    assert catalogue_files()
    for path in catalogue_files():
        catalogue = polib.pofile(str(path))

        assert [entry.msgid for entry in catalogue if not entry.translated()] == [], path


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_name_only_targets_and_commands_that_exist(paper):
    text = (CHECKOUT / paper).read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"bin/toparquia ([a-z]+)", text)) <= set(COMMANDS)


@pytest.mark.parametrize("paper", PAPERS)
def test_links_between_papers_lead_somewhere(paper):
    text = (CHECKOUT / paper).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text)

    assert [link for link in linked if not (CHECKOUT / link).exists()] == []


def test_the_glossary_has_no_word_twice():
    rows = re.findall(
        r"^\| `(\w+)`", (CHECKOUT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(rows) > 30
    assert sorted(rows) == sorted(set(rows))
