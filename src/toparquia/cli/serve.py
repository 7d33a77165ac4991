"""`toparquia serve`: the site, on loopback unless asked otherwise."""

from __future__ import annotations

import argparse
import os
import sys

from toparquia.cli.main import language
from toparquia.cli.setting_up import collect_files, django_ready, migrated
from toparquia.foundation.errors import Sentence

SERVING = Sentence(
    es="El sitio está en http://{host}:{port}/  (Ctrl+C lo detiene)",
    en="The site is at http://{host}:{port}/  (Ctrl+C stops it)",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen and how many workers serve."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)


def run(args: argparse.Namespace) -> int:
    """Bring the tables up to date, then serve until stopped."""
    return serve_site(host=args.host, port=args.port, workers=args.workers)


def serve_site(*, host: str, port: int, workers: int) -> int:
    """Serve the site of this process's data folder until stopped."""
    django_ready()
    migrated()
    collect_files()
    from django.conf import settings

    if settings.EMBEDDED_DATABASE_URL:
        # The workers find the running server instead of each looking for it.
        os.environ["TOPARQUIA_EMBEDDED_URL"] = settings.EMBEDDED_DATABASE_URL
    from toparquia.consultations.services import explain_missing_elsewhere

    explain_missing_elsewhere()
    print(SERVING.in_language(language(), host=host, port=port), file=sys.stderr, flush=True)
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = [
        "toparquia",
        f"--bind={host}:{port}",
        f"--workers={workers}",
        "--threads=4",
        "--timeout=30",
        "--no-control-socket",
        # What the clock makes due is done by the site itself.
        "--config=python:toparquia.cli.tend",
        "toparquia.config.wsgi:application",
    ]
    WSGIApplication("toparquia serve").run()
    return 0
