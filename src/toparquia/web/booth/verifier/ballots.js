// One ballot after the other: format, owner, signature, answers and all proofs. Source: protocol, sections 8 and 9.

import { fingerprint } from "../primitives/hashing.js";
import { textOf } from "../primitives/bytes.js";
import { decodedOf, isKnown, isOneTrue, proofOf, proofsOf, raised } from "./proofs.js";
import { items, members, read, textIn } from "./reading.js";
import { refuse, under } from "./refused.js";

const HASH = /^[A-Za-z0-9+/]{43}$/;
const SIGNATURE_KEY = ',"signature":';
const SCALAR_DIGITS = 78;

/** Return how many bytes the largest honest ballot may have. */
export function ballotLimit(election) {
  const element = election.keyText.length > 64 ? 617 : 64;
  const proof = 2 * SCALAR_DIGITS + 40;
  const answers = election.questions.reduce(
    (sum, { width, min, max }) => sum + width * (2 * element + 40 + 2 * proof) + (max - min + 4) * proof + 120,
    0,
  );
  return answers + element + proof + 500;
}

/** Return the ballot that the bytes write: shape and numbers are right, elements are texts still. */
function readBallot(election, raw) {
  const { group } = election;
  const value = read(raw, { limit: ballotLimit(election), ascii: true });
  const [uuid, hash, credential, answers, signature] = members(
    value,
    ...["election_uuid", "election_hash", "credential", "answers", "signature"],
  );
  const [signed, proof] = members(signature, "hash", "proof");
  return {
    uuid: textIn(uuid),
    hash: textIn(hash),
    credential: textIn(credential),
    answers: items(answers).map((answer) => readAnswer(group, answer)),
    signed: textIn(signed, HASH),
    proof: proofOf(group, proof),
  };
}

function readAnswer(group, value) {
  const [choices, individual, overall, blank] = members(
    value,
    ...["choices", "individual_proofs", "overall_proof", "blank_proof?"],
  );
  return {
    choices: items(choices).map((choice) => {
      const [alpha, beta] = members(choice, "alpha", "beta");
      return { alpha: textIn(alpha), beta: textIn(beta) };
    }),
    individual: items(individual).map((proofs) => proofsOf(group, proofs)),
    overall: proofsOf(group, overall),
    blank: blank === undefined ? undefined : proofsOf(group, blank),
  };
}

/** Check that the hash is of the ballot without its signature, and that the credential signed it. */
function checkSignature({ group }, ballot, raw) {
  const text = textOf(raw);
  const unsigned = `${text.slice(0, text.lastIndexOf(SIGNATURE_KEY))}}`;
  if (fingerprint(unsigned) !== ballot.signed) refuse("signature_hash_wrong");
  // On the published list, as the survey saw: so it is in the group, and somebody's.
  const credential = group.decoded(ballot.credential);
  if (!isKnown(group, credential, `sig|${ballot.signed}|`, ballot.proof)) refuse("signature_wrong");
}

/** Check that a ballot answers what was asked: as many numbers and proofs as there must be. */
function checkAnswers(election, answers) {
  if (answers.length !== election.questions.length) refuse("answers_miscounted");
  for (const [i, { width, blank, min, max }] of election.questions.entries()) {
    const answer = answers[i];
    under(undefined, { question: i + 1 }, () => {
      if ((answer.blank !== undefined) !== blank) refuse("blank_proof_misplaced");
      const lengths = [answer.choices.length, answer.individual.length, answer.overall.length];
      const due = [width, width, max - min + 1 + (blank ? 1 : 0)];
      if (lengths.some((length, k) => length !== due[k])) refuse("answers_miscounted");
      if (answer.individual.some((proofs) => proofs.length !== 2)) refuse("answers_miscounted");
      if (blank && answer.blank.length !== 2) refuse("answers_miscounted");
    });
  }
}

/** Return each choice with the powers that its own proof needs; all elements are in the group. */
const choicesIn = (group, { choices, individual }) =>
  choices.map(({ alpha, beta }, i) =>
    under(undefined, { choice: i + 1 }, () => {
      const ciphertext = { alpha: decodedOf(group, alpha), beta: decodedOf(group, beta) };
      const claims = individual[i].map((proof, number) => ({ number, proof }));
      return { ...ciphertext, claims: raised(group, ciphertext, claims, { foreign: true }) };
    }),
  );

const writtenOf = (choices) => choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",");

const sumOf = (group, ciphertexts) =>
  ciphertexts.reduce((sum, one) => ({
    alpha: group.multiplied(sum.alpha, one.alpha),
    beta: group.multiplied(sum.beta, one.beta),
  }));

function checkIndividual({ group, key }, base, answer, choices) {
  for (const [i, { claims }] of choices.entries()) {
    const prefix = `prove|${base}|${writtenOf([answer.choices[i]])}|`;
    if (!isOneTrue(group, key, prefix, claims)) refuse("individual_proof_wrong", { choice: i + 1 });
  }
}

function checkOverall({ group, key }, base, { blank, min }, answer, choices) {
  const whole = `${base}|${writtenOf(answer.choices)}`;
  const sum = sumOf(group, blank ? choices.slice(1) : choices);
  const counts = (proofs) => proofs.map((proof, i) => ({ number: min + i, proof }));
  if (!blank) {
    const total = `${group.encoded(sum.alpha)},${group.encoded(sum.beta)}`;
    const claims = raised(group, sum, counts(answer.overall));
    if (!isOneTrue(group, key, `prove|${whole}|${total}|`, claims)) refuse("overall_proof_wrong");
    return;
  }
  const [ofBlank, ...others] = answer.overall;
  const claims = [...raised(group, choices[0], [{ number: 1, proof: ofBlank }]), ...raised(group, sum, counts(others))];
  if (!isOneTrue(group, key, `bproof1|${whole}|`, claims)) refuse("overall_proof_wrong");
}

function checkBlank({ group, key }, base, { blank }, answer, choices) {
  if (!blank) return;
  const [ofBlank, ofSum] = answer.blank.map((proof) => [{ number: 0, proof }]);
  const claims = [...raised(group, choices[0], ofBlank), ...raised(group, sumOf(group, choices.slice(1)), ofSum)];
  const prefix = `bproof0|${base}|${writtenOf(answer.choices)}|`;
  if (!isOneTrue(group, key, prefix, claims)) refuse("blank_proof_wrong");
}

/** What was seen in the ballots before: the same text, or the same ciphertext, never comes twice. */
export class Seen {
  ballots = new Set();
  ciphertexts = new Set();

  enter(hash, ballot) {
    if (this.ballots.has(hash)) refuse("ballot_repeated");
    this.ballots.add(hash);
    for (const { alpha } of ballot.answers.flatMap((answer) => answer.choices)) {
      if (this.ciphertexts.has(alpha)) refuse("ciphertext_repeated");
      this.ciphertexts.add(alpha);
    }
  }
}

const checksOf = (number, more = {}) => (name, work) => under(name, { ballot: number, ...more }, work);

/** Check what costs little: that a ballot is one, of this election, of a known credential, and new. */
export function surveyBallot(election, roll, seen, { raw, hash, number }) {
  const check = checksOf(number);
  const ballot = check("ballots.format", () => readBallot(election, raw));
  check("ballots.election", () => {
    if (ballot.uuid !== election.uuid || ballot.hash !== election.fingerprint) refuse("ballot_of_another_election");
  });
  check("ballots.credentials", () => roll.has(ballot.credential) || refuse("credential_unknown"));
  check("ballots.distinct", () => seen.enter(hash, ballot));
  return ballot.credential;
}

/** Check the signature, the answers and all proofs of a ballot that was surveyed. */
export function proveBallot(election, { raw, number }) {
  const ballot = readBallot(election, raw);
  const check = checksOf(number);
  check("ballots.signature", () => checkSignature(election, ballot, raw));
  check("ballots.answers", () => checkAnswers(election, ballot.answers));
  const base = `${election.fingerprint}|${ballot.credential}`;
  for (const [i, question] of election.questions.entries()) {
    const at = checksOf(number, { question: i + 1 });
    const answer = ballot.answers[i];
    const choices = at("ballots.elements", () => choicesIn(election.group, answer));
    at("ballots.individual_proofs", () => checkIndividual(election, base, answer, choices));
    at("ballots.overall_proofs", () => checkOverall(election, base, question, answer, choices));
    at("ballots.blank_proofs", () => checkBlank(election, base, question, answer, choices));
  }
}

/** Return the ciphertexts, all questions in a row, of a ballot that was checked before. */
export function ciphertextsOf(election, raw) {
  const { group } = election;
  return readBallot(election, raw).answers.flatMap(({ choices }) =>
    choices.map(({ alpha, beta }) => ({ alpha: group.decoded(alpha), beta: group.decoded(beta) })),
  );
}

/** Test if a ballot's ciphertexts are those of `openings`: what a device says it encrypted, and how. */
export function isOpenedBy(election, raw, openings) {
  const { group, key } = election;
  const flat = openings.flat();
  const choices = ciphertextsOf(election, raw);
  return (
    choices.length === flat.length &&
    choices.every(({ alpha, beta }, i) => {
      const { number, randomness } = flat[i];
      const [m, r] = [BigInt(number), BigInt(randomness)];
      return (
        group.equal(alpha, group.productOfPowers([[group.generator, r]])) &&
        group.equal(beta, group.productOfPowers([[key, r], [group.generator, m]]))
      );
    })
  );
}
