"""The command: update, check, compile or fill the catalogues of every app, or of those named."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from toparquia.web.messages import catalogues
from toparquia.web.messages.extraction import TextNotConstant

USAGE = """usage: python -m toparquia.web.messages COMMAND [APP ...]

  update    bring each app's locale/en/LC_MESSAGES/django.po up to date with its texts, then compile
  check     fail when a text lacks its English, an entry is unused or fuzzy, or a .mo is stale
  compile   write the .mo files
  fill APP FILE.json    put {"texto": "text", "plural": ["one", "many"]} into APP's catalogue, then compile"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status: 0 done, 1 a check failed, 2 bad input."""
    command, names = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "fill" and len(names) == 2:
        return _fill(names[0], Path(names[1]))
    folders = [app for app in catalogues.apps() if not names or app.name in names]
    if command not in ("update", "check", "compile") or not folders:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return {"update": _update, "check": _check, "compile": _compile}[command](folders)
    except (TextNotConstant, SyntaxError) as trouble:
        print(trouble, file=sys.stderr)
        return 2


def _update(folders: list[Path]) -> int:
    known = {}
    for app in catalogues.apps():
        known.update(catalogues.read(app))
    for app in folders:
        for line in catalogues.update(app, known):
            print(line)
    return _compile(folders)


def _check(folders: list[Path]) -> int:
    found = [trouble for app in folders for trouble in catalogues.problems(app)]
    found += catalogues.conflicts(folders)
    for trouble in found:
        print(trouble, file=sys.stderr)
    if found:
        print("Run `python -m toparquia.web.messages update` and write the English.", file=sys.stderr)
    return 1 if found else 0


def _compile(folders: list[Path]) -> int:
    for app in folders:
        catalogues.compile_catalogues(app)
    return 0


def _fill(name: str, path: Path) -> int:
    app = next((app for app in catalogues.apps() if app.name == name), None)
    if app is None:
        print(f"There is no app called {name}.", file=sys.stderr)
        return 2
    print(f"{catalogues.fill(app, json.loads(path.read_text(encoding='utf-8')))} texts filled")
    return _compile([app])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
