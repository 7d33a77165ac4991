"""A page in a moment that a test has made: the browser is answered by the site itself, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from django.test import Client

from tests.journeys.seeing import WAYS, Way, findings, keep, looking, width_at

HERE: Final = "http://localhost"


def everyone_can_use(name: str, path: str, client: Client, browser: Any) -> Iterator[Any]:
    """Open a page as a phone and as a desk, keep its picture, and yield each once it was found in order."""
    for way in WAYS:
        answers = answers_of_the_site(client, path, way)
        with looking(browser, way) as page:
            page.route("**/*", partial(give, answers))
            answer = page.goto(HERE + path)
            keep(page, f"{name}-{way}")

            assert answer.status == 200
            assert findings(page) == [], f"{path} {way}"
            assert width_at(page, 320) <= 320, f"{path} {way} scrolls sideways"
            yield page


def answers_of_the_site(client: Client, path: str, way: Way) -> dict[str, dict[str, Any]]:
    """Return what the site answers for a page and the files that it names, by path.

    All of it is asked for before the browser is: its driver runs in another context, which has another
    connection to the database and would not see what this test wrote.
    """
    answers = {path: asked(client, path, way)}
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', answers[path]["body"].decode())
    return answers | {file: asked(client, file, way) for file in files}


def asked(client: Client, path: str, way: Way) -> dict[str, Any]:
    """Return one answer as the browser takes it."""
    said = client.get(path, HTTP_ACCEPT_LANGUAGE=way.language, HTTP_ACCEPT_ENCODING="identity")
    body = said.getvalue() if said.streaming else said.content
    return {"status": said.status_code, "headers": dict(said.headers), "body": body}


def give(answers: dict[str, dict[str, Any]], route: Any) -> None:
    """Answer the browser with what the site said; nothing else is there."""
    route.fulfill(**answers.get(urlsplit(route.request.url).path, {"status": 404}))
