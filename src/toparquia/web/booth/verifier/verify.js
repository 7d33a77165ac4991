// The whole verification, step by step; the first failing check ends it. Source: protocol, section 15.
// Written from that document alone: it shares with the booth's encryption, and with the server's Python,
// nothing but the names of the checks.

import { fingerprint, hexadecimal } from "../primitives/hashing.js";
import { events } from "./archive.js";
import { Seen, surveyBallot } from "./ballots.js";
import {
  checkCounts,
  checkResult,
  checkSecondProofs,
  checkTally,
  combinedFactors,
  decryptionOf,
  sumOfBallots,
} from "./count.js";
import { boardOf } from "./trustees.js";
import { electionOf, rollOf } from "./election.js";
import { CHUNK, alone, proveAll } from "./proving.js";
import { Refused, refuse, under } from "./refused.js";
import { read } from "./reading.js";

// In the order in which they are reported; those of ballots are made together, ballot by ballot.
const OF_ARCHIVE = ["archive.bytes", "archive.chain", "archive.course", "archive.complete"];
const OF_BALLOTS = [
  ...["format", "election", "credentials", "distinct", "signature", "answers"],
  ...["elements", "individual_proofs", "overall_proofs", "blank_proofs"],
].map((name) => `ballots.${name}`);
export const CHECKS = [
  ...OF_ARCHIVE,
  ...["election", "credentials", "trustees"],
  ...OF_BALLOTS,
  ...["tally", "tally.counts", "decryptions", "decryptions.second_proofs", "result", "fingerprints"],
];

/** Walk through the archive once: what was fixed, where each ballot lies, and what came after. */
async function survey(source, until, progress) {
  const found = { setup: null, ballots: [], tally: null, decryptions: [], result: null, lastEvent: "" };
  let state = "start";
  const contents = (pieces) => pieces.map((piece) => piece.content);
  for await (const { type, hash, pieces } of events(source)) {
    if (type === "Setup") found.setup = contents(pieces);
    if (type === "EncryptedTally") found.tally = contents(pieces);
    if (type === "PartialDecryption") found.decryptions.push(contents(pieces));
    if (type === "Result") found.result = pieces[0].content;
    if (type === "Ballot") {
      // Only where it lies: a large archive stays in its file.
      const { hash: name, start, content } = pieces[0];
      found.ballots.push({ hash: name, start, length: content.length });
      progress("archive", start, source.size);
    }
    [state, found.lastEvent] = [type, hash];
  }
  const complete = until === "tally" ? ["EncryptedTally", "PartialDecryption", "Result"] : ["Result"];
  if (!complete.includes(state)) throw new Refused("archive.complete", "archive_unfinished");
  return found;
}

/** Return a ballot's bytes, still the ones that were surveyed. */
async function textAt(source, { hash, start, length }) {
  const raw = await source.read(start, length);
  if (hexadecimal(raw) !== hash) throw new Refused("archive.bytes", "file_changed");
  return raw;
}

/** Check all ballots, also those replaced later: first what costs little. Return the last of each credential. */
async function checkBallots({ source, election, electionRaw, roll, ballots, crew, report, progress }) {
  const seen = new Seen();
  const last = new Map();
  for (const [i, ballot] of ballots.entries()) {
    const raw = await textAt(source, ballot);
    last.set(surveyBallot(election, roll, seen, { raw, hash: ballot.hash, number: i + 1 }), i);
  }
  const texts = async (at) => {
    const chunk = [];
    // Copied: what goes to another worker must not take its whole window along.
    for (const ballot of ballots.slice(at, at + CHUNK)) chunk.push(Uint8Array.from(await textAt(source, ballot)));
    return chunk;
  };
  await proveAll(crew, electionRaw, ballots.length, texts, (done) => {
    report.accepted = done;
    progress("ballots", done, ballots.length);
  });
  return [...last].map(([credential, i]) => ({ weight: roll.get(credential), read: () => textAt(source, ballots[i]) }));
}

/** Check everything in turn, and write into `report` what was done. */
async function checkAll(source, { until, secondProofs, crew, progress, passed }, report) {
  const found = await survey(source, until, progress);
  passed(...OF_ARCHIVE);
  report.ballots = found.ballots.length;
  const [electionRaw, trusteesRaw, rollRaw] = found.setup;
  const election = under("election", {}, () => electionOf(electionRaw));
  passed("election");
  const roll = under("credentials", {}, () => rollOf(election, rollRaw, progress));
  passed("credentials");
  const board = under("trustees", {}, () => boardOf(election, trusteesRaw));
  passed("trustees");
  const { ballots } = found;
  const last = await checkBallots({ source, election, electionRaw, roll, ballots, crew, report, progress });
  passed(...OF_BALLOTS);
  const weight = last.reduce((sum, one) => sum + one.weight, 0);
  const sum = await sumOfBallots(election, last, progress);
  const [tallyRaw, sizedRaw] = found.tally;
  under("tally", {}, () => checkTally(election, tallyRaw, sum));
  passed("tally");
  under("tally.counts", {}, () => checkCounts(sizedRaw, last.length, weight));
  passed("tally.counts");
  const facts = { election, roll, board, sum, found, last, weight };
  if (until !== "tally") checkOpening(facts, secondProofs, passed, report);
  Object.assign(report, {
    counted: last.length,
    questions: election.questions.map(({ text, answers, blank }) => ({ text, answers, blank })),
    fingerprints: fingerprintsOf(facts),
  });
  passed("fingerprints");
  return facts;
}

/** Check that the trustees opened that sum and no other, and that the result is what it says. */
function checkOpening({ election, board, sum, found, weight }, secondProofs, passed, report) {
  const [decryptions, factors] = under("decryptions", {}, () => {
    const all = found.decryptions.map((pieces) => decryptionOf(election, board, sum, pieces));
    return [all, combinedFactors(election, board, all, sum.length)];
  });
  passed("decryptions");
  if (secondProofs) {
    under("decryptions.second_proofs", {}, () =>
      checkSecondProofs(election, board, sum, found.tally[0], decryptions, secondProofs),
    );
    passed("decryptions.second_proofs");
  }
  under("result", {}, () => checkResult(election, found.result, sum, factors, weight));
  report.result = read(found.result, { limit: found.result.length }).get("result");
  passed("result");
}

function fingerprintsOf({ election, found }) {
  const [, trustees, credentials] = found.setup;
  return {
    election: election.fingerprint,
    trustees: fingerprint(trustees),
    credentials: fingerprint(credentials),
    tally: fingerprint(found.tally[0]),
    lastEvent: found.lastEvent,
  };
}

/**
 * Verify an archive; `until: "tally"` for one that is not decrypted yet; `crew` is who proves the ballots. Never throws for what is in a file:
 * what cannot be read, or makes this program fail, is not verified.
 * Returns the report, and for the trustee's page the facts that were proved.
 */
export async function verified(source, options = {}) {
  const { until = "result", secondProofs = null, crew = [alone], progress = () => {} } = options;
  const started = performance.now();
  const report = { valid: false, ballots: 0, accepted: 0, result: null, checks: [] };
  const passed = (...names) => report.checks.push(...names.map((name) => ({ name, ok: true })));
  let facts = null;
  try {
    if (!source) refuse("file_unreadable");
    facts = await checkAll(source, { until, secondProofs, crew, progress, passed }, report);
    report.valid = true;
  } catch (fault) {
    const refused = fault instanceof Refused ? fault : new Refused("program", "program_failed", { said: String(fault) });
    const { check = "program", reason, where } = refused;
    report.checks.push({ name: check, ok: false, reason, where });
    report.result = null;
  }
  report.seconds = (performance.now() - started) / 1000;
  return { report, facts: report.valid ? facts : null };
}
