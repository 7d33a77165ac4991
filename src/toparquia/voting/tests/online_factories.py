"""A vote with an online box, and everyone in it: trustees, credential officers, voters with their slips."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connections

from toparquia.engines.ballots.canonical import written
from toparquia.engines.ballots.casting import make_ballot
from toparquia.engines.ballots.credentials import (
    credential_part,
    credential_secret,
    new_credential,
    public_credential,
)
from toparquia.engines.ballots.decryption import decryption_bytes, partial_decryption
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.proofs import proof_to_json
from toparquia.engines.ballots.tally import tally_from_bytes
from toparquia.engines.ballots.trustees import (
    commitment_of,
    decryption_secret,
    finish,
    make_certificate,
    make_contribution,
    new_seed,
    new_trustee_key,
    open_contributions,
    read_certificates,
    read_finished,
    trustee_key_to_json,
)
from toparquia.foundation.authority import Authority
from toparquia.mandates import queries as mandates
from toparquia.mandates.models import Mandate
from toparquia.people.services import freeze_roll
from toparquia.voting import board, queries, services
from toparquia.voting.models import OnlineBox, Vote
from toparquia.voting.tests.factories import Polls, make_polls

HOUR = timedelta(hours=1)
PEOPLE = 24


@dataclass
class OnlineVote:
    """A vote that is open for two hours, and the programs of the people who run its box."""

    polls: Polls
    vote: Vote
    trustees: list[Mandate]
    officers: list[Mandate]
    slips: list[list[str]] = field(default_factory=list)
    seeds: list[Any] = field(default_factory=list)
    secrets: list[int] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return the present moment: the database's clock rules here and does not stand still."""
        return datetime.now(UTC)

    @property
    def box(self) -> OnlineBox:
        """Return the box as it stands."""
        return queries.box(self.vote.id)

    @property
    def group(self) -> Group:
        """Return the box's group."""
        return group_named(self.box.group)

    def by(self, mandate: Mandate) -> Authority:
        """Return the authority of a mandate."""
        return mandates.authority_of(mandate, place=self.polls.place, day=self.polls.country.day)

    def set_up(self, *, group: str = "Ed25519") -> OnlineBox:
        """Let the commission set up the box, which closes half an hour before the vote."""
        return services.set_up_box(
            vote_id=self.vote.id,
            closes_online_at=self.vote.closes_at - HOUR / 2,
            by=self.polls.by(),
            at=self.at,
            group=group,
        )

    def send(self, number: int, step: str, text: str) -> str:
        """Let a trustee send the message of a step."""
        return services.record_ceremony_step(
            vote_id=self.vote.id, step=step, text=text, by=self.by(self.trustees[number - 1]), at=self.at
        )

    def hold_ceremony(self) -> None:
        """Let the trustees make the key, each in a program of its own."""
        if self.box.is_threshold:
            self._hold_threshold_ceremony()
        else:
            self._hold_single_ceremony()

    def _hold_single_ceremony(self) -> None:
        group, size = self.group, self.box.trustees
        self.secrets = [group.random_scalar() for _ in range(size)]
        keys = [written(trustee_key_to_json(group, new_trustee_key(group, one))) for one in self.secrets]
        for number, key in enumerate(keys, 1):
            self.send(number, "compromiso", promise(key))
        for number, key in enumerate(keys, 1):
            self.send(number, "llave", key)

    def _hold_threshold_ceremony(self) -> None:
        group, size, needed = self.group, self.box.trustees, self.box.threshold
        self.seeds = [new_seed() for _ in range(size)]
        values = [
            make_certificate(group, seed, size=size, threshold=needed, index=index)
            for index, seed in enumerate(self.seeds, 1)
        ]
        for number, value in enumerate(values, 1):
            self.send(number, "certificado", written(value))
        certificates = read_certificates(group, values, needed)
        messages = [make_contribution(group, seed, certificates, needed) for seed in self.seeds]
        promises = [commitment_of(message) for message in messages]
        for number, message in enumerate(messages, 1):
            self.send(number, "compromiso", promise(message.decode()))
        for number, message in enumerate(messages, 1):
            self.send(number, "parte", message.decode())
        contributions = open_contributions(group, certificates, needed, promises, messages)
        for number, seed in enumerate(self.seeds, 1):
            value = finish(group, seed, number, certificates, contributions)
            sealed = read_finished(group, value).sealed_key
            self.secrets.append(decryption_secret(group, seed, sealed))
            self.send(number, "llave", written(value))

    def credentials_text(self, source: int = 1, *, people: int = PEOPLE) -> str:
        """Return what a credential officer sends, and keep the slips it printed."""
        group, uuid = self.group, self.box.uuid
        slips = [new_credential() for _ in range(people)]
        self.slips.append(slips)
        if self.box.sources == 1:
            listed = [group.encoded(public_credential(group, uuid, slip)) for slip in slips]
            return json.dumps({"source": source, "credentials": sorted(listed)})
        parts = [credential_part(group, uuid, place, slip) for place, slip in enumerate(slips)]
        said = [{"public": group.encoded(one.public), "proof": proof_to_json(one.proof)} for one in parts]
        return json.dumps({"source": source, "parts": said})

    def deliver(self, source: int = 1, *, text: str | None = None, officer: Mandate | None = None):
        """Let the officer of a source deliver its credentials."""
        return services.deliver_credentials(
            vote_id=self.vote.id,
            source=source,
            text=self.credentials_text(source) if text is None else text,
            by=self.by(officer or self.officers[source - 1]),
            at=self.at,
        )

    def open(self) -> OnlineBox:
        """Let the commission open the box."""
        return services.open_box(vote_id=self.vote.id, by=self.polls.by(), at=self.at, program="ab" * 32)

    def ready(self, *, group: str = "Ed25519") -> OnlineVote:
        """Bring the box from its set-up to its opening."""
        self.set_up(group=group)
        self.hold_ceremony()
        for source in range(1, self.box.sources + 1):
            self.deliver(source)
        self.open()
        return self

    def ready_for(self, people: int) -> OnlineVote:
        """Bring the box to its opening with so many credentials."""
        self.set_up()
        self.hold_ceremony()
        self.deliver(text=self.credentials_text(people=people))
        self.open()
        return self

    def slip(self, voter: int) -> str:
        """Return a voter's slip, or both joined."""
        return "+".join(of_source[voter] for of_source in self.slips)

    def credential(self, voter: int) -> str:
        """Return a voter's public credential."""
        return self.group.encoded(public_credential(self.group, self.box.uuid, self.slip(voter)))

    def ballot(self, voter: int, option: str | None) -> bytes:
        """Return a voter's ballot for an option by its code, or blank."""
        election = board.election_of(self.box)
        codes = [one.code for one in queries.options(self.vote)]
        marked = [int(option is None), *(int(code == option) for code in codes)]
        return make_ballot(election, credential_secret(self.group, election.uuid, self.slip(voter)), [marked])

    def cast(self, voter: int, option: str | None) -> services.Accepted:
        """Cast a voter's ballot."""
        return services.accept_ballot(vote_id=self.vote.id, raw=self.ballot(voter, option))

    def hours_pass(self, *, of_vote: bool = False) -> None:
        """Move the box's closing, or the vote's too, into the past: the database's clock cannot be moved."""
        with connections["owner"].cursor() as cursor:
            for table, column in (("onlinebox", "closes_online_at"), ("vote", "closes_at"))[: 1 + of_vote]:
                cursor.execute(f"ALTER TABLE voting_{table} DISABLE TRIGGER USER")
                cursor.execute(f"UPDATE voting_{table} SET {column} = now() - interval '1 second'")
                cursor.execute(
                    "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
                    [f"voting_{table}"],
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f"ALTER TABLE voting_{table} ENABLE ALWAYS TRIGGER {name}")
        self.vote.refresh_from_db()

    def close_box(self) -> OnlineBox:
        """Close the box at its hour."""
        self.hours_pass()
        return services.close_box(vote_id=self.vote.id, by=self.polls.by(), at=self.at)

    def close_vote(self) -> Vote:
        """Close the vote, and its box with it."""
        self.hours_pass(of_vote=True)
        self.vote = services.close_vote(vote_id=self.vote.id, by=self.polls.by(), at=self.at)
        return self.vote

    def sum(self) -> OnlineBox:
        """Let the commission sum the ballots."""
        return services.sum_box(vote_id=self.vote.id, by=self.polls.by(), at=self.at)

    def decryption(self, number: int, secret: int | None = None) -> tuple[str, str]:
        """Return a trustee's decryption of the sum and our second proofs of it."""
        box, election = self.box, board.election_of(self.box)
        tally = tally_from_bytes(election, box.tally_text.encode())
        made, second = partial_decryption(election, tally, secret or self.secrets[number - 1])
        return decryption_bytes(election, made).decode(), written([proof_to_json(one) for one in second])

    def decrypt(self, number: int, *, secret: int | None = None) -> OnlineBox:
        """Let a trustee decrypt the sum."""
        decryption, second = self.decryption(number, secret)
        return services.record_decryption(
            vote_id=self.vote.id,
            decryption=decryption,
            second=second,
            by=self.by(self.trustees[number - 1]),
            at=self.at,
        )

    def counted(self) -> OnlineVote:
        """Bring the vote from its last ballot to the decrypted sum."""
        self.close_vote()
        self.sum()
        for number in range(1, self.box.threshold + 1):
            self.decrypt(number)
        return self

    def written_to(self, folder: Path) -> Path:
        """Write the published archive, with the second proofs beside it."""
        path = folder / f"{self.box.uuid}.bel"
        board.write_archive(self.box, path)
        path.with_suffix(".second-proofs.json").write_bytes(board.second_proofs(self.box))
        return path


def promise(message: str) -> str:
    """Return the text by which a trustee promises its next message."""
    return json.dumps({"commitment": commitment_of(message.encode())})


def make_online(
    *codes: str, people: int = PEOPLE, is_named: bool = False, polls: Polls | None = None
) -> OnlineVote:
    """Open a vote, and seat the trustees and credential officers of its place."""
    polls = polls or make_polls(datetime.now(UTC) - timedelta(minutes=1))
    country = polls.country
    trustees = [
        country.officer(polls.place, "key_trustees", seat, country.neighbour(name=name))
        for seat, name in ((1, "Inés"), (2, "Olga"), (3, "Raúl"))
    ]
    officers = [country.officer(polls.place, "credential_authority", 1, country.neighbour(name="Eva"))]
    changed: dict[str, Any] = {"closes_at": polls.at + 2 * HOUR}
    if is_named:
        for number in range(people):
            country.neighbour(name=f"Vecina {number}")
        changed["roll"] = freeze_roll(place=polls.place, day=country.day, by=polls.by(), at=polls.at)
    vote = polls.open(*codes, people=people, **changed)
    return OnlineVote(polls, vote, trustees, officers)
