// Where one ballot is: in the chain that ends with the board's hash, or in the archive itself. The tracking code is the
// hash of the ballot's text, so nothing that a server says needs to be believed. Source: protocol, sections 1 and 10.

import { bytesOfBase64, hexOf } from "../primitives/bytes.js";
import { hexadecimal } from "../primitives/hashing.js";
import { events } from "./archive.js";
import { read, textIn } from "./reading.js";
import { Refused } from "./refused.js";

const HEX = /^[0-9a-f]{64}$/;
const BALLOT_LIMIT = 200_000;

/** Return the name that the archive gives to the ballot of a tracking code. */
export const nameOf = (tracker) => hexOf(bytesOfBase64(`${tracker}=`));

const headAfter = (parent, height, payload) => hexadecimal(JSON.stringify({ parent, height, type: "Ballot", payload }));

/** Return the board's hash that follows if a ballot stands at `height` after `parent`, and the others `after` it. */
export function headWith(tracker, { parent, height, after }) {
  const isRight = HEX.test(parent) && Number.isSafeInteger(height) && Array.isArray(after) && after.every((one) => HEX.test(one));
  if (!isRight) return null;
  return [nameOf(tracker), ...after].reduce((head, payload, i) => headAfter(head, height + i, payload), parent);
}

/**
 * Look for a ballot in an archive. Returns whether it is there, whether a later one has its credential, and the board's
 * hash after the last ballot; `isWhole` is false where the archive itself is broken.
 */
export async function traced(source, tracker, progress = () => {}) {
  const name = nameOf(tracker);
  const found = { isWhole: true, recorded: false, counts: false, ballots: 0, head: null };
  let mine = null;
  try {
    for await (const { type, hash, pieces } of events(source)) {
      if (type !== "Ballot" && type !== "Setup") break;
      found.head = hash;
      if (type === "Setup") continue;
      const [{ hash: ballot, content, start }] = pieces;
      const credential = textIn(read(content, { limit: BALLOT_LIMIT, ascii: true }).get("credential"));
      if (ballot === name) [mine, found.recorded, found.counts] = [credential, true, true];
      else if (credential === mine) found.counts = false;
      found.ballots += 1;
      progress("archive", start, source.size);
    }
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    found.isWhole = false;
  }
  return found;
}
