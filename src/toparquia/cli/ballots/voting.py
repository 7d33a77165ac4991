"""`ballots open`, `cast`, `tally`, `decrypt`, `result`: the course of a vote on its archive."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from toparquia.cli.main import language
from toparquia.engines.ballots.archive import Stage
from toparquia.engines.ballots.canonical import items, members, text_of
from toparquia.engines.ballots.casting import make_ballot
from toparquia.engines.ballots.commission import (
    cast_ballot,
    close_and_sum,
    decrypt_as_trustee,
    finish_vote,
    open_vote,
)
from toparquia.engines.ballots.credentials import PublicCredential, credential_from_line, credential_secret
from toparquia.engines.ballots.election import new_election
from toparquia.engines.ballots.errors import BallotRefusal, InputMalformed
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.trustees import (
    Board,
    ThresholdGroup,
    TrusteeKey,
    decryption_secret,
    threshold_group_from_json,
    trustee_key_from_json,
)
from toparquia.engines.ballots.verification import survey
from toparquia.engines.ballots.verification.roll import MAX_CREDENTIALS

from .crewing import add_crew, crew_for, progress_bars
from .files import (
    Commands,
    add_group,
    add_json,
    now,
    print_json,
    read,
    read_json,
    read_questions,
    said,
    state_folder,
)
from .trustees import seed_from

_SLIP_LIMIT = 200


def add_commands(commands: Commands) -> None:
    """Declare the commands."""
    _declare_open(commands.add_parser("open", help=said("abre una votación", "open a vote")))
    cast = _on_archive(commands, "cast", said("deposita una boleta", "cast a ballot"))
    cast.add_argument(
        "--credential",
        type=Path,
        metavar="FILE",
        help=said("la hoja; - lee la entrada", "the slip; - reads input"),
    )
    cast.add_argument("--choices", metavar="JSON", help="[[0,1,0],…]")
    cast.add_argument(
        "--ballot", type=Path, metavar="FILE", help=said("una boleta ya hecha", "a finished ballot")
    )
    cast.set_defaults(do=cast_one)

    tally = _on_archive(commands, "tally", said("cierra y suma cifrado", "close and sum, encrypted"))
    add_crew(tally)
    tally.set_defaults(do=tally_all)

    decrypt = _on_archive(
        commands, "decrypt", said("un custodio descifra la suma", "a trustee decrypts the sum")
    )
    add_crew(decrypt)
    decrypt.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help=said("tu clave o semilla", "your key or seed")
    )
    decrypt.add_argument(
        "--finished",
        type=Path,
        metavar="FILE",
        help=said("tu paso final de la ceremonia", "your last step of the ceremony"),
    )
    decrypt.add_argument(
        "--journal",
        type=Path,
        metavar="FILE",
        help=said("tu memoria de lo ya descifrado", "your memory of what you decrypted"),
    )
    decrypt.add_argument(
        "--least",
        type=int,
        default=0,
        metavar="N",
        help=said("mínimo de boletas contadas", "least number of counted ballots"),
    )
    decrypt.set_defaults(do=decrypt_one)

    result = _on_archive(commands, "result", said("descubre el resultado", "work out the result"))
    add_crew(result)
    result.set_defaults(do=finish)


def _on_archive(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text)
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    add_json(parser)
    return parser


def _declare_open(parser: argparse.ArgumentParser) -> None:
    add_group(parser)
    add_json(parser)
    parser.add_argument("--uuid", required=True)
    parser.add_argument("--name", help=said("nombre de la votación", "the vote's name"))
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--credentials", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--trustees",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help=said(
            "claves públicas, o los parámetros de una ceremonia", "public keys, or a ceremony's parameters"
        ),
    )
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    parser.set_defaults(do=open_one)


def open_one(args: argparse.Namespace) -> int:
    """Fix questions, trustees and credentials, and start the archive."""
    group = group_named(args.group)
    questions, name, description = read_questions(args.questions)
    board = Board(group, tuple(_part_from(group, path) for path in args.trustees))
    election = new_election(
        group=group,
        key=board.key(),
        questions=questions,
        name=args.name or name,
        description=description,
        uuid=args.uuid,
    )
    archive = args.out / f"{args.uuid}.bel"
    open_vote(archive, moment=now(), election=election, board=board, credentials=_listed(args.credentials))
    _say(args, {"archive": str(archive), "fingerprint": election.fingerprint})
    return 0


def cast_one(args: argparse.Namespace) -> int:
    """Make or take a ballot, check it in full, and add it to the archive."""
    if (args.ballot is None) == (args.credential is None or args.choices is None):
        reason = said(
            "da --ballot, o --credential con --choices", "give --ballot, or --credential with --choices"
        )
        raise InputMalformed(path="cast", reason=reason)
    election = survey(args.archive, until=Stage.OPEN).election
    if args.ballot is not None:
        raw = read(args.ballot, limit=election.ballot_limit + 1).strip()
    else:
        secret = credential_secret(election.group, election.uuid, _slip(args.credential))
        raw = make_ballot(election, secret, _choices(args.choices))
    _say(args, {"tracker": cast_ballot(args.archive, raw)})
    return 0


def tally_all(args: argparse.Namespace) -> int:
    """Close the vote, verify every ballot, add the encrypted tally."""
    with crew_for(args, args.archive) as crew, progress_bars() as progress:
        report = close_and_sum(args.archive, crew=crew, progress=progress)
    _say(args, {"ballots": report.ballots, "counted": report.counted})
    return 0


def decrypt_one(args: argparse.Namespace) -> int:
    """Verify the archive in full, then decrypt its tally with one trustee's key."""
    election = survey(args.archive, until=Stage.OPEN).election
    secret = _trustee_secret(election.group, args.key, args.finished)
    journal = args.journal or state_folder() / "decrypted.journal"
    with crew_for(args, args.archive) as crew, progress_bars() as progress:
        owner = decrypt_as_trustee(
            args.archive, secret, journal=journal, least_ballots=args.least, crew=crew, progress=progress
        )
    _say(args, {"trustee": owner})
    return 0


def finish(args: argparse.Namespace) -> int:
    """Work out the result, once enough trustees decrypted."""
    with crew_for(args, args.archive) as crew, progress_bars() as progress:
        counts = finish_vote(args.archive, crew=crew, progress=progress)
    _say(args, {"result": counts})
    return 0


def _trustee_secret(group: Group, key: Path, finished: Path | None) -> int:
    if finished is None:
        text = read_json(key)
        if not isinstance(text, str):
            raise InputMalformed(path=key, reason=said("no es una clave secreta", "it is not a secret key"))
        return group.scalar(text)
    private, _ = members(read_json(finished), str(finished), ("private_key", "public_key"))
    return decryption_secret(group, seed_from(key), text_of(private, str(finished), most=1_000_000))


def _part_from(group: Group, path: Path) -> TrusteeKey | ThresholdGroup:
    value = read_json(path)
    try:
        if isinstance(value, dict) and "threshold" in value:
            return threshold_group_from_json(group, value)
        return trustee_key_from_json(group, value)
    except BallotRefusal as refusal:
        raise InputMalformed(path=path, reason=refusal.message(language())) from None


def _listed(path: Path) -> list[PublicCredential]:
    return [
        credential_from_line(text_of(line, str(path)))
        for line in items(read_json(path), str(path), most=MAX_CREDENTIALS)
    ]


def _slip(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.readline(_SLIP_LIMIT).strip()
    return read(path, limit=_SLIP_LIMIT).decode("ascii", "replace").strip()


def _choices(text: str) -> list[list[int]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list) or not all(isinstance(each, list) for each in value):
        raise InputMalformed(path="--choices", reason="[[0,1,0],…]")
    return value


def _say(args: argparse.Namespace, facts: dict[str, object]) -> None:
    if args.json:
        print_json(facts)
    else:
        for name, fact in facts.items():
            print(f"{name}: {fact}")
