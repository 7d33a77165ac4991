"""The house in numbers and names: small files, short functions, no names that say nothing."""

import ast
import re

import pytest

from tests.house.checkout import CHECKOUT, own_files, python_files

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_TEMPLATE_LINES = 80
# A reason excuses, up to a number of its own.
LONG_FILES = {
    "src/toparquia/engines/ballots/tests/forgeries.py": (
        700,
        "one table: every forgery, each a small function",
    ),
}
EMPTY_NAMES = frozenset(
    {
        *("util", "utils", "helper", "helpers", "manager", "managers"),
        *("data", "process", "processor", "handle", "handler"),
    }
)
EMPTY_VERBS = frozenset({"process", "handle", "manage"})
# Django's own hooks, and the word of its managers: their names are not ours to choose.
DJANGO_HOOKS = re.compile(
    r"process_(request|response|view|exception|template_response|formdata|lhs|rhs)|handle"
)


def functions():
    """Yield every function of ours with its file."""
    for name, text in python_files():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node


def classes():
    """Yield every class of ours with its file."""
    for name, text in python_files():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                yield name, node


def test_no_file_is_too_long():
    long = {
        name: lines
        for name, text in python_files()
        if (lines := text.count("\n")) > LONG_FILES.get(name, (MAX_FILE_LINES, ""))[0]
    }

    assert long == {}, "a file this long becomes a folder of the same name"


def test_no_excuse_outlives_its_file():
    lines = {name: text.count("\n") for name, text in python_files()}

    assert [name for name in LONG_FILES if lines.get(name, 0) <= MAX_FILE_LINES] == []


def test_no_function_is_too_long():
    long = [
        f"{name}: {node.name}"
        for name, node in functions()
        if node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert long == []


def test_no_template_is_too_long():
    long = [
        path.relative_to(CHECKOUT).as_posix()
        for path in own_files()
        if path.suffix == ".html" and path.read_text(encoding="utf-8").count("\n") > MAX_TEMPLATE_LINES
    ]

    assert long == []


def test_no_module_has_an_empty_name():
    empty = [
        name
        for name, _ in python_files()
        # A law's test has the law's own name: “the rules are data” says exactly that.
        if not name.startswith("tests/laws/")
        and EMPTY_NAMES & set(re.split(r"[/_.]", name.removesuffix(".py")))
    ]

    assert empty == []


def test_no_function_has_an_empty_name():
    # Only the first word is the verb: `crew_of_processes` says what it is, `process_row` does not.
    empty = [
        f"{name}: {node.name}"
        for name, node in functions()
        if (node.name.strip("_") in EMPTY_NAMES or node.name.strip("_").split("_")[0] in EMPTY_VERBS)
        and not DJANGO_HOOKS.fullmatch(node.name)
    ]

    assert empty == []


def test_no_class_has_an_empty_name():
    empty = [
        f"{name}: {node.name}"
        for name, node in classes()
        if (words := re.findall(r"[A-Z][a-z]+", node.name))
        and words[-1].lower() in EMPTY_NAMES
        # A manager of Django's is called so by Django.
        and not any("Manager" in ast.unparse(base) for base in node.bases)
    ]

    assert empty == []


def test_modules_and_public_names_say_what_they_are_for():
    silent = []
    for name, text in python_files():
        if not name.startswith("src/") or "/tests/" in name or not text.strip():
            continue
        tree = ast.parse(text)
        public = [
            node
            for node in tree.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
        ]
        silent += [
            f"{name}: {getattr(node, 'name', 'module')}"
            for node in (tree, *public)
            if not ast.get_docstring(node)
        ]

    assert silent == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word):
    marked = [
        name
        for name, text in python_files()
        if name != "tests/house/test_files.py" and re.search(rf"\b{word}\b", text)
    ]

    assert marked == []
