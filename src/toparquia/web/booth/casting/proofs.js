// Making proofs. Everything here handles secrets: powers of secrets are the group's `secretPower` alone.
// Source: protocol, sections 4, 8 and 12.

import { hashed, reduced } from "../primitives/groups.js";
import { randomScalar } from "./random.js";

const response = (group, nonce, secret, challenge) => reduced(group, nonce - secret * challenge);

const written = (challenge, answer) => ({ challenge: challenge.toString(), response: answer.toString() });

/** Prove that one knows the exponent of `g^secret`; the nonce is given by tests of fixed vectors alone. */
export function knowledgeProof(group, secret, prefix, nonce = randomScalar(group)) {
  const challenge = hashed(group, prefix, [group.secretPower(group.generator, nonce)]);
  return written(challenge, response(group, nonce, secret, challenge));
}

/** Prove that `base^secret` and `g^secret` have the same exponent. */
export function equalityProof(group, base, secret, prefix) {
  const nonce = randomScalar(group);
  const commitments = [group.secretPower(group.generator, nonce), group.secretPower(base, nonce)];
  const challenge = hashed(group, prefix, commitments);
  return written(challenge, response(group, nonce, secret, challenge));
}

/** Return the ciphertext of a number with its randomness. */
export function encrypted(group, key, { number, randomness }) {
  const beta = group.secretPower(key, randomness);
  const raised = group.multiplied(beta, group.generator);
  // Both are computed, so that the time does not tell which one is taken.
  return { alpha: group.secretPower(group.generator, randomness), beta: [beta, raised][number] };
}

/**
 * Prove that one of the branches is true: each says that `opening` is an encryption of `claimed`.
 * The first true one is proved; the others are made up with random numbers, in the same steps.
 */
export function disjunctionProof(group, key, prefix, branches) {
  const truth = branches.findIndex(({ opening, claimed }) => opening.number === claimed);
  const drawn = branches.map(({ opening, claimed }, i) => {
    const isTrue = Number(i === truth);
    const [drawn, answer] = [randomScalar(group), randomScalar(group)];
    // With challenge 0 the answer is the nonce: the true branch commits as the others do.
    const challenge = [drawn, 0n][isTrue];
    const exponent = reduced(group, answer + opening.randomness * challenge);
    const ofKey = group.secretPower(key, exponent);
    // The true branch needs no shift, but takes the time of one.
    const shift = [reduced(group, BigInt(opening.number - claimed) * challenge), drawn][isTrue];
    const shifted = group.multiplied(ofKey, group.secretPower(group.generator, shift));
    const commitments = [group.secretPower(group.generator, exponent), [shifted, ofKey][isTrue]];
    return { challenge, answer, commitments };
  });
  const whole = hashed(group, prefix, drawn.flatMap(({ commitments }) => commitments));
  const others = drawn.reduce((sum, { challenge }) => sum + challenge, 0n);
  return drawn.map(({ challenge, answer }, i) => {
    if (i !== truth) return written(challenge, answer);
    const own = reduced(group, whole - others);
    return written(own, response(group, answer, branches[i].opening.randomness, own));
  });
}
