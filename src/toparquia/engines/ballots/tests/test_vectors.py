"""The protocol's fixed vectors, sections 1, 2, 7 and 16."""

from __future__ import annotations

import hashlib

from toparquia.engines.ballots.credentials import public_credential
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.groups.modular import GENERATOR, MODULUS
from toparquia.engines.ballots.hashing import fingerprint
from toparquia.engines.ballots.proofs import is_knowledge_proof, knowledge_proof

CURVE, INTEGERS = group_named("Ed25519"), group_named("BELENIOS-2048")


def test_hashes_are_shown_in_base64_without_padding():
    assert fingerprint(b"abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0"


def test_points_are_written_in_reverse():
    assert CURVE.encoded(CURVE.generator) == "66" * 31 + "58"
    assert CURVE.encoded(CURVE.neutral) == "00" * 31 + "01"
    assert (
        CURVE.encoded(CURVE.power(CURVE.generator, 2))
        == "2260cdf3092329c21da25ee8c9a21f5697390f51643851560e5f46ae6af8a3c9"
    )


def test_the_numbers_of_the_group_are_those_of_the_protocol():
    digests = [hashlib.sha256(str(number).encode()).hexdigest() for number in (MODULUS, GENERATOR)]

    assert [(digest[:8], digest[-8:]) for digest in digests] == [
        ("ef7979ce", "475d007f"),
        ("96649bff", "4151f3ec"),
    ]


def test_hashes_to_a_scalar():
    # The document has one digit wrong in the first (…139456440… for …139456740…): computed anew
    # from its own definition by two programs.
    assert CURVE.hashed("sig|abc|", [CURVE.generator]) == (
        110254617001218094943139456740170731974808073278848247979200513640980082292
    )
    assert CURVE.hashed("x|", [CURVE.generator, CURVE.neutral]) == (
        4285185388990070318504708967801874096073746001680169895662770574619177600864
    )
    assert INTEGERS.hashed("sig|abc|", [INTEGERS.generator]) == (
        59163155112568534204259505493967509732037488859185102166092831186693571828932
    )


def test_a_proof_of_knowledge_with_known_nonce():
    proof = knowledge_proof(CURVE, 67890, "sig|abc|", nonce=12345)

    assert CURVE.encoded(CURVE.power(CURVE.generator, 12345)) == (
        "81a029d7e4af3e1cfa2eef95c74fdd399c9ac8d3cefa9c87ad339747f8624fef"
    )
    assert proof.challenge == 4876174039042892158050712195110953215774251208015582763409527915111428979460
    assert proof.response == 6127618865054105926595213756114734854016231296579721080393564014905841713761
    assert is_knowledge_proof(CURVE, proof, CURVE.power(CURVE.generator, 67890), "sig|abc|")


def test_a_private_credential_gives_its_public_half():
    public = public_credential(CURVE, "hrj99bTLJ1vvc4", "KmVEr-wvkCT4-At7uD-1ovUQG")

    assert CURVE.encoded(public) == "f058359c4522bb496bd7c20955fbfb66a5102ed99b3cfc1f1fe6c3d98fe4b9fc"
