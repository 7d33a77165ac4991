"""Finding one address of every named page by following links, as a visitor and as each who can sign in."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.journeys.site import Account, Site, run_folder

# Of each kind of page so many are followed: the second may be in another state than the first.
OF_A_KIND: Final = 2
VISITOR: Final = ""
# Pages that nothing leads to, because a letter or another page's form does.
APART: Final = ("/cuenta/signup/", "/cuenta/password/reset/done/")
# Where someone who signed in finds nothing that a visitor does not.
SAME_FOR_ALL: Final = (
    "gazette:",
    "account_",
    "web:about",
    "web:verify",
    "charters:adopted",
    "voting:ballots",
)
DOUBLES: Final = ("commissioner2", "finance3")
HREF: Final = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]+)"')


@dataclass(frozen=True)
class Found:
    """A page that someone reached: its name in the URLconf, its address, and who was signed in."""

    name: str
    path: str
    role: str
    is_page: bool


def named_pages() -> list[str]:
    """Return the name of every address of the site, as the URLconf has them."""
    return sorted(set(_names(get_resolver().url_patterns, "")))


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _names(one.url_patterns, inner)
        elif one.name:
            yield f"{space}{one.name}"


@dataclass
class Walker:
    """Someone with a browser of the simplest kind, who follows links."""

    site: Site
    account: Account | None
    # Names that others found and that lead nowhere: files.
    leaves: set[str] = field(default_factory=set)
    seen: dict[str, list[Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.browser.addheaders = [("Accept-Language", "es")]

    @property
    def role(self) -> str:
        """Return as whom this one walks."""
        return self.account.role if self.account else VISITOR

    def sign_in(self) -> None:
        """Sign in by password, as a person does."""
        if self.account is None:
            return
        _, page, _ = self.read("/cuenta/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, "the sign-in form has its token"
        typed = {
            "login": self.account.email,
            "password": self.account.password,
            "csrfmiddlewaretoken": token.group(1),
        }
        address = f"{self.site.address}/cuenta/login/"
        sent = Request(address, urlencode(typed).encode(), {"Referer": address})  # noqa: S310 (loopback)
        with self.browser.open(sent, timeout=30) as answer:
            assert "/cuenta/login" not in answer.url, f"{self.account.role} can't sign in"

    def read(self, path: str) -> tuple[int, str, str]:
        """Return status, text and address of where a path leads; "" for what is no page."""
        try:
            with self.browser.open(self.site.address + path, timeout=30) as answer:
                is_html = answer.headers.get_content_type() == "text/html"
                return answer.status, answer.read().decode() if is_html else "", answer.url
        except HTTPError as refused:
            return refused.code, "", refused.url

    def walk(self) -> Iterator[Found]:
        """Yield each page reached, a few of each name."""
        self.sign_in()
        waiting, known = deque(self.starts()), set()
        while waiting:
            path = waiting.popleft()
            name = name_of(path)
            if path in known or not name or len(self.seen.get(name, ())) >= OF_A_KIND:
                continue
            if name in self.leaves or (self.account and name.startswith(SAME_FOR_ALL)):
                continue
            known.add(path)
            status, page, address = self.read(path)
            # A page that leads on to another was not reached; where it leads is, unless that is the sign-in.
            if status != 200 or urlsplit(address).path != path.partition("?")[0]:
                waiting.extend([urlsplit(address).path] if name_of(address) != "account_login" else [])
                continue
            found = Found(name, path, self.role, is_page=bool(page))
            self.seen.setdefault(name, []).append(found)
            yield found
            waiting.extend(self.links_of(page, path))

    def starts(self) -> list[str]:
        """Return where to begin: for someone who signed in, at their desk and at home."""
        if self.account is None:
            return ["/", *APART]
        return ["/mi-mesa/", f"/lugares/{self.account.code}/"]

    def links_of(self, page: str, path: str) -> Iterator[str]:
        """Yield the addresses of this site that a page links to."""
        for link in HREF.findall(page):
            there = urlsplit(urljoin(self.site.address + path, unescape(link)))
            if there.netloc == urlsplit(self.site.address).netloc and "logout" not in there.path:
                yield there.path + (f"?{there.query}" if there.query else "")


def name_of(path: str) -> str:
    """Return the name of the page at a path, "" for none of ours."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def atlas(site: Site) -> dict[str, Found]:
    """Return one page of every name that can be reached, found by the first of this run to ask."""
    import fasteners

    kept = run_folder() / "atlas.json"
    with fasteners.InterProcessLock(run_folder() / "atlas.lock"):
        if not kept.exists():
            found: dict[str, Found] = {}
            # Two of a kind of officer see the same.
            for account in (None, *(one for one in site.accounts if one.role not in DOUBLES)):
                leaves = {one.name for one in found.values() if not one.is_page}
                for one in Walker(site, account, leaves).walk():
                    found.setdefault(one.name, one)
            kept.write_text(json.dumps([vars(one) for one in found.values()]))
        return {one["name"]: Found(**one) for one in json.loads(kept.read_text())}
