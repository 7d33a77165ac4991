// Groups by their name, and the one hash to a number. Source: protocol, sections 1 and 2.

import { Ed25519 } from "./ed25519.js";
import { hashNumber } from "./hashing.js";
import { Integers } from "./integers.js";

const GROUPS = new Map([Ed25519, Integers].map((group) => [group.name, group]));

/** Return the group of that name, or undefined: parameters are never taken from a file. */
export const groupNamed = (name) => GROUPS.get(name);

/** Return `H(prefix; elements)` of the protocol. */
export const hashed = (group, prefix, elements) =>
  hashNumber(prefix + elements.map((element) => group.encoded(element)).join(",")) % group.order;

/** Return `number` between 0 and the order. */
export function reduced(group, number) {
  const rest = number % group.order;
  return rest < 0n ? rest + group.order : rest;
}
