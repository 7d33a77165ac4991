"""Server time of every public page on a demo country, beside an empty view of the same process.

`TOPARQUIA_HOME=<folder of a built demo> python -m bench pages` measures that one; without, the newest demo
of this user's is taken, and built from made-up elections if there is none.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROUNDS = 21
MOST_MS = 50
MOST_QUERIES = 12
Get = Callable[[str], Any]


def main() -> int:
    """Measure each page and print a line of JSON for each; return 1 if one is too slow or asks too much."""
    folder = demo_folder()
    built = json.loads((folder / "built.json").read_text(encoding="utf-8"))
    os.environ["TOPARQUIA_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toparquia.config.settings")
    import django

    django.setup()
    return measure(pages(built))


def demo_folder() -> Path:
    """Return the folder of a whole demo country, building one if there is none."""
    from toparquia.foundation.home import home

    if (home() / "built.json").exists():
        return home()
    if not _newest(home()):
        words = [sys.executable, "-m", "toparquia", "demo", "--no-serve"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    newest = _newest(home())
    assert newest is not None, "it was just built"
    return newest


def _newest(home: Path) -> Path | None:
    marks = sorted(home.glob("demo/*/built.json"), key=lambda path: path.stat().st_mtime)
    return marks[-1].parent if marks else None


def pages(built: dict[str, Any]) -> dict[str, str]:
    """Return the public pages by name: those without a subject, and one of each kind with the most in it."""
    from toparquia.assemblies.models import Session
    from toparquia.charters.models import FoundingCharter
    from toparquia.territory.models import Place
    from toparquia.treasury.models import AccountabilityReport, Invoice
    from toparquia.voting.models import Vote

    largest = max(built["document"]["consultations"], key=lambda one: one["ballots"])
    session = Session.objects.filter(minutes__isnull=False).order_by("-starts_at").first()
    found = {
        "home": "/",
        "communes": "/comunas/",
        "consultations": "/consultas/",
        "obligations": "/obligaciones/",
        "gazette": "/gaceta/",
        "gazette_entry": "/gaceta/0/",
        "rules": "/reglas/",
        "country": Place.objects.get(parent=None).get_absolute_url(),
        "commune": built["look"]["commune"],
        "council": Place.objects.filter(kind="council").order_by("code")[0].get_absolute_url(),
        "promotion": built["look"]["promotion"],
        "consultation_largest": largest["page"],
        "consultation_open": built["look"]["open"],
        "project": built["look"]["project"],
        "obligation_overdue": built["look"]["overdue"],
        "invoice": Invoice.objects.order_by("id")[0].get_absolute_url(),
        "report": AccountabilityReport.objects.order_by("id")[0].get_absolute_url(),
        "charter": FoundingCharter.objects.order_by("id")[0].get_absolute_url(),
        "assembly": f"/asambleas/{session.id}/" if session else "",
        "vote": f"/votaciones/{Vote.objects.order_by('-id')[0].id}/",
    }
    return {name: path for name, path in found.items() if path}


def measure(found: dict[str, str]) -> int:
    """Ask for each page many times, in turn with an empty view, and print what it took."""
    from django.db import connection, reset_queries
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    urls = __import__("toparquia.config.urls", fromlist=["urlpatterns"])
    urls.urlpatterns.append(path("vacio/", lambda _request: HttpResponse("")))
    client = Client()
    worst = 0
    with override_settings(ALLOWED_HOSTS=["*"]):
        for name, address in found.items():
            empty, page = [], []
            status = client.get(address).status_code
            for _ in range(ROUNDS):
                empty.append(_milliseconds(client.get, "/vacio/"))
                page.append(_milliseconds(client.get, address))
            with override_settings(DEBUG=True):
                reset_queries()
                client.get(address)
                queries = len(connection.queries)
            took, beside = statistics.median(page), statistics.median(empty)
            good = status == 200 and took < MOST_MS and queries <= MOST_QUERIES
            worst |= not good
            line = {
                "name": f"page_{name}",
                "ms": round(took, 2),
                "ratio_to_empty_view": round(took / beside, 1),
                "queries": queries,
                "status": status,
                "good": good,
            }
            print(json.dumps(line), flush=True)
    return int(worst)


def _milliseconds(get: Get, address: str) -> float:
    begun = perf_counter()
    get(address)
    return (perf_counter() - begun) * 1_000


if __name__ == "__main__":
    sys.exit(main())
