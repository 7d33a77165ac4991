// The costly part, ballot by ballot, by one or by several: signatures, answers and proofs need nothing but the election.

import { proveBallot } from "./ballots.js";
import { electionOf } from "./election.js";
import { Refused } from "./refused.js";

// Small enough that all of a crew end at about the same time.
export const CHUNK = 16;

let known = { raw: null, election: null };

function electionFor(raw) {
  if (known.raw === null || raw.length !== known.raw.length || raw.some((byte, i) => byte !== known.raw[i])) {
    known = { raw, election: electionOf(raw) };
  }
  return known.election;
}

/** Prove the ballots of one chunk; return the first refusal as plain values, or null. Never throws. */
export async function alone({ election, first, texts }) {
  try {
    for (const [i, raw] of texts.entries()) proveBallot(electionFor(election), { raw, number: first + i });
    return null;
  } catch (fault) {
    const { check, reason, where } =
      fault instanceof Refused ? fault : new Refused("program", "program_failed", { ballot: first });
    return { check, reason, where };
  }
}

/**
 * Let a crew prove all ballots, `textsAt(place)` giving a chunk of them. Each member takes the next chunk when it is
 * free, in order: so when one is refused, all before it are with somebody, and the first of all refusals is known.
 */
export async function proveAll(crew, election, count, textsAt, told) {
  let [next, done, refused, turn] = [0, 0, null, Promise.resolve()];
  const take = async () => {
    if (next >= count || refused !== null) return null;
    const at = next;
    next += CHUNK;
    return { election, first: at + 1, texts: await textsAt(at) };
  };
  const work = async (member) => {
    for (;;) {
      // One reads at a time: a file is read through one window.
      turn = turn.then(take);
      const chunk = await turn;
      if (chunk === null) return;
      const refusal = await member(chunk);
      if (refusal === null) told((done += chunk.texts.length));
      else if (refused === null || refusal.where.ballot < refused.where.ballot) refused = refusal;
    }
  };
  await Promise.all(crew.map(work));
  if (refused === null) return;
  told(refused.where.ballot - 1);
  throw new Refused(refused.check, refused.reason, refused.where);
}
