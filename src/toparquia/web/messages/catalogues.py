"""Catalogues of translations: brought up to date, checked and compiled without losing a translation."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toparquia.web.messages.extraction import Message, messages_of

if TYPE_CHECKING:
    import polib

ROOMS: Final = Path(__file__).resolve().parents[2]
CATALOGUE: Final = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
# How alike two texts must be for the old translation to be offered for the new text.
ALIKE: Final = 0.75
_FACTS: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_HEADER: Final = {
    "Project-Id-Version": "toparquia",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def apps(root: Path = ROOMS) -> list[Path]:
    """Return the folders under `root` that are Django apps, the only places with catalogues."""
    return sorted(path.parent for path in root.glob("*/apps.py"))


def update(app: Path, known: dict[tuple[str | None, str], polib.POEntry]) -> list[str]:
    """Bring an app's catalogue up to date and return what its translator should look at.

    A text that another app has translated takes that translation; a text that was changed a little
    takes its old one, marked fuzzy. `known` is every translation of the house.
    """
    old = read(app)
    wanted = _merged(messages_of(app))
    new = _empty()
    gone = [entry for entry in old.values() if entry.msgid not in {key[1] for key in wanted}]
    told = []
    for key, messages in wanted.items():
        entry = _entry(messages)
        source = old.get(key) or known.get(key)
        if source is not None and _is_translated(source):
            _take(entry, source)
        elif guess := _closest(entry, gone):
            _take(entry, guess)
            entry.flags.append("fuzzy")
        if not _is_translated(entry):
            told.append(f"{_name(app, entry)}: needs its English")
        new.append(entry)
    told.extend(f"{_name(app, entry)}: no longer used, taken out (was {entry.msgstr!r})" for entry in gone)
    _write(app, new)
    return told


def problems(app: Path) -> list[str]:
    """Return everything that is wrong with an app's catalogue, one sentence each."""
    wanted = _merged(messages_of(app))
    have = read(app)
    found = [f"{_name(app, _entry(wanted[key]))}: not in the catalogue" for key in wanted if key not in have]
    found += [f"{_name(app, entry)}: no longer used" for key, entry in have.items() if key not in wanted]
    for entry in have.values():
        found += [f"{_name(app, entry)}: {trouble}" for trouble in _troubles(entry)]
    found += [f"{app.name}: {path.relative_to(app)} does not match its .po" for path in _stale(app)]
    return found


def conflicts(folders: list[Path]) -> list[str]:
    """Return the texts that two apps translate differently: Django would show either one in both."""
    seen: dict[tuple[str | None, str], tuple[str, polib.POEntry]] = {}
    found = []
    for app in folders:
        for key, entry in read(app).items():
            first = seen.setdefault(key, (app.name, entry))
            if (first[1].msgstr, first[1].msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                found.append(
                    f"{_name(app, entry)}: {first[0]} says {first[1].msgstr!r}, here {entry.msgstr!r}"
                )
    return found


def compile_catalogues(app: Path) -> None:
    """Write the binary catalogues beside the text ones, where they changed.

    Besides `en` an app may keep other languages by hand: `es` for what the house says instead of
    another package, a language of the people who live there.
    """
    for path in _stale(app):
        source = path.with_suffix(".po")
        if source.exists():
            path.write_bytes(_binary(source))
        else:
            path.unlink()


def fill(app: Path, translations: dict[str, str | list[str]]) -> int:
    """Put translations (text -> English, or singular and plural) into a catalogue; return how many."""
    catalogue = _open(app)
    filled = 0
    for entry in catalogue:
        english = translations.get(entry.msgid)
        if english is None:
            continue
        if entry.msgid_plural:
            assert isinstance(english, list), f"{entry.msgid!r} needs two forms"
            assert len(english) == 2, f"{entry.msgid!r} needs two forms"
            entry.msgstr_plural = dict(enumerate(english))
        else:
            entry.msgstr = str(english)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        filled += 1
    if filled:
        _write(app, catalogue)
    return filled


def read(app: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    """Return an app's catalogue by context and text; empty when it has none."""
    return {(entry.msgctxt, entry.msgid): entry for entry in _open(app) if not entry.obsolete}


def _open(app: Path) -> polib.POFile:
    import polib

    path = app / CATALOGUE
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else _empty()


def _empty() -> polib.POFile:
    import polib

    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(_HEADER)
    return catalogue


def _write(app: Path, catalogue: polib.POFile) -> None:
    path = app / CATALOGUE
    if not len(catalogue):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue)
    if not path.exists() or path.read_text(encoding="utf-8") != text + "\n":
        path.write_text(text + "\n", encoding="utf-8")


def _binary(source: Path) -> bytes:
    import polib

    return bytes(polib.pofile(str(source)).to_binary())


def _stale(app: Path) -> list[Path]:
    """Return the binary catalogues that are missing, old, or without a text one."""
    sources = set(app.glob("locale/*/LC_MESSAGES/django.po"))
    wanted = {source.with_suffix(".mo"): _binary(source) for source in sources}
    orphans = [path for path in app.glob("locale/*/LC_MESSAGES/django.mo") if path not in wanted]
    old = [path for path, binary in wanted.items() if not path.exists() or path.read_bytes() != binary]
    return sorted([*old, *orphans])


def _merged(messages: list[Message]) -> dict[tuple[str | None, str], list[Message]]:
    merged: dict[tuple[str | None, str], list[Message]] = {}
    for message in messages:
        # An empty text is the catalogue's own header.
        if message.text:
            merged.setdefault(message.key, []).append(message)
    return merged


def _entry(messages: list[Message]) -> polib.POEntry:
    import polib

    first = messages[0]
    plural = next((message.plural for message in messages if message.plural), None)
    return polib.POEntry(
        msgid=first.text,
        msgid_plural=plural or "",
        msgctxt=first.context,
        msgstr_plural={0: "", 1: ""} if plural else {},
        # Places without line numbers: two people who edit one app should not meet in its catalogue.
        occurrences=[(place, "") for place in dict.fromkeys(message.place for message in messages)],
        comment="\n".join(dict.fromkeys(message.note for message in messages if message.note)),
        flags=["python-brace-format"] if re.search(r"\{\w*\}", first.text) else [],
    )


def _take(entry: polib.POEntry, source: polib.POEntry) -> None:
    if bool(entry.msgid_plural) == bool(source.msgid_plural):
        entry.msgstr, entry.msgstr_plural = source.msgstr, dict(source.msgstr_plural)
        if "fuzzy" in source.flags:
            entry.flags.append("fuzzy")


def _closest(entry: polib.POEntry, gone: list[polib.POEntry]) -> polib.POEntry | None:
    texts = [old.msgid for old in gone if _is_translated(old)]
    match = difflib.get_close_matches(entry.msgid, texts, n=1, cutoff=ALIKE)
    return next((old for old in gone if match and old.msgid == match[0]), None)


def _is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _troubles(entry: polib.POEntry) -> list[str]:
    if not _is_translated(entry):
        return ["has no English"]
    troubles = ["is fuzzy: check the English and take the mark away"] if "fuzzy" in entry.flags else []
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    allowed = set(_FACTS.findall(entry.msgid)) | set(_FACTS.findall(entry.msgid_plural))
    # A singular form may leave the number out ("one act"); every other fact has to be said.
    needed = set(_FACTS.findall(entry.msgid)) & set(_FACTS.findall(entry.msgid_plural or entry.msgid))
    if any(set(_FACTS.findall(form)) - allowed for form in forms):
        troubles.append("the English names a fact that the Spanish does not have")
    if not entry.msgid_plural and needed - set(_FACTS.findall(entry.msgstr)):
        troubles.append("the English leaves out a fact of the Spanish")
    return troubles


def _name(app: Path, entry: polib.POEntry) -> str:
    places = ", ".join(place for place, _ in entry.occurrences[:2])
    return f"{app.name}/{places}: {entry.msgid!r}"
