// A trustee's part: a key made here, and one opening of one verified sum. Source: protocol, sections 5 and 12.

import { hexadecimal } from "../primitives/hashing.js";
import { groupNamed } from "../primitives/groups.js";
import { equalityProof, knowledgeProof } from "./proofs.js";
import { randomScalar } from "./random.js";
import { CastingRefused } from "./refused.js";

/** Return a fresh secret, and the public key that is published with the proof that it is known. */
export function newTrusteeKey(groupName, name) {
  const group = groupNamed(groupName);
  if (group === undefined) throw new CastingRefused("election_unknown");
  let secret = 0n;
  while (secret === 0n) secret = randomScalar(group);
  return { secret: secret.toString(), published: publishedKey(group, secret, name) };
}

/** Return a trustee's public key as `trustees.json` has it. */
export function publishedKey(group, secret, name) {
  const key = group.encoded(group.secretPower(group.generator, secret));
  const pok = knowledgeProof(group, secret, `pok|${group.name}|${key}|`);
  return { pok, public_key: key, ...(name ? { name } : {}) };
}

/** Return the number that a trustee's saved secret writes. */
export function secretOf(group, text) {
  if (!/^[1-9][0-9]{0,77}$/.test(text) || BigInt(text) >= group.order) throw new CastingRefused("secret_malformed");
  return BigInt(text);
}

/** Return which trustee a secret belongs to, from 1. */
export function ownerOf({ election: { group }, board }, secret) {
  const key = group.encoded(group.secretPower(group.generator, secret));
  const place = board.trustees.findIndex(({ text }) => text === key);
  if (place < 0) throw new CastingRefused("trustee_unknown");
  return place + 1;
}

/**
 * Return the partial decryption of a sum that the caller has just verified in full, with our second proofs.
 * A trustee is no oracle: nothing else is ever opened.
 */
export function partialDecryption({ election, board, sum, found }, secretText) {
  const { group, questions, fingerprint } = election;
  const secret = secretOf(group, secretText);
  const owner = ownerOf({ election, board }, secret);
  const { text } = board.trustees[owner - 1];
  const each = sum.map(({ alpha }, place) => {
    const factor = group.encoded(group.secretPower(alpha, secret));
    const statement = `${text},${group.encoded(alpha)},${factor}`;
    return {
      factor,
      proof: equalityProof(group, alpha, secret, `decrypt|${fingerprint}|${text}|`),
      second: equalityProof(group, alpha, secret, `toparquia-decrypt|${group.name}|${fingerprint}|${place}|${statement}|`),
    };
  });
  const rows = (pick) => {
    let at = 0;
    return questions.map(({ width }) => each.slice(at, (at += width)).map(pick));
  };
  const decryption = JSON.stringify({
    decryption_factors: rows(({ factor }) => factor),
    decryption_proofs: rows(({ proof }) => proof),
  });
  return {
    owner,
    decryption,
    owned: JSON.stringify({ owner, payload: hexadecimal(decryption) }),
    second: { owner, proofs: each.map(({ second }) => second) },
    tally: hexadecimal(found.tally[0]),
  };
}
