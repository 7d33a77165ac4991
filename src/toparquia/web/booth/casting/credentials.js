// The key that a slip's letters stand for. Source: protocol, section 7; threats, "ballot stuffing".

import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { numberOf, utf8 } from "../primitives/bytes.js";
import { hexadecimal } from "../primitives/hashing.js";
import { BASE58, randomBase58 } from "./random.js";
import { CastingRefused } from "./refused.js";

const LETTER = `[${BASE58}]`;
const SLIP = new RegExp(`^${LETTER}{5}-${LETTER}{6}-${LETTER}{5}-${LETTER}{6}$`);
// Of tools before 2.4: fourteen letters and one that completes them modulo 53, in threes.
const OLD_SLIP = new RegExp(`^${LETTER}{3}(-${LETTER}{3}){4}$`);
const OLD_ROUNDS = 1000;
const OLD_CHECK = 53n;
// Two halves from two authorities are written with this between them.
const HALVES = "+";

function isComplete(slip) {
  const digits = [...slip.replace(/-/g, "")].map((letter) => BigInt(BASE58.indexOf(letter)));
  const last = digits.pop();
  const number = digits.reduce((sum, digit) => sum * BigInt(BASE58.length) + digit, 0n);
  return (number + last) % OLD_CHECK === 0n;
}

function secretOfSlip(group, uuid, slip) {
  if (SLIP.test(slip)) {
    const half = (n) => hexadecimal(`derive_credential|${uuid}|${n}|${slip}`);
    return BigInt(`0x${half(0)}${half(1)}`) % group.order;
  }
  if (OLD_SLIP.test(slip) && isComplete(slip)) {
    return numberOf(pbkdf2(sha256, utf8(slip), utf8(uuid), { c: OLD_ROUNDS, dkLen: 32 })) % group.order;
  }
  throw new CastingRefused("credential_malformed");
}

/** Return the secret key of a slip, or of two halves. */
export function credentialSecret(group, uuid, slip) {
  const halves = slip.trim().split(HALVES);
  if (halves.length > 2) throw new CastingRefused("credential_malformed");
  const secret = halves.reduce((sum, half) => sum + secretOfSlip(group, uuid, half.trim()), 0n) % group.order;
  if (secret === 0n) throw new CastingRefused("credential_malformed");
  return secret;
}

/** Return a fresh slip, 22 letters (128 bits). */
export function newSlip() {
  const letters = randomBase58(22);
  return [letters.slice(0, 5), letters.slice(5, 11), letters.slice(11, 16), letters.slice(16)].join("-");
}
