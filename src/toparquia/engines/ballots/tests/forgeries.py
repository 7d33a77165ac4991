"""The table of forgeries: how each is made, which check must name it, and what Debian's tool 2.0 says.

Every forger here has all the secrets of one voter or one trustee, and rebuilds the chain of hashes.
Source: protocol, section 14; threats.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from toparquia.engines.ballots.archive import BALLOT, ENCRYPTED_TALLY, PARTIAL_DECRYPTION, RESULT, SETUP
from toparquia.engines.ballots.ballot import ballot_prefix, choices_prefix, signature_prefix
from toparquia.engines.ballots.groups import Element, Group
from toparquia.engines.ballots.proofs import (
    Opening,
    Proof,
    SecretBranch,
    ciphertext_text,
    disjunction_proof,
    encrypted,
    knowledge_proof,
    proof_to_json,
    sum_of,
)

from .elections import Vote, a_vote, played
from .forging import Parts, compact, signed_hash

ACCEPTS, REJECTS = True, False


@dataclass(frozen=True)
class Forgery:
    """One row: the name, how to make it, which check fails with which code, and what tool 2.0 does."""

    name: str
    make: Callable[[Vote, Parts], None]
    check: str
    code: str
    tool: bool


FORGERIES: list[Forgery] = []


def forgery(check: str, code: str, tool: bool = REJECTS) -> Callable:
    def enter(make: Callable[[Vote, Parts], None]) -> Callable[[Vote, Parts], None]:
        FORGERIES.append(Forgery(make.__name__, make, check, f"ballots.{code}", tool))
        return make

    return enter


def sign(vote: Vote, voter: int, value: dict) -> dict:
    """Sign a ballot's JSON anew with the voter's own secret."""
    hashed = signed_hash(value)
    proof = knowledge_proof(vote.group, vote.voter_secrets[voter], signature_prefix(hashed))
    value["signature"] = {"hash": hashed, "proof": proof_to_json(proof)}
    return value


def outsider(group: Group) -> str:
    """Return an element outside the subgroup, written canonically."""
    if group.name == "Ed25519":
        # The base point plus the point of order 2: only a test of the order tells it.
        p = 2**255 - 19
        return group.encoded((((p - 4 * pow(5, -1, p)) % p) | 1 << 255).to_bytes(32, "little"))
    return "2"


def shifted(text: str, group: Group) -> str:
    """Return another scalar."""
    return str((int(text) + 1) % group.order)


def change(vote: Vote, parts: Parts, edit: Callable[[dict], object], *, signed: bool = True) -> None:
    """Change the first voter's ballot, which counts, and sign it anew."""

    def edit_and_sign(value: dict) -> dict:
        edited = edit(value)
        value = edited if isinstance(edited, dict) else value
        return sign(vote, 0, value) if signed else value

    parts.change_ballot(edit_and_sign, 0, resign=False)


# --- A ballot that proves what is not so ----------------------------------------------------------


@forgery("ballots.individual_proofs", "individual_proof_wrong")
def a_choice_worth_a_thousand(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        group, choice = vote.group, value["answers"][0]["choices"][0]
        thousand = group.power(group.generator, 1000)
        choice["beta"] = group.encoded(group.product((group.decoded(choice["beta"]), thousand)))

    change(vote, parts, edit)


@forgery("ballots.individual_proofs", "individual_proof_wrong")
def a_spoiled_individual_proof(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proof = value["answers"][0]["individual_proofs"][0][0]
        proof["response"] = shifted(proof["response"], vote.group)

    change(vote, parts, edit)


@forgery("ballots.overall_proofs", "overall_proof_wrong")
def two_choices_where_one_is_permitted(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: _answer(vote, value, 0, [1, 1, 0]))


@forgery("ballots.overall_proofs", "overall_proof_wrong")
def no_choice_where_one_is_needed(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: _answer(vote, value, 0, [0, 0, 0]))


@forgery("ballots.blank_proofs", "blank_proof_wrong")
def blank_and_a_choice(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: _answer(vote, value, 1, [1, 1, 0]))


@forgery("ballots.overall_proofs", "overall_proof_wrong")
def neither_blank_nor_a_choice(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: _answer(vote, value, 1, [0, 0, 0]))


def _answer(vote: Vote, value: dict, place: int, numbers: list[int]) -> None:
    """Put in an answer whose single choices are proved honestly, and the rest as well as can be."""
    election, group, question = vote.election, vote.group, vote.election.questions[place]
    base = ballot_prefix(election, value["credential"])
    openings = [Opening(group.random_scalar(), number) for number in numbers]
    choices = [encrypted(group, election.key, opening) for opening in openings]
    prefix = choices_prefix(group, base, choices)
    marked = openings[1:] if question.blank else openings
    # The prover claims a permitted number in place of the true one.
    total = Opening(sum(o.randomness for o in marked) % group.order, question.least)
    counts = [SecretBranch(total, number) for number in range(question.least, question.most + 1)]
    answer = {
        "choices": [
            {"alpha": group.encoded(choice.alpha), "beta": group.encoded(choice.beta)} for choice in choices
        ],
        "individual_proofs": [
            _proofs(vote, f"prove|{base}|{ciphertext_text(group, choice)}|", opening)
            for choice, opening in zip(choices, openings, strict=True)
        ],
    }
    if question.blank:
        blank, none = openings[0], Opening(total.randomness, 0)
        overall = disjunction_proof(
            group, election.key, f"bproof1|{prefix}|", [SecretBranch(blank, 1), *counts]
        )
        either = disjunction_proof(
            group, election.key, f"bproof0|{prefix}|", [SecretBranch(blank, 0), SecretBranch(none, 0)]
        )
        answer |= {
            "overall_proof": [proof_to_json(proof) for proof in overall],
            "blank_proof": [proof_to_json(proof) for proof in either],
        }
    else:
        text = ciphertext_text(group, sum_of(group, choices))
        overall = disjunction_proof(group, election.key, f"prove|{prefix}|{text}|", counts)
        answer["overall_proof"] = [proof_to_json(proof) for proof in overall]
    value["answers"][place] = answer


def _proofs(vote: Vote, prefix: str, opening: Opening) -> list:
    branches = [SecretBranch(opening, 0), SecretBranch(opening, 1)]
    return [
        proof_to_json(proof) for proof in disjunction_proof(vote.group, vote.election.key, prefix, branches)
    ]


# --- A ballot that is not its voter's -------------------------------------------------------------


@forgery("ballots.signature", "signature_wrong")
def a_spoiled_signature(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proof = value["signature"]["proof"]
        proof["response"] = shifted(proof["response"], vote.group)

    change(vote, parts, edit, signed=False)


@forgery("ballots.signature", "signature_wrong")
def signed_by_another_voter(vote: Vote, parts: Parts) -> None:
    parts.change_ballot(lambda value: sign(vote, 1, value), 0, resign=False)


@forgery("ballots.signature", "signature_hash_wrong")
def changed_after_signing(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proofs = value["answers"][0]["individual_proofs"]
        proofs[0], proofs[1] = proofs[1], proofs[0]

    change(vote, parts, edit, signed=False)


@forgery("ballots.credentials", "credential_unknown")
def a_credential_that_nobody_was_given(vote: Vote, parts: Parts) -> None:
    stranger = Vote(vote.election, vote.board, [], [12345678901], [1])
    parts.steps.insert(parts.places(BALLOT)[-1] + 1, (BALLOT, [stranger.ballot(0, [[1, 0, 0], [0, 1, 0]])]))


@forgery("ballots.distinct", "ciphertext_repeated")
def another_voters_answers_copied(vote: Vote, parts: Parts) -> None:
    victim = json.loads(parts.ballot(1))
    change(vote, parts, lambda value: value | {"answers": victim["answers"]})


@forgery("ballots.distinct", "ballot_repeated", ACCEPTS)
def the_own_first_ballot_again(vote: Vote, parts: Parts) -> None:
    # Voter 2 voted twice; the first ballot comes again at the end, counts, and undoes the revote.
    cast = [(voter, parts.ballot(number)) for number, voter in enumerate((0, 1, 2, 2))]
    again, _ = played(vote, [*cast, cast[2]], [1, 2, 4])
    parts.steps = again.steps


@forgery("ballots.election", "ballot_of_another_election")
def a_ballot_of_another_election(vote: Vote, parts: Parts) -> None:
    other = a_vote(vote.group.name)
    twin = Vote(other.election, other.board, [], vote.voter_secrets, vote.weights)
    parts.steps[parts.places(BALLOT)[0]] = (BALLOT, [twin.ballot(0, [[1, 0, 0], [0, 1, 0]])])


@forgery("ballots.signature", "signature_wrong")
def a_wrong_ballot_that_a_later_one_replaces(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proof = value["signature"]["proof"]
        proof["challenge"] = shifted(proof["challenge"], vote.group)

    parts.change_ballot(edit, 2, resign=False)


# --- A ballot that two programs might read differently --------------------------------------------


@forgery("ballots.format", "text_not_canonical")
def a_space_in_a_ballot(vote: Vote, parts: Parts) -> None:
    _change_text(parts, lambda text: text.replace(b'"answers":', b'"answers": ', 1))


@forgery("ballots.format", "shape_unexpected", ACCEPTS)
def keys_of_an_answer_in_another_order(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        answer = value["answers"][0]
        value["answers"][0] = {key: answer[key] for key in reversed(answer)}

    change(vote, parts, edit)


@forgery("ballots.format", "text_not_canonical")
def a_key_twice(vote: Vote, parts: Parts) -> None:
    _change_text(parts, lambda text: text.replace(b'"answers":', b'"answers":[],"answers":', 1))


@forgery("ballots.format", "shape_unexpected")
def an_unknown_key(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: {"note": 1} | value)


@forgery("ballots.format", "text_malformed")
def a_float(vote: Vote, parts: Parts) -> None:
    _change_text(parts, lambda text: text.replace(b'"answers":', b'"note":1.5,"answers":', 1))


@forgery("ballots.format", "text_not_ascii")
def a_letter_outside_ascii(vote: Vote, parts: Parts) -> None:
    _change_text(parts, lambda text: text.replace(b'"answers":', '"año":1,"answers":'.encode(), 1))


@forgery("ballots.format", "text_malformed")
def half_a_ballot(vote: Vote, parts: Parts) -> None:
    _change_text(parts, lambda text: text[:-40])


@forgery("ballots.format", "text_too_long")
def an_enormous_ballot(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: {"padding": "x" * 60_000} | value)


@forgery("ballots.format", "scalar_not_canonical", ACCEPTS)
def a_scalar_with_a_leading_zero(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proof = value["answers"][0]["individual_proofs"][0][0]
        proof["response"] = "0" + proof["response"]

    change(vote, parts, edit)


@forgery("ballots.format", "scalar_not_canonical")
def a_scalar_beyond_the_order(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        proof = value["answers"][0]["individual_proofs"][0][0]
        proof["response"] = str(int(proof["response"]) + vote.group.order)

    change(vote, parts, edit)


def _change_text(parts: Parts, edit: Callable[[bytes], bytes]) -> None:
    place = parts.places(BALLOT)[0]
    parts.steps[place] = (BALLOT, [edit(parts.ballot(0))])


# --- A ballot with parts missing or outside the group ---------------------------------------------


@forgery("ballots.elements", "element_outside_group")
def an_element_outside_the_group(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        value["answers"][0]["choices"][1]["beta"] = outsider(vote.group)

    change(vote, parts, edit)


@forgery("ballots.elements", "element_not_canonical")
def an_element_written_in_another_way(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        choice = value["answers"][0]["choices"][1]
        choice["beta"] = "+" + choice["beta"][1:]

    change(vote, parts, edit)


@forgery("ballots.answers", "answers_miscounted")
def an_answer_missing(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: value["answers"].pop() and None)


@forgery("ballots.answers", "answers_miscounted")
def a_choice_missing(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        value["answers"][0]["choices"].pop()
        value["answers"][0]["individual_proofs"].pop()

    change(vote, parts, edit)


@forgery("ballots.answers", "answers_miscounted")
def an_overall_proof_with_fewer_branches(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: value["answers"][0]["overall_proof"].pop() and None)


@forgery("ballots.answers", "blank_proof_misplaced")
def no_blank_proof_where_blank_is_possible(vote: Vote, parts: Parts) -> None:
    change(vote, parts, lambda value: value["answers"][1].pop("blank_proof") and None)


# --- The count ------------------------------------------------------------------------------------


@forgery("tally", "tally_wrong", ACCEPTS)
def a_tally_with_one_vote_more(vote: Vote, parts: Parts) -> None:
    # Tool 2.0 sums the ballots itself and never looks at the tally in the archive.
    def edit(tally: list) -> None:
        group = vote.group
        beta = group.decoded(tally[0][0]["beta"])
        tally[0][0]["beta"] = group.encoded(group.product((beta, group.generator)))

    parts.change_piece(ENCRYPTED_TALLY, edit)


@forgery("tally", "tally_wrong")
def a_vote_more_in_tally_and_result(vote: Vote, parts: Parts) -> None:
    a_tally_with_one_vote_more(vote, parts)
    parts.change_piece(RESULT, lambda value: value["result"][0].__setitem__(0, value["result"][0][0] + 1))


@forgery("tally", "tally_wrong")
def a_tally_that_counts_a_replaced_ballot(vote: Vote, parts: Parts) -> None:
    # Voter 2's last ballot is dropped from the archive: the tally still has it.
    del parts.steps[parts.places(BALLOT)[3]]


@forgery("tally.counts", "tally_counts_wrong", ACCEPTS)
def a_wrong_number_of_counted_ballots(vote: Vote, parts: Parts) -> None:
    parts.change_piece(ENCRYPTED_TALLY, lambda sized: sized | {"num_tallied": 2}, piece=1)


@forgery("tally.counts", "tally_counts_wrong", ACCEPTS)
def a_wrong_total_weight(vote: Vote, parts: Parts) -> None:
    parts.change_piece(ENCRYPTED_TALLY, lambda sized: sized | {"total_weight": 7}, piece=1)


@forgery("archive.course", "ballot_after_closing")
def a_ballot_after_closing(vote: Vote, parts: Parts) -> None:
    late = vote.ballot(0, [[0, 0, 1], [0, 1, 0]])
    parts.steps.insert(parts.places(ENCRYPTED_TALLY)[0], (BALLOT, [late]))


@forgery("archive.course", "event_out_of_order", ACCEPTS)
def no_closing(vote: Vote, parts: Parts) -> None:
    parts.steps = [step for step in parts.steps if step[0] != "EndBallots"]


@forgery("archive.course", "event_out_of_order")
def a_result_before_any_decryption(vote: Vote, parts: Parts) -> None:
    parts.steps = [step for step in parts.steps if step[0] != PARTIAL_DECRYPTION]


@forgery("decryptions", "decryption_wrong")
def a_wrong_decryption_factor(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        group = vote.group
        factor = group.decoded(value["decryption_factors"][0][0])
        value["decryption_factors"][0][0] = group.encoded(group.product((factor, group.generator)))

    parts.change_piece(PARTIAL_DECRYPTION, edit)


@forgery("decryptions", "element_outside_group")
def a_decryption_factor_outside_the_group(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        value["decryption_factors"][0][0] = outsider(vote.group)

    parts.change_piece(PARTIAL_DECRYPTION, edit)


@forgery("decryptions", "owner_repeated", ACCEPTS)
def one_trustee_twice(vote: Vote, parts: Parts) -> None:
    place = parts.places(PARTIAL_DECRYPTION)[0]
    parts.steps.insert(place, parts.steps[place])


@forgery("decryptions", "owner_unknown")
def a_decryption_of_nobody(vote: Vote, parts: Parts) -> None:
    parts.change_piece(PARTIAL_DECRYPTION, lambda owned: owned | {"owner": 9}, piece=1)


@forgery("decryptions", "decryption_wrong")
def a_decryption_in_anothers_name(vote: Vote, parts: Parts) -> None:
    parts.change_piece(PARTIAL_DECRYPTION, lambda owned: owned | {"owner": 3}, piece=1)
    del parts.steps[parts.places(PARTIAL_DECRYPTION)[1]]


@forgery("decryptions", "too_few_trustees")
def a_trustee_missing(vote: Vote, parts: Parts) -> None:
    del parts.steps[parts.places(PARTIAL_DECRYPTION)[0]]


@forgery("result", "result_wrong")
def a_wrong_result(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        counts = value["result"][0]
        counts[0], counts[1] = counts[0] + 1, max(counts[1] - 1, 0)

    parts.change_piece(RESULT, edit)


@forgery("result", "result_out_of_range")
def a_result_beyond_the_votes(vote: Vote, parts: Parts) -> None:
    def edit(value: dict) -> None:
        value["result"][0][0] = 999

    parts.change_piece(RESULT, edit)


# --- What was fixed before the vote ---------------------------------------------------------------


def _change_list(parts: Parts, edit: Callable[[list], list]) -> None:
    kind, (election, trustees, credentials, setup) = parts.steps[0]
    parts.steps[0] = (kind, [election, trustees, compact(edit(json.loads(credentials))), setup])


@forgery("credentials", "credential_repeated")
def one_credential_for_two_voters(vote: Vote, parts: Parts) -> None:
    _change_list(parts, lambda listed: [*listed, listed[-1]])


@forgery("credentials", "element_outside_group")
def a_credential_outside_the_group(vote: Vote, parts: Parts) -> None:
    _change_list(parts, lambda listed: [*listed, outsider(vote.group)])


@forgery("credentials", "neutral_key", ACCEPTS)
def a_credential_that_anyone_can_use(vote: Vote, parts: Parts) -> None:
    _change_list(parts, lambda listed: [*listed, vote.group.encoded(vote.group.neutral)])


@forgery("credentials", "weight_malformed")
def a_weight_of_nothing(vote: Vote, parts: Parts) -> None:
    _change_list(parts, lambda listed: [*listed, listed[0] + ",0"])


@forgery("trustees", "key_proof_wrong")
def a_trustee_without_proof_of_its_key(vote: Vote, parts: Parts) -> None:
    def edit(trustees: list) -> None:
        proof = trustees[0][1]["pok"]
        proof["response"] = shifted(proof["response"], vote.group)

    parts.change_piece(SETUP, edit, piece=1)


@forgery("trustees", "key_repeated")
def one_trustee_for_two(vote: Vote, parts: Parts) -> None:
    parts.change_piece(SETUP, lambda trustees: [trustees[0], *trustees], piece=1)


@forgery("trustees", "election_key_wrong")
def a_trustee_left_out_of_the_list(vote: Vote, parts: Parts) -> None:
    parts.change_piece(SETUP, lambda trustees: trustees[1:], piece=1)


def _change_threshold(parts: Parts, edit: Callable[[dict], None]) -> None:
    parts.change_piece(SETUP, lambda trustees: edit(trustees[1][1]), piece=1)


@forgery("trustees", "certificate_wrong")
def a_certificate_signed_by_nobody(vote: Vote, parts: Parts) -> None:
    def edit(group: dict) -> None:
        proof = group["certs"][0]["signature"]
        proof["response"] = shifted(proof["response"], vote.group)

    _change_threshold(parts, edit)


@forgery("trustees", "commitments_wrong")
def commitments_that_their_trustee_did_not_sign(vote: Vote, parts: Parts) -> None:
    def edit(group: dict) -> None:
        group["coefexps"].reverse()

    _change_threshold(parts, edit)


@forgery("trustees", "certificate_list_differs", ACCEPTS)
def a_trustee_who_signed_other_certificates(vote: Vote, parts: Parts) -> None:
    def edit(group: dict) -> None:
        group["signatures"].reverse()

    _change_threshold(parts, edit)


@forgery("trustees", "verification_key_wrong")
def verification_keys_exchanged(vote: Vote, parts: Parts) -> None:
    def edit(group: dict) -> None:
        group["verification_keys"].reverse()

    _change_threshold(parts, edit)


def _change_election(parts: Parts, edit: Callable[[dict], object]) -> None:
    parts.change_piece(SETUP, edit, piece=0)


@forgery("election", "election_version_unknown")
def another_version_of_the_protocol(vote: Vote, parts: Parts) -> None:
    _change_election(parts, lambda election: election | {"version": 2})


@forgery("election", "unknown_group")
def a_group_of_ones_own(vote: Vote, parts: Parts) -> None:
    _change_election(parts, lambda election: election | {"group": "MINE-2048"})


@forgery("election", "neutral_key")
def a_neutral_election_key(vote: Vote, parts: Parts) -> None:
    neutral = vote.group.encoded(vote.group.neutral)
    _change_election(parts, lambda election: election | {"public_key": neutral})


@forgery("election", "question_unsound")
def a_question_that_nobody_can_answer(vote: Vote, parts: Parts) -> None:
    def edit(election: dict) -> None:
        election["questions"][0] |= {"min": 5, "max": 5}

    _change_election(parts, edit)


@forgery("ballots.election", "ballot_of_another_election")
def questions_changed_after_the_votes(vote: Vote, parts: Parts) -> None:
    def edit(election: dict) -> None:
        election["questions"][0]["answers"].reverse()

    _change_election(parts, edit)


def weakly_proved_factor(vote: Vote, parts: Parts) -> None:
    """Give a false factor that passes the protocol's own proof.

    The proof's hash leaves the factor out, so the forger picks the commitment at random and solves
    for the factor. Source: Bernhard, Pereira, Warinschi (Asiacrypt 2012), on weak Fiat-Shamir.
    """
    group, election = vote.group, vote.election
    tally = json.loads(parts.steps[parts.places(ENCRYPTED_TALLY)[0]][1][0])
    alpha: Element = group.decoded(tally[0][0]["alpha"])
    secret = vote.trustee_secrets[0]
    public = group.power(group.generator, secret)
    nonce = group.random_scalar()
    commitment = group.power(group.generator, group.random_scalar())
    prefix = f"decrypt|{election.fingerprint}|{group.encoded(public)}|"
    challenge = group.hashed(prefix, (group.power(group.generator, nonce), commitment))
    response = (nonce - secret * challenge) % group.order
    left_over = group.product((commitment, group.inverse(group.power(alpha, response))))
    factor = group.power(left_over, pow(challenge, -1, group.order))

    def edit(value: dict) -> None:
        value["decryption_factors"][0][0] = group.encoded(factor)
        value["decryption_proofs"][0][0] = proof_to_json(Proof(challenge, response))

    parts.change_piece(PARTIAL_DECRYPTION, edit)
