"""Votes whose trustees and voters use the booth."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from toparquia.engines.ballots.archive import PARTIAL_DECRYPTION, ArchiveWriter
from toparquia.engines.ballots.commission import open_vote
from toparquia.engines.ballots.credentials import PublicCredential, new_credential, public_credential
from toparquia.engines.ballots.election import Election, Question, new_election, new_identifier
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.tests.elections import MOMENT
from toparquia.engines.ballots.trustees import Board, trustee_key_from_json

from .driving import Booth


@dataclass
class Played:
    """A vote in a file, with the voters' slips and the trustees' secrets."""

    election: Election
    archive: Path
    slips: list[str]
    secrets: list[str]
    second: dict = field(default_factory=dict)

    def decrypt(self, booth: Booth) -> None:
        """Let each trustee open the sum in the booth."""
        for secret in self.secrets:
            said = booth.ask("decrypt", archive=self.archive, secret=secret)
            with ArchiveWriter.reopen(self.archive) as writer:
                writer.append(PARTIAL_DECRYPTION, [said["decryption"].encode(), said["owned"].encode()])
            self.second.setdefault("election_uuid", self.election.uuid)
            self.second.setdefault("encrypted_tally", said["tally"])
            self.second.setdefault("owners", []).append(said["second"])

    def second_proofs(self) -> Path:
        path = self.archive.with_suffix(".second-proofs.json")
        path.write_text(json.dumps(self.second, separators=(",", ":")))
        return path


def an_open_vote(
    booth: Booth, folder: Path, group: str, *, questions: tuple[Question, ...], trustees: int, voters: int = 2
) -> Played:
    """Open a vote whose trustees made their keys in the booth."""
    known = group_named(group)
    made = [booth.ask("newTrustee", group=group, name=f"Custodio {n}") for n in range(trustees)]
    board = Board(known, tuple(trustee_key_from_json(known, each["published"]) for each in made))
    uuid, slips = new_identifier(), [new_credential() for _ in range(voters)]
    election = new_election(group=known, key=board.key(), questions=questions, name="Ensayo ñ", uuid=uuid)
    archive = folder / f"{uuid}.bel"
    credentials = [PublicCredential(known.encoded(public_credential(known, uuid, slip))) for slip in slips]
    open_vote(archive, moment=MOMENT, election=election, board=board, credentials=credentials)
    return Played(election, archive, slips, [each["secret"] for each in made])
