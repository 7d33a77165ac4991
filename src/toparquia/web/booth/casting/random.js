// Randomness: the platform's generator or nothing. Source: threats, "bad randomness in the browser".

import { hexOf } from "../primitives/bytes.js";

export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
// 384 bits for numbers of 253 or 256: what is left over favours none of them by more than 2^-128.
const SCALAR_BYTES = 48;

/** No generator that may be trusted with a vote. */
export class NoRandomness extends Error {}

export function randomBytes(length) {
  const { crypto } = globalThis;
  if (typeof crypto?.getRandomValues !== "function") throw new NoRandomness();
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Return a number from 0 to the order, each as likely as the others. */
export const randomScalar = (group) => BigInt(`0x${hexOf(randomBytes(SCALAR_BYTES))}`) % group.order;

export function randomBase58(length) {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // Of 256 bytes, 232 are four for each letter; the others would favour the first letters.
      if (byte < 232 && text.length < length) text += BASE58[byte % 58];
    }
  }
  return text;
}
