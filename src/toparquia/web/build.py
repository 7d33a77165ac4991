"""Builds the one style sheet and the one script that ship with the package.

`python -m toparquia.web.build` writes them, `... build check` only tells whether they match their sources.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
STYLES: Final = HERE / "css"
SCRIPTS: Final = HERE / "scripts"
BUILT: Final = HERE / "static" / "web"

# The order is the cascade: tokens, bare elements, layout, then components, print last.
STYLE_ORDER: Final = (
    "tokens",
    "dark",
    "base",
    "layout",
    "shell",
    "notice",
    "button",
    "field",
    "choice",
    "error-summary",
    "status",
    "card",
    "act",
    "office",
    "empty",
    "panel",
    "summary",
    "tasks",
    "table",
    "sheet",
    "estimate",
    "chain",
    "steps",
    "figure",
    "search",
    "pagination",
    "chart",
    "map",
    "debate",
    "booth",
    "print",
    "one-sheet",
)
SCRIPT_ORDER: Final = ("form", "money", "conditional", "counter", "photo", "network")
_DARK: Final = re.compile(r"@dark\s*\{([^{}]*)\}")
_REMARK: Final = re.compile(r"^\s*//.*$", re.MULTILINE)


def style_sheet() -> str:
    """Return the minified style sheet made of every component, in the order of the cascade."""
    import rcssmin  # type: ignore[import-untyped,unused-ignore]

    source = "\n".join(_read(STYLES / f"{name}.css") for name in STYLE_ORDER)
    return str(rcssmin.cssmin(expand_dark(source))) + "\n"


def script() -> str:
    """Return the script made of every module, each in a scope of its own.

    Only whole-line remarks, indentation and empty lines are removed: without a parser of JavaScript
    anything more could change what the code does.
    """
    modules = [_thinned(_read(SCRIPTS / f"{name}.js")) for name in SCRIPT_ORDER]
    return '"use strict";\n' + "\n".join(f"(()=>{{\n{module}\n}})();" for module in modules) + "\n"


def expand_dark(source: str) -> str:
    """Return `source` with each `@dark {…}` written for the device's wish and for the reader's choice.

    Both are for screens only: paper is always light.
    """
    return _DARK.sub(
        lambda found: (
            "@media screen and (prefers-color-scheme: dark) {"
            f":root:not([data-theme=light]) {{{found[1]}}}}}"
            f"@media screen {{:root[data-theme=dark] {{color-scheme: dark;{found[1]}}}"
            ":root[data-theme=light] {color-scheme: light}}"
        ),
        source,
    )


def outputs() -> dict[Path, str]:
    """Return every built file with the text it must have."""
    return {BUILT / "toparquia.css": style_sheet(), BUILT / "toparquia.js": script()}


def stale() -> list[Path]:
    """Return the built files that do not match their sources."""
    return [path for path, text in outputs().items() if not path.exists() or _read(path) != text]


def build() -> None:
    """Write the built files; a file that has not changed is left alone."""
    BUILT.mkdir(parents=True, exist_ok=True)
    for path in stale():
        path.write_text(outputs()[path], encoding="utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _thinned(source: str) -> str:
    lines = (line.strip() for line in _REMARK.sub("", source).splitlines())
    return "\n".join(line for line in lines if line)


def main(arguments: list[str]) -> int:
    """Build, or with `check` report what is stale; return the exit status."""
    if arguments == ["check"]:
        for path in stale():
            print(
                f"{path.name} does not match its sources: run `python -m toparquia.web.build`",
                file=sys.stderr,
            )
        return 1 if stale() else 0
    if arguments:
        print("usage: python -m toparquia.web.build [check]", file=sys.stderr)
        return 2
    build()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
