"""`ballots credentials`: what the credential authority does, away from the voting server."""

from __future__ import annotations

import argparse
from pathlib import Path

from toparquia.cli.main import language
from toparquia.engines.ballots.canonical import Json, items, members, text_of, written
from toparquia.engines.ballots.credentials import (
    CredentialPart,
    PublicCredential,
    credential_part,
    joined_credentials,
    list_bytes,
    new_credential,
    public_credential,
    published_list,
)
from toparquia.engines.ballots.election import check_identifier, new_identifier
from toparquia.engines.ballots.errors import BallotRefusal, InputMalformed
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.proofs import proof_from_json, proof_to_json
from toparquia.engines.ballots.verification.roll import MAX_CREDENTIALS

from .files import Commands, add_group, add_json, print_json, read, read_json, said, write


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "credentials", help=said("credenciales de la votación", "the vote's credentials")
    )
    add_group(parser)
    parser.add_argument("--uuid", help=said("identificador de la votación", "the vote's identifier"))
    parser.add_argument("--count", type=int, help=said("cuántas", "how many"))
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help=said("un peso por línea", "a weight a line")
    )
    parser.add_argument(
        "--part",
        action="store_true",
        help=said("la mitad de una de dos autoridades", "the half of one of two authorities"),
    )
    parser.add_argument(
        "--join", nargs=2, type=Path, metavar="FILE", help=said("une dos mitades", "join two halves")
    )
    parser.add_argument(
        "--derive", type=Path, metavar="FILE", help=said("la pública de una hoja", "the public one of a slip")
    )
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    add_json(parser)
    parser.set_defaults(do=credentials)


def credentials(args: argparse.Namespace) -> int:
    """Make, join or derive credentials."""
    group = group_named(args.group)
    if args.derive is None and args.join is None and args.count is None:
        raise InputMalformed(path="--count", reason=said("di cuántas", "say how many"))
    uuid = args.uuid or new_identifier()
    check_identifier(uuid)
    if args.derive is not None:
        slip = read(args.derive, limit=200).decode("ascii", "replace")
        print(group.encoded(public_credential(group, uuid, slip)))
        return 0
    if args.join is not None:
        return _join(args, group, uuid)
    if not 1 <= args.count <= MAX_CREDENTIALS:
        raise InputMalformed(path="--count", reason=f"1 - {MAX_CREDENTIALS}")
    slips = [new_credential() for _ in range(args.count)]
    private = args.out / f"{uuid}.privcreds"
    if args.part:
        content = _parts_bytes(group, uuid, slips)
        public = args.out / f"{uuid}.parts"
    else:
        weights = _weights(args.weights, args.count)
        listed = [
            PublicCredential(group.encoded(public_credential(group, uuid, slip)), weight)
            for slip, weight in zip(slips, weights, strict=True)
        ]
        content = b"".join(list_bytes(published_list(listed)))
        public = args.out / f"{uuid}.pubcreds"
    write(private, "".join(f"{slip}\n" for slip in slips).encode("ascii"), secret=True)
    write(public, content)
    _say(args, uuid, private, public)
    return 0


def _join(args: argparse.Namespace, group: Group, uuid: str) -> int:
    first, second = (_parts_from(group, path) for path in args.join)
    joined = joined_credentials(group, uuid, first, second)
    weights = _weights(args.weights, len(joined))
    listed = [
        PublicCredential(group.encoded(one), weight) for one, weight in zip(joined, weights, strict=True)
    ]
    public = write(args.out / f"{uuid}.pubcreds", b"".join(list_bytes(published_list(listed))))
    _say(args, uuid, None, public)
    return 0


def _weights(path: Path | None, count: int) -> list[int]:
    if path is None:
        return [1] * count
    lines = read(path).decode("ascii", "replace").split()
    if len(lines) != count or not all(line.isdigit() and 1 <= int(line) < 10**9 for line in lines):
        reason = said(f"hacen falta {count} pesos enteros", f"{count} whole weights are needed")
        raise InputMalformed(path=path, reason=reason)
    return [int(line) for line in lines]


def _parts_bytes(group: Group, uuid: str, slips: list[str]) -> bytes:
    parts = [credential_part(group, uuid, position, slip) for position, slip in enumerate(slips)]
    said_parts: Json = [
        {"public": group.encoded(part.public), "proof": proof_to_json(part.proof)} for part in parts
    ]
    return written(said_parts).encode("ascii")


def _parts_from(group: Group, path: Path) -> list[CredentialPart]:
    try:
        found = []
        for each in items(read_json(path), "parts", most=MAX_CREDENTIALS):
            public, proof = members(each, "part", ("public", "proof"))
            element = group.read_key(text_of(public, "public", most=group.text_limit))
            found.append(CredentialPart(element, proof_from_json(group, proof, "proof")))
    except BallotRefusal as refusal:
        raise InputMalformed(path=path, reason=refusal.message(language())) from None
    return found


def _say(args: argparse.Namespace, uuid: str, private: Path | None, public: Path) -> None:
    if args.json:
        print_json({"uuid": uuid, "private": private and str(private), "public": str(public)})
        return
    print(said(f"Votación {uuid}", f"Vote {uuid}"))
    if private is not None:
        print(
            said(
                f"Secretas, una por persona; destruye el archivo al repartirlas: {private}",
                f"Secret, one a person; destroy the file once handed out: {private}",
            )
        )
    print(said(f"Públicas: {public}", f"Public: {public}"))
