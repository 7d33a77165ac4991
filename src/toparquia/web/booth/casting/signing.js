// Messages that trustees sign, and those they seal for one another. Source: protocol, section 6.

import { bytesOfHex, hexOf, textOf, utf8 } from "../primitives/bytes.js";
import { hashNumber, hashOf } from "../primitives/hashing.js";
import { hashed } from "../primitives/groups.js";
import { memberOf } from "./election.js";
import { knowledgeProof } from "./proofs.js";
import { randomScalar } from "./random.js";
import { CastingRefused } from "./refused.js";

const ALGORITHM = "AES-GCM";
const SCALAR = /^(0|[1-9][0-9]{0,77})$/;

/** Return what a text says; it must be written in the only way, with these keys in their order. */
export function strictly(text, ...keys) {
  const value = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new CastingRefused("message_malformed");
  return inOrder(value, ...keys);
}

export function inOrder(value, ...keys) {
  const found = value === null || typeof value !== "object" ? [] : Object.keys(value);
  if (found.join() !== keys.join()) throw new CastingRefused("message_malformed");
  return keys.map((key) => value[key]);
}

export function scalarIn(group, text) {
  if (typeof text !== "string" || !SCALAR.test(text) || BigInt(text) >= group.order) {
    throw new CastingRefused("message_malformed");
  }
  return BigInt(text);
}

/** Return the two secrets that come from a trustee's one: what signs, and what opens. */
export const keysOfSeed = (group, seed) => ({
  signing: hashNumber(`sk|${seed}`) % group.order,
  opening: hashNumber(`dk|${seed}`) % group.order,
});

export const publicOf = (group, secret) => group.secretPower(group.generator, secret);

export const signed = (group, secret, message) => ({
  message,
  signature: knowledgeProof(group, secret, `sigmsg|${message}|`),
});

/** Test if the owner of `key` signed `message`. */
export function isSigned(group, key, message, signature) {
  const [challenge, response] = inOrder(signature, "challenge", "response").map((text) => scalarIn(group, text));
  const commitment = group.productOfPowers([
    [group.generator, response],
    [key, challenge],
  ]);
  return hashed(group, `sigmsg|${message}|`, [commitment]) === challenge;
}

const cipherKey = (group, element) =>
  crypto.subtle.importKey("raw", hashOf(`key|${group.encoded(element)}`), ALGORITHM, false, ["encrypt", "decrypt"]);

const cipherOf = (group, alpha) => ({ name: ALGORITHM, iv: hashOf(`iv|${group.encoded(alpha)}`) });

/** Return `message`, signed and encrypted to the owner of `recipient`, as a text. */
export async function sealed(group, signing, recipient, message) {
  const inner = JSON.stringify({ recipient: group.encoded(recipient), message: JSON.stringify(message) });
  const content = utf8(JSON.stringify(signed(group, signing, inner)));
  const randomness = randomScalar(group);
  const key = publicOf(group, randomScalar(group));
  const alpha = publicOf(group, randomness);
  const beta = group.multiplied(group.secretPower(recipient, randomness), key);
  const closed = await crypto.subtle.encrypt(cipherOf(group, alpha), await cipherKey(group, key), content);
  return JSON.stringify({
    algorithm: ALGORITHM,
    alpha: group.encoded(alpha),
    beta: group.encoded(beta),
    data: hexOf(new Uint8Array(closed)),
  });
}

/** Return what the owner of `sender` sealed for us. */
export async function unsealed(group, opening, sender, text) {
  try {
    const [algorithm, alphaText, betaText, closed] = strictly(text, "algorithm", "alpha", "beta", "data");
    if (algorithm !== ALGORITHM) throw new CastingRefused("sealed_unreadable");
    const [alpha, beta] = [memberOf(group, alphaText), memberOf(group, betaText)];
    const key = group.multiplied(beta, group.inverse(group.secretPower(alpha, opening)));
    const secret = await cipherKey(group, key);
    const content = await crypto.subtle.decrypt(cipherOf(group, alpha), secret, bytesOfHex(closed));
    const [inner, signature] = strictly(textOf(new Uint8Array(content)), "message", "signature");
    const [recipient, message] = strictly(inner, "recipient", "message");
    const isOurs = recipient === group.encoded(publicOf(group, opening));
    if (!isOurs || !isSigned(group, sender, inner, signature)) throw new CastingRefused("sealed_unreadable");
    return JSON.parse(message);
  } catch {
    throw new CastingRefused("sealed_unreadable");
  }
}
