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
 * Return what each claim "this ciphertext is one of `number`" raises to its proof's challenge.
 * An element from outside is asked in the same go whether it is in the group: its power to the order is 1.
 */
export function raised(group, { alpha, beta }, claims, { foreign = false } = {}) {
  const exponents = claims.map(({ proof }) => proof.challenge);
  if (foreign) exponents.push(group.order);
  const [ofAlpha, ofBeta] = [alpha, beta].map((element) => {
    const powers = group.powers(element, exponents);
    if (foreign && !group.equal(powers.pop(), group.neutral)) refuse("element_outside_group");
    return powers;
  });
  return claims.map(({ number, proof }, i) => ({ alpha: ofAlpha[i], beta: ofBeta[i], number, proof }));
}

/** Test a proof that at least one of the claims, as `raised` returns them, is true. */
export function isOneTrue(group, key, prefix, claims) {
  const commitments = [];
  let sum = 0n;
  for (const { alpha, beta, number, proof } of claims) {
    const { challenge, response } = proof;
    // (beta / g^number)^challenge, without a division.
    const shift = reduced(group, -BigInt(number) * challenge);
    const ofKey = group.productOfPowers([
      [key, response],
      [group.generator, shift],
    ]);
    const ofGenerator = group.productOfPowers([[group.generator, response]]);
    commitments.push(group.multiplied(ofGenerator, alpha), group.multiplied(ofKey, beta));
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
