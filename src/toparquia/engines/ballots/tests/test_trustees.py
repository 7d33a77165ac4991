"""The key ceremony: it works for every t of n, and each trick in it is refused by name."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest

from toparquia.engines.ballots import errors
from toparquia.engines.ballots.canonical import written
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.rehearsal import play_ceremony
from toparquia.engines.ballots.trustees import (
    Board,
    assemble,
    board_bytes,
    board_from_bytes,
    certificates_hash,
    check_board,
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
)
from toparquia.engines.ballots.trustees.signing import sealed, unsealed

GROUP = group_named("Ed25519")
SIZE, THRESHOLD = 3, 2


class Ceremony:
    """A ceremony of 2 of 3, halted before any step."""

    def __init__(self) -> None:
        self.seeds = [new_seed() for _ in range(SIZE)]
        self.said = [
            make_certificate(GROUP, seed, size=SIZE, threshold=THRESHOLD, index=index)
            for index, seed in enumerate(self.seeds, 1)
        ]
        self.certificates = read_certificates(GROUP, self.said, THRESHOLD)
        self.messages = [make_contribution(GROUP, seed, self.certificates, THRESHOLD) for seed in self.seeds]

    def open(self, messages=None, commitments=None):
        messages = messages or self.messages
        commitments = commitments or [commitment_of(message) for message in messages]
        return open_contributions(GROUP, self.certificates, THRESHOLD, commitments, messages)

    def finished(self):
        return [
            read_finished(GROUP, finish(GROUP, seed, index, self.certificates, self.open()))
            for index, seed in enumerate(self.seeds, 1)
        ]


@pytest.fixture(scope="module")
def ceremony() -> Ceremony:
    return Ceremony()


@pytest.mark.parametrize("size", [1, 2, 4])
def test_any_enough_trustees_decrypt_and_no_fewer(size):
    for threshold in range(1, size + 1):
        board, secrets = play_ceremony(GROUP, size, threshold)
        alpha = GROUP.power(GROUP.generator, 777)
        factors = [[GROUP.power(alpha, secret)] for secret in secrets]

        for chosen in itertools.combinations(range(size), threshold):
            (combined,) = board.combined_factors({index + 1: factors[index] for index in chosen})
            assert combined == GROUP.power(board.key(), 777)
        with pytest.raises(errors.TooFewTrustees):
            board.combined_factors({index + 1: factors[index] for index in range(threshold - 1)})


def test_single_trustees_are_all_needed():
    board, secrets = play_ceremony(GROUP, 2, None)
    alpha = GROUP.power(GROUP.generator, 5)
    factors = {index: [GROUP.power(alpha, secret)] for index, secret in enumerate(secrets, 1)}

    assert board.combined_factors(factors) == [GROUP.power(board.key(), 5)]
    with pytest.raises(errors.TooFewTrustees):
        board.combined_factors({2: factors[2]})


def test_a_board_is_read_back_as_it_was_written():
    threshold, _ = play_ceremony(GROUP, 3, 2)
    board = Board(GROUP, (new_trustee_key(GROUP, 5, name="Ñusta"), *threshold.parts))
    raw = board_bytes(board)

    again = board_from_bytes(GROUP, raw)

    check_board(again, board.key())
    assert board_bytes(again) == raw
    assert len(again.owners()) == 4


@pytest.mark.parametrize(("size", "threshold"), [(0, 0), (3, 0), (3, 4), (51, 2)])
def test_impossible_thresholds(size, threshold):
    with pytest.raises(errors.ThresholdImpossible):
        make_certificate(GROUP, new_seed(), size=size, threshold=threshold, index=1)


def test_certificates_are_for_this_ceremony_and_place(ceremony):
    swapped = [ceremony.said[1], ceremony.said[0], ceremony.said[2]]
    other_threshold = make_certificate(GROUP, new_seed(), size=SIZE, threshold=3, index=3)
    unsigned = json.loads(json.dumps(ceremony.said[0]))
    unsigned["signature"]["response"] = "7"

    for wrong in (swapped, [*ceremony.said[:2], other_threshold], [unsigned, *ceremony.said[1:]]):
        with pytest.raises(errors.CertificateWrong):
            read_certificates(GROUP, wrong, THRESHOLD)


def test_nobody_takes_two_places():
    seed = new_seed()
    said = [make_certificate(GROUP, seed, size=2, threshold=1, index=index) for index in (1, 2)]

    with pytest.raises(errors.KeyRepeated):
        read_certificates(GROUP, said, 1)


def test_everyone_reads_the_same_hash(ceremony):
    other = Ceremony()

    assert certificates_hash(ceremony.certificates) != certificates_hash(other.certificates)


def test_messages_open_only_when_all_have_committed(ceremony):
    commitments = [commitment_of(message) for message in ceremony.messages]

    for missing in ([*commitments[:2], None], commitments[:2]):
        with pytest.raises(errors.CommitmentMissing):
            ceremony.open(commitments=missing)


def test_a_trustee_who_chooses_its_part_after_seeing_the_others_is_caught(ceremony):
    late = make_contribution(GROUP, ceremony.seeds[2], ceremony.certificates, THRESHOLD)
    commitments = [commitment_of(message) for message in ceremony.messages]

    with pytest.raises(errors.MessageNotAsCommitted) as refused:
        ceremony.open([*ceremony.messages[:2], late], commitments)
    assert refused.value.places == [("trustee", 3)]


def _changed(ceremony, edit, sender=0):
    value = json.loads(ceremony.messages[sender])
    edit(value)
    messages = list(ceremony.messages)
    messages[sender] = written(value).encode()
    return messages


def test_a_trustee_who_signed_another_list_of_certificates_is_caught(ceremony):
    def edit(value):
        value["signature"]["response"] = "7"

    with pytest.raises(errors.CertificateListDiffers):
        ceremony.open(_changed(ceremony, edit))


def test_commitments_of_another_degree_are_refused(ceremony):
    certificates = read_certificates(
        GROUP,
        [
            make_certificate(GROUP, seed, size=SIZE, threshold=3, index=index)
            for index, seed in enumerate(ceremony.seeds, 1)
        ],
        3,
    )
    cubic = make_contribution(GROUP, ceremony.seeds[0], certificates, 3)

    with pytest.raises(errors.CommitmentsWrong):
        ceremony.open([cubic, *ceremony.messages[1:]])


def test_a_share_that_does_not_match_is_refused_with_its_sender(ceremony):
    signing = ceremony.seeds[1].signing_key(GROUP)
    recipient = ceremony.certificates[0].encryption

    def edit(value):
        value["secrets"][0] = sealed(GROUP, signing, recipient, {"secret": "12345"})

    with pytest.raises(errors.ShareWrong) as refused:
        finish(GROUP, ceremony.seeds[0], 1, ceremony.certificates, ceremony.open(_changed(ceremony, edit, 1)))
    assert refused.value.places == [("trustee", 2)]


def test_a_share_sealed_by_somebody_else_is_refused(ceremony):
    stranger = new_seed().signing_key(GROUP)
    recipient = ceremony.certificates[0].encryption

    def edit(value):
        value["secrets"][0] = sealed(GROUP, stranger, recipient, {"secret": "12345"})

    with pytest.raises(errors.SealedMessageUnreadable):
        finish(GROUP, ceremony.seeds[0], 1, ceremony.certificates, ceremony.open(_changed(ceremony, edit, 1)))


def test_a_final_key_that_is_not_the_committed_one_is_refused(ceremony):
    finished = ceremony.finished()
    own = new_trustee_key(GROUP, 99, signature=finished[0].key.signature)

    for wrong, refusal in (
        (own, errors.VerificationKeyWrong),
        (replace(finished[0].key, signature=None), errors.VerificationKeyWrong),
        (replace(finished[0].key, signature=finished[1].key.signature), errors.VerificationKeyWrong),
        (replace(finished[0].key, proof=finished[1].key.proof), errors.KeyProofWrong),
    ):
        changed = [replace(finished[0], key=wrong), *finished[1:]]
        with pytest.raises(refusal):
            assemble(GROUP, THRESHOLD, ceremony.certificates, ceremony.open(), changed)


def test_a_trustee_gets_its_key_back_from_its_seed_alone(ceremony):
    finished = ceremony.finished()

    secret = decryption_secret(GROUP, ceremony.seeds[1], finished[1].sealed_key)

    assert GROUP.secret_generator_power(secret) == finished[1].key.public
    with pytest.raises(errors.SealedMessageUnreadable):
        decryption_secret(GROUP, ceremony.seeds[0], finished[1].sealed_key)


@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048"])
def test_private_messages_are_private_whole_and_for_one(group):
    group = group_named(group)
    sender, receiver, other = (new_seed() for _ in range(3))
    to = group.secret_generator_power(receiver.opening_key(group))
    signer = group.secret_generator_power(sender.signing_key(group))
    text = sealed(group, sender.signing_key(group), to, {"secret": "5"})

    assert unsealed(group, receiver.opening_key(group), signer, text) == {"secret": "5"}
    damaged = json.loads(text)
    damaged["data"] = damaged["data"][:-2] + ("00" if damaged["data"][-2:] != "00" else "11")
    for key, wrong in (
        (other.opening_key(group), text),
        (receiver.opening_key(group), written(damaged)),
        (receiver.opening_key(group), text[:-1]),
        (receiver.opening_key(group), "{}"),
    ):
        with pytest.raises(errors.SealedMessageUnreadable):
            unsealed(group, key, signer, wrong)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said[0].__setitem__(0, "Mixer"),
        lambda said: said[0][1].__setitem__("public_key", "00" * 31 + "01"),
        lambda said: said[0][1].__setitem__("extra", "1"),
        lambda said: said.clear(),
        lambda said: said[0].append(1),
    ],
)
def test_a_list_of_trustees_with_something_else_in_it_is_refused(change):
    said = json.loads(board_bytes(Board(GROUP, (new_trustee_key(GROUP, 5),))))
    change(said)

    with pytest.raises(errors.BallotRefusal):
        board_from_bytes(GROUP, json.dumps(said).encode())
