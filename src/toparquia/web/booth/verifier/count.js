// The sum, its opening by the trustees, and the result. Source: protocol, sections 11 to 13.

import { hexadecimal } from "../primitives/hashing.js";
import { ciphertextsOf } from "./ballots.js";
import { elementOf, isDecryption, proofsOf } from "./proofs.js";
import { integerIn, items, members, read, textIn } from "./reading.js";
import { refuse, under } from "./refused.js";

const LIMIT = 20_000_000;
const SMALL = 10_000;
const STRING_FROM = 2 ** 30;
const LONG_NUMBER = /^[1-9][0-9]{0,17}$/;

/** Check that a value has a row a question, and return its entries in one list. */
function flat(election, value) {
  const rows = items(value, election.questions.length);
  return rows.flatMap((row, i) => items(row, election.questions[i].width));
}

/** Add up the last ballot of each credential; `last` has (weight, bytes) for each. */
export async function sumOfBallots(election, last, progress = () => {}) {
  const { group } = election;
  const width = election.questions.reduce((sum, question) => sum + question.width, 0);
  const sum = Array.from({ length: width }, () => ({ alpha: group.neutral, beta: group.neutral }));
  const weighted = (element, weight) => (weight === 1 ? element : group.productOfPowers([[element, BigInt(weight)]]));
  let done = 0;
  for (const { weight, read: readBallot } of last) {
    for (const [i, { alpha, beta }] of ciphertextsOf(election, await readBallot()).entries()) {
      sum[i].alpha = group.multiplied(sum[i].alpha, weighted(alpha, weight));
      sum[i].beta = group.multiplied(sum[i].beta, weighted(beta, weight));
    }
    progress("tally", ++done, last.length);
  }
  return sum;
}

/** Check that the archive's tally is `sum`. */
export function checkTally(election, raw, sum) {
  const { group } = election;
  const said = flat(election, read(raw, { limit: LIMIT, ascii: true }));
  for (const [i, value] of said.entries()) {
    const [alpha, beta] = members(value, "alpha", "beta");
    if (alpha !== group.encoded(sum[i].alpha) || beta !== group.encoded(sum[i].beta)) refuse("tally_wrong", { choice: i + 1 });
  }
}

/** Check how many ballots the tally says that it adds up, and their weight. */
export function checkCounts(raw, number, weight) {
  const [tallied, total] = members(
    read(raw, { limit: SMALL, ascii: true }),
    ...["num_tallied", "total_weight", "encrypted_tally"],
  );
  const due = weight >= STRING_FROM ? textIn(total, LONG_NUMBER) === String(weight) : total === weight;
  if (tallied !== number || !due) refuse("counts_wrong");
}

/** Check a trustee's partial decryption; return who it is and its factors. */
export function decryptionOf(election, board, sum, [raw, owned]) {
  const { group } = election;
  const [owner] = members(read(owned, { limit: SMALL, ascii: true }), "owner", "payload");
  integerIn(owner, 1);
  const trustee = board.trustees[owner - 1] ?? refuse("owner_unknown", { trustee: owner });
  const [factors, proofs] = members(
    read(raw, { limit: LIMIT, ascii: true }),
    ...["decryption_factors", "decryption_proofs"],
  );
  const each = flat(election, factors).map((text) => elementOf(group, text));
  const prefix = `decrypt|${election.fingerprint}|${trustee.text}|`;
  for (const [i, proof] of proofsOf(group, flat(election, proofs)).entries()) {
    const statement = { key: trustee.key, alpha: sum[i].alpha, factor: each[i] };
    if (!isDecryption(group, prefix, statement, proof)) refuse("decryption_wrong", { trustee: owner, choice: i + 1 });
  }
  return { owner, factors: each };
}

/** Check the second proofs, which hash what is decrypted too: see docs/decisions/ballots-second-proofs.md. */
export function checkSecondProofs(election, board, sum, tallyRaw, decryptions, raw) {
  const { group } = election;
  const value = read(raw, { limit: LIMIT, ascii: true });
  const [uuid, tally, owners] = members(value, "election_uuid", "encrypted_tally", "owners");
  if (uuid !== election.uuid || tally !== hexadecimal(tallyRaw)) refuse("second_proofs_of_another_tally");
  const byOwner = new Map();
  for (const one of items(owners)) {
    const [owner, proofs] = members(one, "owner", "proofs");
    if (byOwner.has(owner)) refuse("shape_unexpected");
    byOwner.set(owner, proofsOf(group, items(proofs, sum.length)));
  }
  for (const { owner, factors } of decryptions) {
    const proofs = byOwner.get(owner) ?? refuse("second_proof_missing", { trustee: owner });
    const { key, text } = board.trustees[owner - 1];
    for (const [i, factor] of factors.entries()) {
      const said = [text, group.encoded(sum[i].alpha), group.encoded(factor)].join(",");
      const prefix = `toparquia-decrypt|${group.name}|${election.fingerprint}|${i}|${said}|`;
      if (!isDecryption(group, prefix, { key, alpha: sum[i].alpha, factor }, proofs[i])) {
        refuse("second_proof_wrong", { trustee: owner, choice: i + 1 });
      }
    }
  }
}

/** Return what all needed trustees' factors make together, position by position. */
export function combinedFactors(election, board, decryptions, width) {
  const { group } = election;
  const byOwner = new Map();
  for (const { owner, factors } of decryptions) {
    if (byOwner.has(owner)) refuse("owner_repeated", { trustee: owner });
    byOwner.set(owner, factors);
  }
  const pairs = [];
  let first = 1;
  for (const { threshold, trustees } of board.parts) {
    const places = trustees.map((_, i) => i + 1).filter((place) => byOwner.has(first + place - 1));
    if (places.length < threshold) refuse("too_few_trustees");
    const chosen = places.slice(0, threshold);
    for (const place of chosen) {
      pairs.push([byOwner.get(first + place - 1), weightAtZero(group, place, chosen)]);
    }
    first += trustees.length;
  }
  return Array.from({ length: width }, (_, i) =>
    group.productOfPowers(pairs.map(([factors, exponent]) => [factors[i], exponent])),
  );
}

/** Return Lagrange's coefficient at zero, `prod k/(k-d) mod q` over the others. */
function weightAtZero(group, place, places) {
  let [above, below] = [1n, 1n];
  for (const other of places) {
    if (other === place) continue;
    above = (above * BigInt(other)) % group.order;
    below = (below * (group.order + BigInt(other - place))) % group.order;
  }
  return (above * inverseModulo(below, group.order)) % group.order;
}

function inverseModulo(number, order) {
  let [result, base, exponent] = [1n, number, order - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

/** Check that each number of the result is what the sum opens to; return the numbers by question. */
export function checkResult(election, raw, sum, factors, weight) {
  const { group } = election;
  const [result] = members(read(raw, { limit: LIMIT, ascii: true }), "result");
  const counts = flat(election, result);
  under(undefined, {}, () => {
    for (const [i, count] of counts.entries()) {
      if (!Number.isSafeInteger(count) || count < 0 || count > weight) refuse("result_out_of_range", { choice: i + 1 });
      const opened = group.multiplied(sum[i].beta, group.inverse(factors[i]));
      const said = group.productOfPowers([[group.generator, BigInt(count)]]);
      if (!group.equal(opened, said)) refuse("result_wrong", { choice: i + 1 });
    }
  });
  return result;
}
