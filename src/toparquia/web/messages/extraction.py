"""Finds the texts of an app: calls of gettext in its Python and translation tags in its templates."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MODULE: Final = "django.utils.translation"
# What each function's texts are, by position: c context, s singular, p plural.
SIGNATURES: Final = {
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
    # Django's template lexer writes constants of tags as _("…").
    "_": "s",
}
NOTE: Final = "Translators:"
_TEMPLATE_CALL: Final = re.compile(r"(?<!\w)(npgettext|ngettext|pgettext|gettext|_)\(")
_SKIPPED: Final = {"migrations", "tests", "static", "node_modules", "__pycache__"}


class TextNotConstant(Exception):
    """A translation call whose text is not written out where it stands, so nobody could translate it."""


@dataclass(frozen=True)
class Message:
    """One text to translate, where it stands, and what its author tells translators."""

    text: str
    plural: str | None
    context: str | None
    place: str
    note: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells this text from others in a catalogue."""
        return self.context, self.text


def messages_of(app: Path) -> list[Message]:
    """Return the texts of the app in folder `app`, in the order of its files.

    :raises TextNotConstant: naming file and line.
    """
    found: list[Message] = []
    for path in sorted(app.rglob("*")):
        place = path.relative_to(app).as_posix()
        if not path.is_file() or _SKIPPED & set(path.relative_to(app).parts[:-1]):
            continue
        if path.suffix == ".py":
            found.extend(from_python(path.read_text(encoding="utf-8"), place))
        elif "templates" in path.parts and path.suffix in (".html", ".txt"):
            found.extend(from_template(path.read_text(encoding="utf-8"), place))
    return found


def from_python(source: str, place: str) -> Iterator[Message]:
    """Yield the texts of a Python module. :raises TextNotConstant:"""
    if MODULE not in source:
        return
    tree = ast.parse(source)
    names = _imported(tree)
    notes = _notes(source)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = _function(call, names)
        # A name stands for a text marked with gettext_noop where it was written.
        if function and not (
            call.args and isinstance(call.args[0], ast.Name | ast.Attribute | ast.Subscript)
        ):
            note = notes.get(call.lineno - 1, notes.get(call.lineno, ""))
            yield _message(call, SIGNATURES[function], place, note)


def from_template(source: str, place: str) -> Iterator[Message]:
    """Yield the texts of a Django template, by way of Django's own reading of it."""
    from django.utils.translation.template import templatize

    code = templatize(source, place)
    for found in _TEMPLATE_CALL.finditer(code):
        call = ast.parse(_balanced(code, found.start()), mode="eval").body
        assert isinstance(call, ast.Call)
        line_before = code.rfind("\n", 0, code.rfind("\n", 0, found.start()))
        note = re.search(rf"# *({NOTE}.*)", code[max(line_before, 0) : found.start()])
        yield _message(call, SIGNATURES[found[1]], place, note[1].strip() if note else "")


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return local name -> gettext function, for every import from Django's translation module."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == MODULE:
            names.update({alias.asname or alias.name: alias.name for alias in node.names})
    return {local: name for local, name in names.items() if name in SIGNATURES}


def _function(call: ast.Call, names: dict[str, str]) -> str | None:
    if isinstance(call.func, ast.Name):
        return names.get(call.func.id)
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return (
            call.func.attr if call.func.value.id == "translation" and call.func.attr in SIGNATURES else None
        )
    return None


def _message(call: ast.Call, signature: str, place: str, note: str) -> Message:
    texts: dict[str, str] = {}
    for role, argument in zip(signature, call.args, strict=False):
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise TextNotConstant(f"{place}:{argument.lineno}: write the text out; name its facts with {{…}}")
        texts[role] = argument.value
    return Message(texts.get("s", ""), texts.get("p"), texts.get("c"), place, note)


def _notes(source: str) -> dict[int, str]:
    """Return line -> remark for translators."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    remarks = (token for token in tokens if token.type == tokenize.COMMENT and NOTE in token.string)
    return {token.start[0]: token.string.lstrip("# ").strip() for token in remarks}


def _balanced(code: str, start: int) -> str:
    """Return the call that begins at `start`, up to its own closing parenthesis outside of texts."""
    quote, depth, at = "", 0, code.index("(", start)
    while at < len(code):
        sign = code[at]
        if quote:
            # Django writes texts as Python literals: a backslash guards the next sign.
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        else:
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                # Plural calls end in a bare `count`, which is no text.
                return code[start : at + 1]
        at += 1
    raise TextNotConstant(f"unclosed text in a template: {code[start : start + 40]}")
