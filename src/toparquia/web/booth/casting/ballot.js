// A ballot: choices encrypted, proved and signed. Source: protocol, section 8.

import { fingerprint } from "../primitives/hashing.js";
import { reduced } from "../primitives/groups.js";
import { checkChoices } from "./election.js";
import { disjunctionProof, encrypted, knowledgeProof } from "./proofs.js";
import { randomScalar } from "./random.js";

const encodedChoice = (group, { alpha, beta }) => ({ alpha: group.encoded(alpha), beta: group.encoded(beta) });

const writtenOf = (choices) => choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",");

/** Return the opening of the sum, as proofs of how many were chosen need it. */
const sumOf = (group, openings) => ({
  number: openings.reduce((sum, opening) => sum + opening.number, 0),
  randomness: reduced(group, openings.reduce((sum, opening) => sum + opening.randomness, 0n)),
});

function counted(question, total) {
  const branches = [];
  for (let claimed = question.min; claimed <= question.max; claimed++) branches.push({ opening: total, claimed });
  return branches;
}

function answerOf({ group, key }, question, base, openings) {
  const ciphertexts = openings.map((opening) => encrypted(group, key, opening));
  const choices = ciphertexts.map((ciphertext) => encodedChoice(group, ciphertext));
  const prove = (prefix, branches) => disjunctionProof(group, key, prefix, branches);
  const individual = openings.map((opening, i) =>
    prove(`prove|${base}|${writtenOf([choices[i]])}|`, [
      { opening, claimed: 0 },
      { opening, claimed: 1 },
    ]),
  );
  const whole = `${base}|${writtenOf(choices)}`;
  const answer = { choices, individual_proofs: individual };
  if (!question.blank) {
    const sum = ciphertexts.reduce((product, one) => ({
      alpha: group.multiplied(product.alpha, one.alpha),
      beta: group.multiplied(product.beta, one.beta),
    }));
    const total = writtenOf([encodedChoice(group, sum)]);
    return { ...answer, overall_proof: prove(`prove|${whole}|${total}|`, counted(question, sumOf(group, openings))) };
  }
  const [blank, ...marked] = openings;
  const total = sumOf(group, marked);
  const overall = prove(`bproof1|${whole}|`, [{ opening: blank, claimed: 1 }, ...counted(question, total)]);
  const either = prove(`bproof0|${whole}|`, [
    { opening: blank, claimed: 0 },
    { opening: total, claimed: 0 },
  ]);
  return { ...answer, overall_proof: overall, blank_proof: either };
}

/** Return the public half of a secret, as ballots and lists write it. */
export const publicCredential = (group, secret) => group.encoded(group.secretPower(group.generator, secret));

/**
 * Return the text of a ballot, its tracker, and the openings which an audit shows and a cast forgets.
 * The tracker is computed here, from the text that will be sent, never by the server.
 */
export function ballotOf(election, secret, choices) {
  checkChoices(election, choices);
  const { group } = election;
  const credential = publicCredential(group, secret);
  const base = `${election.fingerprint}|${credential}`;
  // Fresh for each attempt: a randomness used twice would show which choices are the same.
  const openings = choices.map((chosen) => chosen.map((number) => ({ number, randomness: randomScalar(group) })));
  const said = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential,
    answers: election.questions.map((question, i) => answerOf(election, question, base, openings[i])),
  };
  const hash = fingerprint(JSON.stringify(said));
  said.signature = { hash, proof: knowledgeProof(group, secret, `sig|${hash}|`) };
  const text = JSON.stringify(said);
  return { text, credential, tracker: fingerprint(text), openings };
}
