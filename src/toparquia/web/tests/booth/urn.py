"""A stand-in for the urn, for the scripts' own tests alone: it checks each ballot with the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from toparquia.engines.ballots.checking import check_ballot
from toparquia.engines.ballots.credentials import new_credential, public_credential
from toparquia.engines.ballots.tests.elections import Vote
from toparquia.voting.board import head_after

# Of a list this long, whoever asks for the whole gets nothing.
LONG = 1000


@dataclass
class Urn:
    """One vote's urn, and all that the page asked it for."""

    vote: Vote
    root: str
    state: str = "open"
    credentials: int = 3
    refusal: dict[str, str] | None = None
    ballots: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    # What it says of a ballot's place against the truth.
    place: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        group, uuid = self.vote.election.group, self.vote.election.uuid
        self.slips = [new_credential() for _ in range(3)]
        self.listed = [group.encoded(public_credential(group, uuid, slip)) for slip in self.slips]

    def trackers(self) -> list[str]:
        return [check_ballot(self.vote.election, ballot.encode()).tracker for ballot in self.ballots]

    def answer(self, route: Any) -> None:
        request = route.request
        path = urlsplit(request.url).path.removeprefix(f"{self.root}urna/")
        self.requests.append(f"{request.method} {request.url} {request.headers} {request.post_data}")
        start = parse_qs(urlsplit(request.url).query).get("empieza")
        if path == "credenciales.json" and start:
            part = sorted(one for one in self.listed if one.startswith(start[0]))
            return route.fulfill(status=200, body=json.dumps(part), content_type="application/json")
        status, said = self.said(request.method, path, request.post_data)
        body = said if isinstance(said, str) else json.dumps(said)
        return route.fulfill(status=status, body=body, content_type="application/json; charset=utf-8")

    def said(self, method: str, path: str, body: str | None) -> tuple[int, Any]:
        if path == "eleccion.json":
            return 200, self.vote.election.raw.decode()
        if path == "credenciales.json":
            return 200, sorted(self.listed) if self.credentials < LONG else []
        if path == "estado.json":
            times = ("2026-01-01T12:00:00+00:00", "2026-01-02T12:00:00+00:00", "2026-01-01T13:00:00+00:00")
            named = dict(zip(("opens_at", "closes_at", "server_time"), times, strict=True))
            counted = {"credentials": self.credentials, "ballots": len(self.ballots), "group": "Ed25519"}
            return 200, {"state": self.state, "sources": 1, "program": "0" * 64, **named, **counted}
        if method == "POST" and self.refusal is not None:
            return 409, self.refusal
        if method == "POST":
            is_known = body in self.ballots
            self.ballots += [] if is_known else [body or ""]
            return 200 if is_known else 201, {"tracker": self.trackers()[-1], "state": "recorded"}
        code = path.split("/")[1].replace("-", "+").replace("_", "/")
        if code not in self.trackers():
            return 404, {"recorded": False}
        return 200, {"recorded": True, "counts": True, "place": self.place_of(code)}

    def place_of(self, tracker: str) -> dict[str, Any]:
        """Return a ballot's place in the chain of this board."""
        heads, names = ["0" * 64], [sha256(ballot.encode()).hexdigest() for ballot in self.ballots]
        for height, ballot in enumerate(self.ballots, start=1):
            heads.append(head_after(heads[-1], height, "Ballot", ballot.encode()))
        at = self.trackers().index(tracker)
        place = {"parent": heads[at], "height": at + 1, "after": names[at + 1 :], "head": heads[-1]}
        return place | self.place
