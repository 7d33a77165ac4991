"""`toparquia gazette`: sign, publish and prove the log; verify a copy of it with no database."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from toparquia.cli.main import language
from toparquia.cli.setting_up import django_ready
from toparquia.engines.translog import Receipt, Report, VerifierKey, canonical_json, verify_export
from toparquia.engines.translog.report import Outcome
from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError, Sentence

MARKS = {Outcome.PASSED: "✓", Outcome.OWN_KEY: "✓", Outcome.FAILED: "✗"}
VERDICTS = {
    "bad": Sentence("NO VERIFICADA. Falla: {why}", "NOT VERIFIED. Failed: {why}"),
    "own": Sentence(
        "Verificada: {size} actos. La llave es la que venía en la copia: compárala con la publicada "
        "en otra parte, y repite con --key.",
        "Verified: {size} acts. The key is the one that came with the copy: compare it with the one "
        "published elsewhere, and repeat with --key.",
    ),
    "good": Sentence(
        "Verificada: {size} actos, firmados por {origin}.", "Verified: {size} acts, signed by {origin}."
    ),
    "receipt": Sentence(
        "Verificado: el acto n.º {index} está en la Gaceta de {origin}, de {size} actos.",
        "Verified: act no. {index} is in the Gazette of {origin}, of {size} acts.",
    ),
}


class KeyNeeded(DomainError):
    """A receipt was given without the key of its log."""

    code = "gazette.key_needed"
    says = Sentence(
        es="Un recibo solo se verifica con la llave pública de su Gaceta.",
        en="A receipt can only be verified with its Gazette's public key.",
    )
    next_step = Sentence(
        es="Agrega --key con la llave, como la conoces por otra vía.",
        en="Add --key with the key, as you know it from elsewhere.",
    )


class EntryNeeded(DomainError):
    """The receipt does not carry the act it is about."""

    code = "gazette.entry_needed"
    says = Sentence(
        es="El recibo no trae el acto del que habla.", en="The receipt does not carry the act it is about."
    )
    next_step = Sentence(
        es="Agrega --entry con el archivo JSON del acto.", en="Add --entry with the act's JSON file."
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the four things one can do with the log."""
    todo = parser.add_subparsers(dest="todo", required=True)
    todo.add_parser("checkpoint", help="sign the log as it stands")
    export = todo.add_parser("export", help="publish the log as static files")
    export.add_argument("--out", type=Path, required=True)
    prove = todo.add_parser("prove", help="write the receipt of one entry")
    prove.add_argument("index", type=int)
    prove.add_argument("--out", type=Path)
    verify = todo.add_parser("verify", help="verify an exported folder, or a receipt (.tlog-proof)")
    verify.add_argument("path", type=Path)
    verify.add_argument("--key", help="the log's verifier key, as you know it from elsewhere")
    verify.add_argument("--since", type=Path, help="an older checkpoint that this log must continue")
    verify.add_argument("--entry", type=Path, help="with a receipt: the act, as JSON, if not inside it")
    verify.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do one of them."""
    if args.todo == "verify":
        return verify_receipt(args) if args.path.is_file() else verify_folder(args)
    django_ready()
    return {"checkpoint": checkpoint, "export": export, "prove": prove}[args.todo](args)


def checkpoint(args: argparse.Namespace) -> int:
    """Sign the log as it stands and print the note."""
    from toparquia.gazette.services import sign

    print(sign(at=now()).note, end="")
    return 0


def export(args: argparse.Namespace) -> int:
    """Sign, and bring a folder of static files up to the checkpoint."""
    from toparquia.gazette.publishing import publish

    added = publish(args.out, at=now())
    print(json.dumps({"folder": str(args.out), "added": added}))
    return 0


def prove(args: argparse.Namespace) -> int:
    """Write the receipt of one entry, which anyone can verify offline."""
    from toparquia.gazette.publishing import receipt

    encoded = bytes(receipt(args.index, at=now()))
    if args.out is None:
        sys.stdout.buffer.write(encoded)
    else:
        args.out.write_bytes(encoded)
    return 0


def verify_folder(args: argparse.Namespace) -> int:
    """Verify a whole exported log; exit status 1 if any check fails."""
    older = args.since.read_bytes() if args.since else None
    report = verify_export(args.path, args.key, older)
    if args.json:
        print(json.dumps(report.as_document(), ensure_ascii=False))
    else:
        print_report(report)
    return 0 if report.is_good else 1


def print_report(report: Report) -> None:
    """Print what was checked, a line a check, and the verdict last."""
    for check in report.checks:
        if check.outcome in MARKS:
            # With the copy's own key there is nothing wrong to explain; the verdict says what it is worth.
            text = replace(check, reason=None) if check.outcome is Outcome.OWN_KEY else check
            print(f"{MARKS[check.outcome]} {text.in_language(language())}")
    verdict = "bad" if report.failure else "good" if report.is_signed else "own"
    why = report.failure.in_language(language()) if report.failure else ""
    head = report.checkpoint
    facts = {"why": why, "size": head.size if head else 0, "origin": head.origin if head else "?"}
    print(VERDICTS[verdict].in_language(language(), **facts))


def verify_receipt(args: argparse.Namespace) -> int:
    """Verify that one act is in the log of a receipt."""
    if args.key is None:
        raise KeyNeeded()
    receipt = Receipt.parse(args.path.read_bytes())
    entry = receipt.extra if args.entry is None else canonical_json(json.loads(args.entry.read_text()))
    if entry is None:
        raise EntryNeeded()
    head = receipt.verify(entry, VerifierKey.parse(args.key)).checkpoint
    facts = {"index": receipt.index, "size": head.size, "origin": head.origin}
    if args.json:
        print(json.dumps({"valid": True, **facts}))
    else:
        print(VERDICTS["receipt"].in_language(language(), **facts))
    return 0
