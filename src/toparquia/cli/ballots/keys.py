"""`ballots keygen`: a trustee's single key."""

from __future__ import annotations

import argparse
from pathlib import Path

from toparquia.engines.ballots.canonical import written
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.trustees import new_trustee_key, trustee_key_to_json

from .files import Commands, add_group, add_json, print_json, said, write

_NAME_LENGTH = 8


def add_commands(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "keygen",
        help=said("clave de un custodio, en su propia máquina", "a trustee's key, on its own machine"),
    )
    add_group(parser)
    parser.add_argument("--name", help=said("nombre público del custodio", "the trustee's public name"))
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    add_json(parser)
    parser.set_defaults(do=keygen)


def keygen(args: argparse.Namespace) -> int:
    """Make a key; the files are named and written as Debian's tool does."""
    group = group_named(args.group)
    secret = group.random_scalar()
    key = new_trustee_key(group, secret, name=args.name)
    name = hexadecimal(group.encoded(key.public).encode("ascii"))[:_NAME_LENGTH].upper()
    private = write(args.out / f"{name}.privkey", f'"{secret}"\n'.encode("ascii"), secret=True)
    public = write(args.out / f"{name}.pubkey", (written(trustee_key_to_json(group, key)) + "\n").encode())
    if args.json:
        print_json({"id": name, "private": str(private), "public": str(public)})
    else:
        print(said(f"Secreta, guárdala: {private}", f"Secret, keep it: {private}"))
        print(said(f"Pública, entrégala: {public}", f"Public, hand it over: {public}"))
    return 0
