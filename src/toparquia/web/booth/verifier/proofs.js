// Checking proofs, by the formulas of the protocol, sections 4, 8 and 12.

import { hashed, reduced } from "../primitives/groups.js";
import { items, members } from "./reading.js";
import { refuse } from "./refused.js";

const SCALAR = /^(0|[1-9][0-9]{0,77})$/;

/** Return the element that a value writes, in the group; where it is the neutral one, nobody made it. */
export function elementOf(group, value, { neutral = true } = {}) {
  const element = decodedOf(group, value);
  if (!group.has(element)) refuse("element_outside_group");
  if (!neutral && group.equal(element, group.neutral)) refuse("element_neutral");
  return element;
}

/** Return the element that a value writes, not yet known to be in the group. */
export function decodedOf(group, value) {
  if (typeof value !== "string") refuse("shape_unexpected");
  try {
    return group.decoded(value);
  } catch {
    refuse("element_not_canonical");
  }
}

function scalarOf(group, value) {
  if (typeof value !== "string" || !SCALAR.test(value)) refuse("scalar_not_canonical");
  const number = BigInt(value);
  if (number >= group.order) refuse("scalar_not_canonical");
  return number;
}

export function proofOf(group, value) {
  const [challenge, response] = members(value, "challenge", "response");
  return { challenge: scalarOf(group, challenge), response: scalarOf(group, response) };
}

export const proofsOf = (group, value) => items(value).map((one) => proofOf(group, one));

/** Test a proof that somebody knows the exponent of `element`. */
export function isKnown(group, element, prefix, { challenge, response }) {
  const commitment = group.productOfPowers([
    [group.generator, response],
    [element, challenge],
  ]);
  return hashed(group, prefix, [commitment]) === challenge;
}

/**
 * Test a proof that at least one of the ciphertexts is one of zero.
 * Each has been divided by what it is said to be one of, so zero is all there is to ask.
 */
export function isOneOfZero(group, key, prefix, ciphertexts, proofs) {
  if (ciphertexts.length !== proofs.length) return false;
  const commitments = [];
  let sum = 0n;
  for (const [i, { challenge, response }] of proofs.entries()) {
    const { alpha, beta } = ciphertexts[i];
    commitments.push(
      group.productOfPowers([
        [group.generator, response],
        [alpha, challenge],
      ]),
      group.productOfPowers([
        [key, response],
        [beta, challenge],
      ]),
    );
    sum += challenge;
  }
  return hashed(group, prefix, commitments) === reduced(group, sum);
}

/** Test a proof that `factor` is `alpha` to the exponent that makes the trustee's `key`. */
export function isDecryption(group, prefix, { key, alpha, factor }, { challenge, response }) {
  const commitments = [
    group.productOfPowers([
      [group.generator, response],
      [key, challenge],
    ]),
    group.productOfPowers([
      [alpha, response],
      [factor, challenge],
    ]),
  ];
  return hashed(group, prefix, commitments) === challenge;
}
