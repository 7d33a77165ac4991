"""`toparquia demo`: a small country built from elections, and its site."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
from contextlib import closing
from datetime import date
from time import perf_counter
from typing import Any, NoReturn

from toparquia.cli.demo import words
from toparquia.cli.demo.folder import Folder, digest_of, key_of
from toparquia.cli.demo.making import Order, make
from toparquia.cli.demo.refusals import DayAhead, PortTaken
from toparquia.cli.main import language
from toparquia.foundation.clock import now
from toparquia.foundation.errors import Sentence

HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the elections come from, and what is printed and served."""

    def said(es: str, en: str) -> str:
        return Sentence(es, en).in_language(language())

    parser.add_argument(
        "--elections",
        nargs="+",
        metavar="PATH",
        default=[],
        help=said("archivos .pb, o carpetas que los tengan", ".pb files, or folders that have some"),
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--no-serve", action="store_true", help=said("no sirve el sitio", "do not serve the site")
    )
    parser.add_argument(
        "--json", action="store_true", help=said("un documento JSON en la salida", "one JSON document")
    )
    parser.add_argument("--seed", type=int, default=1, help=said("de lo inventado", "of what is made up"))
    parser.add_argument(
        "--today",
        default="",
        metavar="DAY",
        help=said("el día que se cuenta como hoy", "the day it is told of"),
    )
    parser.add_argument(
        "--fresh", action="store_true", help=said("arma de nuevo lo ya armado", "build anew what is there")
    )


def run(args: argparse.Namespace) -> int:
    """Build the country unless it is there, say what it is, and serve it."""
    begun = perf_counter()
    today = _day(args.today)
    if not args.no_serve:
        _check_port(args.port)
    order = Order.of(args.elections, seed=args.seed, today=today)
    digests = [(file.name, digest_of(file)) for file in order.files]
    folder = Folder(key_of(digests=digests, seed=args.seed, today=today.isoformat()))
    built = None if args.fresh else folder.built()
    if built is None:
        with folder.alone():
            built = make(order, folder)
        folder.clear_older()
    elif not args.json:
        print(words.REUSED.in_language(language()), file=sys.stderr)
    built["document"]["seconds"] = round(perf_counter() - begun, 1)
    _say(built, args)
    if not args.no_serve:
        _serve(folder, args.port)
    return 0


def _day(text: str) -> date:
    if not text:
        return now().date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayAhead(day=text[:20]) from None
    if day > now().date():
        raise DayAhead(day=text)
    return day


def _check_port(port: int) -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except (OSError, OverflowError):
            raise PortTaken(port=port) from None


def _say(built: dict[str, Any], args: argparse.Namespace) -> None:
    if args.json:
        print(json.dumps(built["document"], ensure_ascii=False, indent=1), flush=True)
        return
    base = f"http://{HOST}:{args.port}"
    print("\n".join(words.lines(built, base, language())), flush=True)


def _serve(folder: Folder, port: int) -> NoReturn:
    """Become the server of the country: a process that begins afresh in its folder, and keeps it in use."""
    folder.enter()
    folder.keep_in_use()
    sys.stdout.flush()
    words = ["-m", "toparquia", "serve", f"--host={HOST}", f"--port={port}"]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 (the same program)
