"""`ballots trustee`: the key ceremony of a threshold group, a step a command.

All share a folder of public messages; each keeps its own seed. The order is certificate, contribute
(which shows the commitment first), reveal, finish; then anyone assembles.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from toparquia.engines.ballots.canonical import Json, written
from toparquia.engines.ballots.errors import InputMalformed
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.trustees import (
    Certificate,
    Contribution,
    Seed,
    assemble,
    certificates_hash,
    commitment_of,
    finish,
    make_certificate,
    make_contribution,
    new_seed,
    open_contributions,
    read_certificates,
    read_finished,
    threshold_group_to_json,
)
from toparquia.engines.ballots.trustees.signing import is_seed

from .files import Commands, add_group, read, read_json, said, write

_MESSAGE_LIMIT = 20_000_000


def add_commands(commands: Commands) -> None:
    """Declare the steps."""
    parser = commands.add_parser(
        "trustee", help=said("ceremonia de claves con umbral", "threshold key ceremony")
    )
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    helps = {
        "certificate": (make, said("1: certificado y semilla", "1: certificate and seed")),
        "contribute": (contribute, said("2: compromiso con el mensaje", "2: commitment to the message")),
        "reveal": (reveal, said("3: mostrar el mensaje", "3: show the message")),
        "finish": (complete, said("4: clave final", "4: final key")),
        "assemble": (assemble_all, said("5: reunir todo", "5: put everything together")),
    }
    for name, (do, text) in helps.items():
        step = steps.add_parser(name, help=text)
        add_group(step)
        step.add_argument(
            "--size", type=int, required=True, help=said("cuántos custodios", "how many trustees")
        )
        step.add_argument(
            "--threshold", type=int, required=True, help=said("cuántos bastan", "how many suffice")
        )
        step.add_argument("--dir", type=Path, required=True, help=said("carpeta común", "the shared folder"))
        if name != "assemble":
            step.add_argument(
                "--index", type=int, required=True, help=said("tu puesto, desde 1", "your place, from 1")
            )
            step.add_argument(
                "--seed", type=Path, required=True, help=said("tu archivo secreto", "your secret file")
            )
        step.set_defaults(do=do)


def make(args: argparse.Namespace) -> int:
    """Step 1: make the seed and its certificate."""
    group, seed = group_named(args.group), new_seed()
    certificate = make_certificate(group, seed, size=args.size, threshold=args.threshold, index=args.index)
    write(args.seed, f"{seed.text}\n".encode("ascii"), secret=True)
    print(write(_message(args, "certificate", args.index), written(certificate).encode()))
    return 0


def contribute(args: argparse.Namespace) -> int:
    """Step 2: check all certificates, make the message, show only its hash."""
    group = group_named(args.group)
    certificates = _certificates(args, group)
    message = make_contribution(group, _seed(args), certificates, args.threshold)
    write(_kept(args), message, secret=True)
    print(write(_message(args, "commitment", args.index), commitment_of(message).encode("ascii")))
    print(
        said(
            "Léanse por otro canal el resumen de los certificados:",
            "Read the certificates' hash to one another:",
        )
    )
    print(certificates_hash(certificates))
    return 0


def reveal(args: argparse.Namespace) -> int:
    """Step 3: show the message, once everyone has committed to theirs."""
    for index in range(1, args.size + 1):
        read(_message(args, "commitment", index), limit=64)
    print(write(_message(args, "contribution", args.index), read(_kept(args), limit=_MESSAGE_LIMIT)))
    return 0


def complete(args: argparse.Namespace) -> int:
    """Step 4: check everyone's messages, and make the final key."""
    group = group_named(args.group)
    certificates = _certificates(args, group)
    contributions = _contributions(args, group, certificates)
    finished = finish(group, _seed(args), args.index, certificates, contributions)
    print(write(_message(args, "finished", args.index), written(finished).encode()))
    return 0


def assemble_all(args: argparse.Namespace) -> int:
    """Step 5: check everything and write the parameters, for `ballots open --trustees`."""
    group = group_named(args.group)
    certificates = _certificates(args, group)
    contributions = _contributions(args, group, certificates)
    finished = [read_finished(group, each) for each in _messages(args, "finished")]
    parameters = assemble(group, args.threshold, certificates, contributions, finished)
    text = written(threshold_group_to_json(group, parameters))
    print(write(args.dir / "threshold.json", text.encode()))
    return 0


def seed_from(path: Path) -> Seed:
    """Return the seed in a file. :raises FileUnreadable, InputMalformed:"""
    text = read(path, limit=100).decode("ascii", "replace").strip()
    if not is_seed(text):
        raise InputMalformed(path=path, reason=said("no es una semilla", "it is not a seed"))
    return Seed(text)


def _seed(args: argparse.Namespace) -> Seed:
    if not 1 <= args.index <= args.size:
        raise InputMalformed(path="--index", reason=f"1 - {args.size}")
    return seed_from(args.seed)


def _kept(args: argparse.Namespace) -> Path:
    kept: Path = args.seed.with_suffix(".contribution")
    return kept


def _message(args: argparse.Namespace, kind: str, index: int) -> Path:
    path: Path = args.dir / f"{kind}-{index}.json"
    return path


def _messages(args: argparse.Namespace, kind: str) -> list[Json]:
    return [read_json(_message(args, kind, index)) for index in range(1, args.size + 1)]


def _certificates(args: argparse.Namespace, group: Group) -> list[Certificate]:
    return read_certificates(group, _messages(args, "certificate"), args.threshold)


def _contributions(
    args: argparse.Namespace, group: Group, certificates: Sequence[Certificate]
) -> list[Contribution]:
    places = range(1, args.size + 1)
    commitments = [read(_message(args, "commitment", index), limit=64).decode("ascii") for index in places]
    messages = [read(_message(args, "contribution", index), limit=_MESSAGE_LIMIT) for index in places]
    return open_contributions(group, certificates, args.threshold, commitments, messages)
